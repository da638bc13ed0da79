"""What an import found, as data: for the screen, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from generator.intake.table.headers import Column
from generator.intake.table.kept import Kept
from generator.intake.table.propose import Proposal
from generator.intake.table.target import Resolved
from generator.model import Indicator, Source
from generator.problems import Problems


@dataclass(frozen=True)
class TableReport:
    """How one table was understood."""

    sheet: str
    title: str
    year: int | None
    columns: tuple[Column, ...]
    rows: tuple[Resolved, ...]


@dataclass(frozen=True)
class Report:
    """All that an import proposes; nothing of it is written where `written` is False."""

    path: str
    tables: tuple[TableReport, ...]
    proposals: tuple[Proposal, ...]
    unchanged: int
    indicators: tuple[Indicator, ...]
    """New ones, with rows."""
    sources: tuple[Source, ...]
    kept: Kept
    """The mapping as it would be kept."""
    problems: Problems
    written: bool = False

    @property
    def questions(self) -> tuple[Resolved, ...]:
        """Rows that a person must settle in data/import.yml."""
        return tuple(row for table in self.tables for row in table.rows if row.how == "unsure")
