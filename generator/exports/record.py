"""JSON of an indicator: the whole record of each figure under its anchor's name."""

from __future__ import annotations

import json
from fractions import Fraction
from hashlib import sha256
from typing import Any

from generator.attainment import Attainment, attainment, shown_percent
from generator.exports import tidy
from generator.exports.subject import Subject, absolute
from generator.exports.table import text
from generator.figures import Figure
from generator.model import Edition, Observation, Source
from generator.pages.citing import address
from generator.pages.common import edition_uri

SDMX = {"final": "A", "provisional": "P", "estimate": "E", "forecast": "F"}
"""Letters of the SDMX code list for the status of an observation."""


def make(subject: Subject) -> bytes:
    """The file: sorted keys, numbers of the data as strings with their own digits."""
    table = tidy.make(subject)
    body = {
        "as_of": _or_none(subject.as_of),
        "csv": {
            "bytes": len(table),
            "path": subject.uri(".csv").rpartition("/")[2],
            "schema": tidy.schema(),
            "sha256": sha256(table).hexdigest(),
        },
        "edition": _edition(subject),
        "figures": _figures(subject, sha256(table).hexdigest()),
        "indicator": _indicator(subject),
        "license": subject.license,
        "permalink": subject.page,
        "publisher": subject.publisher,
    }
    return (
        json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    ).encode()


def _indicator(subject: Subject) -> dict[str, Any]:
    indicator = subject.series.indicator
    topic = subject.site.book.topics[indicator.topic]
    return {
        "id": indicator.id,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "unit": indicator.unit,
        "unit_en": indicator.unit_en,
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "topic": {"id": topic.id, "name": topic.name, "name_en": topic.name_en},
        "part_of": indicator.part_of,
        "definition": indicator.definition,
    }


def _edition(subject: Subject) -> dict[str, Any] | None:
    edition = subject.edition
    if edition is None:
        return None
    return {
        **_edition_name(edition),
        "title": edition.title,
        "published": text(edition.published),
        "as_of": text(edition.as_of),
        "status": edition.status,
        "permalink": absolute(subject.site, edition_uri(edition).removesuffix("index.html")),
    }


def _edition_name(edition: Edition) -> dict[str, Any]:
    return {"name": edition.name, "year": edition.year, "version": edition.version}


def _figures(subject: Subject, checksum: str) -> dict[str, Any]:
    """Records by anchor; an alias names the anchor that has the record."""
    found: dict[str, Any] = {}
    for figure in subject.series.figures:
        found[figure.anchor] = {**_record(subject, figure), "csv_sha256": checksum}
        for alias in figure.aliases:
            found[alias] = {"same_as": figure.anchor}
    return found


def _record(subject: Subject, figure: Figure) -> dict[str, Any]:
    row, series = figure.observation, subject.series
    new = figure.replaced_by
    return {
        **_value(row),
        "anchor": figure.anchor,
        "aliases": list(figure.aliases),
        "indicator": row.indicator,
        "name": subject.name,
        "unit": subject.unit,
        "decimals": series.indicator.decimals,
        "measure": row.measure,
        "year": row.year,
        "since": row.since,
        "by": _named(subject, "by", row.by),
        "group": _named(subject, "group", row.group),
        "basis": _named(subject, "basis", row.basis),
        "edition": _edition_name(subject.edition) if subject.edition else None,
        "vintages": [_vintage(subject, old) for old in series.vintages_of(row.subject)],
        "replaced_by": series.figure_of(new).anchor if new else None,
        **_judged(subject, figure),
        "source": _source(subject.site.book.sources[row.source]),
        "definition": series.indicator.definition,
        "license": subject.license,
        "permalink": address(subject.site, row, subject.edition),
    }


def _value(row: Observation) -> dict[str, Any]:
    """What every mention of a value has."""
    return {
        "value": text(row.value),
        "upper": _or_none(row.upper),
        "bound": row.bound,
        "status": row.status,
        "obs_status": SDMX[row.status],
        "as_of": text(row.as_of),
        "note": row.note,
    }


def _vintage(subject: Subject, row: Observation) -> dict[str, Any]:
    figure = subject.series.figure_of(row)
    return {**_value(row), "anchor": figure.anchor, "source": row.source}


def _judged(subject: Subject, figure: Figure) -> dict[str, Any]:
    """Plan and verdict of a value that is in force; nothing for a plan or a replaced value."""
    row = figure.observation
    if row.measure == "plan" or not figure.is_current:
        return {"plan": None, "verdict": None}
    found = attainment(subject.series, row)
    if found.plan is None:
        return {"plan": None, "verdict": None}
    return {
        "plan": _vintage(subject, found.plan),
        "verdict": {
            "code": found.verdict,
            "difference": _or_none(found.difference),
            "formula": _formula(found),
            "percent": _percent(found),
        },
    }


def _percent(found: Attainment) -> dict[str, str] | None:
    """Percent of plan as a fraction, which is exact, and as it is said."""
    if found.percent is None or found.plan is None:
        return None
    exact = Fraction(found.actual.value) * 100 / Fraction(found.plan.value)
    return {"exact": str(exact), "shown": text(shown_percent(found.percent))}


def _formula(found: Attainment) -> str:
    """'18382 / 18000 * 100 = 102.1'; '' where no single number is compared with another."""
    assert found.plan is not None
    actual, plan = text(found.actual.value), text(found.plan.value)
    if found.percent is not None:
        return f"{actual} / {plan} * 100 = {text(shown_percent(found.percent))}"
    if found.difference is None or found.plan.upper is not None:
        return ""
    return f"{actual} - {plan} = {text(found.difference)}"


def _named(subject: Subject, kind: str, key: str) -> dict[str, str] | None:
    return {"key": key, "name": subject.label(kind, key)} if key else None


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": _or_none(source.published),
        "url": source.url,
        "note": source.note,
    }


def _or_none(value: object) -> str | None:
    return None if value is None else text(value)
