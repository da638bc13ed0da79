"""What is known on a date: vintages, series, and the address of every figure.

A `View` holds the rows known up to one date. An edition reads the view of its own `as_of`; the
current pages read the view of all rows. Anchors are built from what is observed, never from a
position, so a later row can't move one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import Any, TypeVar

from generator.folding import slug
from generator.model import Indicator, Measure, Observation, Yearbook

Made = TypeVar("Made")
Subject = tuple[str, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as a reader meets it."""

    observation: Observation
    anchor: str
    """The address on its page: '2020-actual'; a superseded vintage's own: with its date."""
    aliases: tuple[str, ...]
    """Other anchors that lead here for good: the vintage's own, and the one with the basis."""
    replaced_by: Observation | None
    """The newest vintage, where that is another one."""

    @property
    def is_current(self) -> bool:
        """The newest vintage in its view."""
        return self.replaced_by is None


@dataclass(frozen=True, eq=False)
class Year:
    """What a view knows of one indicator for one year.

    A year's anchors and vintages depend on no other year: views that know the same rows share it.
    """

    rows: tuple[Observation, ...]
    """Plan before actual, total before groups, then by vintage."""
    _made: dict[Hashable, tuple[object, Any]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def once(self, of: object, what: Hashable, make: Callable[[], Made]) -> Made:
        """What is made of one of its rows, or of itself, once for every view that shares it."""
        found = self._made.get((id(of), what))
        if found is None:
            found = self._made[id(of), what] = (of, make())
        made: Made = found[1]
        return made

    @cached_property
    def day(self) -> date:
        """When the newest of them was known."""
        return max(row.as_of for row in self.rows)

    @cached_property
    def vintages(self) -> Mapping[Subject, tuple[Observation, ...]]:
        """Rows of one subject, oldest first."""
        grouped: dict[Subject, list[Observation]] = {}
        for row in self.rows:
            grouped.setdefault(row.subject, []).append(row)
        return {
            subject: tuple(sorted(rows, key=_age) if len(rows) > 1 else rows)
            for subject, rows in grouped.items()
        }

    @cached_property
    def newest(self) -> tuple[Observation, ...]:
        """The newest vintage of each subject, in the order of `rows`."""
        return tuple(rows[-1] for rows in self.vintages.values())

    @cached_property
    def totals(self) -> tuple[Observation, ...]:
        """Newest vintages that aren't a group's."""
        return tuple(row for row in self.newest if not row.group)

    @cached_property
    def actuals(self) -> tuple[Observation, ...]:
        """Newest actual totals."""
        return tuple(row for row in self.totals if row.measure == "actual")

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every row with its anchors."""
        return tuple(self._figures())

    @cached_property
    def of_totals(self) -> tuple[Figure, ...]:
        """Those that aren't a group's."""
        return tuple(figure for figure in self.figures if not figure.observation.group)

    @cached_property
    def of_groups(self) -> tuple[Figure, ...]:
        """Those of groups."""
        return tuple(figure for figure in self.figures if figure.observation.group)

    @cached_property
    def revised(self) -> tuple[tuple[Observation, ...], ...]:
        """The vintages of each subject that has several."""
        return tuple(rows for rows in self.vintages.values() if len(rows) > 1)

    @cached_property
    def breakdowns(self) -> Mapping[str, tuple[Observation, ...]]:
        """Newest actual values of groups by breakdown, in table order."""
        grouped: dict[str, list[Observation]] = {}
        for row in self.newest:
            if row.group and row.measure == "actual":
                grouped.setdefault(row.by, []).append(row)
        return {by: tuple(rows) for by, rows in grouped.items()}

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Every anchor that leads to one of them, sorted."""
        return tuple(sorted(self.by_anchor))

    @cached_property
    def by_anchor(self) -> Mapping[str, Figure]:
        """Every figure by each of its anchors."""
        return {
            anchor: figure for figure in self.figures for anchor in (figure.anchor, *figure.aliases)
        }

    @cached_property
    def by_row(self) -> Mapping[int, Figure]:
        """Every figure by its row's identity."""
        return {id(figure.observation): figure for figure in self.figures}

    @cached_property
    def alike(self) -> Mapping[tuple[object, ...], Observation]:
        """The first newest actual value of each kind that may be compared with other years'."""
        found: dict[tuple[object, ...], Observation] = {}
        for row in self.newest:
            if row.measure == "actual":
                found.setdefault(_kind_of(row), row)
        return found

    def _figures(self) -> Iterator[Figure]:
        stems = tuple(map(stem_of, self.rows))
        first, shared = self._bases(stems)
        for row, stem in zip(self.rows, stems, strict=True):
            plain = first.get(stem, "") == row.basis
            with_basis = f"{stem}-{slug(row.basis)}" if row.basis else stem
            name = stem if plain else with_basis
            newest = self.vintages[row.subject][-1]
            own = f"{name}-{row.as_of.isoformat()}"
            if row is not newest:
                yield Figure(row, own, (), newest)
                continue
            also = (with_basis,) if plain and stem in shared and with_basis != stem else ()
            yield Figure(row, name, (own, *also), None)

    def _bases(self, stems: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
        """The basis that keeps the plain anchor of a stem, the one that was published first; and
        the stems that have several."""
        if not any(row.basis for row in self.rows):
            return {}, set()
        found: dict[str, list[str]] = {}
        for row, stem in sorted(zip(self.rows, stems, strict=True), key=lambda pair: _age(pair[0])):
            found.setdefault(stem, []).append(row.basis)
        first = {stem: bases[0] for stem, bases in found.items()}
        return first, {stem for stem, bases in found.items() if len(set(bases)) > 1}


@dataclass(frozen=True)
class Series:
    """All that a view knows of one indicator."""

    indicator: Indicator
    observations: tuple[Observation, ...]
    """By year, plan before actual, total before groups, then by vintage."""
    known: dict[int, Year] | None = field(default=None, repr=False, compare=False)
    """The same rows by year, where others share them."""

    @cached_property
    def years(self) -> dict[int, Year]:
        """What is known for each year, in their order."""
        if self.known is not None:
            return self.known
        grouped: dict[int, list[Observation]] = {}
        for row in self.observations:
            grouped.setdefault(row.year, []).append(row)
        return {year: Year(tuple(rows)) for year, rows in sorted(grouped.items())}

    @cached_property
    def vintages(self) -> Mapping[Subject, tuple[Observation, ...]]:
        """Rows of one subject, oldest first."""
        found: dict[Subject, tuple[Observation, ...]] = {}
        for year in self.years.values():
            found |= year.vintages
        return found

    @cached_property
    def newest(self) -> tuple[Observation, ...]:
        """The newest vintage of each subject, in the order of `observations`."""
        return tuple(chain(*[year.newest for year in self.years.values()]))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every row with its anchors, in the order of `observations`."""
        return tuple(chain(*[year.figures for year in self.years.values()]))

    def year(self, year: int) -> Year:
        """What is known for a year; an empty one where nothing is."""
        return self.years.get(year, NOTHING)

    def vintages_of(self, subject: Subject) -> tuple[Observation, ...]:
        """Rows of one subject, oldest first; nothing where none is known."""
        return self.year(subject[1]).vintages.get(subject, ())

    def figure(self, anchor: str) -> Figure | None:
        """The figure at an anchor or alias."""
        year = anchor.partition("-")[0]
        return self.year(int(year)).by_anchor.get(anchor) if _is_year(year) else None

    def figure_of(self, row: Observation) -> Figure:
        """The figure of a row of this series."""
        return self.years[row.year].by_row[id(row)]

    def find(
        self, year: int, measure: Measure, *, group: str = "", basis: str | None = None
    ) -> Observation | None:
        """Newest vintage for a year; the last in table order where several bases have one.

        `group` is a group's name or its slug; empty means the total.
        """
        wanted = slug(group)
        found = [
            row
            for row in self.year(year).newest
            if row.measure == measure
            and slug(row.group) == wanted
            and (basis is None or row.basis == basis)
        ]
        return found[-1] if found else None

    def plan_for(self, actual: Observation) -> Observation | None:
        """The plan in force that a value is judged against: same year, group and basis."""
        rows = self.plans(actual)
        return rows[-1] if rows else None

    def plans(self, subject_of: Observation) -> tuple[Observation, ...]:
        """All vintages of the plan for a value, oldest first: an earlier plan stays visible."""
        row = subject_of
        return self.vintages_of((row.indicator, row.year, "plan", row.basis, row.by, row.group))

    @cached_property
    def totals(self) -> tuple[Observation, ...]:
        """Newest vintages that aren't a group's."""
        return tuple(chain(*[year.totals for year in self.years.values()]))

    @cached_property
    def actuals(self) -> tuple[Observation, ...]:
        """Newest actual totals, by year."""
        return tuple(chain(*[year.actuals for year in self.years.values()]))

    @cached_property
    def breakdowns(self) -> Mapping[tuple[int, str], tuple[Observation, ...]]:
        """Newest actual values of groups by (year, breakdown), in table order."""
        return {
            (year, by): rows
            for year, known in self.years.items()
            for by, rows in known.breakdowns.items()
        }

    @cached_property
    def latest(self) -> Observation | None:
        """What the page is about: the newest actual total, else the next plan."""
        for year in reversed(self.years.values()):
            if year.actuals:
                return year.actuals[-1]
        plans = [row for row in self.totals if row.measure == "plan"]
        if plans:
            return plans[0]
        return self.newest[-1] if self.newest else None

    def before(self, actual: Observation) -> Observation | None:
        """The value of the year before it that exists, on the same basis and of the same length.

        Of several of one year the first in table order.
        """
        kind = _kind_of(actual)
        return next((year.alike[kind] for year in self._before(actual) if kind in year.alike), None)

    def before_break(self, actual: Observation) -> Observation | None:
        """The value of the year before, where a change of basis forbids comparing with it."""
        if not actual.is_total:
            return None
        last = next((year.actuals[0] for year in self._before(actual) if year.actuals), None)
        return last if last and last.basis != actual.basis else None

    def _before(self, row: Observation) -> Iterator[Year]:
        """The years before a row's, the nearest first."""
        return (self.years[year] for year in reversed(self.years) if year < row.year)


@dataclass(frozen=True, slots=True)
class _Order:
    """An indicator's years, and the days by which they are known: none of them ever falls."""

    years: tuple[int, ...]
    last: tuple[date, ...]
    """When the last row of a year and of all before it was known."""
    first: tuple[date, ...]
    """When the first row of a year or of any after it was known."""

    @classmethod
    def of(cls, years: Mapping[int, Year]) -> _Order:
        """The days of some years, in their order."""
        firsts = [min(row.as_of for row in year.rows) for year in years.values()]
        last = accumulate((year.day for year in years.values()), max)
        first = tuple(accumulate(reversed(firsts), min))[::-1]
        return cls(tuple(years), tuple(last), first)


class Shelf:
    """Every row of a yearbook by indicator; views that know the same rows share one series."""

    def __init__(self, yearbook: Yearbook) -> None:
        self.yearbook = yearbook
        grouped: dict[str, list[Observation]] = defaultdict(list)
        for row in yearbook.observations:
            grouped[row.indicator].append(row)
        self._days = {id: sorted(row.as_of for row in rows) for id, rows in grouped.items()}
        self._whole = {
            id: Series(yearbook.indicators[id], in_order(rows)) for id, rows in grouped.items()
        }
        self._order: dict[str, _Order] = {}
        self._years: dict[tuple[str, int, int], Year] = {}
        self._series: dict[tuple[str, int], Series] = {}

    def known(self, indicator: str, as_of: date | None) -> int:
        """How many rows of an indicator are known up to a day; all where it is None."""
        days = self._days.get(indicator, ())
        return len(days) if as_of is None else bisect_right(days, as_of)

    def series(self, indicator: str, as_of: date | None) -> Series:
        """What is known of an indicator: their number tells which rows, as none is ever lost."""
        number = self.known(indicator, as_of)
        found = self._series.get((indicator, number))
        if found is None:
            found = self._series[indicator, number] = self._known(indicator, number, as_of)
        return found

    def _known(self, indicator: str, number: int, as_of: date | None) -> Series:
        whole = self._whole.get(indicator)
        if whole is None or number == 0:
            return Series(self.yearbook.indicators[indicator], ())
        if as_of is None or number == len(self._days[indicator]):
            return whole
        years, rest = self._at_once(indicator, whole, as_of)
        for year in rest:
            every = whole.years[year]
            if every.day <= as_of:
                years[year] = every
            elif rows := [row for row in every.rows if row.as_of <= as_of]:
                years[year] = self._part(indicator, year, rows)
        return Series(whole.indicator, tuple(chain(*[year.rows for year in years.values()])), years)

    def _at_once(
        self, indicator: str, whole: Series, as_of: date
    ) -> tuple[dict[int, Year], tuple[int, ...]]:
        """The first years, all of whose rows are known, and those that must be looked at."""
        found = self._order.get(indicator)
        if found is None:
            found = self._order[indicator] = _Order.of(whole.years)
        known, begun = bisect_right(found.last, as_of), bisect_right(found.first, as_of)
        return dict(islice(whole.years.items(), known)), found.years[known:begun]

    def _part(self, indicator: str, year: int, rows: list[Observation]) -> Year:
        """The first rows of a year: their number tells which they are."""
        found = self._years.get((indicator, year, len(rows)))
        if found is None:
            found = self._years[indicator, year, len(rows)] = Year(tuple(rows))
        return found

    def forget(self) -> None:
        """Let the series go; what they worked out of single years stays."""
        self._series.clear()


class View:
    """The data as known on a date; of all dates where `as_of` is None."""

    def __init__(
        self, yearbook: Yearbook, as_of: date | None = None, shelf: Shelf | None = None
    ) -> None:
        self.yearbook = yearbook
        self.as_of = as_of
        self._shelf = shelf or Shelf(yearbook)

    def series(self, indicator: str) -> Series:
        """What is known of an indicator; an empty series where nothing is."""
        return self._shelf.series(indicator, self.as_of)

    def known(self) -> Iterator[str]:
        """Every indicator with a value, in the order of indicators.csv."""
        known = self._shelf.known
        return (id for id in self.yearbook.indicators if known(id, self.as_of))

    def __iter__(self) -> Iterator[Series]:
        """Its series: of every indicator with a value, in the order of indicators.csv."""
        return map(self.series, self.known())


NOTHING = Year(())
"""A year without a row."""


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _age(row: Observation) -> tuple[date, int]:
    return (row.as_of, row.line)


def _kind_of(row: Observation) -> tuple[object, ...]:
    return (row.basis, row.by, row.group, row.since is None)


def stem_of(row: Observation) -> str:
    """Anchor without basis and vintage: '2020-actual', '2024-actual-ba-tri'."""
    group = f"-{slug(row.group)}" if row.group else ""
    return f"{row.year}-{row.measure}{group}"


def in_order(rows: Iterable[Observation]) -> tuple[Observation, ...]:
    """Rows as a table shows them: by year, plan first, total first, then table order."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.year, row.measure != "plan", bool(row.group), row.as_of, row.line),
        )
    )
