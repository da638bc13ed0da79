"""datapackage.json: the one place where columns, types and constraints stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from generator import resources
from generator.problems import Problems
from generator.read.files import read_text, shown

TYPES = ("string", "integer", "number", "date")
CONSTRAINTS = (
    "required",
    "unique",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "enum",
)


@dataclass(frozen=True)
class Field:
    """One column."""

    name: str
    type: str
    constraints: Mapping[str, Any]


@dataclass(frozen=True)
class ForeignKey:
    """A column whose cells must stand in another table's column; '' means its own table."""

    field: str
    resource: str
    target: str


@dataclass(frozen=True)
class Resource:
    """One table."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)


def read_contract(data: Path, root: Path, problems: Problems) -> dict[str, Resource] | None:
    """The contract of a site; the program's own where the site brings none.

    None, and a problem, where it can't be obeyed.
    """
    own = data / "datapackage.json"
    name = shown(own, root)
    standard = standard_contract()
    if not own.exists() and not own.is_symlink():
        return standard
    text = read_text(own, root, problems)
    if text is None:
        return None
    try:
        found = _resources(json.loads(text))
    except json.JSONDecodeError as error:
        problems.add("contract-json", name, error.lineno, error.colno, reason=error.msg)
        return None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        problems.add("contract-broken", name, 1, 1, reason=_said(error))
        return None
    return found if _is_whole(found, standard, name, problems) else None


def _said(error: Exception) -> str:
    match error:
        case KeyError():
            return f"no {error}"
        case ValueError():
            return str(error)
        case RecursionError():
            return "nested too deep"
        case _:
            return "no data package"


def standard_contract() -> dict[str, Resource]:
    """The program's own contract: what it needs to make sense of a table."""
    return _resources(json.loads(resources.contract().read_text("utf-8")))


def _is_whole(
    found: Mapping[str, Resource], standard: Mapping[str, Resource], name: str, problems: Problems
) -> bool:
    """The site's contract may be stricter than the program's, but no column may be missing."""
    before = len(problems)
    for resource in standard.values():
        if resource.name not in found:
            problems.add("contract-table", name, 1, 1, table=resource.name)
            continue
        for column in resource.columns:
            if column not in found[resource.name].columns:
                problems.add("contract-column", name, 1, 1, table=resource.name, column=column)
    return len(problems) == before


def _resources(package: dict[str, Any]) -> dict[str, Resource]:
    found = [_resource(item) for item in package["resources"]]
    by_name = {resource.name: resource for resource in found}
    if len(by_name) < len(found) or len({resource.path for resource in found}) < len(found):
        raise ValueError("two resources have the same name or path")
    for resource in found:
        for key in resource.foreign_keys:
            target = by_name.get(key.resource or resource.name)
            if target is None or key.target not in target.columns:
                raise ValueError(f"foreign key to {key.resource!r}, column {key.target!r}")
    return by_name


def _resource(item: dict[str, Any]) -> Resource:
    schema = item["schema"]
    path = str(item["path"])
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,100}\.csv", path):
        raise ValueError(f"path {path!r}")
    found = Resource(
        name=str(item["name"]),
        path=path,
        fields=tuple(_field(entry) for entry in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", [])),
        foreign_keys=tuple(_foreign_key(entry) for entry in schema.get("foreignKeys", [])),
    )
    if len(set(found.columns)) < len(found.columns):
        raise ValueError(f"two columns of {found.name!r} have the same name")
    for column in (*found.primary_key, *(key.field for key in found.foreign_keys)):
        if column not in found.columns:
            raise ValueError(f"key column {column!r} of {found.name!r}")
    return found


def _field(entry: dict[str, Any]) -> Field:
    kind, constraints = entry.get("type", "string"), dict(entry.get("constraints", {}))
    if kind not in TYPES:
        raise ValueError(f"type {kind!r}: known are {', '.join(TYPES)}")
    for constraint in constraints:
        if constraint not in CONSTRAINTS:
            raise ValueError(f"constraint {constraint!r}: known are {', '.join(CONSTRAINTS)}")
    for constraint, limit in constraints.items():
        if not _can_be_obeyed(constraint, limit, kind):
            raise ValueError(f"{entry['name']}: {constraint} {limit!r}")
    return Field(str(entry["name"]), kind, constraints)


def _can_be_obeyed(constraint: str, limit: Any, kind: str) -> bool:
    match constraint:
        case "required" | "unique":
            return isinstance(limit, bool)
        case "minLength" | "maxLength":
            return isinstance(limit, int) and not isinstance(limit, bool)
        case "minimum" | "maximum":
            return kind == "date" or (kind in ("integer", "number") and _is_finite(limit))
        case "enum":
            return isinstance(limit, list) and bool(limit)
        case _:
            return isinstance(limit, str) and _is_pattern(limit)


def _is_finite(limit: Any) -> bool:
    try:
        return Decimal(str(limit)).is_finite()
    except InvalidOperation:
        return False


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, OverflowError):
        return False
    return True


def _foreign_key(entry: dict[str, Any]) -> ForeignKey:
    (field,), (target,) = _names(entry["fields"]), _names(entry["reference"]["fields"])
    return ForeignKey(field, str(entry["reference"].get("resource", "")), target)


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)
