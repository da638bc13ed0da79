"""A workbook before it is written: a sheet that says what this is, a sheet of data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal

from generator.exports.subject import Subject
from generator.exports.table import text
from generator.figures import Figure
from generator.pages.citing import address, cite_sentence
from generator.pages.common import edition_named, fill

Kind = Literal["text", "head", "year", "number", "date"]
EXACT = 15
"""Digits that a spreadsheet keeps; a longer number stays whole as text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text is what stands in observations.csv."""

    text: str
    kind: Kind = "text"

    @property
    def decimals(self) -> int:
        """Digits behind the point."""
        return len(self.text.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet."""

    title: str
    widths: tuple[int, ...]
    """Of the columns, in letters."""
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    """Rows at the top that stay in sight."""


WIDTHS = (8, 8, 14, 14, 14, 10, 14, 14, 12, 26, 18, 20, 48, 40, 60)
COLUMNS = (
    "year since measure value upper bound unit status as_of basis by group source note address"
).split()


def sheets(subject: Subject) -> tuple[Sheet, Sheet]:
    """Front and data."""
    strings = subject.site.words.strings
    facts = tuple((Cell(label, "head"), Cell(said)) for label, said in _facts(subject) if said)
    head = tuple(Cell(strings[f"dl_col_{name}"], "head") for name in COLUMNS)
    rows = tuple(tuple(_row(subject, figure)) for figure in subject.series.figures)
    return (
        Sheet(strings["dl_sheet_about"], (24, 100), facts),
        Sheet(strings["dl_sheet_data"], WIDTHS, (head, *rows), heads=1),
    )


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    """What the front sheet says: label and text."""
    site, series, edition = subject.site, subject.series, subject.edition
    words, indicator = site.words, series.indicator
    strings = words.strings
    known = edition_named(edition, words) if edition else strings["dl_about_now"]
    yield strings["dl_about_title"], subject.name
    yield strings["dl_about_unit"], subject.unit
    yield strings["dl_about_definition"], indicator.definition or strings["ind_no_definition"]
    yield strings["dl_about_direction"], strings[f"ind_direction_{indicator.direction}"]
    yield strings["dl_about_edition"], words.say.upper_first(known)
    yield strings["dl_about_as_of"], words.say.day(subject.as_of) if subject.as_of else ""
    yield strings["dl_about_publisher"], subject.publisher
    yield strings["dl_about_license"], subject.license
    yield strings["dl_about_address"], subject.page
    if series.latest is not None:
        yield strings["dl_about_cite"], cite_sentence(site, series, series.latest, edition)
    for source in dict.fromkeys(row.source for row in series.observations):
        yield strings["dl_about_source"], _source(subject, source, with_url=True)


def _row(subject: Subject, figure: Figure) -> Iterator[Cell]:
    row, say = figure.observation, subject.site.words.say
    yield Cell(text(row.year), "year")
    yield Cell(text(row.since), "year")
    yield Cell(say.upper_first(say.measure(row.measure)))
    yield _number(row.value)
    yield _number(row.upper)
    yield Cell(subject.site.words.strings[f"dl_bound_{row.bound}"] if row.bound else "")
    yield Cell(subject.unit)
    yield Cell(say.upper_first(say.status(row.status)))
    yield Cell(text(row.as_of), "date")
    yield Cell(subject.label("basis", row.basis))
    yield Cell(subject.label("by", row.by))
    yield Cell(subject.label("group", row.group))
    yield Cell(_source(subject, row.source))
    yield Cell(row.note)
    yield Cell(address(subject.site, row, subject.edition))


def _number(value: Decimal | None) -> Cell:
    """A number cell; text where a spreadsheet would round it."""
    if value is None or len(value.as_tuple().digits) > EXACT:
        return Cell(text(value))
    return Cell(text(value), "number")


def _source(subject: Subject, id: str, *, with_url: bool = False) -> str:
    source, words = subject.site.book.sources[id], subject.site.words
    dated = words.strings["source_undated"]
    if source.published:
        dated = words.say.day(source.published)
    said = fill(words, "dl_source", publisher=source.publisher, title=source.title, dated=dated)
    return f"{said} {source.url}" if with_url and source.url else said


def day_number(day: str, first: date = date(1899, 12, 30)) -> int:
    """A date as spreadsheets count days."""
    return (date.fromisoformat(day) - first).days


def xml(said: str) -> str:
    """Text inside XML, without the letters that XML doesn't know."""
    known = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", said)
    return escape(known, quote=True).replace("\r", "&#13;")
