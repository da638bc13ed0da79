"""The column 'Mã' of an exported table: what a row is, whatever becomes of its name."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Yearbook

_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Code:
    """What a row is."""

    indicator: str
    since: int | None
    basis: str
    by: str
    group: str


def code_of(indicator: str, since: int | None, basis: str, by: str, group: str) -> str:
    """The text for a row; parts that are empty at its end are left out."""
    parts = [indicator, str(since or ""), basis, by, group]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return _BETWEEN.join(part or "-" for part in parts)


def read_code(text: str, book: Yearbook) -> Code | None:
    """What a row says that it is; None where it names no known indicator."""
    parts = [part.strip() for part in text.split("|", 4)]
    parts = ["" if part == "-" else part for part in parts] + [""] * (5 - len(parts))
    id, since, basis, by, group = parts
    if id not in book.indicators:
        return None
    known = {name for row in book.observations for name in (row.basis, row.by, row.group)}
    spaced = {" ".join(name.split()): name for name in sorted(known)}
    year = int(since) if since.isdecimal() else None
    return Code(id, year, spaced.get(basis, basis), spaced.get(by, by), spaced.get(group, group))
