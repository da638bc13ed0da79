"""Where the observations lie when it isn't observations.csv, as mkdocs.yml says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Value = str | int | date

KEYS = ("address", "table", "key", "where")
_RANGE = ("from", "to")
_SECRET = ("password", "sslpassword")


@dataclass(frozen=True)
class Condition:
    """Rows that are wanted, by one column: one of `values`, or between two ends."""

    column: str
    values: tuple[Value, ...] = ()
    low: Value | None = None
    high: Value | None = None


@dataclass(frozen=True)
class Source:
    """A table that lies elsewhere, and which of its rows are wanted."""

    address: str
    """A file's path in the project, or a database's address without a password."""
    table: str = ""
    """'schema.table' or 'table'; '' where a file is one table."""
    key: str = ""
    """The column that names a row and puts the rows in order; '' for the contract's own key."""
    where: tuple[Condition, ...] = ()

    @property
    def is_file(self) -> bool:
        """It lies in the project's folder."""
        return "://" not in self.address

    @property
    def name(self) -> str:
        """As problems name it."""
        plain = self.address.partition("?")[0]
        return f"{plain}#{self.table}" if self.table else plain


class Unwanted(Exception):
    """A setting that can't be meant: `key` is the one that must be mended."""

    def __init__(self, code: str, key: str) -> None:
        super().__init__(code)
        self.code, self.key = code, key


def wanted(raw: object) -> Source:
    """The setting `observations`; raises Unwanted, whose text never holds a password."""
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise Unwanted("setting-source", "observations")
    for key in raw:
        if key not in KEYS:
            raise Unwanted("setting-source", f"observations.{key}")
    texts = {key: raw.get(key) or "" for key in ("address", "table", "key")}
    for key, value in texts.items():
        if not isinstance(value, str) or not (value.isprintable() or value == ""):
            raise Unwanted("setting-source", f"observations.{key}")
    if not texts["address"]:
        raise Unwanted("setting-source", "observations.address")
    if has_password(texts["address"]):
        raise Unwanted("setting-password", "observations.address")
    return Source(**texts, where=tuple(_conditions(raw.get("where") or {})))


def has_password(address: str) -> bool:
    """An address that holds a secret, or that can't be taken apart to see."""
    try:
        parts = urlsplit(address)
        asked = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
        return parts.password is not None or bool(asked & set(_SECRET))
    except ValueError:
        return True


def _conditions(raw: Any) -> Iterator[Condition]:
    if not isinstance(raw, dict):
        raise Unwanted("setting-source", "observations.where")
    for column, said in raw.items():
        yield _condition(str(column), said)


def _condition(column: str, said: Any) -> Condition:
    if isinstance(said, dict):
        ends = [said.get(name) for name in _RANGE]
        known = set(said) <= set(_RANGE) and any(end is not None for end in ends)
        if known and all(end is None or _is_value(end) for end in ends):
            return Condition(column, low=ends[0], high=ends[1])
    values = said if isinstance(said, list) else [said]
    if not values or not all(map(_is_value, values)):
        raise Unwanted("setting-source", f"observations.where.{column}")
    return Condition(column, tuple(values))


def _is_value(value: object) -> bool:
    """No number with a fraction: that would be a float already."""
    return isinstance(value, str | int | date) and not isinstance(value, bool)
