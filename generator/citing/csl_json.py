"""CSL-JSON: bodies as `literal` names."""

from __future__ import annotations

import json
from typing import Any

from generator.citing.work import Kind, Work, one_line

_TYPES: dict[Kind, str] = {
    "figure": "dataset",
    "indicator": "dataset",
    "interview": "webpage",
    "edition": "report",
}


def entry(work: Work) -> str:
    """An array of one item, as every reader takes it."""
    return _written((item(work),))


def file(works: tuple[Work, ...]) -> str:
    """A .csl.json file."""
    return _written(tuple(item(work) for work in works)) + "\n"


def item(work: Work) -> dict[str, Any]:
    """One item."""
    day = work.date
    found: dict[str, Any] = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "title": one_line(work.title),
        "author": [{"literal": one_line(work.author)}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "container-title": one_line(work.container),
        "version": work.version,
        "publisher": one_line(work.publisher),
        "URL": work.url,
        "language": work.language,
        "abstract": one_line(work.abstract),
        "note": one_line(work.note),
    }
    return {name: value for name, value in found.items() if value}


def _written(items: tuple[dict[str, Any], ...]) -> str:
    """An array with a field to each line."""
    return "[\n" + ",\n".join(map(_lines, items)) + "\n]"


def _lines(fields: dict[str, Any]) -> str:
    lines = (
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"
