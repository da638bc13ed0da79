"""A .csv as offices save it: UTF-8 with or without its mark, UTF-16, clear Windows-1258."""

from __future__ import annotations

import csv
import io
from collections import Counter

from generator.folding import fold, nfc
from generator.intake.table.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Refused,
    Sheet,
    text_cell,
)
from generator.intake.table.vocabulary import vocabulary

_LOOKED_AT = 100


def read_delimited(data: bytes, name: str) -> list[Sheet]:
    """The one sheet of a CSV file; Refused where its text can't be known."""
    text = nfc(_decoded(data)).replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise Refused("import-not-a-table")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    cells: dict[tuple[int, int], Cell] = {}
    row = 0
    try:
        for row, line in enumerate(reader, start=1):
            for column, written in enumerate(line, start=1):
                if cell := text_cell(written):
                    cells[row, column] = cell
                    if row > MOST_ROWS or column > MOST_COLUMNS or len(cells) > MOST_CELLS:
                        raise Refused("import-large", rows=MOST_ROWS, columns=MOST_COLUMNS)
    except csv.Error as error:
        raise Refused("import-csv", line=row + 1) from error
    return [Sheet(name, cells)]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused("import-encoding") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = nfc(data.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise Refused("import-encoding") from error
    plain = f" {fold(text)} "
    known = sum(
        word in plain for word in ("chi tieu", "ke hoach", "thuc hien", "don vi", "noi dung")
    )
    if known < 2 or any(letter in text for letter in "\u00b5\u00b6\u00b8\u00a8\u00ad"):
        raise Refused("import-encoding")
    return text


def _delimiter(text: str) -> str:
    """The mark that stands in most lines; of equals, not the comma: it may be a decimal comma."""
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    found: Counter[str] = Counter()
    for line in lines:
        bare = "".join(line.split('"')[::2])
        found.update(mark for mark in "\t;," if mark in bare)
    return max("\t;,", key=lambda mark: (found[mark], -"\t;,".index(mark))) if found else ","


def is_legacy(text: str) -> bool:
    """Written in TCVN3 or VNI letters, which Unicode programs show as signs."""
    signs = sum(text.count(letter) for letter in str(vocabulary().legacy))
    return signs >= 2 and signs * 20 >= len(text)
