"""Where in a sheet a table lies: title block, header rows, rows of data, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.folding import fold
from generator.intake.table.grid import Refused, Sheet
from generator.intake.table.headers import (
    LONGEST,
    Column,
    clean,
    column_of,
    exact_role,
    level_role,
    years_in,
)
from generator.intake.table.vocabulary import vocabulary

_NUMBERING = re.compile(r"\(?(?:[a-z]|[0-9]{1,2})\)?(?:\s*=.*)?")
_UNIT = re.compile(r"(?:Đơn vị(?: tính)?|ĐVT|Unit)\s?:\s?([^;)]+)", re.IGNORECASE)
_DEEPEST_HEADER = 8
_MOST_TABLES = 100
"""Of a sheet."""


@dataclass(frozen=True)
class Layout:
    """One table of a sheet."""

    sheet: Sheet
    title: str
    unit: str
    """Of all its figures, as the title block says; '' where it doesn't."""
    year: int | None
    """That the table reports."""
    columns: tuple[Column, ...]
    names: tuple[int, ...]
    """Columns that hold the names of the rows."""
    top: int
    """First row of its header."""
    first: int
    """First row of data."""
    last: int

    def column(self, role: str) -> int | None:
        """The first column with a role."""
        return next((column.index for column in self.columns if column.role == role), None)

    @property
    def figures(self) -> tuple[Column, ...]:
        """Columns with plans or actual values."""
        return tuple(column for column in self.columns if column.is_figure)


def layouts(sheet: Sheet, year: int | None) -> list[Layout]:
    """Every table of a sheet; `year` is the edition's, where there is one."""
    heads = list(islice(_heads(sheet), _MOST_TABLES + 1))
    if len(heads) > _MOST_TABLES:
        raise Refused("import-tables", sheet=sheet.name, count=_MOST_TABLES)
    last = max(sheet.rows, default=0)
    found = []
    above = 1
    for index, (top, end, name) in enumerate(heads):
        until = heads[index + 1][0] - 1 if index + 1 < len(heads) else last
        layout = _layout(sheet, above, top, end, name, until, year)
        above = until + 1
        if layout.figures:
            found.append(layout)
    return found


def _heads(sheet: Sheet) -> Iterator[tuple[int, int, int]]:
    """First and last header row, and the column of names, of each table."""
    below = 0
    last = max(sheet.rows, default=0)
    for row in sheet.rows:
        if row <= below:
            continue
        name = _name_column(sheet, row)
        if name is None:
            continue
        top = _top(sheet, row, name, below)
        end = _end(sheet, row, name)
        if end >= last:
            continue
        yield top, end, name
        below = end


def _name_column(sheet: Sheet, row: int) -> int | None:
    """The column that a header row names as that of the rows; None where it's no header row."""
    texts = {column: sheet.text(row, column) for column in sheet.rows[row]}
    named = [column for column, text in texts.items() if exact_role(text) == "name"]
    others = [column for column, text in texts.items() if _is_head(text)]
    if named and (set(others) - set(named) or _is_header_below(sheet, row, named[0])):
        return named[0]
    figures = [column for column in others if level_role(texts[column]) or years_in(texts[column])]
    measured = [
        column
        for column in figures
        if level_role(texts[column]) in ("plan", "actual") or _is_year(texts[column])
    ]
    long = any(len(text) > LONGEST // 2 for text in texts.values())
    if len(measured) < 2 or len(others) < len(texts) or long:
        return None
    left = [column for column in range(1, min(measured)) if _holds_names(sheet, row, column)]
    return left[-1] if left else None


def _is_head(text: str) -> bool:
    return len(text) <= LONGEST and bool(level_role(text) or years_in(clean(text)))


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:nam )?(?:19|20)[0-9]{2}", clean(text[:LONGEST])))


def _is_header_below(sheet: Sheet, row: int, name: int) -> bool:
    return any(
        not sheet.text(below, name)
        and any(_is_head(sheet.text(below, column)) for column in sheet.rows.get(below, ()))
        for below in (row + 1, row + 2)
    )


def _holds_names(sheet: Sheet, row: int, column: int) -> bool:
    """Words, not numbers, stand below."""
    below = [sheet.text(r, column) for r in range(row + 1, row + 12)]
    return any(len(re.sub(r"[^a-z]", "", fold(text[:LONGEST]))) >= 4 for text in below)


