"""What a workload says: invented figures and words, the same ones every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from itertools import islice

from benchmarks.sizes import Size

TOPICS = 10
QUESTIONS = 6
SENTENCES = 10
"""Of an answer; with twenty words each an interview has 1,200."""
FIGURES = 3
"""Named in an answer."""
WORDS = (
    "việc làng xã đường cây sông nhà trường lớp chợ bến cầu ruộng vườn biển đảo núi rừng mưa nắng"
    " gió mùa sáng chiều thợ thầy trò bà con cùng chung góp sức dựng sửa giữ gìn trồng chăm học"
    " nghề buôn bán chở đưa đón gặp hỏi thưa kể nghe xem biết quen thân"
).split()
SPEAKER = "Người trả lời thử"


@dataclass(frozen=True)
class Indicator:
    """One that measures nothing."""

    number: int

    @property
    def id(self) -> str:
        """'ct-0001'."""
        return f"ct-{self.number:04d}"

    @property
    def name(self) -> str:
        """As the pages have it."""
        return f"Chỉ tiêu thử {self.number:04d}"

    @property
    def decimals(self) -> int:
        """Every fourth one counts money."""
        return 2 if self.number % 4 == 0 else 0

    @property
    def unit(self) -> str:
        """As it follows a number."""
        return "tỷ đồng" if self.decimals else "người"

    @property
    def topic(self) -> int:
        """1 to TOPICS, in the order of the numbers."""
        return 1 + (self.number - 1) // 200


@dataclass(frozen=True)
class Value:
    """Plan and result of a year."""

    year: int
    plan: Decimal
    actual: Decimal

    @property
    def percent(self) -> Decimal:
        """Of the plan, as it is said: at one decimal."""
        return _percent(self.plan, self.actual)


@dataclass(frozen=True)
class Figure:
    """A figure that an interview names."""

    indicator: Indicator
    value: Value
    kind: str
    """plan, actual or attainment."""

    @property
    def text(self) -> str:
        """'1.234 người'; '102,1%'."""
        if self.kind == "attainment":
            return f"{said(self.value.percent)}%"
        number = self.value.plan if self.kind == "plan" else self.value.actual
        return f"{said(number)} {self.indicator.unit}"

    @property
    def anchor(self) -> str:
        """On the page of its indicator."""
        return f"{self.value.year}-{'plan' if self.kind == 'plan' else 'actual'}"


def indicators(size: Size) -> tuple[Indicator, ...]:
    """All of a workload."""
    return tuple(Indicator(number) for number in range(1, size.indicators + 1))


@cache
def value(indicator: Indicator, year: int, shift: int = 0) -> Value:
    """The figures of a year, with decimals that don't end in zero; `shift` moves the result.

    No percent of plan lies on the edge between two roundings, or is 100 only when rounded: how
    such a case is told differs between tools for reasons that aren't speed.
    """
    units = 10**indicator.decimals
    first = (1000 + indicator.number * 7919 % 9000) * units
    plan = _whole(first + (year - 1950) * 37 + (indicator.number * 31 + year * 17) % 97, units)
    gap = (indicator.number * 13 + year * 29) % 41 - 17
    actual = _whole(plan + gap * plan // 400 + shift * plan // 900, units)
    while not _is_plain(plan, actual):
        actual = _whole(actual + 1, units)
    return Value(year, Decimal(plan) / units, Decimal(actual) / units)


@dataclass(frozen=True)
class Work:
    """A workload; a later state of it has one result moved, which no interview names."""

    size: Size
    state: int = 0

    @cached_property
    def moved(self) -> Indicator:
        """The one whose newest result the states move."""
        last = self.size.data_years[-1]
        named = {
            figure.indicator
            for edition in self.size.edition_years
            if self.size.known(edition)[-1] == last
            for figure in islice(_figures(self.size, edition), QUESTIONS * FIGURES)
        }
        return next(one for one in indicators(self.size) if one not in named)

    def values(self, indicator: Indicator) -> tuple[Value, ...]:
        """All years of an indicator."""
        years = self.size.data_years
        is_moved = self.state and indicator == self.moved
        last = value(indicator, years[-1], self.state if is_moved else 0)
        return (*(value(indicator, year) for year in years[:-1]), last)


def _whole(number: int, units: int) -> int:
    return number + 1 if units > 1 and number % 10 == 0 else number


def _is_plain(plan: int, actual: int) -> bool:
    return (
        2 * (actual * 1000 % plan) != plan
        and actual != plan
        and round(actual * 1000 / plan) != 1000
    )


def _percent(plan: Decimal, actual: Decimal) -> Decimal:
    return (actual * 100 / plan).quantize(Decimal("0.1"), ROUND_HALF_UP)


def said(number: Decimal) -> str:
    """1.234; 30,28: the Vietnamese way, without closing zeros."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate({ord(","): ".", ord("."): ","})


def questions(size: Size, edition: int, show: Callable[[Figure], str]) -> Iterator[tuple[str, str]]:
    """The interview of an edition: each question with its answer, in Markdown."""
    words = _words(edition)
    figures = _figures(size, edition)
    for _ in range(QUESTIONS):
        question = " ".join(next(words) for _ in range(10)).capitalize() + "?"
        answer = []
        for place in range(SENTENCES):
            text = [next(words) for _ in range(20)]
            if place % 3 == 1:
                text[12:14] = ["đạt", show(next(figures))]
            text[0] = text[0].capitalize()
            answer.append(" ".join(text) + ".")
        yield question, " ".join(answer)


def _words(edition: int) -> Iterator[str]:
    state = edition
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield WORDS[(state >> 16) % len(WORDS)]


def _figures(size: Size, edition: int) -> Iterator[Figure]:
    every, year = indicators(size), size.known(edition)[-1]
    place = 0
    while True:
        indicator = every[(place * 37 + edition) % len(every)]
        kind = ("actual", "plan", "attainment")[place % 3]
        yield Figure(indicator, value(indicator, year), kind)
        place += 1
