"""corrections.csv against the editions and the data: what a correction names must be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model import Correction, Edition, Observation
from generator.problems import Problems
from generator.read.tables import Table
from generator.validate.schema import nearest

OF_VALUES = ("value", "upper", "bound", "status", "since", "as_of", "source", "note")
"""Columns of observations.csv that may be wrong."""
OF_SUBJECTS = ("year", "measure", "basis", "by", "group")
"""Columns that say what is observed: a wrong one makes another figure."""
OF_INDICATORS = tuple(
    "name name_en unit unit_en decimals direction topic part_of definition".split()
)
FIELDS = (*OF_VALUES, *OF_SUBJECTS, *OF_INDICATORS)


@dataclass(frozen=True)
class _Checker:
    table: Table
    editions: Mapping[int, Edition]
    observations: Mapping[str, tuple[Observation, ...]]
    """By indicator."""
    problems: Problems

    def tell(self, code: str, line: int, column: str, **values: object) -> None:
        self.problems.add(code, *self.table.place(line, column), **values)


def check_corrections(
    rows: Iterable[tuple[int, Correction]],
    table: Table,
    editions: Iterable[Edition],
    observations: Iterable[Observation],
    problems: Problems,
) -> None:
    """Check every usable row; `rows` come with their lines."""
    known: dict[str, list[Observation]] = {}
    for row in observations:
        known.setdefault(row.indicator, []).append(row)
    checker = _Checker(
        table,
        {item.year: item for item in editions if item.status == "published"},
        {id: tuple(found) for id, found in known.items()},
        problems,
    )
    found = list(rows)
    _check_versions(checker, found)
    for line, item in found:
        _check_edition(checker, line, item)
        _check_field(checker, line, item)
        _check_figure(checker, line, item)


def _check_versions(checker: _Checker, rows: list[tuple[int, Correction]]) -> None:
    """An edition's versions are 2, 3, 4 ... without a gap, each of one day, later ones later."""
    days: dict[tuple[int, int], date] = {}
    for line, item in sorted(rows, key=lambda row: (row[1].edition, row[1].version, row[0])):
        key, before = (item.edition, item.version), (item.edition, item.version - 1)
        if item.version > 2 and before not in days:
            last = max((number for year, number in days if year == item.edition), default=1)
            if key not in days:
                checker.tell(
                    "correction-version", line, "version", version=item.version, wanted=last + 1
                )
        if days.setdefault(key, item.date) != item.date:
            checker.tell("correction-days", line, "date", version=item.version, day=days[key])
        elif before in days and item.date < days[before]:
            checker.tell("correction-order", line, "date", version=item.version, day=days[before])


def _check_edition(checker: _Checker, line: int, item: Correction) -> None:
    edition = checker.editions.get(item.edition)
    if edition is None:
        known = ", ".join(map(str, sorted(checker.editions))) or "–"
        checker.tell("correction-edition", line, "edition", year=item.edition, known=known)
    elif item.date < edition.published:
        day = edition.published.isoformat()
        checker.tell("correction-early", line, "date", year=item.edition, day=day)


def _check_field(checker: _Checker, line: int, item: Correction) -> None:
    if item.field and item.field not in FIELDS:
        hint = nearest(item.field, list(FIELDS))
        known = ", ".join(FIELDS)
        checker.tell("correction-field", line, "field", field=item.field, known=known, hint=hint)
    elif item.field and not item.indicator:
        checker.tell("correction-indicator", line, "indicator", field=item.field)
    elif item.field in OF_VALUES and not (item.year and item.measure):
        column = "measure" if item.year else "year"
        checker.tell("correction-whose", line, column, field=item.field)
    if item.old == item.new:
        checker.tell("correction-same", line, "new", cell=item.new)


def _check_figure(checker: _Checker, line: int, item: Correction) -> None:
    """Group, basis and value are those of the data."""
    rows = checker.observations.get(item.indicator, ())
    if not item.indicator or not rows:
        return
    for column in ("by", "group", "basis"):
        cell, known = getattr(item, column), sorted({getattr(row, column) for row in rows} - {""})
        if cell and cell not in known and item.field not in (column, "by"):
            hint = nearest(cell, known)
            checker.tell(
                f"correction-{column}", line, column, cell=cell, of=item.indicator, hint=hint
            )
            return
    if item.field not in OF_VALUES or not (item.year and item.measure):
        return
    wanted = (item.year, item.measure, item.by, item.group)
    if not any(
        (row.year, row.measure, row.by, row.group) == wanted and item.basis in ("", row.basis)
        for row in rows
    ):
        checker.tell(
            "correction-figure",
            line,
            "year",
            of=item.indicator,
            year=item.year,
            measure=item.measure,
        )
