"""Rows against each other: what no single cell can show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.figures import Series, Shelf, View, Year, stem_of
from generator.folding import slug
from generator.model import Indicator, Label, Observation
from generator.problems import Problems
from generator.read.tables import Table


@dataclass(frozen=True)
class Rows:
    """What the rules read, and where they tell."""

    indicators: Mapping[str, Indicator]
    labels: Mapping[tuple[str, str], Label]
    observations: tuple[Observation, ...]
    tables: Mapping[str, Table]
    problems: Problems
    shelf: Shelf

    def series(self) -> Iterator[Series]:
        """Each indicator's rows."""
        return iter(View(self.shelf.yearbook, shelf=self.shelf))

    def tell(self, code: str, row: Observation, column: str, **values: object) -> None:
        """An error at a cell of observations.csv."""
        self.problems.add(
            code,
            *self.tables["observations"].place(row.line, column),
            indicator=row.indicator,
            year=row.year,
            **values,
        )

    def warn(self, code: str, row: Observation, *, excused: bool, **values: object) -> None:
        """A warning at the value of a row; a note on the row excuses it."""
        path, line, column = self.tables["observations"].place(row.line, "value")
        self.problems.warn(
            code,
            path,
            line,
            column,
            excused,
            indicator=row.indicator,
            year=row.year,
            **values,
        )


def check_rows(rows: Rows) -> None:
    """Run every rule."""
    for rule in RULES:
        rule(rows)


def _decimals(rows: Rows) -> None:
    for row in rows.observations:
        allowed = rows.indicators[row.indicator].decimals
        for column, value in (("value", row.value), ("upper", row.upper)):
            written = decimals_of(value)
            if value is None or written <= allowed:
                continue
            thousands = allowed < 3 and written == 3 and abs(value) < 1000
            rows.tell(
                "value-thousands" if thousands else "value-decimals",
                row,
                column,
                cell=value,
                meant=str(value).replace(".", ""),
                decimals=allowed,
            )


def _range(rows: Rows) -> None:
    for row in rows.observations:
        if row.upper is None:
            continue
        if row.upper < row.value:
            rows.tell("range-order", row, "upper", value=row.value, upper=row.upper)
        elif row.bound:
            rows.tell("range-bound", row, "bound", bound=row.bound)


def _years(rows: Rows) -> None:
    for row in rows.observations:
        if row.since is not None and row.since > row.year:
            rows.tell("since-order", row, "since", since=row.since)
        if row.measure == "actual" and row.status != "forecast" and row.as_of.year < row.year:
            rows.tell("actual-too-early", row, "as_of", as_of=row.as_of.isoformat())


def _groups(rows: Rows) -> None:
    for row in rows.observations:
        if bool(row.by) != bool(row.group):
            rows.tell("group-half", row, "by" if row.group else "group")
        for column, cell in (("group", row.group), ("basis", row.basis)):
            if cell and not slug(cell):
                rows.tell("slug-empty", row, column, cell=cell)


def _part_of(rows: Rows) -> None:
    table = rows.tables.get("indicators")
    if table is None:
        return
    lines = dict(zip(table.columns["indicator"], table.numbers, strict=True))
    for id in rows.indicators:
        seen = [id]
        while (parent := rows.indicators[seen[-1]].part_of) and parent in rows.indicators:
            if parent == id:
                rows.problems.add(
                    "part-of-cycle",
                    *table.place(lines[id], "part_of"),
                    path_of=" → ".join([*seen, id]),
                )
            if parent in seen:
                break
            seen.append(parent)


def _anchors(rows: Rows) -> None:
    """Two different things may not share an address."""
    for series in rows.series():
        for year in series.years.values():
            if len(year.anchors) < sum(1 + len(figure.aliases) for figure in year.figures):
                _shared(rows, Year(tuple(row for row in year.rows if _has_address(row))))


def _shared(rows: Rows, year: Year) -> None:
    """Anchors begin with their year: only within one can they be shared."""
    owners: dict[str, Observation] = {}
    for figure in year.figures:
        row = figure.observation
        for anchor in (figure.anchor, *figure.aliases):
            other = owners.setdefault(anchor, row)
            if other is not row:
                rows.tell(
                    "anchor-twice",
                    row,
                    "group" if stem_of(other) == stem_of(row) and row.group else "basis",
                    anchor=anchor,
                    first=rows.tables["observations"].named(other.line),
                )
                break


def _has_address(row: Observation) -> bool:
    """No rule has found fault with what its address is made of."""
    whole = all(slug(cell) for cell in (row.group, row.basis) if cell)
    return whole and bool(row.by) == bool(row.group)


def _breakdowns(rows: Rows) -> None:
    for total, by, parts in _parts(rows):
        indicator = rows.indicators[total.indicator]
        if indicator.is_rate or not all(_exact(row) for row in (total, *parts)):
            continue
        whole = sum((row.value for row in parts), Decimal(0))
        excused = bool(total.note) or any(row.note for row in parts)
        values: dict[str, object] = {
            "by": by,
            "parts": whole,
            "total": total.value,
            "count": len(parts),
        }
        if whole > total.value:
            rows.warn("parts-exceed", total, excused=excused, **values)
        elif whole != total.value and _declared_complete(rows, total.indicator, by):
            rows.warn("parts-incomplete", total, excused=excused, **values)


def _parts(rows: Rows) -> Iterator[tuple[Observation, str, list[Observation]]]:
    """Each total with the newest values of the groups of one breakdown."""
    for year in (year for series in rows.series() for year in series.years.values()):
        grouped: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
        for row in year.newest:
            if row.group:
                grouped[(row.measure, row.basis, row.by)].append(row)
        for (measure, basis, by), parts in grouped.items():
            whole = (parts[0].indicator, parts[0].year, measure, basis, "", "")
            if totals := year.vintages.get(whole):
                yield totals[-1], by, parts


def _declared_complete(rows: Rows, indicator: str, by: str) -> bool:
    return ("complete", by) in rows.labels or ("complete", f"{indicator}/{by}") in rows.labels


def _exact(row: Observation) -> bool:
    return not row.bound and row.upper is None


def decimals_of(value: Decimal | None) -> int:
    """Digits behind the point, as written."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


RULES: tuple[Callable[[Rows], None], ...] = (
    _decimals,
    _range,
    _years,
    _groups,
    _part_of,
    _anchors,
    _breakdowns,
)
