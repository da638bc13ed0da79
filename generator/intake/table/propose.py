"""Figures of a table against the data: what is new, what has changed, what can't be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import cast

from generator.figures import View
from generator.intake.table.amount import agree, at_decimals, in_unit
from generator.intake.table.figure_text import (
    NoFigure,
    Notation,
    Read,
    notation_of,
    read_figure,
)
from generator.intake.table.footnotes import bare_marks, statuses_of
from generator.intake.table.grid import Cell, cell_name
from generator.intake.table.headers import Column
from generator.intake.table.layout import Layout, notes_below
from generator.intake.table.target import Resolved
from generator.intake.table.units import unit_of
from generator.model import Indicator, Measure, Observation, Status
from generator.problems import Problems

_LEAP = 50
"""A value that many times its forerunner is told."""
Key = tuple[str, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row for observations.csv, and where it comes from."""

    observation: Observation
    before: Observation | None
    """The newest vintage that it revises."""
    sheet: str
    cell: str
    name: str
    """Of the row, as written."""


@dataclass
class Proposer:
    """Collects the rows of one file."""

    view: View
    new: Mapping[str, Indicator]
    as_of: date
    source: str
    path: str
    problems: Problems
    proposals: list[Proposal] = field(default_factory=list)
    unchanged: int = 0
    _seen: dict[Key, tuple[Decimal, Decimal | None, str]] = field(default_factory=dict)

    def table(self, layout: Layout, rows: list[Resolved]) -> None:
        """All rows of one table."""
        texts = [
            cell.text for row in rows for cell in row.line.cells.values() if cell.kind == "text"
        ]
        notation = notation_of(texts)
        marks = statuses_of(notes_below(layout, max((row.line.row for row in rows), default=0)))
        for row in rows:
            if row.line.is_heading or not row.target or row.target.is_skipped:
                continue
            indicator = self._indicator(row.indicator)
            if indicator is None:
                self._tell(
                    "import-indicator", layout, row.line.row, layout.names[0], id=row.indicator
                )
                continue
            _Row(self, layout, row, indicator, notation, marks).read()

    def _indicator(self, id: str) -> Indicator | None:
        return self.new.get(id) or self.view.yearbook.indicators.get(id)

    def _tell(self, code: str, layout: Layout, row: int, column: int, **values: object) -> None:
        place = cell_name(row, column)
        self.problems.add(
            code, self.path, row, column, sheet=layout.sheet.name, cell=place, **values
        )

    def _warn(self, code: str, layout: Layout, row: int, column: int, **values: object) -> None:
        place = cell_name(row, column)
        self.problems.warn(
            code, self.path, row, column, False, sheet=layout.sheet.name, cell=place, **values
        )

    def add(self, proposal: Proposal, *, status_is_said: bool) -> str:
        """Take a row unless the data say the same; a problem's code where it can't be taken."""
        row = proposal.observation
        said = (row.value, row.upper, row.bound)
        if row.subject in self._seen:
            return "" if self._seen[row.subject] == said else "import-twice"
        self._seen[row.subject] = said
        before = self._newest(row)
        same = before and (before.value, before.upper, before.bound) == said
        if before and same and (not status_is_said or before.status == row.status):
            self.unchanged += 1
            return ""
        self.proposals.append(replace(proposal, before=before))
        taken = before and before.as_of == row.as_of
        return "import-same-day" if taken else ""

    def _newest(self, row: Observation) -> Observation | None:
        if row.indicator in self.new:
            return None
        vintages = self.view.series(row.indicator).vintages_of(row.subject)
        return vintages[-1] if vintages else None


