"""Cells of a sheet as the rest of this room sees them, whatever file they came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from generator.read.files import ODD

Kind = Literal["text", "number", "error", "formula", "date"]

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 500, 200_000
"""Of a sheet: beyond that no table of a yearbook is meant."""
MOST_LETTERS = 8 * 1024 * 1024
"""In the cells of a sheet, a shared text counted each time."""
_HIGHEST = 40
"""Rows of a merged header, merged headers in a row."""
DIGITS = 15
"""Significant digits that a spreadsheet really keeps of a number."""
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_ERRORS = re.compile(r"#(REF|VALUE|DIV/0|NAME|NUM|NULL)[!?]?|#N/A|Err:[0-9]{3}", re.IGNORECASE)


class Refused(Exception):
    """A file that isn't read, and why: a problem's code and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Shown:
    """What a number format says of the numbers in it."""

    decimals: int | None = None
    """The most decimals that it shows; None where it leaves them to the number."""
    percent: bool = False
    scale: int = 0
    """Thousands that it cuts off: 1 in `#,##0,`."""
    before: str = ""
    after: str = ""
    """Words that it writes around the number."""
    is_date: bool = False


GENERAL = Shown()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that isn't empty."""

    kind: Kind
    text: str
    """As written; of a number: before its format."""
    number: Decimal | None = None
    """As stored, at the digits that a spreadsheet keeps."""
    shown: Shown = GENERAL
    marks: str = ""
    """Raised letters, cut from the text: footnote marks."""

    @property
    def value(self) -> Decimal:
        """The number as the sheet shows it, without closing zeros."""
        assert self.number is not None
        number = self.number * (100 if self.shown.percent else 1)
        number = number.scaleb(-3 * self.shown.scale)
        if self.shown.decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-self.shown.decimals), context=_EXACT)
        return plain(number)


def plain(number: Decimal) -> Decimal:
    """The same number without closing zeros behind the point, never with an exponent."""
    whole = number.normalize(_EXACT)
    return whole.quantize(Decimal(1)) if int(whole.as_tuple().exponent) > 0 else whole


def text_cell(text: str, marks: str = "") -> Cell | None:
    """A cell of text; None where there is nothing to read."""
    text = ODD.sub("", text.replace("\ufffd", "?"))
    text = re.sub(r"[ \t\u00a0\u202f\u2007\u200b\ufeff\r\n]+", " ", text).rstrip()
    if not text.strip():
        return None
    kind: Kind = "error" if _ERRORS.fullmatch(text.strip()) else "text"
    return Cell(kind, text, marks=marks)


def number_cell(text: str, shown: Shown = GENERAL) -> Cell | None:
    """A cell with a number as the file spells it.

    A file spells the binary number that the program holds (3.3399999999999999 for 3.34), so it is
    cut to the 15 digits that are the user's; no float is made of it.
    """
    try:
        number = Context(prec=DIGITS, rounding=ROUND_HALF_UP).create_decimal(text.strip())
    except ArithmeticError:
        return text_cell(text)
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return Cell("error", text.strip()[:40])
    if shown.is_date:
        return Cell("date", text.strip(), plain(number), shown)
    return Cell("number", str(plain(number)), plain(number), shown)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells joined into one; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    rows: Mapping[int, tuple[int, ...]] = field(init=False)
    """The columns that are filled, by row."""
    merges_at: Mapping[int, tuple[Merge, ...]] = field(init=False)
    """The merged cells that reach a row; of very high or very many ones only the first."""

    def __post_init__(self) -> None:
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        object.__setattr__(self, "rows", {row: tuple(found) for row, found in rows.items()})
        merges: dict[int, tuple[Merge, ...]] = {}
        for merge in self.merges:
            for row in range(merge.top, min(merge.bottom, merge.top + _HIGHEST) + 1):
                if len(merges.get(row, ())) < _HIGHEST:
                    merges[row] = (*merges.get(row, ()), merge)
        object.__setattr__(self, "merges_at", merges)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell; '' where it is empty."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


def cell_name(row: int, column: int) -> str:
    """A place as spreadsheets name it: C7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def cell_place(name: str) -> tuple[int, int] | None:
    """Row and column of 'C7', from 1; None where it names no cell."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def area(text: str) -> Merge | None:
    """The cells that 'A1:C3' names; None where it names none."""
    first, _, last = text.partition(":")
    start, end = cell_place(first), cell_place(last or first)
    if not start or not end:
        return None
    return Merge(start[0], start[1], max(start[0], end[0]), max(start[1], end[1]))
