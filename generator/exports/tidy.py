"""CSV of an indicator: every row that its page knows, with name, unit and anchor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.exports import contract
from generator.exports.subject import Subject
from generator.exports.table import Column, csv_bytes, text

OWN = (
    {"name": "name", "title": "Tên chỉ tiêu", "description": "Name of the indicator"},
    {"name": "unit", "title": "Đơn vị tính", "description": "Unit of value and upper"},
    {"name": "anchor", "title": "Địa chỉ trong trang", "description": "Where the page has it"},
)
"""What stands behind the columns of observations.csv."""


def columns() -> tuple[Column, ...]:
    """Columns of the file, in order."""
    return (*contract.columns("observations"), *(Column(field["name"]) for field in OWN))


def schema() -> dict[str, Any]:
    """Its Table Schema."""
    own = [{**field, "type": "string", "constraints": {"required": True}} for field in OWN]
    keys = contract.resource("observations")["schema"]["primaryKey"]
    return {
        "fields": [*contract.fields("observations"), *own],
        "missingValues": [""],
        "primaryKey": keys,
    }


@lru_cache(maxsize=1)
def make(subject: Subject) -> bytes:
    """The file."""
    return csv_bytes(columns(), _rows(subject))


def _rows(subject: Subject) -> Iterator[list[str]]:
    names = [column.name for column in contract.columns("observations")]
    name, unit = subject.name, subject.unit
    for figure in subject.series.figures:
        cells = [text(getattr(figure.observation, column)) for column in names]
        yield [*cells, name, unit, figure.anchor]
