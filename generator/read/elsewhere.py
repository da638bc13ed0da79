"""Rows of a source that isn't CSV, as the same table of text that CSV gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.folding import nfc
from generator.problems import Problems
from generator.read.contract import Resource
from generator.read.files import ODD, shown
from generator.read.sources import lacks, reader_of
from generator.read.sources.store import Cells, Store, Unfit, Unreadable, statement
from generator.read.sources.wanted import Source
from generator.read.tables import BLANKS, Table

_FITS = {
    "number": ("text", "whole", "exact"),
    "integer": ("text", "whole", "exact"),
    "date": ("text", "day"),
}
"""Kinds of columns that a field of the contract may come from; a text from any."""


@dataclass(frozen=True)
class Fetched(Table):
    """Rows from elsewhere: a number is the row's own, or its place among the rows by key."""

    keys: Sequence[str] = ()
    """The name of each row; none where its number names it."""

    def place(self, line: int, column: str) -> tuple[str, int, int]:
        """The row's number and the column's; in a database the path names the row."""
        if self.keys:
            return self.row(line), 0, 0
        return self.path, line, list(self.columns).index(column) + 1

    def row(self, line: int) -> str:
        """Path and name of a row."""
        return f"{self.path}[{self.named(line)}]" if self.keys else super().row(line)

    def named(self, line: int) -> str:
        """How a row is told from others."""
        return self.keys[line - 1] if self.keys else str(line)


def read_elsewhere(
    source: Source, root: Path, config: str, line: int, resource: Resource, problems: Problems
) -> Table | None:
    """Fetch the wanted rows; None, and problems, where they can't be had.

    `config` and `line` are where the setting stands.
    """
    reader = reader_of(source)
    assert reader is not None, "a source that nobody reads is refused with the settings"
    if lacking := lacks(source):
        problems.add("source-package", config, line, 1, **lacking)
        return None
    file = root / source.address if source.is_file else root
    if source.is_file and not _is_there(file, root, problems):
        return None
    try:
        with reader.opened(source, file) as store:
            if not _columns_fit(source, store, resource, problems):
                return None
            return _table(source, store, resource, problems)
    except Unfit as error:
        values = {"column": error.column, "type": error.type}
        problems.add("source-where", config, line, 1, **values)
    except Unreadable as error:
        problems.add("source-unreadable", source.name, reason=error)
    return None


def as_csv(table: Table) -> bytes:
    """The table as the CSV file that could stand in its place."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(cells for _, cells in table.rows())
    return out.getvalue().encode()


def _is_there(file: Path, root: Path, problems: Problems) -> bool:
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        problems.add("file-link", shown(file, root))
    elif not file.is_file():
        problems.add("file-missing", shown(file, root))
    else:
        return True
    return False


def _columns_fit(source: Source, store: Store, resource: Resource, problems: Problems) -> bool:
    before = len(problems)
    for field in resource.fields:
        column = store.columns.get(field.name)
        if column is None:
            problems.add("source-column", source.name, column=field.name)
        elif column.kind == "float":
            problems.add("source-float", source.name, column=field.name, type=column.type)
        elif column.kind not in _FITS.get(field.type, (column.kind,)):
            values = {"type": column.type, "wanted": field.type}
            problems.add("source-type", source.name, column=field.name, **values)
    if source.key and source.key not in store.columns:
        problems.add("source-column", source.name, column=source.key)
    return len(problems) == before


def _table(source: Source, store: Store, resource: Resource, problems: Problems) -> Fetched | None:
    names = list(resource.columns)
    asked = [source.key, *names] if source.key and not store.number else names
    found = store.fetch(*statement(store, asked, source.where))
    own = len(found[0]) - len(names) if found else 0
    padded = [store.columns[name].is_padded for name in names]
    wash = _Washer()
    rows = [
        (row[:own], [wash(*cell) for cell in zip(row[own:], padded, strict=True)]) for row in found
    ]
    rows = [row for row in rows if any(row[1])]
    numbers, keys = _in_order(source, store, resource, rows)
    cells = [cells for _, cells in rows]
    columns = {name: [row[place] for row in cells] for place, name in enumerate(names)}
    table = Fetched(source.name, columns, numbers, (), keys)
    return table if _is_legible(table, wash, problems) else None


def _in_order(
    source: Source, store: Store, resource: Resource, rows: list[tuple[Cells, list[str]]]
) -> tuple[list[int], list[str]]:
    """Number of each row, and its name; rows without an order are sorted in place, by their key."""
    if store.number:
        return [int(str(number)) for (number,), _ in rows], []
    fields = [resource.fields[resource.columns.index(name)] for name in resource.primary_key]
    places = [resource.columns.index(field.name) for field in fields]
    if source.key:
        column = store.columns[source.key]
        rows.sort(key=lambda row: (_rank(row[0][0] or "", column.kind == "whole"), row[1]))
        keys = [f"{source.key}={key}" for (key,), _ in rows]
    else:
        whole = [field.type == "integer" for field in fields]

        def by_key(row: tuple[Cells, list[str]]) -> object:
            cells = (row[1][place] for place in places)
            return [_rank(*cell) for cell in zip(cells, whole, strict=True)], row[1]

        rows.sort(key=by_key)  # type: ignore[arg-type]
        keys = [", ".join(filter(None, (row[place] for place in places))) for _, row in rows]
    return list(range(1, len(rows) + 1)), keys


def _rank(cell: str, is_whole: bool) -> tuple[int, str]:
    """By number where it is one, else by code points: the same on every server."""
    return (int(cell), "") if is_whole and cell.lstrip("-").isdecimal() else (0, cell)


class _Washer:
    """Cells as CSV would give them; the same text again costs nothing."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], str] = {}
        self.odd: dict[str, str] = {}
        """Cells with a letter that can't be seen, and that letter."""

    def __call__(self, cell: str | None, is_padded: bool) -> str:
        if cell is None:
            return ""
        found = self._known.get((cell, is_padded))
        if found is None:
            found = self._known[cell, is_padded] = self._washed(cell, is_padded)
        return found

    def _washed(self, cell: str, is_padded: bool) -> str:
        if is_padded and "." in cell:
            cell = cell.rstrip("0").rstrip(".")
        text = nfc(cell.replace("\r\n", "\n").replace("\r", "\n")).strip(BLANKS)
        if odd := ODD.search(text):
            self.odd[text] = odd.group()
        return text


def _is_legible(table: Table, wash: _Washer, problems: Problems) -> bool:
    """No invisible letter: each is told with its row."""
    for line, cells in _odd_rows(table, wash):
        for column, cell in zip(table.columns, cells, strict=True):
            if cell in wash.odd:
                letter = f"U+{ord(wash.odd[cell]):04X}"
                problems.add("file-letter", *table.place(line, column), letter=letter)
    return not wash.odd


def _odd_rows(table: Table, wash: _Washer) -> Iterable[tuple[int, tuple[str, ...]]]:
    if wash.odd:
        yield from table.rows()
