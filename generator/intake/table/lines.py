"""Rows of a table: their numbers, names and units, and which row each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.folding import fold
from generator.intake.table.grid import Cell
from generator.intake.table.layout import Layout, is_numbering, starts_notes
from generator.intake.table.units import known_unit
from generator.intake.table.vocabulary import vocabulary

_LEADING = re.compile(
    r"\s*([0-9]{1,2}(?:\.[0-9]{1,2})+[.)]?(?=\s)|(?:[IVXLC]+|[A-ZĐ]|[0-9]{1,2}|[a-zđ])[.)]"
    r"|[-\u2013\u2014+\u2022*](?!\)))\s*"
)
_GLUED = re.compile(r"(?<=[^\W\d_]{2})[0-9]\)?$")
_TRAILING = re.compile(
    r"(?:\s?(?:\(\s?(?:\*{1,4}|[0-9])\s?\)|\[[0-9*]{1,2}\]|\*|[\u00b9\u00b2\u00b3\u2070-\u2079])"
    r"|\s[0-9]\))+$"
)
_LONGEST = 500
"""Letters of a name."""
_GROUP, _INDICATOR, _DIVIDED, _PART = 1.0, 2.0, 4.5, 5.0


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    row: int
    number: str
    name: str
    """Without number, footnote marks, unit in brackets."""
    written: str
    """The name as it stands in the sheet."""
    marks: str
    unit: str
    level: float
    parents: tuple[Line, ...]
    """The rows that it belongs to, outermost first."""
    within: bool
    """One of the parts of the row above ('Trong đó')."""
    divided: str
    """The breakdown that it heads ('Phân theo thị trường'); '' for none."""
    note: str
    is_heading: bool
    """Has no figure of its own."""
    code: str = ""
    """What the column 'Mã' says."""
    cells: dict[int, Cell] = field(default_factory=dict, compare=False)
    """Figures by column."""

    @property
    def owner(self) -> Line | None:
        """The nearest row above it that is no heading of parts."""
        return next((line for line in reversed(self.parents) if not line.divided), None)

    @property
    def breakdown(self) -> str:
        """The breakdown that it is a group of; '' where it isn't."""
        heads = [line.divided for line in self.parents if line.divided]
        return heads[-1] if heads else ""

    @property
    def key(self) -> str:
        """Names of its parents and its own, folded: what the mapping keeps."""
        above = [self.owner.key] if self.owner and self.level > _INDICATOR else []
        own = f"{fold(self.divided)}:" if self.divided else key_name(self.name)
        head = [f"{fold(self.breakdown)}:"] if self.breakdown and not self.divided else []
        return " > ".join([*above, *head, own])


def key_name(name: str) -> str:
    """A name as the mapping keeps it: folded, one line."""
    return " ".join(fold(name).replace(">", " ").split()).strip(" :;.,")


def lines_of(layout: Layout) -> Iterator[Line]:
    """The rows of a table, down to its notes."""
    stack: list[Line] = []
    numbered = _is_numbered(layout)
    within = False
    for row in range(layout.first, layout.last + 1):
        if row not in layout.sheet.rows or row in layout.sheet.hidden_rows:
            continue
        if is_numbering([layout.sheet.text(row, c) for c in layout.sheet.rows[row]]):
            continue
        line = _line(layout, row, numbered, within)
        if line is None:
            continue
        if _ends_table(layout, line):
            return
        while stack and stack[-1].level >= line.level:
            stack.pop()
        line = Line(**{**line.__dict__, "parents": tuple(stack)})
        if line.is_heading and line.within and not line.name:
            within = True
            continue
        within = within and line.level > _INDICATOR
        stack.append(line)
        yield line


def _ends_table(layout: Layout, line: Line) -> bool:
    """Notes or signatures begin here: no number stands beside them, nor below."""
    if line.divided or not starts_notes(line.written):
        return False
    figures = {column.index for column in layout.figures}
    numbers = any(re.search("[0-9]", cell.text) for at, cell in line.cells.items() if at in figures)
    return not numbers and not _figures_below(layout, line.row)


def _is_numbered(layout: Layout) -> bool:
    """Rows with figures have numbers, in a column of their own or before their names."""
    figures = {column.index for column in layout.figures}
    rows = [
        row
        for row in range(layout.first, layout.last + 1)
        if figures & set(layout.sheet.rows.get(row, ()))
    ]
    return any(
        _number(layout, row) or re.match(r"\s*(?:[0-9]{1,2}|[IVX]+)[.)]", _name(layout, row))
        for row in rows
    )


