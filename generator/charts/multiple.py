"""A small chart of one indicator beside others: one axis of years for all, a scale of its own.

Every part says its years (`data-y`), so that a script may choose among the years without drawing
anew: the same marks, the same lines, at another place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from generator.charts import ink
from generator.charts.finding import named
from generator.charts.marks import mark
from generator.charts.scale import Scale
from generator.charts.spec import Mark
from generator.figures import Series
from generator.model import Observation, Yearbook
from generator.words import Words
from generator.words.numbers import EN_DASH

HEIGHT, TOP, LOW = 116, 26.0, 84.0
EDGE = 4.0
"""Percent of the width left of the first and right of the last year."""
NEAR = 30.0
"""Percent of the width that two numbers need between them,"""
HIGH = 18.0
"""or pixels of height."""


class Paper:
    """Where years and values lie."""

    def __init__(self, years: tuple[int, int], span: Scale) -> None:
        self.first, self.last = years
        self.span = span

    def x(self, year: float) -> float:
        """Percent of the width; compare.js reckons the same."""
        if self.first == self.last:
            return 50.0
        return EDGE + (year - self.first) / (self.last - self.first) * (100 - 2 * EDGE)

    def out(self, *years: int) -> str:
        """The class of what lies outside these years."""
        return "" if all(self.first <= year <= self.last for year in years) else "out"

    def y(self, value: object) -> float:
        """Pixels from the top."""
        if self.span.low == self.span.high:
            return (TOP + LOW) / 2
        return LOW - self.span.share(value) * (LOW - TOP)  # type: ignore[arg-type]


def multiple(series: Series, book: Yearbook, words: Words, years: tuple[int, int]) -> str:
    """The drawing on an axis of these years; what lies outside waits hidden. '' without a total."""
    rows = series.totals
    if not rows:
        return ""
    marks = [(row, mark(row, series.indicator, words)) for row in rows]
    values = [value for _, item in marks for value in item.values]
    paper = Paper(years, Scale(min(values), max(values), ()))
    parts = [
        ink.line("ld", 0, LOW + 8, 100, LOW + 8),
        *_breaks(rows, paper),
        *_lines(rows, paper),
        *_marks(marks, paper, lambda basis: named(book.label("basis", basis), words)),
        _year(years[0], "", 0),
        _year(years[1], "e", 100),
    ]
    name = "; ".join(item.said for _, item in marks)
    return (
        f'<svg class="mu ch" width="100%" height="{HEIGHT}" role="img" '
        f'aria-label="{ink.safe(name)}">{"".join(parts)}</svg>'
    )


def _year(year: int, kind: str, x: float) -> str:
    classes = f"s y ax-{'last' if kind else 'first'} {kind}".strip()
    return ink.text(x, LOW + 26, str(year), classes)


def _breaks(rows: Sequence[Observation], paper: Paper) -> Iterator[str]:
    """Two slashes on the axis where the basis changes from one year to a later one."""
    ends: dict[str, list[int]] = {}
    for row in rows:
        ends.setdefault(row.basis, []).append(row.year)
    spans = sorted((min(years), max(years)) for years in ends.values())
    for (_, before), (after, _) in pairwise(spans):
        if after > before:
            x = paper.x((before + after) / 2)
            slashes = ink.path("ax", "M-5 6l5-12m0 12l5-12")
            more = _more(paper, before, after)
            yield ink.at(x, LOW + 8, slashes, more)


def _lines(rows: Sequence[Observation], paper: Paper) -> Iterator[str]:
    """Within one basis and one length of time only; a bound or a range has no line."""
    before: dict[tuple[str, int | None], Observation] = {}
    for row in rows:
        if row.measure != "actual":
            continue
        kind = (row.basis, row.since)
        last = before.pop(kind, None)
        if row.upper is not None or row.bound in ("below", "above"):
            continue
        if last is not None:
            gap = "la gap" if row.year - last.year > 1 else "la"
            ends = (paper.x(last.year), paper.y(last.value), paper.x(row.year), paper.y(row.value))
            kinds = f"{gap} {paper.out(last.year, row.year)}".strip()
            line = ink.line(kinds, *ends)
            yield line.replace("/>", f' data-y="{last.year} {row.year}"/>')
        before[kind] = row


def _marks(
    marks: list[tuple[Observation, Mark]], paper: Paper, basis_of: Callable[[str], str]
) -> Iterator[str]:
    shown = _shown(marks, paper)
    for number, (row, item) in enumerate(marks):
        x, y = paper.x(row.year), paper.y(item.values[-1])
        inner = _plan(item, x, paper) if item.measure == "plan" else _actual(item, x, paper)
        kind = "p" if item.measure == "plan" else "a"
        anchor = "" if x < 15 else "e" if x > 85 else "m"
        hidden = "" if number in shown else "off"
        label = ink.text(x, y - 10, item.label, " ".join(filter(None, (kind, anchor, hidden))))
        more = f'{_more(paper, row.year)} data-m="{item.measure}"{_data(row, item, basis_of)}'
        yield f"<g{more}>{inner}{label}</g>"


def _more(paper: Paper, *years: int) -> str:
    kind = ' class="out"' if paper.out(*years) else ""
    return f'{kind} data-y="{" ".join(map(str, years))}"'


def _data(row: Observation, item: Mark, basis_of: Callable[[str], str]) -> str:
    """What the table below needs beside the label: status, basis, length of time."""
    basis = basis_of(row.basis) if row.basis else ""
    period = f"{row.since}{EN_DASH}{row.year}" if row.since else ""
    found = {"s": item.note, "b": basis, "p": period}
    return "".join(f' data-{key}="{ink.safe(text)}"' for key, text in found.items() if text)


def _shown(marks: list[tuple[Observation, Mark]], paper: Paper) -> set[int]:
    """The last value, a plan after it, and the first value where there is room for their numbers;
    compare.js chooses the same way."""
    within = [n for n, (row, _) in enumerate(marks) if not paper.out(row.year)]
    actual = [n for n in within if marks[n][1].measure == "actual"]
    plans = [n for n in within if marks[n][1].measure == "plan"]
    wanted = actual[-1:]
    if plans and (not actual or marks[plans[-1]][0].year > marks[actual[-1]][0].year):
        wanted.append(plans[-1])
    chosen: list[int] = []
    for number in [*wanted, *actual[:1]]:
        if all(_apart(marks[number], marks[other], paper) for other in chosen):
            chosen.append(number)
    return set(chosen)


def _apart(one: tuple[Observation, Mark], two: tuple[Observation, Mark], paper: Paper) -> bool:
    """Two numbers don't touch."""
    far = abs(paper.x(one[0].year) - paper.x(two[0].year))
    high = abs(paper.y(one[1].values[-1]) - paper.y(two[1].values[-1]))
    return far >= NEAR or high >= HIGH


def _actual(item: Mark, x: float, paper: Paper) -> str:
    dots = "".join(
        f'<circle class="{ink.dot_class(item)}" cx="{ink.pc(x)}" cy="{ink.n(paper.y(value))}" '
        f'r="4"/>'
        for value in item.values
    )
    if item.upper is None:
        return dots
    ends = (x, paper.y(item.value), x, paper.y(item.upper))
    return ink.line("la", *ends) + dots


def _plan(item: Mark, x: float, paper: Paper) -> str:
    ends = [paper.y(value) for value in item.values]
    zone = ""
    if len(ends) > 1:
        zone = _bar("pz", x, min(ends), abs(ends[0] - ends[1]))
    return zone + "".join(_bar("mp", x, y - 1.5, 3) for y in ends)


def _bar(kind: str, x: float, y: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{ink.pc(x)}" y="{ink.n(y)}" width="16" '
        f'height="{ink.n(height)}" transform="translate(-8)"/>'
    )
