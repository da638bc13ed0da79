"""What a number could be: every figure of the edition's data that it agrees with."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.binding import Bound, FigureLink, Kind, Unbound, bind
from generator.figures import View
from generator.folding import slug
from generator.model import Observation
from generator.numerals import Mention, parse_whole
from generator.numerals.agree import agrees
from generator.quoting import words_of

_SEPARATORS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class Said:
    """What would be bound: a stretch of the text, and what it says as a whole."""

    start: int
    end: int
    mention: Mention

    @property
    def digits(self) -> int:
        """Digits that tell one number from others: 18.382 has five, 18.000 two."""
        if self.mention.form not in ("number", "range"):
            return 1
        parts = (_SEPARATORS.sub("", part) for part in re.split(r"[-–—]|đến", self.mention.number))
        return sum(len(part.strip("0")) for part in parts)


class Figures:
    """Every figure that a link can name, in what the page's edition knows."""

    def __init__(self, view: View, language: str) -> None:
        self._view, self._language = view, language

    @cached_property
    def all(self) -> tuple[Bound, ...]:
        """Values, plans and attainments."""
        return tuple(
            bound for series in self._view for row in series.newest for bound in self._of(row)
        )

    def _of(self, row: Observation) -> Iterator[Bound]:
        group = slug(row.group)
        kinds: tuple[Kind, ...] = ("plan",)
        if row.measure == "actual":
            kinds = ("actual", "attainment")
        for kind in kinds:
            try:
                bound = bind(FigureLink(row.indicator, row.year, kind, group), self._view)
            except Unbound:
                continue
            if bound.figure.observation is row:
                yield bound

    @cached_property
    def _by_digits(self) -> list[tuple[float, int, Bound]]:
        """In the order of their digits, wherever the comma stands: units may differ by a scale."""
        return sorted((_digits_of(_exact(one)), index, one) for index, one in enumerate(self.all))

    def agreeing(self, said: Said) -> list[Bound]:
        """Those that a text agrees with."""
        return [
            one for one in self._near(said) if agrees(said.mention, one, self._language) is None
        ]

    def _near(self, said: Said) -> Iterable[Bound]:
        """Those whose digits could round to those written; all where only a bound is said."""
        mention = said.mention
        if mention.form != "number" or mention.bound or mention.change or not mention.value:
            return self.all
        # Half of the last place, as a share of the number, in powers of ten: at most this.
        reach = 0.3 * 10.0 ** (1 - said.digits)
        place, rows = _digits_of(mention.value), self._by_digits
        found: list[tuple[int, Bound]] = []
        for turn in (-1.0, 0.0, 1.0):
            first = bisect_left(rows, (place + turn - reach,))
            last = bisect_left(rows, (place + turn + reach,))
            found += [(index, one) for _, index, one in rows[first:last]]
        return [one for _, one in sorted(found, key=lambda item: item[0])]


def _exact(bound: Bound) -> Decimal:
    found = bound.attainment
    if bound.link.kind == "attainment" and found is not None and found.percent is not None:
        return found.percent
    return bound.number


def _digits_of(value: Decimal) -> float:
    """From 0 to 1: where a number's digits stand between 1 and 10."""
    return math.log10(abs(value)) % 1.0 if value else 0.0


def target_of(bound: Bound) -> str:
    """A link's address in its shortest form."""
    link = bound.link
    base = f"fig:{link.indicator}/{link.year}"
    if link.group:
        return f"{base}/{link.kind}/{link.group}"
    return base if link.kind == "actual" else f"{base}/{link.kind}"


def said_at(body: str, start: int, end: int, language: str) -> Said | None:
    """What a stretch of the text says as the text of a link."""
    mention = parse_whole(words_of(body[start:end]), language)
    return Said(start, end, mention) if mention else None
