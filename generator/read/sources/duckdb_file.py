"""A table in a DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.read.sources import duck
from generator.read.sources.store import Store, quoted
from generator.read.sources.wanted import Source

PACKAGE, EXTRA = duck.PACKAGE, duck.EXTRA


def takes(source: Source) -> bool:
    """'data/observations.duckdb' and the name of a table."""
    return source.is_file and source.address.endswith(".duckdb") and bool(source.table)


@contextmanager
def opened(source: Source, file: Path) -> Iterator[Store]:
    """Opened to be read alone; a view in it reaches no other file."""
    place = ".".join(map(quoted, source.table.split(".")))
    with duck.connected(str(file), {"enable_external_access": "false"}) as connection:
        yield duck.opened(connection, place)
