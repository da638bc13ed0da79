"""The table of an indicator's page: every vintage by basis."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from typing import Protocol

from generator.attainment import attainment
from generator.figures import Figure, Series
from generator.model import Observation, Status, Yearbook
from generator.pages.common import Mark, Reference, References, fill, local, mark
from generator.words import Words

SURE: tuple[Status, ...] = ("final", "provisional", "estimate", "forecast")


@dataclass(frozen=True, slots=True)
class Order:
    """Exact values of a row's cells, for a reader who sorts them."""

    year: int
    value: str
    status: int
    """The surer, the smaller."""
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """One vintage of one value in the table."""

    anchor: str
    aliases: tuple[str, ...]
    period: str
    group: str
    measure: str
    kind: str
    """'Thực hiện' as the reader sees it."""
    value: str
    status: str
    status_said: str
    day: str
    source: Reference
    note: str
    replaced: str
    """What took its place; '' for the newest vintage."""
    mark: Mark | None
    comparison: str
    formula: str
    name: str
    """The figure in words, for its link."""
    order: Order
    """What its cells are sorted by."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one basis."""

    title: str
    breaks: bool
    """Not comparable with the block above."""
    rows: tuple[Row, ...]


class Once(Protocol):
    """`Site.once`, where there is one."""

    def __call__(self, of: object, what: Hashable, make: Callable[[], Row]) -> Row: ...


def _each_time(of: object, what: Hashable, make: Callable[[], Row]) -> Row:
    return make()


@dataclass(frozen=True)
class Tables:
    """Makes the tables of one series."""

    series: Series
    book: Yearbook
    words: Words
    references: References
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Old anchors of this page that redirects.csv sends to one of its figures, by its anchor."""
    once: Once = _each_time
    """Keeps a row for the other pages that show it alike."""

    def blocks(self) -> tuple[Block, ...]:
        """Totals by basis, each block where its first year stands."""
        years = self.series.years.values()
        return self._blocks(chain.from_iterable(year.of_totals for year in years))

    def group_blocks(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """Plans and superseded values of groups, by breakdown: their anchors stay too."""
        rest = [
            figure
            for year in self.series.years.values()
            for figure in year.of_groups
            if not (figure.is_current and figure.observation.measure == "actual")
        ]
        rest.sort(key=lambda figure: figure.observation.by)
        return tuple(
            (self.label("by", by), tuple(self.row(figure) for figure in found))
            for by, found in groupby(rest, key=lambda figure: figure.observation.by)
        )

    def _blocks(self, figures: Iterable[Figure]) -> tuple[Block, ...]:
        found: dict[str, list[Figure]] = {}
        for figure in figures:
            found.setdefault(figure.observation.basis, []).append(figure)
        several = len(found) > 1
        return tuple(
            Block(self._basis(basis, several), several and index > 0, tuple(map(self.row, rows)))
            for index, (basis, rows) in enumerate(found.items())
        )

    def _basis(self, basis: str, several: bool) -> str:
        if basis:
            return self.label("basis", basis)
        return self.words.strings["ind_no_basis"] if several else ""

    def aliases(self, figure: Figure) -> tuple[str, ...]:
        """Other anchors that lead to a figure, old ones too."""
        if not self.moved:
            return figure.aliases
        own = (figure.anchor, *figure.aliases)
        return (*figure.aliases, *(old for name in own for old in self.moved.get(name, ())))

    def label(self, kind: str, key: str) -> str:
        """Name of a breakdown, group or basis in the page's language."""
        return local(self.book.label(kind, key), self.words)

    def row(self, figure: Figure) -> Row:
        """A vintage as the table shows it; the newest actual value with its verdict."""
        row, aliases = figure.observation, self.aliases(figure)
        source = self.references(row.source)
        key = (aliases, source.number) if self.moved else source.number
        return self.once(figure, key, partial(self._row, figure, aliases, source))

    def _row(
        self,
        figure: Figure,
        aliases: tuple[str, ...],
        source: Reference,
    ) -> Row:
        row, say, indicator = figure.observation, self.words.say, self.series.indicator
        judged = figure.is_current and row.measure == "actual"
        found = attainment(self.series, row) if judged else None
        planned = found is not None and found.plan is not None
        group = self.label("group", row.group) if row.group else ""
        return Row(
            anchor=figure.anchor,
            aliases=aliases,
            period=say.short_period(row),
            group=group,
            measure=row.measure,
            kind=say.measure(row.measure),
            value=self.value(row),
            status=row.status,
            status_said=say.status(row.status),
            day=say.day(row.as_of),
            source=source,
            note=self.label("note", row.note),
            replaced=self._replaced(figure),
            mark=mark(found, self.words) if found and planned else None,
            comparison=say.short_comparison(found) if found and planned else "",
            formula=say.formula(found) if found and planned else "",
            name=say.named(row, indicator) + (f", {group}" if group else ""),
            order=Order(row.year, f"{row.value:f}", SURE.index(row.status), row.as_of.isoformat()),
        )

    def value(self, row: Observation) -> str:
        """A value with its unit; a plan as plans are said."""
        say = self.words.say
        said = say.planned_value if row.measure == "plan" else say.value
        text: str = said(row, self.series.indicator)
        return text

    def _replaced(self, figure: Figure) -> str:
        new = figure.replaced_by
        if new is None:
            return ""
        day = self.words.say.day(new.as_of)
        return fill(self.words, "ind_replaced", value=self.value(new), day=day)
