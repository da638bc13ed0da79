"""The data contract as it is published with tables: Frictionless fields and CSVW columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from generator import resources
from generator.exports.table import Column

CSVW_TYPES = {"string": "string", "integer": "integer", "number": "decimal", "date": "date"}


@lru_cache(maxsize=1)
def contract() -> dict[str, Any]:
    """The program's datapackage.json; never change what it returns."""
    found: dict[str, Any] = json.loads(resources.contract().read_text("utf-8"))
    return found


def resource(name: str) -> dict[str, Any]:
    """One table of the contract."""
    found: dict[str, Any] = next(item for item in contract()["resources"] if item["name"] == name)
    return found


def fields(name: str) -> list[dict[str, Any]]:
    """The fields of a table; an apostrophe before a formula may make a text one longer."""
    return [_field(item) for item in resource(name)["schema"]["fields"]]


def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table in order."""
    return tuple(Column(field["name"], field["type"]) for field in fields(name))


def csvw_columns(found: Iterable[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The same fields by W3C's Metadata Vocabulary for Tabular Data."""
    return [_csvw_column(field, language) for field in found]


def _field(item: dict[str, Any]) -> dict[str, Any]:
    limits = dict(item.get("constraints", {}))
    if "maxLength" in limits and "pattern" not in limits:
        limits["maxLength"] += 1
    return {**item, "constraints": limits} if limits else dict(item)


def _csvw_column(field: dict[str, Any], language: str) -> dict[str, Any]:
    described = {
        "name": field["name"],
        "titles": field["name"],
        "datatype": CSVW_TYPES[field["type"]],
        "dc:title": {"@value": field.get("title", field["name"]), "@language": language},
        "dc:description": {"@value": field.get("description", ""), "@language": "en"},
    }
    if field.get("constraints", {}).get("required"):
        described["required"] = True
    return described
