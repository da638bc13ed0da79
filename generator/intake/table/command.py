"""`niengiam import TABLE` and `niengiam export TABLE.xlsx`, as plain functions for the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.intake.table.exporting import export_table
from generator.intake.table.importing import import_table
from generator.intake.table.report import Report, TableReport
from generator.model import Observation
from generator.words import words
from generator.words.numbers import plain

_BOUNDS = {"": "", "about": "≈ ", "below": "< ", "above": "> "}


def run_import(
    file: Path,
    config: Path,
    lang: str,
    *,
    edition: int | None = None,
    write: bool = False,
    as_of: date | None = None,
    source: str = "",
    keep: bool = False,
) -> Report:
    """Import a table and show what it was taken for; the caller tells `report.problems`."""
    report = import_table(file, config, edition, write, lang, as_of=as_of, source=source, keep=keep)
    show(report, Console(soft_wrap=False), lang)
    text = words(lang).part("table")
    if report.written:
        said = text["written"]
    elif report.problems.errors():
        said = text["refused"]
    else:
        said = text["kept"] if keep else text["dry"]
    Console(stderr=True).print(said, markup=False, highlight=False)
    return report


def run_export(file: Path, config: Path, edition: int) -> None:
    """Write a year's table."""
    export_table(file, config, edition)


def show(report: Report, console: Console, lang: str) -> None:
    """The mapping of columns and rows, then the rows that are proposed."""
    text = words(lang).part("table")
    for table in report.tables:
        console.print(_columns(table, lang), _rows(table, lang))
    if report.proposals:
        console.print(_proposals(report, lang))
    said = text["summary"].format(
        new=len(report.proposals),
        same=report.unchanged,
        indicators=len(report.indicators),
        questions=len(report.questions),
    )
    console.print(said, markup=False, highlight=False)


def _grid(title: str, heads: str) -> Table:
    table = Table(title=title.replace("[", "\\["), title_justify="left")
    for head in heads.split(" | "):
        table.add_column(head, overflow="fold")
    return table


def _columns(table: TableReport, lang: str) -> Table:
    text = words(lang).part("table")
    grid = _grid(text["columns"].format(sheet=table.sheet), text["column_heads"])
    for column in table.columns:
        years = [column.since, column.year]
        said = "–".join(str(year) for year in years if year is not None)
        _add(grid, str(column.index), column.label, column.role, said, column.status)
    return grid


def _rows(table: TableReport, lang: str) -> Table:
    text = words(lang).part("table")
    grid = _grid(text["rows"].format(sheet=table.sheet), text["row_heads"])
    for row in table.rows:
        target = row.target
        more = [part for part in (target.by, target.group, target.basis) if part] if target else []
        id = row.indicator or (f"{row.perhaps}?" if row.perhaps else "")
        how = text[f"how_{row.how}"]
        _add(grid, str(row.line.row), row.line.written, id, " / ".join(more), how)
    return grid


def _proposals(report: Report, lang: str) -> Table:
    text = words(lang).part("table")
    grid = _grid(text["proposed"], text["figure_heads"])
    for proposal in report.proposals:
        row = proposal.observation
        subject = " / ".join(part for part in (row.indicator, row.group, row.basis) if part)
        before = _said(proposal.before, lang) if proposal.before else ""
        status = words(lang).strings.get(f"status-{row.status}", row.status)
        place = f"{proposal.sheet}!{proposal.cell}"
        _add(grid, place, subject, str(row.year), row.measure, _said(row, lang), status, before)
    return grid


def _said(row: Observation, lang: str) -> str:
    upper = f"–{plain(row.upper, lang)}" if row.upper is not None else ""
    return f"{_BOUNDS[row.bound]}{plain(row.value, lang)}{upper}"


def _add(grid: Table, *cells: str) -> None:
    grid.add_row(*(cell.replace("[", "\\[") for cell in cells))
