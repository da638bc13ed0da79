"""Sheets of an .xlsx or .xlsm workbook, with the formats of its numbers."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from generator.folding import nfc
from generator.intake.table.archive import Archive
from generator.intake.table.formats import built_in, shown_by
from generator.intake.table.grid import (
    GENERAL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Cell,
    Merge,
    Refused,
    Sheet,
    Shown,
    area,
    cell_place,
    number_cell,
    text_cell,
)
from generator.intake.table.markup import parse
from generator.intake.table.strings import LONGEST_TEXT, Runs, Strings

LARGEST_AREA = 16_000_000
"""Cells that a sheet may declare: 1,048,576 rows in sixteen columns, or a bomb."""
MOST_SHEETS = 60


def read_xlsx(archive: Archive) -> list[Sheet]:
    """Every sheet, in order; Refused where the workbook can't be read safely."""
    start = _Relations()
    if "_rels/.rels" in archive:
        parse(archive.chunks("_rels/.rels", 1024 * 1024), start, "_rels/.rels")
    book = next((to for kind, to in start.found.values() if kind == "officeDocument"), "")
    book = posixpath.normpath(book.lstrip("/")) if book else "xl/workbook.xml"
    if book not in archive:
        raise Refused("import-no-workbook")
    folder, name = posixpath.split(book)
    sheets, relations = _Book(), _Relations()
    parse(archive.chunks(book), sheets, book)
    links = f"{folder}/_rels/{name}.rels"
    parse(archive.chunks(links, 1024 * 1024), relations, links)
    parts = {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, to)).lstrip("/"))
        for key, (kind, to) in relations.found.items()
    }
    by_kind = dict(parts.values())
    strings, styles = Strings(), _Styles()
    for kind, reader in (("sharedStrings", strings), ("styles", styles)):
        if by_kind.get(kind, "") in archive:
            parse(archive.chunks(by_kind[kind]), reader, by_kind[kind])
    if len(sheets.found) > MOST_SHEETS:
        raise Refused("import-bomb", part=book)
    return [
        _sheet(archive, parts[key][1], title, hidden, strings, styles)
        for title, hidden, key in sheets.found
        if key in parts and parts[key][0] == "worksheet" and parts[key][1] in archive
    ]


def _sheet(
    archive: Archive, part: str, title: str, hidden: bool, strings: Strings, styles: _Styles
) -> Sheet:
    reader = _Cells(strings.found, styles.formats)
    parse(archive.chunks(part), reader, part)
    return Sheet(
        nfc(title),
        reader.cells,
        tuple(reader.merges),
        hidden,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
    )


@dataclass
class _Relations:
    """A part's links to others: kind and target by id; links out of the workbook are dropped."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass
class _Book:
    """Names of the sheets, whether they are hidden, and their ids."""

    found: list[tuple[str, bool, str]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = next((value for at, value in attributes.items() if at.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), hidden, key))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Styles:
    """The number format of each cell style."""

    def __init__(self) -> None:
        self.formats: list[Shown] = []
        self._codes: dict[str, str] = {}
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = nfc(attributes.get("formatCode", ""))[
                :500
            ]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            if number in self._codes:
                self.formats.append(shown_by(self._codes[number]))
            else:
                self.formats.append(built_in(int(number)) if number.isdecimal() else GENERAL)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def text(self, text: str) -> None:
        pass


class _Cells(Runs):
    """The cells of one sheet; what it declares about its size is not believed."""

    def __init__(self, strings: list[Cell | None], formats: list[Shown]) -> None:
        super().__init__()
        self._strings, self._formats = strings, formats
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._row = self._column = self._sum = 0
        self._at: dict[str, str] = {}
        self._value: list[str] = []
        self._reading = self._has_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == "c":
            self._at, self._value, self._has_formula = attributes, [], False
            self.words, self.marks = [], []
            place = cell_place(attributes.get("r", ""))
            self._row, self._column = place or (self._row, self._column + 1)
        elif name == "v":
            self._reading = True
        elif name == "f":
            self._has_formula = True
        else:
            self._beside(name, attributes)

    def _beside(self, name: str, attributes: dict[str, str]) -> None:
        """Rows, columns, merged cells, and the declared size."""
        if name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", "1"), attributes.get("max", "1")
            if first.isdecimal() and last.isdecimal():
                self.hidden_columns.update(range(int(first), min(int(last), MOST_COLUMNS) + 1))
        elif name == "mergeCell" and (found := area(attributes.get("ref", ""))):
            self.merges.append(found)
            if len(self.merges) > MOST_ROWS:
                raise Refused("import-bomb", part="mergeCells")
        elif name == "dimension" and (whole := area(attributes.get("ref", ""))):
            declared = (whole.bottom - whole.top + 1) * (whole.right - whole.left + 1)
            if declared > LARGEST_AREA:
                raise Refused("import-dimension", area=attributes["ref"])

    def text(self, text: str) -> None:
        if self._reading:
            self._value.append(text)
        else:
            super().text(text)

    def end(self, name: str) -> None:
        super().end(name)
        if name == "v":
            self._reading = False
        elif name == "c" and (cell := self._cell()):
            if self._row > MOST_ROWS or self._column > MOST_COLUMNS or not self._row:
                raise Refused("import-large", rows=MOST_ROWS, columns=MOST_COLUMNS)
            self.cells[self._row, self._column] = cell
            self._sum += len(cell.text)
            if len(self.cells) > MOST_CELLS or self._sum > MOST_LETTERS:
                raise Refused("import-large", rows=MOST_ROWS, columns=MOST_COLUMNS)

    def _cell(self) -> Cell | None:
        kind, value = self._at.get("t", "n"), "".join(self._value)
        if kind == "inlineStr":
            return self.cell()
        if not value:
            return Cell("formula", "") if self._has_formula and kind != "str" else None
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else None
        if kind == "e":
            return Cell("error", value[:40])
        if kind == "str":
            return text_cell(nfc(value[:LONGEST_TEXT]))
        if kind in ("d", "b"):
            return Cell("date", value[:40])
        style = self._at.get("s", "0")
        index = int(style) if style.isdecimal() and len(style) < 9 else 0
        shown = self._formats[index] if index < len(self._formats) else GENERAL
        return number_cell(value[:400], shown)
