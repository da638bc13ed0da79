"""Observations that lie elsewhere than in observations.csv: one file for each kind of place."""

from __future__ import annotations

from importlib.util import find_spec
from types import ModuleType

from generator.read.sources import duckdb_file, parquet, postgresql
from generator.read.sources.wanted import Source

READERS = (parquet, duckdb_file, postgresql)
"""Each says what it `takes`, the PACKAGE that it needs and the EXTRA that installs it, and gives an
`opened` store."""
FORMS = ("*.parquet", "*.duckdb + table", "postgresql://user@host/database + table")


def reader_of(source: Source) -> ModuleType | None:
    """Who reads a source; None where nobody does."""
    return next((reader for reader in READERS if reader.takes(source)), None)


def lacks(source: Source) -> dict[str, str]:
    """The package that is needed and isn't installed, and its extra; empty where all is there."""
    reader = reader_of(source)
    if reader is None or find_spec(reader.PACKAGE) is not None:
        return {}
    return {"package": reader.PACKAGE, "extra": reader.EXTRA}
