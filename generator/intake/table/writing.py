"""Rows behind the rows that are there: nothing existing is touched, and a failure undoes it all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.model import Indicator, Observation, Source
from generator.problems import OutputError
from generator.replacing import replace_file

Row = Mapping[str, str]


def observation_row(row: Observation) -> Row:
    """An observation as a line of observations.csv."""
    return {item.name: _cell(getattr(row, item.name)) for item in fields(row)}


def named_row(item: Indicator | Source, key: str) -> Row:
    """An indicator or source as a line of its table; its id stands in the column `key`."""
    row = {field.name: _cell(getattr(item, field.name)) for field in fields(item)}
    return {**row, key: row["id"]}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def appended(path: Path, rows: Sequence[Row]) -> bytes:
    """The bytes of a table with rows added at its end, in its own columns and line ends."""
    old = path.read_bytes()
    text = old.decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    header = next(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    for row in rows:
        writer.writerow([row.get(column.strip(), "") for column in header])
    gap = "" if not text or text.endswith(("\n", "\r")) else end
    return old + (gap + out.getvalue()).encode()


class Change:
    """Files replaced together; `undo` brings back what stood there."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        self._files = files
        self._before = {path: path.read_bytes() if path.exists() else None for path in files}

    def make(self) -> None:
        """Write every file beside its place, then move it there; raises OutputError."""
        try:
            for path, body in self._files.items():
                replace_file(path, body)
        except OutputError:
            self.undo()
            raise

    def undo(self) -> None:
        """Bring back what stood there."""
        for path, body in self._before.items():
            if body is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, body)
