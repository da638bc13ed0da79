"""Every figure of an indicator in one short string, and the tables that its numbers point into.

A figure is `2020a18382m0c102.1`: year, `p`lan or `a`ctual, value; then, each only where it says
something: `u` upper end of a range, `t` text where the value isn't said as number and unit, `n`
first year, `s` status, `m` verdict, `c` percent of plan, `g` group, `b` basis, `o` superseded;
behind `#` what its anchor has more than year, measure and group. Figures are parted by ';'.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from typing import Any

from generator.attainment import attainment, shown_percent
from generator.figures import Figure, Series, Year, stem_of
from generator.folding import slug
from generator.model import Observation, Yearbook
from generator.pages.common import local, mark
from generator.words import Words

Part = str | tuple[str, Hashable]
"""Of a packed figure: its letters, or a table and what is said there by its place."""
STATUSES = ("final", "provisional", "estimate", "forecast")


class Table:
    """Values that many figures share, each once, by the order in which they are first met."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def __call__(self, value: Hashable) -> int:
        """Its place."""
        return self._places.setdefault(value, len(self._places))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)


class Packing:
    """Makes the strings of one index, and gathers its tables."""

    def __init__(self, book: Yearbook, words: Words) -> None:
        self._book, self._words = book, words
        self.texts, self.marks, self.groups, self.bases = Table(), Table(), Table(), Table()
        self._tables = {
            "texts": self.texts,
            "marks": self.marks,
            "groups": self.groups,
            "bases": self.bases,
        }

    def pack(self, series: Series) -> str:
        """All figures of a series, in the order of its rows."""
        return ";".join(self._year(series, year) for year in series.years.values())

    def _year(self, series: Series, year: Year) -> str:
        make = partial(self._parts, series, year)
        parts = year.once(year, ("packed", self._words.language), make)
        return "".join(
            part if isinstance(part, str) else str(self._tables[part[0]](part[1])) for part in parts
        )

    def _parts(self, series: Series, year: Year) -> tuple[Part, ...]:
        """A year's figures, as every index has them but for the places in its tables."""
        found: list[Part] = []
        text = ""
        for number, figure in enumerate(year.figures):
            text += ";" if number else ""
            for part in self._figure(series, figure):
                if isinstance(part, str):
                    text += part
                else:
                    found += [text, part]
                    text = ""
        return (*found, text)

    def _figure(self, series: Series, figure: Figure) -> Iterator[Part]:
        row = figure.observation
        yield f"{row.year}{row.measure[0]}{row.value:f}"
        yield from self._fields(series, figure)
        rest = figure.anchor.removeprefix(stem_of(row))
        if rest:
            yield f"#{rest}"

    def _fields(self, series: Series, figure: Figure) -> Iterator[Part]:
        row = figure.observation
        if row.upper is not None:
            yield f"u{row.upper:f}"
        if not _is_plain(row):
            yield "t"
            yield "texts", self._said(series, row)
        if row.since is not None:
            yield f"n{row.since}"
        if row.status != "final":
            yield f"s{STATUSES.index(row.status)}"
        if figure.is_current and row.measure == "actual":
            yield from self._verdict(series, row)
        if row.group:
            label = self._book.label("group", row.group)
            yield "g"
            yield "groups", (local(label, self._words), slug(row.group))
        if row.basis:
            yield "b"
            yield "bases", local(self._book.label("basis", row.basis), self._words)
        if not figure.is_current:
            yield "o"

    def _verdict(self, series: Series, row: Observation) -> Iterator[Part]:
        found = attainment(series, row)
        if found.plan is None:
            return
        shown = mark(found, self._words)
        yield "m"
        yield "marks", (shown.verdict, int(shown.firm), shown.text)
        if found.percent is not None:
            yield f"c{shown_percent(found.percent):f}"

    def _said(self, series: Series, row: Observation) -> str:
        """A value as a reader meets it, a plan as plans are said."""
        say = self._words.say
        words = say.planned_value if row.measure == "plan" else say.value
        return str(words(row, series.indicator))


def _is_plain(row: Observation) -> bool:
    """Said as number and unit in every language: the page puts it together by itself."""
    return row.upper is None and not row.bound and row.value != 0
