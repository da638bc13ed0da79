"""A CSV file as a table of text: every cell as written, every cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Problems
from generator.read.files import read_text, shown

BLANKS = " \t\u00a0\u202f"
"""Blanks cut from both ends of a cell (a documented normalisation)."""


@dataclass(frozen=True)
class Table:
    """One CSV file: its cells as text, by column."""

    path: str
    columns: Mapping[str, Sequence[str]]
    """The cells of each column, from the first row to the last."""
    numbers: Sequence[int]
    """The line that each row begins on."""
    lines: Sequence[str]

    def place(self, line: int, column: str) -> tuple[str, int, int]:
        """Path, line and column of a cell, as an editor counts them."""
        index = list(self.columns).index(column)
        return (self.path, *cell_start(self.lines, line, index))

    def row(self, line: int) -> str:
        """Path and line of a row."""
        return f"{self.path}:{line}"

    def named(self, line: int) -> str:
        """How another row's problem names the row that begins on `line`."""
        return str(line)

    def rows(self, *columns: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row's line with its cells of some columns; of all where none is named."""
        cells = zip(*(self.columns[name] for name in columns or self.columns), strict=True)
        return zip(self.numbers, cells, strict=True)

    def at(self, line: int, column: str) -> str:
        """One cell."""
        return self.columns[column][self.numbers.index(line)]


def read_table(path: Path, root: Path, columns: Sequence[str], problems: Problems) -> Table | None:
    """Read one table whose header must hold `columns`; None where it can't be read."""
    text = read_text(path, root, problems)
    if text is None:
        return None
    name = shown(path, root)
    before = len(problems)
    records = _records(text, name, problems)
    if not records:
        if len(problems) == before:
            problems.add("csv-empty", name, 1, 1, columns=",".join(columns))
        return None
    header_line, header = records[0]
    if not _header_is_right(header, columns, name, header_line, problems):
        return None
    rows = [(line, cells) for line, cells in records[1:] if any(cells)]
    for line, cells in rows:
        if len(cells) != len(header):
            problems.add("csv-cells", name, line, 1, found=len(cells), wanted=len(header))
    whole = [(line, cells) for line, cells in rows if len(cells) == len(header)]
    return table_of(name, header, whole, text.split("\n"))


def table_of(
    name: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    lines: Sequence[str],
) -> Table:
    """A table of rows that have as many cells as the header; the same text is kept once."""
    kept: dict[str, str] = {}
    columns = zip(*(cells for _, cells in rows), strict=True) if rows else ([] for _ in header)
    cells = {
        column: [kept.setdefault(cell, cell) for cell in found]
        for column, found in zip(header, columns, strict=True)
    }
    return Table(name, cells, [line for line, _ in rows], lines)


def cell_start(lines: Sequence[str], line: int, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the `index`-th cell of the record that begins on `line`."""
    column, quoted = 1, False
    while line <= len(lines):
        for position, letter in enumerate(lines[line - 1], start=1):
            if index == 0:
                return line, column
            if letter == '"':
                quoted = not quoted
            elif letter == "," and not quoted:
                index -= 1
                column = position + 1
        if index == 0 or not quoted:
            return line, column
        line += 1
    return line, column


def _records(text: str, name: str, problems: Problems) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append((line, [cell.strip(BLANKS) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        unclosed = "unexpected end of data" in str(error)
        problems.add("csv-quote" if unclosed else "csv-broken", name, line, 1, reason=error)
        return []
    return records


def _header_is_right(
    header: list[str], columns: Sequence[str], name: str, line: int, problems: Problems
) -> bool:
    before = len(problems)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        problems.add("csv-delimiter", name, line, 1)
        return False
    if not set(header) & set(columns):
        problems.add("csv-header", name, line, 1, columns=",".join(columns))
        return False
    for column in dict.fromkeys(header):
        if not column:
            problems.add("csv-column-empty", name, line, 1, count=header.count(column))
        elif header.count(column) > 1:
            problems.add("csv-column-twice", name, line, 1, column=column)
        elif column not in columns:
            problems.add(
                "csv-column-unknown", name, line, 1, column=column, columns=", ".join(columns)
            )
    for column in columns:
        if column not in header:
            problems.add("csv-column-missing", name, line, 1, column=column)
    return len(problems) == before
