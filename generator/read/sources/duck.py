"""DuckDB, locked in: it reads the one file that is named, fetches no extension, calls nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from generator.read.sources.store import Cells, Column, Kind, Store, Unreadable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PACKAGE = EXTRA = "duckdb"
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

_WHOLE = re.compile(r"U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)")
_KINDS: dict[str, Kind] = {
    "VARCHAR": "text",
    "DATE": "day",
    "FLOAT": "float",
    "DOUBLE": "float",
}


@contextmanager
def connected(file: str, config: dict[str, str]) -> Iterator[DuckDBPyConnection]:
    """A connection; what the driver raises becomes Unreadable."""
    import duckdb

    try:
        connection = duckdb.connect(
            file, read_only=file != ":memory:", config={**OFFLINE, **config}
        )
        try:
            yield connection
        finally:
            connection.close()
    except duckdb.Error as error:
        raise Unreadable(error) from None


def opened(
    connection: DuckDBPyConnection, place: str, given: tuple[object, ...] = (), number: str = ""
) -> Store:
    """What stands after FROM, as a store."""

    def fetch(text: str, values: Sequence[object]) -> list[Cells]:
        found: list[Any] = connection.execute(text, list(values)).fetchall()
        return found

    described = fetch(f"DESCRIBE SELECT * FROM {place}", given)  # noqa: S608 (quoted by the caller)
    columns = {str(name): _column(str(type)) for name, type, *_ in described}
    return Store(place, columns, fetch, number, given)


def _column(type: str) -> Column:
    if type.startswith("DECIMAL"):
        return Column(type, "exact", is_padded=True)
    return Column(type, "whole" if _WHOLE.fullmatch(type) else _KINDS.get(type, "other"))
