"""The words of `words.yml`, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.problems import Problems
from generator.read.yaml_text import load_mapping


@dataclass(frozen=True)
class Vocabulary:
    """What offices write."""

    header: Mapping[str, frozenset[str]]
    measure: Mapping[str, re.Pattern[str]]
    attainment: frozenset[str]
    attainment_inside: re.Pattern[str]
    change_inside: re.Pattern[str]
    part_year: re.Pattern[str]
    months: re.Pattern[str]
    relative_year: Mapping[int, re.Pattern[str]]
    status: Mapping[str, re.Pattern[str]]
    bound: Mapping[str, re.Pattern[str]]
    bound_after: Mapping[str, re.Pattern[str]]
    empty: frozenset[str]
    unit_title: re.Pattern[str]
    multipliers: Mapping[str, Decimal]
    units: Mapping[str, str]
    """Unit by each of its other words."""
    total: frozenset[str]
    within: re.Pattern[str]
    divided: re.Pattern[str]
    note_start: re.Pattern[str]
    legacy: str
    abbreviations: Mapping[str, str]
    same: tuple[tuple[str, str], ...]
    hollow: frozenset[str]


def inside(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole, anywhere in a text; the longest first."""
    return re.compile(_any(words, r"(?<![a-z0-9])", r"(?![a-z0-9])"))


def opening(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words at the start of a text."""
    return re.compile(_any(words, r"^\s*", r"(?![a-z0-9])"))


def _any(words: Iterable[str], before: str, after: str) -> str:
    parts = []
    for word in sorted(map(str, words), key=len, reverse=True):
        left = before if word[0].isalnum() or before.startswith("^") else ""
        parts.append(left + re.escape(word) + (after if word[-1].isalnum() else ""))
    return "|".join(parts)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The program's own words."""
    path = Path(__file__).with_name("words.yml")
    problems = Problems()
    loaded = load_mapping(path.read_text("utf-8"), path.name, problems)
    assert loaded is not None, [*problems]
    raw: dict[str, Any] = loaded[0]
    patterns = {
        name: {key: inside(words) for key, words in raw[name].items()}
        for name in ("measure", "status", "relative_year")
    }
    return Vocabulary(
        header={key: frozenset(map(str, words)) for key, words in raw["header"].items()},
        measure=patterns["measure"],
        attainment=frozenset(raw["attainment"]),
        attainment_inside=inside(raw["attainment_inside"]),
        change_inside=inside(raw["change_inside"]),
        part_year=inside(raw["part_year"]),
        months=re.compile(r"([0-9]{1,2}) ?(?:" + "|".join(raw["months"]) + r")(?![a-z0-9])"),
        relative_year={int(key): value for key, value in patterns["relative_year"].items()},
        status=patterns["status"],
        bound={key: opening(words) for key, words in raw["bound"].items()},
        bound_after={key: inside(words) for key, words in raw["bound_after"].items()},
        empty=frozenset(raw["empty"]),
        unit_title=inside(raw["unit_title"]),
        multipliers={str(key): Decimal(value) for key, value in raw["multipliers"].items()},
        units={str(other): key for key, others in raw["units"].items() for other in others},
        total=frozenset(raw["total"]),
        within=opening(raw["within"]),
        divided=opening(raw["divided"]),
        note_start=opening(raw["note_start"]),
        legacy=raw["legacy"],
        abbreviations=raw["abbreviations"],
        same=tuple((left, right) for left, right in raw["same"]),
        hollow=frozenset(raw["hollow"]),
    )
