"""What is known on a date, of every indicator."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain, islice

from generator.figures.series import Series, in_order
from generator.figures.year import Year
from generator.model import Observation, Yearbook


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

    def figures(self) -> int:
        """How many figures it has, those that were replaced too: each has an address."""
        return sum(len(series.figures) for series in self)
