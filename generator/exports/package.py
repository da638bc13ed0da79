"""Zip of an edition's data, and of all data: tables with Frictionless and CSVW descriptions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.exports import contract
from generator.exports.bundle import bundle
from generator.exports.describe import csvw, datapackage
from generator.exports.readme import readme
from generator.exports.table import csv_bytes, text
from generator.model import Edition, Indicator, Label, Observation
from generator.pages.site import Site

ATTRIBUTES = {
    "topics": {"topic": "id"},
    "indicators": {"indicator": "id"},
    "sources": {"source": "id"},
    "redirects": {"from": "old", "to": "new"},
}
"""Columns whose attribute in the model has another name."""


def edition_zip(site: Site, edition: Edition) -> bytes:
    """What one edition knows; nothing that came after it."""
    rows = _rows(site, edition)
    indicators = _indicators(site, edition, rows)
    topics = {item.topic for item in indicators}
    sources = {row.source for row in rows}
    book = site.book
    return _zip(
        site,
        edition,
        {
            "topics": [item for item in book.topics.values() if item.id in topics],
            "indicators": indicators,
            "sources": [item for item in book.sources.values() if item.id in sources],
            "labels": [item for item in book.labels.values() if _is_used(item, rows)],
            "observations": rows,
            "corrections": [
                item
                for item in book.corrections
                if item.edition == edition.year and item.version <= edition.version
            ],
        },
    )


def edition_observations(site: Site, edition: Edition) -> bytes:
    """The table of figures in an edition's zip, 'observations.csv'."""
    return _table("observations", _rows(site, edition))


def _rows(site: Site, edition: Edition) -> list[Observation]:
    return [row for row in site.book.observations if row.as_of <= edition.as_of]


def whole_zip(site: Site) -> bytes:
    """All data of the site."""
    book = site.book
    return _zip(
        site,
        None,
        {
            "topics": book.topics.values(),
            "indicators": book.indicators.values(),
            "sources": book.sources.values(),
            "labels": book.labels.values(),
            "observations": book.observations,
            "corrections": book.corrections,
            "redirects": book.redirects,
        },
    )


def _zip(site: Site, edition: Edition | None, tables: Mapping[str, Iterable[object]]) -> bytes:
    files = {f"{name}.csv": _table(name, items) for name, items in tables.items()}
    described = datapackage(site, edition, files)
    return bundle(
        {
            **files,
            "datapackage.json": _json(described),
            "csv-metadata.json": _json(csvw(described, site.words.language)),
            "README.txt": readme(site, edition, described),
        }
    )


def _table(name: str, items: Iterable[object]) -> bytes:
    columns = contract.columns(name)
    attributes = [ATTRIBUTES.get(name, {}).get(column.name, column.name) for column in columns]
    rows = ([text(getattr(item, attribute)) for attribute in attributes] for item in items)
    return csv_bytes(columns, rows)


def _indicators(site: Site, edition: Edition, rows: Iterable[Observation]) -> list[Indicator]:
    """Those with a value or shown in the edition, and what they are parts of."""
    known = site.book.indicators
    wanted = {row.indicator for row in rows} | set(edition.indicators)
    for id in tuple(wanted):
        parent = known[id].part_of
        while parent and parent not in wanted:
            wanted.add(parent)
            parent = known[parent].part_of
    return [item for item in known.values() if item.id in wanted]


def _is_used(label: Label, rows: Iterable[Observation]) -> bool:
    """Names something in the rows."""
    match label.kind:
        case "by" | "group" | "basis" | "note":
            return any(getattr(row, label.kind) == label.key for row in rows)
        case _:
            return any(label.key in (row.by, f"{row.indicator}/{row.by}") for row in rows)


def _json(body: Mapping[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
