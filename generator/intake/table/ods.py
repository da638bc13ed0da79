"""Sheets of an OpenDocument spreadsheet (.ods)."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.folding import nfc
from generator.intake.table.archive import Archive
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
    number_cell,
    text_cell,
)
from generator.intake.table.markup import parse

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_ASIDE = frozenset(("annotation", "tracked-changes", "shapes", "dde-source"))
"""Elements whose text isn't a cell's."""
_NUMBERS = frozenset(("float", "percentage", "currency"))


def read_ods(archive: Archive) -> list[Sheet]:
    """Every sheet, in order; Refused where the workbook can't be read safely."""
    if "META-INF/manifest.xml" in archive:
        manifest = archive.read("META-INF/manifest.xml", 1024 * 1024)
        if b"encryption-data" in manifest:
            raise Refused("import-encrypted")
    reader = _Content()
    parse(archive.chunks("content.xml"), reader, "content.xml")
    return reader.sheets


class _Content:
    """The one part that holds all sheets: rows and cells say how often they are repeated."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._title, self._hidden = "", False
        self._cells: dict[tuple[int, int], Cell] = {}
        self._sum = 0
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._rows = self._columns = 0
        self._line: list[tuple[int, int, Cell]] = []
        self._at: dict[str, str] = {}
        self._words: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
            return
        at = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        match name:
            case "style":
                self._style = at.get("name", "")
            case "table-properties" if at.get("display") == "false":
                self._hidden_styles.add(self._style)
            case "table":
                self._begin(at)
            case "table-column":
                self._begin_columns(at)
            case "table-row":
                self._begin_row(at)
            case "table-cell" | "covered-table-cell":
                self._at, self._words = at, []
            case "s" if self._words is not None:
                self._words.append(" ")
            case "p" | "line-break" | "tab" if self._words:
                self._words.append(" ")
            case _:
                pass

    def text(self, text: str) -> None:
        if self._words is not None and not self._aside:
            self._words.append(text)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in ("table-cell", "covered-table-cell") and self._words is not None:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.sheets.append(
                Sheet(
                    self._title,
                    self._cells,
                    tuple(self._merges),
                    self._hidden,
                    frozenset(self._hidden_rows),
                    frozenset(self._hidden_columns),
                )
            )

    def _begin(self, at: dict[str, str]) -> None:
        self._title = nfc(at.get("name", ""))
        self._hidden = at.get("style-name") in self._hidden_styles
        self._cells, self._merges, self._sum = {}, [], 0
        self._hidden_rows, self._hidden_columns = set(), set()
        self._row = self._columns = 0

    def _begin_columns(self, at: dict[str, str]) -> None:
        first = self._columns + 1
        self._columns += _times(at, "number-columns-repeated")
        if at.get("visibility", "visible") != "visible" and first <= MOST_COLUMNS:
            self._hidden_columns.update(range(first, min(self._columns, MOST_COLUMNS) + 1))

    def _begin_row(self, at: dict[str, str]) -> None:
        self._rows = _times(at, "number-rows-repeated")
        self._column, self._line = 0, []
        if at.get("visibility", "visible") != "visible" and self._row < MOST_ROWS:
            last = min(self._row + self._rows, MOST_ROWS)
            self._hidden_rows.update(range(self._row + 1, last + 1))

    def _end_cell(self) -> None:
        times = _times(self._at, "number-columns-repeated")
        cell = self._cell("".join(self._words or []))
        self._words = None
        if cell:
            self._line.append((self._column + 1, times, cell))
        down, across = (
            _times(self._at, "number-rows-spanned"),
            _times(self._at, "number-columns-spanned"),
        )
        if down * across > 1:
            top, left = self._row + 1, self._column + 1
            self._merges.append(Merge(top, left, top + down - 1, left + across - 1))
        self._column += times

    def _end_row(self) -> None:
        filled = sum(times for _, times, _ in self._line) * self._rows
        beyond = any(first + times - 1 > MOST_COLUMNS for first, times, _ in self._line)
        if filled and (beyond or self._row + self._rows > MOST_ROWS):
            raise Refused("import-large", rows=MOST_ROWS, columns=MOST_COLUMNS)
        letters = sum(times * len(cell.text) for _, times, cell in self._line) * self._rows
        self._sum += letters
        if len(self._cells) + filled > MOST_CELLS or self._sum > MOST_LETTERS:
            raise Refused("import-large", rows=MOST_ROWS, columns=MOST_COLUMNS)
        for first, times, cell in self._line:
            for row in range(self._row + 1, self._row + self._rows + 1):
                for column in range(first, first + times):
                    self._cells[row, column] = cell
        self._row += self._rows

    def _cell(self, text: str) -> Cell | None:
        kind = self._at.get("value-type", "")
        if kind in _NUMBERS and "value" in self._at:
            return number_cell(self._at["value"][:400], _shown(text, self._at["value"], kind))
        if kind in ("date", "time", "boolean"):
            return Cell("date", text[:40])
        if not kind and self._at.get("formula") and not text.strip():
            return Cell("formula", "")
        return text_cell(nfc(text[:40_000]))


def _times(at: dict[str, str], name: str) -> int:
    count = at.get(name, "1")
    return max(1, int(count)) if count.isdecimal() and len(count) < 9 else 1


_NUMBER = re.compile(r"[-+\u2212]?[0-9](?:[0-9.,\u00a0\u202f ]*[0-9])?")


def _shown(text: str, value: str, kind: str) -> Shown:
    """What the format does, told from the text that it made: its digits are those of a rounding."""
    found = _NUMBER.search(text)
    number = number_cell(value)
    if not found or number is None or number.number is None:
        return Shown(percent=kind == "percentage") if kind == "percentage" else GENERAL
    percent = kind == "percentage"
    exact = abs(number.number) * (100 if percent else 1)
    digits = re.sub(r"[^0-9]", "", found[0]).lstrip("0")
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    for decimals in range(10):
        rounded = f"{exact.quantize(Decimal(1).scaleb(-decimals), 'ROUND_HALF_UP'):f}"
        if rounded.replace(".", "").lstrip("0") == digits:
            return Shown(decimals, percent, 0, before, after.removeprefix("%").strip())
    return Shown(None, percent)
