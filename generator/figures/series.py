"""All that is known of one indicator, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from generator.figures.year import NOTHING, Figure, Subject, Year, first_known, kind_of
from generator.folding import slug
from generator.model import Indicator, Measure, Observation


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
        """Newest vintage for a year; of several bases the one that was published last.

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
        return max(found, key=self._since, default=None)

    def _since(self, row: Observation) -> tuple[date, str]:
        """When a row's subject was first published, in an order that no line number decides."""
        return first_known(self.vintages_of(row.subject)[0])

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
        kind = kind_of(actual)
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


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit()


def in_order(rows: Iterable[Observation]) -> tuple[Observation, ...]:
    """Rows as a table shows them: by year, plan first, total first, then table order."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.year, row.measure != "plan", bool(row.group), row.as_of, row.line),
        )
    )
