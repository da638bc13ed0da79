"""What is known on a date: vintages, series, and the address of every figure.

A `View` holds the rows known up to one date. An edition reads the view of its own `as_of`; the
current pages read the view of all rows. Anchors are built from what is observed, never from a
position, so a later row can't move one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.folding import slug
from generator.model import Indicator, Measure, Observation, Yearbook

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


@dataclass(frozen=True)
class Series:
    """All that a view knows of one indicator."""

    indicator: Indicator
    observations: tuple[Observation, ...]
    """By year, plan before actual, total before groups, then by vintage."""

    @cached_property
    def vintages(self) -> Mapping[Subject, tuple[Observation, ...]]:
        """Rows of one subject, oldest first."""
        grouped: dict[Subject, list[Observation]] = defaultdict(list)
        for row in self.observations:
            grouped[row.subject].append(row)
        return {
            subject: tuple(sorted(rows, key=_age) if len(rows) > 1 else rows)
            for subject, rows in grouped.items()
        }

    @cached_property
    def newest(self) -> tuple[Observation, ...]:
        """The newest vintage of each subject, in the order of `observations`."""
        return tuple(rows[-1] for rows in self.vintages.values())

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every row with its anchors, in the order of `observations`."""
        return tuple(self._figures())

    @cached_property
    def _by_anchor(self) -> Mapping[str, Figure]:
        return {
            anchor: figure for figure in self.figures for anchor in (figure.anchor, *figure.aliases)
        }

    @cached_property
    def _by_row(self) -> Mapping[int, Figure]:
        return {id(figure.observation): figure for figure in self.figures}

    def _figures(self) -> Iterator[Figure]:
        first = self._first_basis()
        shared = self._shared_stems()
        newest_of = {subject: rows[-1] for subject, rows in self.vintages.items()}
        for row, stem in zip(self.observations, self._stems, strict=True):
            plain = first[stem] == row.basis
            with_basis = f"{stem}-{slug(row.basis)}" if row.basis else stem
            name = stem if plain else with_basis
            newest = newest_of[row.subject]
            own = f"{name}-{row.as_of.isoformat()}"
            if row is not newest:
                yield Figure(row, own, (), newest)
                continue
            also = (with_basis,) if plain and stem in shared and with_basis != stem else ()
            yield Figure(row, name, (own, *also), None)

    def _first_basis(self) -> dict[str, str]:
        """The basis that keeps the plain anchor of a stem: the one that was published first."""
        if not any(row.basis for row in self.observations):
            return dict.fromkeys(self._stems, "")
        first: dict[str, str] = {}
        for row in sorted(self.observations, key=lambda row: (row.as_of, row.line)):
            first.setdefault(stem_of(row), row.basis)
        return first

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        """The stem of each row."""
        return tuple(map(stem_of, self.observations))

    def _shared_stems(self) -> set[str]:
        if not any(row.basis for row in self.observations):
            return set()
        bases: dict[str, set[str]] = defaultdict(set)
        for row, stem in zip(self.observations, self._stems, strict=True):
            bases[stem].add(row.basis)
        return {stem for stem, found in bases.items() if len(found) > 1}

    def figure(self, anchor: str) -> Figure | None:
        """The figure at an anchor or alias."""
        return self._by_anchor.get(anchor)

    def figure_of(self, row: Observation) -> Figure:
        """The figure of a row of this series."""
        return self._by_row[id(row)]

    def find(
        self, year: int, measure: Measure, *, group: str = "", basis: str | None = None
    ) -> Observation | None:
        """Newest vintage for a year; the last in table order where several bases have one.

        `group` is a group's name or its slug; empty means the total.
        """
        wanted = slug(group)
        found = [
            row
            for row in self.newest
            if row.year == year
            and row.measure == measure
            and slug(row.group) == wanted
            and (basis is None or row.basis == basis)
        ]
        return found[-1] if found else None

    def plan_for(self, actual: Observation) -> Observation | None:
        """The plan in force that a value is judged against: same year, group and basis."""
        key = (actual.indicator, actual.year, "plan", actual.basis, actual.by, actual.group)
        rows = self.vintages.get(key)
        return rows[-1] if rows else None

    def plans(self, subject_of: Observation) -> tuple[Observation, ...]:
        """All vintages of the plan for a value, oldest first: an earlier plan stays visible."""
        row = subject_of
        return self.vintages.get(
            (row.indicator, row.year, "plan", row.basis, row.by, row.group), ()
        )

    @cached_property
    def totals(self) -> tuple[Observation, ...]:
        """Newest vintages that aren't a group's."""
        return tuple(row for row in self.newest if row.is_total)

    @cached_property
    def actuals(self) -> tuple[Observation, ...]:
        """Newest actual totals, by year."""
        return tuple(row for row in self.totals if row.measure == "actual")

    @cached_property
    def breakdowns(self) -> Mapping[tuple[int, str], tuple[Observation, ...]]:
        """Newest actual values of groups by (year, breakdown), in table order."""
        grouped: dict[tuple[int, str], list[Observation]] = defaultdict(list)
        for row in self.newest:
            if row.group and row.measure == "actual":
                grouped[(row.year, row.by)].append(row)
        return {key: tuple(rows) for key, rows in grouped.items()}

    @cached_property
    def latest(self) -> Observation | None:
        """What the page is about: the newest actual total, else the next plan."""
        if self.actuals:
            return self.actuals[-1]
        plans = [row for row in self.totals if row.measure == "plan"]
        if plans:
            return plans[0]
        return self.newest[-1] if self.newest else None

    @cached_property
    def _alike(self) -> Mapping[tuple[object, ...], tuple[Observation, ...]]:
        """Newest actual values that may be compared, by year: of one basis, group and length."""
        grouped: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
        for row in self.newest:
            if row.measure == "actual":
                grouped[_kind_of(row)].append(row)
        return {
            kind: tuple(sorted(rows, key=lambda row: row.year)) for kind, rows in grouped.items()
        }

    def before(self, actual: Observation) -> Observation | None:
        """The value of the year before it that exists, on the same basis and of the same length."""
        rows = self._alike.get(_kind_of(actual), ())
        index = bisect_left(rows, actual.year, key=lambda row: row.year)
        if not index:
            return None
        # Of several of one year the first in table order, as `max` would have it.
        year = rows[index - 1].year
        return rows[bisect_left(rows, year, key=lambda row: row.year)]

    def before_break(self, actual: Observation) -> Observation | None:
        """The value of the year before, where a change of basis forbids comparing with it."""
        earlier = [row for row in self.actuals if row.year < actual.year]
        if not earlier or not actual.is_total:
            return None
        last = max(earlier, key=lambda row: row.year)
        return last if last.basis != actual.basis else None


class Shelf:
    """Every row of a yearbook by indicator; views that know the same rows share one series."""

    def __init__(self, yearbook: Yearbook) -> None:
        self.yearbook = yearbook
        grouped: dict[str, list[Observation]] = defaultdict(list)
        for row in yearbook.observations:
            grouped[row.indicator].append(row)
        self._rows = {id: in_order(rows) for id, rows in grouped.items()}
        self._days = {id: sorted(row.as_of for row in rows) for id, rows in grouped.items()}
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
            rows = self._rows.get(indicator, ())
            if number < len(rows):
                rows = tuple(row for row in rows if as_of is None or row.as_of <= as_of)
            found = Series(self.yearbook.indicators[indicator], rows)
            self._series[(indicator, number)] = found
        return found

    def forget(self) -> None:
        """Let the series go, and what they worked out."""
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