def _top(sheet: Sheet, row: int, name: int, below: int) -> int:
    """Header rows may begin above the word 'Chỉ tiêu': years over the columns to its right."""
    while row - 1 > below and (columns := sheet.rows.get(row - 1)):
        texts = [sheet.text(row - 1, column) for column in columns]
        heads = all(_is_head(text) and len(text) <= LONGEST // 2 for text in texts)
        if min(columns) <= name or not heads or any(_unit_of(text) for text in texts):
            break
        row -= 1
    return row


def _end(sheet: Sheet, row: int, name: int) -> int:
    """The last header row."""
    over = [m for m in sheet.merges_at.get(row, ()) if m.top == row and m.left <= name <= m.right]
    end = max([row, *(merge.bottom for merge in over)])
    end = min(end, row + _DEEPEST_HEADER)
    while (columns := sheet.rows.get(end + 1)) and end < row + _DEEPEST_HEADER:
        texts = {column: sheet.text(end + 1, column) for column in columns}
        numbering = is_numbering(list(texts.values()))
        if not numbering and name in texts and exact_role(texts[name]) != "name":
            break
        if not numbering and not all(
            _is_head(text) or _is_bracket(text) for text in texts.values()
        ):
            break
        end += 1
        if numbering:
            break
    return end


def _is_bracket(text: str) -> bool:
    return bool(re.fullmatch(r"\(.*\)", text.strip())) and not re.search(r"[0-9]{3}", text)


def is_numbering(texts: list[str]) -> bool:
    """A row that numbers the columns: A B 1 2 3=2/1."""
    plain = [fold(text[:LONGEST]).strip() for text in texts]
    if len(plain) < 2 or not all(_NUMBERING.fullmatch(text) for text in plain):
        return False
    digits = [int(found[0]) for text in plain if (found := re.search("[0-9]+", text))]
    return digits == sorted(set(digits)) and bool(digits) and digits[0] <= 3


def _layout(
    sheet: Sheet, above: int, top: int, end: int, name: int, until: int, year: int | None
) -> Layout:
    title_texts = [
        sheet.text(row, column) for row in range(above, top) for column in sheet.rows.get(row, ())
    ]
    title = " ".join(text.strip() for text in title_texts)
    unit = next((unit for text in reversed(title_texts) if (unit := _unit_of(text))), "")
    reported = _report_year(title, sheet.name, year)
    names = _span(sheet, top, end, name)
    columns = []
    for index in sorted({c for row in range(top, until + 1) for c in sheet.rows.get(row, ())}):
        if index in sheet.hidden_columns:
            continue
        path = _path(sheet, top, end, index)
        column = column_of(index, path, reported)
        if index in names:
            column = column_of(index, [sheet.text(top, name) or path[-1] if path else ""], reported)
        columns.append(column)
    return Layout(sheet, title, unit, reported, tuple(columns), names, top, end + 1, until)


def _report_year(title: str, sheet_name: str, year: int | None) -> int | None:
    """The edition's year; else the one that the title, then the sheet's name, says first."""
    if year is not None:
        return year
    plain = fold(title[:2000])
    reported = re.findall(r"(?:thuc hien|ket qua|bao cao)[^0-9]*nam ((?:19|20)[0-9]{2})", plain)
    found = [int(item) for item in reported] or years_in(plain) or years_in(fold(sheet_name))
    return found[0] if found else None


def _unit_of(text: str) -> str:
    """The unit that a title block declares: 'Đơn vị tính: triệu đồng'."""
    found = _UNIT.search(text[:500])
    return found[1].strip(" .") if found else ""


def _span(sheet: Sheet, top: int, end: int, name: int) -> tuple[int, ...]:
    """Columns under the header of names, where it is merged over several."""
    for merge in (m for row in range(top, end + 1) for m in sheet.merges_at.get(row, ())):
        if top <= merge.top and merge.left <= name <= merge.right:
            return tuple(range(merge.left, merge.right + 1))
    return (name,)


def _path(sheet: Sheet, top: int, end: int, index: int) -> list[str]:
    """Header cells above a column; merged ones, and blanks right of a shared one, are filled."""
    rows = [
        row
        for row in range(top, end + 1)
        if row == top or not is_numbering([sheet.text(row, c) for c in sheet.rows.get(row, ())])
    ]
    path = []
    for row in rows:
        text = sheet.text(row, index)
        if not text.strip():
            below = [other for other in rows if other > row]
            text = _merged(sheet, row, index) or _shared(sheet, row, below, index)
        path.append(text)
    return path


def _merged(sheet: Sheet, row: int, index: int) -> str:
    for merge in sheet.merges_at.get(row, ()):
        if merge.left <= index <= merge.right:
            return sheet.text(merge.top, merge.left)
    return ""


def _shared(sheet: Sheet, row: int, rows: list[int], index: int) -> str:
    """Without merges (a CSV): a header holds for blanks to its right that have headers below."""

    def has_below(column: int) -> bool:
        return any(sheet.text(below, column).strip() for below in rows)

    if not has_below(index):
        return ""
    for left in range(index - 1, 0, -1):
        if sheet.text(row, left).strip():
            return sheet.text(row, left) if has_below(left) else ""
        if not has_below(left):
            return ""
    return ""


def notes_below(layout: Layout, after: int) -> list[str]:
    """Texts under the table."""
    sheet = layout.sheet
    return [
        sheet.text(row, column)
        for row in sheet.rows
        if after < row <= layout.last
        for column in sheet.rows[row]
    ]


def starts_notes(text: str) -> bool:
    """Begins the notes below a table, or the block of signatures."""
    plain = fold(text[:LONGEST]).strip()
    return bool(vocabulary().note_start.search(plain)) or bool(
        re.match(r"(?:\(\s*(?:\*+|[0-9])\s*\)|\*+|[0-9]\)|\[[0-9]\])\s*[:\w]", plain)
    )
