"""The tables that the importer reads: words, labels, furniture."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.folding import fold
from generator.problems import Problems
from generator.read.yaml_text import load_mapping

_HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def rules(name: str) -> dict[str, Any]:
    """One table of this folder by its name."""
    problems = Problems()
    loaded = load_mapping((_HERE / f"{name}.yml").read_text("utf-8"), name, problems)
    if loaded is None:
        raise ValueError(f"rules/{name}.yml is broken: {list(problems)}")
    return loaded[0]


@lru_cache(maxsize=64)
def words(name: str, key: str) -> tuple[str, ...]:
    """A list of a table, folded, the longest first."""
    return tuple(sorted({fold(str(item)) for item in rules(name)[key]}, key=len, reverse=True))


@lru_cache(maxsize=64)
def any_of(name: str, key: str) -> re.Pattern[str]:
    """Any entry of a list as whole words, to be sought in folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words(name, key)))})(?!\w)")


@lru_cache(maxsize=64)
def phrases(name: str, key: str) -> re.Pattern[str]:
    """Any entry of a list as whole words with their accents, in lower-case text."""
    entries = sorted({str(item).lower() for item in rules(name)[key]}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, entries))})(?!\w)")
