"""Observations that lie elsewhere than in observations.csv: one file for each kind of place."""

from __future__ import annotations

from importlib.util import find_spec
from types import ModuleType

from generator.read.sources import duckdb_file, parquet, postgresql
from generator.read.sources.wanted import Source

READERS = (parquet, duckdb_file, postgresql)
"""Each says what it `takes`, the PACKAGE that it needs, and gives an `opened` store."""
FORMS = ("*.parquet", "*.duckdb + table", "postgresql://user@host/database + table")


def reader_of(source: Source) -> ModuleType | None:
    """Who reads a source; None where nobody does."""
    return next((reader for reader in READERS if reader.takes(source)), None)


def lacks(source: Source) -> str:
    """The package that is needed and isn't installed; '' where nothing is lacking."""
    reader = reader_of(source)
    package = reader.PACKAGE if reader else ""
    return package if package and find_spec(package) is None else ""
