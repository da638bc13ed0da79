"""A year's rows as the table that an office keeps: to edit, and to import again."""

from __future__ import annotations

from pathlib import Path

from generator.figures import View
from generator.intake.table.table_page import HEADER, TEXT, Slot, Table
from generator.intake.table.workbook import Page, Style, workbook
from generator.model import Edition, Observation, Yearbook, in_language
from generator.problems import InputError, OutputError, Problems
from generator.validate.sound import load_data
from generator.words import words


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
    said = words(book.settings.language).strings
    name, title = _titles(book, year)
    pages = [Table(book, edition, main, own, name, title, year).page()]
    if others:
        older = said["tbl_others_title"].format(year=year)
        pages.append(Table(book, edition, others, slots, said["tbl_others"], older, None).page())
    pages.append(_notes(book, edition, [*main, *others]))
    return workbook(pages, edition.title, edition.publisher or "niengiam", edition.as_of)


def to_fill(book: Yearbook, edition: Edition, before: int) -> bytes:
    """The workbook of an edition to come: a line for each row of the year before, to be filled in.

    Figures that are there already, such as plans for its year, stand in it. Of values over several
    years only those that go on: a period that ended with the year before asks for nothing.
    """
    view, year = View(book, edition.as_of), edition.year
    slots: list[Slot] = [(before, "actual"), (year, "plan"), (year, "actual"), (year + 1, "plan")]
    listed = edition.indicators or tuple(book.indicators)
    newest = [row for series in view for row in series.newest]
    running = {(row.indicator, row.since) for row in newest if row.year in (year, year + 1)}
    rows = [
        row
        for row in newest
        if row.indicator in listed
        and row.year in (before, year, year + 1)
        and (row.since is None or (row.indicator, row.since) in running)
    ]
    page = Table(book, edition, rows, slots, *_titles(book, year), year).page()
    return workbook([page], edition.title, edition.publisher or "niengiam", edition.as_of)


def _titles(book: Yearbook, year: int) -> tuple[str, str]:
    """Name and title of a year's sheet."""
    said = words(book.settings.language).strings
    return said["tbl_year"].format(year=year), said["tbl_title"].format(year=year, next=year + 1)


def _notes(book: Yearbook, edition: Edition, rows: list[Observation]) -> Page:
    """Where each figure comes from, and what a reader must know."""
    language = book.settings.language
    said, day = words(language).strings, words(language).say.day
    page = Page(said["tbl_notes"], [48.0, 14.0, 12.0, 16.0, 60.0, 60.0], frozen=(4, 0))
    page.put(1, 1, said["tbl_notes"].upper(), Style(bold=True))
    page.put(2, 1, said["tbl_notes_lead"], Style(italic=True))
    page.merge(2, 1, 2, 6)
    heads = ("name", "group", "note_year", "day", "source", "note")
    for column, key in enumerate(heads, start=1):
        page.put(4, column, said[f"tbl_{key}"], HEADER)
    for at, row in enumerate(rows, start=5):
        source = book.sources[row.source]
        cells = (
            in_language(book.indicators[row.indicator], "name", language),
            in_language(book.label("group", row.group), "name", language) if row.group else "",
            f"{said[f'tbl_{row.measure}']} {row.year}",
            day(row.as_of),
            ", ".join(part for part in (source.title, source.publisher, source.url) if part),
            row.note,
        )
        for column, text in enumerate(cells, start=1):
            page.put(at, column, text, TEXT)
    return page
