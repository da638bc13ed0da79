"""A table or view in PostgreSQL.

By its own driver: DuckDB's extension for PostgreSQL isn't in its wheel and would be fetched from a
host at the first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.read.sources.store import Cells, Column, Kind, Store, Unreadable, quoted
from generator.read.sources.wanted import Source

PACKAGE, EXTRA = "psycopg", "postgres"
PATIENCE = 10
"""Seconds until a server must have answered, where the address says nothing of it."""

_KINDS: dict[int, Kind] = {
    **dict.fromkeys((20, 21, 23), "whole"),  # int8, int2, int4
    1700: "exact",
    **dict.fromkeys((19, 25, 1042, 1043), "text"),  # name, text, char, varchar
    1082: "day",
    **dict.fromkeys((700, 701, 790), "float"),  # float4, float8; money, which rounds by locale
}
"""What PostgreSQL's built-in types are, by their object identifiers."""


def takes(source: Source) -> bool:
    """'postgresql://user@host/database' and the name of a table."""
    return source.address.startswith(("postgresql://", "postgres://")) and bool(source.table)


@contextmanager
def opened(source: Source, file: Path) -> Iterator[Store]:
    """One snapshot, read alone; a password comes from libpq's own places (PGPASSWORD, pgpass)."""
    import psycopg

    patience = None if "connect_timeout" in source.address else PATIENCE
    try:
        connection = psycopg.connect(
            source.address,
            client_encoding="utf8",
            cursor_factory=psycopg.RawCursor,
            connect_timeout=patience,
        )
        with connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.execute("SET LOCAL DateStyle TO ISO")
            yield _store(connection, ".".join(map(quoted, source.table.split("."))))
    except psycopg.Error as error:
        raise Unreadable(error) from None


def _store(connection: Any, place: str) -> Store:
    def fetch(text: str, values: Sequence[object]) -> list[Cells]:
        found: list[Cells] = connection.execute(text, list(values)).fetchall()
        return found

    described = connection.execute(f"SELECT * FROM {place} LIMIT 0").description  # noqa: S608
    columns = {
        item.name: Column(
            item.type_display, _KINDS.get(item.type_code, "other"), item.scale is not None
        )
        for item in described
    }
    return Store(place, columns, fetch)
