"""A year's rows as the table that an office keeps: to edit, and to import again."""

from __future__ import annotations

from pathlib import Path

from generator.figures import View
from generator.intake.table.table_page import HEADER, MEASURES, TEXT, Slot, Table
from generator.intake.table.workbook import Page, Style, workbook
from generator.model import Edition, Observation, Yearbook
from generator.problems import InputError, OutputError, Problems
from generator.validate.sound import load_data

NOTES = "Nguồn và ghi chú"


def export_table(path: Path, config: Path, edition: int) -> None:
    """Write the table of an edition's year; raises InputError, OutputError."""
    problems = Problems()
    if path.suffix.lower() != ".xlsx":
        problems.add("export-kind", path.name)
        raise InputError(problems)
    book = load_data(config).book
    found = book.edition(edition)
    if found is None:
        known = ", ".join(str(item.year) for item in book.editions)
        problems.add("export-edition", config.name, year=edition, known=known)
        raise InputError(problems)
    body = exported(book, found)
    try:
        path.write_bytes(body)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def exported(book: Yearbook, edition: Edition) -> bytes:
    """The workbook of an edition: its year, other years that it shows, sources and notes."""
    view, year = View(book, edition.as_of), edition.year
    own: list[Slot] = [(year, "plan"), (year, "actual"), (year + 1, "plan")]
    listed = edition.indicators or tuple(book.indicators)
    rows = [row for series in view for row in series.newest]
    main = [row for row in rows if (row.year, row.measure) in own]
    others = [row for row in rows if row not in main and row.indicator in listed]
    slots = sorted(
        {(row.year, row.measure) for row in others}, key=lambda s: (s[0], s[1] != "plan")
    )
    title = f"KẾT QUẢ THỰC HIỆN NĂM {year} VÀ KẾ HOẠCH NĂM {year + 1}"
    pages = [Table(book, edition, main, own, f"Năm {year}", title, year).page()]
    if others:
        older = f"SỐ LIỆU CÁC NĂM KHÁC TRONG ẤN BẢN NĂM {year}"
        pages.append(Table(book, edition, others, slots, "Các năm khác", older, None).page())
    pages.append(_notes(book, edition, [*main, *others]))
    return workbook(pages, edition.title, edition.publisher or "niengiam", edition.as_of)


def to_fill(book: Yearbook, edition: Edition, before: int) -> bytes:
    """The workbook of an edition to come: a line for each row of the year before, to be filled in.

    Figures that are there already, such as plans for its year, stand in it.
    """
    view, year = View(book, edition.as_of), edition.year
    slots: list[Slot] = [(before, "actual"), (year, "plan"), (year, "actual"), (year + 1, "plan")]
    listed = edition.indicators or tuple(book.indicators)
    newest = [row for series in view for row in series.newest]
    rows = [
        row
        for row in newest
        if row.indicator in listed and row.since is None and row.year in (before, year, year + 1)
    ]
    title = f"KẾT QUẢ THỰC HIỆN NĂM {year} VÀ KẾ HOẠCH NĂM {year + 1}"
    page = Table(book, edition, rows, slots, f"Năm {year}", title, year).page()
    return workbook([page], edition.title, edition.publisher or "niengiam", edition.as_of)


def _notes(book: Yearbook, edition: Edition, rows: list[Observation]) -> Page:
    """Where each figure comes from, and what a reader must know."""
    page = Page(NOTES, [48.0, 14.0, 12.0, 16.0, 60.0, 60.0], frozen=(4, 0))
    page.put(1, 1, NOTES.upper(), Style(bold=True))
    words = (
        "(ước), (sơ bộ), (dự kiến) và khoảng, dưới, trên thuộc định dạng của ô, không phải của số."
    )
    page.put(2, 1, f"{words} Cột Mã nối dòng với dữ liệu: đừng sửa.", Style(italic=True))
    page.merge(2, 1, 2, 6)
    for column, text in enumerate(
        ("Chỉ tiêu", "Nhóm", "Năm", "Tính đến ngày", "Nguồn", "Ghi chú"), start=1
    ):
        page.put(4, column, text, HEADER)
    for at, row in enumerate(rows, start=5):
        source = book.sources[row.source]
        kind = MEASURES[row.measure]
        cells = (
            book.indicators[row.indicator].name,
            book.label("group", row.group).name if row.group else "",
            f"{kind} {row.year}",
            row.as_of.strftime("%d/%m/%Y"),
            ", ".join(part for part in (source.title, source.publisher, source.url) if part),
            row.note,
        )
        for column, text in enumerate(cells, start=1):
            page.put(at, column, text, TEXT)
    return page
