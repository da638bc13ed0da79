"""A Parquet file: row groups that the filter rules out are never read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.read.sources import duck
from generator.read.sources.store import Store
from generator.read.sources.wanted import Source

PACKAGE, EXTRA = duck.PACKAGE, duck.EXTRA


def takes(source: Source) -> bool:
    """'data/observations.parquet', one table."""
    return source.is_file and source.address.endswith(".parquet") and not source.table


@contextmanager
def opened(source: Source, file: Path) -> Iterator[Store]:
    """Rows in the order of the file, numbered from 1."""
    path = str(file)
    with duck.connected(":memory:", {}) as connection:
        connection.execute("SET allowed_paths = $1::VARCHAR[]", [[path]])
        connection.execute("SET enable_external_access = false")
        place = "read_parquet($1, file_row_number = true)"
        yield duck.opened(connection, place, (path,), "file_row_number + 1")