@dataclass
class _Row:
    """One row: its unit, its cells."""

    proposer: Proposer
    layout: Layout
    resolved: Resolved
    indicator: Indicator
    notation: Notation
    marks: Mapping[str, str]

    def read(self) -> None:
        """Propose every figure of the row; check its percent of plan."""
        line = self.resolved.line
        found: dict[tuple[str, int], Read] = {}
        for column in self.layout.figures:
            cell = line.cells.get(column.index)
            if cell is None:
                continue
            try:
                read = read_figure(cell, self.notation, self._decimals())
                if read is None:
                    continue
                value = self._amount(self._not_a_fraction(read, cell, column), column, cell)
            except NoFigure as problem:
                self._tell(problem.code, column, text=cell.text)
                continue
            assert column.year is not None
            found[column.role, column.year] = value
            self._propose(value, column)
        self._check_percent(found)

    def _decimals(self) -> int | None:
        return None if self.indicator.id in self.proposer.new else self.indicator.decimals

    def _tell(self, code: str, column: Column, **values: object) -> None:
        self.proposer._tell(code, self.layout, self.resolved.line.row, column.index, **values)

    def _warn(self, code: str, column: Column, **values: object) -> None:
        self.proposer._warn(code, self.layout, self.resolved.line.row, column.index, **values)

    def _amount(self, read: Read, column: Column, cell: Cell) -> Read:
        """The figure in the indicator's own unit; raises NoFigure where that isn't possible."""
        unit = self.resolved.line.unit or column.unit or self.layout.unit or self.indicator.unit
        found = in_unit(read, cell, unit, self.indicator, self._multiplier())
        decimals = self._decimals()
        return found if decimals is None else at_decimals(found, cell, decimals)

    def _multiplier(self) -> Decimal:
        column = self.layout.column("multiplier")
        cell = self.layout.sheet.cells.get((self.resolved.line.row, column)) if column else None
        if cell is None:
            return Decimal(1)
        return cell.value if cell.kind == "number" else unit_of(cell.text).times

    def _not_a_fraction(self, read: Read, cell: Cell, column: Column) -> Read:
        """0.606 under '%' where the year before had 60: a fraction without its format."""
        bare = cell.kind == "number" and not cell.shown.percent
        if bare and self.indicator.is_rate and 0 < abs(read.value) < 1:
            before = self._forerunner(column)
            if before and before.value and Decimal("0.3") < read.value * 100 / before.value < 3:
                raise NoFigure("import-fraction")
        return read

    def _forerunner(self, column: Column) -> Observation | None:
        """The newest known value of the same thing, of any year."""
        target = self.resolved.target
        if target is None or self.indicator.id in self.proposer.new:
            return None
        rows = [
            row
            for row in self.proposer.view.series(self.indicator.id).newest
            if (row.by, row.group) == (target.by, target.group)
        ]
        rows.sort(key=lambda row: (row.measure == column.role, row.year == column.year, row.year))
        return rows[-1] if rows else None

    def _propose(self, read: Read, column: Column) -> None:
        target, line, year = self.resolved.target, self.resolved.line, column.year
        assert target is not None and year is not None
        said = self._status(read, column)
        status = said or "final"
        if column.role == "actual" and year > self.proposer.as_of.year:
            status = "forecast"
        measure = cast(Measure, column.role)
        basis = self._basis(measure, year) if target.basis is None else target.basis
        row = Observation(
            indicator=self.indicator.id,
            year=year,
            since=self._since(measure, year, basis, column),
            measure=measure,
            value=read.value,
            upper=read.upper,
            bound=read.bound,
            status=cast(Status, status if measure == "actual" else "final"),
            as_of=self.proposer.as_of,
            basis=basis,
            by=target.by,
            group=target.group,
            source=self.proposer.source,
            note=line.note[:2000] if measure == "actual" else "",
            line=0,
        )
        place = cell_name(line.row, column.index)
        proposal = Proposal(row, None, self.layout.sheet.name, place, line.written)
        known = len(self.proposer.proposals)
        code = self.proposer.add(proposal, status_is_said=bool(said) and measure == "actual")
        if code:
            self._tell(code, column, as_of=row.as_of, text=row.value)
        if len(self.proposer.proposals) > known:
            self._look_at(row, read, column)

    def _look_at(self, row: Observation, read: Read, column: Column) -> None:
        """A new value that is perhaps a slip."""
        if read.rounded:
            self._warn("import-rounded", column, text=read.value)
        before = self._forerunner(column)
        if before and before.value and row.value and before.upper is None:
            times = abs(row.value / before.value)
            if not Decimal(1) / _LEAP <= times <= _LEAP:
                self._warn("import-leap", column, text=row.value, before=before.value)

    def _status(self, read: Read, column: Column) -> str:
        marks = bare_marks(read.marks) | bare_marks(self.resolved.line.marks)
        noted = next((self.marks[mark] for mark in sorted(marks) if mark in self.marks), "")
        return read.status or noted or column.status

    def _basis(self, measure: Measure, year: int) -> str:
        """The basis that the indicator is measured by in that year, or in the last before it."""
        target = self.resolved.target
        if target is None or self.indicator.id in self.proposer.new:
            return ""
        rows = [
            row
            for row in self.proposer.view.series(self.indicator.id).newest
            if row.group == target.group and row.by == target.by
        ]
        same = [row for row in rows if row.year == year and row.measure == measure]
        near = same or [row for row in rows if row.year == year]
        near = near or [row for row in rows if row.year <= year and row.measure == "actual"]
        return max(near, key=lambda row: (row.year, row.as_of)).basis if near else ""

    def _since(self, measure: Measure, year: int, basis: str, column: Column) -> int | None:
        target = self.resolved.target
        if column.since is not None:
            return column.since
        if self.resolved.since is not None and self.resolved.until in (None, year):
            return self.resolved.since
        if target is None or self.indicator.id in self.proposer.new:
            return None
        subject = (self.indicator.id, year, measure, basis, target.by, target.group)
        vintages = self.proposer.view.series(self.indicator.id).vintages_of(subject)
        return vintages[-1].since if vintages else None

    def _check_percent(self, found: Mapping[tuple[str, int], Read]) -> None:
        """The percent that the table prints must follow from its plan and its actual value."""
        for column in self.layout.columns:
            cell = self.resolved.line.cells.get(column.index)
            if column.role != "attainment" or cell is None or column.year is None:
                continue
            plan, actual = found.get(("plan", column.year)), found.get(("actual", column.year))
            if not plan or not actual or plan.value <= 0 or self.indicator.is_rate:
                continue
            if plan.upper is not None or actual.upper is not None or cell.kind == "formula":
                continue
            try:
                read = read_figure(cell, self.notation, None)
            except NoFigure:
                continue
            percent = actual.value / plan.value * 100
            if read and not agree(read.value, percent):
                self._warn("import-percent", column, text=read.value, percent=round(percent, 2))
