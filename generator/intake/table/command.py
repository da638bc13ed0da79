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

_TEXT = {
    "vi": {
        "columns": "Cột của «{sheet}»",
        "rows": "Dòng của «{sheet}»",
        "proposed": "Dòng đề nghị ghi vào observations.csv",
        "column_heads": ("Cột", "Chữ ở đầu cột", "Là", "Năm", "Tình trạng"),
        "row_heads": ("Dòng", "Tên trong bảng", "Chỉ tiêu", "Nhóm, chuẩn", "Cách nhận ra"),
        "figure_heads": ("Ô", "Chỉ tiêu", "Năm", "Loại", "Số mới", "Tình trạng", "Số cũ"),
        "summary": "{new} dòng mới hoặc đổi, {same} số không đổi, {indicators} chỉ tiêu mới, "
        "{questions} câu hỏi.",
        "dry": "Chưa ghi gì. Thêm --write để ghi.",
        "written": "Đã ghi vào data/; cách đọc bảng giữ ở data/import.yml.",
        "kept": "Chỉ ghi data/import.yml.",
        "refused": "Không ghi gì: sửa các lỗi trên rồi nhập lại.",
        "how": {
            "code": "cột Mã",
            "kept": "đã biết từ import.yml",
            "name": "theo tên",
            "group": "nhóm đã biết",
            "new": "MỚI",
            "unsure": "CHƯA CHẮC",
            "skip": "bỏ qua",
            "heading": "tiêu đề",
        },
    },
    "en": {
        "columns": "Columns of «{sheet}»",
        "rows": "Rows of «{sheet}»",
        "proposed": "Rows proposed for observations.csv",
        "column_heads": ("Column", "Header", "Is", "Year", "Status"),
        "row_heads": ("Row", "Name in the table", "Indicator", "Group, basis", "Known by"),
        "figure_heads": ("Cell", "Indicator", "Year", "Kind", "New", "Status", "Before"),
        "summary": "{new} new or changed, {same} unchanged, {indicators} new indicators, "
        "{questions} questions.",
        "dry": "Nothing is written. Add --write to write.",
        "written": "Written to data/; how the table is read is kept in data/import.yml.",
        "kept": "Only data/import.yml is written.",
        "refused": "Nothing is written: mend the errors above and import again.",
        "how": {
            "code": "its code",
            "kept": "import.yml",
            "name": "name",
            "group": "known group",
            "new": "NEW",
            "unsure": "NOT SURE",
            "skip": "left out",
            "heading": "heading",
        },
    },
}
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
    text = _TEXT[lang]
    if report.written:
        said = text["written"]
    elif report.problems.errors():
        said = text["refused"]
    else:
        said = text["kept"] if keep else text["dry"]
    Console(stderr=True).print(str(said), markup=False, highlight=False)
    return report


def run_export(file: Path, config: Path, edition: int) -> None:
    """Write a year's table."""
    export_table(file, config, edition)


def show(report: Report, console: Console, lang: str) -> None:
    """The mapping of columns and rows, then the rows that are proposed."""
    text = _TEXT[lang]
    for table in report.tables:
        console.print(_columns(table, lang), _rows(table, lang))
    if report.proposals:
        console.print(_proposals(report, lang))
    said = str(text["summary"]).format(
        new=len(report.proposals),
        same=report.unchanged,
        indicators=len(report.indicators),
        questions=len(report.questions),
    )
    console.print(said, markup=False, highlight=False)


def _grid(title: str, heads: object) -> Table:
    table = Table(title=title.replace("[", "\\["), title_justify="left")
    for head in tuple(map(str, heads)):  # type: ignore[call-overload]
        table.add_column(head, overflow="fold")
    return table


def _columns(table: TableReport, lang: str) -> Table:
    text = _TEXT[lang]
    grid = _grid(str(text["columns"]).format(sheet=table.sheet), text["column_heads"])
    for column in table.columns:
        years = [column.since, column.year]
        said = "–".join(str(year) for year in years if year is not None)
        _add(grid, str(column.index), column.label, column.role, said, column.status)
    return grid


def _rows(table: TableReport, lang: str) -> Table:
    text = _TEXT[lang]
    hows = text["how"]
    assert isinstance(hows, dict)
    grid = _grid(str(text["rows"]).format(sheet=table.sheet), text["row_heads"])
    for row in table.rows:
        target = row.target
        more = [part for part in (target.by, target.group, target.basis) if part] if target else []
        id = row.indicator or (f"{row.perhaps}?" if row.perhaps else "")
        _add(grid, str(row.line.row), row.line.written, id, " / ".join(more), hows[row.how])
    return grid


def _proposals(report: Report, lang: str) -> Table:
    text = _TEXT[lang]
    grid = _grid(str(text["proposed"]), text["figure_heads"])
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