def _figures_below(layout: Layout, row: int) -> bool:
    columns = {column.index for column in layout.figures}
    return any(
        layout.sheet.cells[below, column].kind == "number" and bool(_name(layout, below))
        for below in range(row + 1, min(row + 4, layout.last) + 1)
        for column in columns & set(layout.sheet.rows.get(below, ()))
    )


def _name(layout: Layout, row: int) -> str:
    texts = [layout.sheet.text(row, column) for column in layout.names]
    return "  ".join(text for text in texts if text.strip())[:_LONGEST]


def _line(layout: Layout, row: int, numbered: bool, within: bool) -> Line | None:
    written = _name(layout, row)
    number = _number(layout, row)
    cells = {
        column.index: layout.sheet.cells[row, column.index]
        for column in layout.columns
        if column.role in ("plan", "actual", "attainment")
        and (row, column.index) in layout.sheet.cells
    }
    figures = {column.index for column in layout.figures} & set(cells)
    if not written.strip():
        if figures or not number or len(number) < 4:
            return None
        written, number = number, ""
    inner = found[1] if (found := _LEADING.match(written)) else ""
    name = written[found.end() :] if found else written
    part = vocabulary().within.match(fold(name))
    divided, name = _divided(name) or ("", name)
    if part and not divided:
        name = name[part.end() :].lstrip(" :,-–")
    name, marks, unit = bare_name(name)
    unit_column = layout.column("unit")
    cell_marks = [c.marks for c in (layout.sheet.cells.get((row, i)) for i in layout.names) if c]
    note, code = layout.column("note"), layout.column("code")
    return Line(
        row=row,
        number=number or inner,
        name=name,
        written=" ".join(written.split()),
        marks=marks + "".join(cell_marks),
        unit=layout.sheet.text(row, unit_column).strip() if unit_column else unit,
        level=_level(number, inner, written, bool(part), bool(divided), within, numbered),
        parents=(),
        within=bool(part) or within,
        divided=divided,
        note=layout.sheet.text(row, note).strip() if note else "",
        is_heading=not figures,
        code=layout.sheet.text(row, code).strip() if code else "",
        cells=cells,
    )


def _number(layout: Layout, row: int) -> str:
    """What stands in the column of numbers, or in one left of the names that has no header."""
    columns = [layout.column("number"), *range(layout.names[0] - 1, 0, -1)]
    for column in columns:
        if column and column not in layout.names and layout.sheet.text(row, column).strip():
            return layout.sheet.text(row, column).strip()
    return ""


def _divided(name: str) -> tuple[str, str] | None:
    """The breakdown that a heading begins: 'Phân theo thị trường:'."""
    found = vocabulary().divided.match(fold(name))
    if not found or len(fold(name)) != len(name):
        return None
    return name[found.end() :].strip(" :.()"), ""


def bare_name(name: str) -> tuple[str, str, str]:
    """A name without footnote marks and unit: (name, marks, unit)."""
    name, marks, unit = " ".join(name.split()).rstrip(" :;"), "", ""
    for _ in range(3):
        if (found := _TRAILING.search(name)) and found.start():
            marks, name = found[0].strip() + marks, name[: found.start()].rstrip(" :;")
        elif (found := _GLUED.search(name)) and not re.search(r"\b[kdc]?m[23]$|CO2$", name):
            marks, name = found[0] + marks, name[: found.start()]
        elif not unit and (found := re.search(r"\s*\(([^()]+)\)$", name)):
            if not known_unit(found[1]):
                break
            unit, name = found[1].removeprefix("ĐVT:").strip(), name[: found.start()].rstrip()
        else:
            break
    return name, marks, unit


def _level(
    number: str, inner: str, written: str, part: bool, divided: bool, within: bool, numbered: bool
) -> float:
    """How deep a row lies; less is nearer to the top."""
    if divided:
        return _DIVIDED
    token = number.strip(" .)(") or inner.strip(" .)(")
    if inner and inner in "-–—+•*":
        token = inner
    if part:
        return _PART
    if re.fullmatch(r"[IVXLC]+|[A-ZĐ]", token):
        return _GROUP if len(token) > 1 or token in set("IVX") else _GROUP - 0.5
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", token):
        depth = _INDICATOR + 0.5 * min(token.count("."), 4)
        return _PART if within and inner and not number else depth
    if token in ("+", "•", "*"):
        return _PART + 1
    if token and (re.fullmatch(r"[-–—]|[a-zđ]", token)):
        return _PART
    indent = len(written) - len(written.lstrip())
    if indent:
        return _PART + indent / 100
    return _PART if within or (numbered and not number) else _INDICATOR
