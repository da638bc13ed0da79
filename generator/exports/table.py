"""Tables as text: columns, cells byte for byte as in the data, and CSV that no sheet will run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula, wide letters too."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: str = "string"
    """Of Table Schema: string, integer, number, date."""

    @property
    def is_text(self) -> bool:
        """May hold words: never a number, whose sign must stay its first letter."""
        return self.type not in ("integer", "number")


def text(value: object) -> str:
    """A value as it stands in a cell: a Decimal with the digits that it was given."""
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
    return str(value)


def csv_bytes(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file: UTF-8, a line feed at each end, quotes only where they are needed."""
    lines = [",".join(column.name for column in columns)]
    for row in rows:
        cells = (
            quoted(harmless(cell) if column.is_text else cell)
            for column, cell in zip(columns, row, strict=True)
        )
        lines.append(",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def harmless(cell: str) -> str:
    """Text that a spreadsheet shows and doesn't run: with an apostrophe before it."""
    return f"'{cell}" if cell.startswith(RUN) else cell


def quoted(cell: str) -> str:
    """A cell of a CSV file."""
    if any(letter in cell for letter in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
