"""A language: its strings, its numbers and its sentences.

A third language is one folder here: `strings.yml`, `problems.yml` and `sentences.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import yaml

from generator.model import PLAIN
from generator.problems import Problem
from generator.words.names import language_name as language_name

_HERE = Path(__file__).parent
LANGUAGES = tuple(
    sorted(
        (path.parent.name for path in _HERE.glob("*/strings.yml")),
        key=lambda language: (language != PLAIN, language),
    )
)
"""Every folder here that has words, the one whose columns have no suffix first."""


@dataclass(frozen=True)
class Words:
    """One language."""

    language: str
    strings: Mapping[str, str]
    """Words of the interface by key."""

    def part(self, name: str) -> dict[str, str]:
        """The words of one part of the program, by what follows its name in their keys."""
        start = f"{name}_"
        return {
            key.removeprefix(start): text
            for key, text in self.strings.items()
            if key.startswith(start)
        }

    @cached_property
    def say(self) -> ModuleType:
        """Numbers, dates and sentences: `words/<language>/sentences.py`."""
        return import_module(f"generator.words.{self.language}.sentences")


@lru_cache(maxsize=4)
def words(language: str) -> Words:
    """The words of a language; an unknown one is a KeyError."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Words(language, _yaml(language, "strings"))  # type: ignore[arg-type]


def problem_text(problem: Problem, language: str) -> tuple[str, str]:
    """Message and hint of a problem, in one line each."""
    entry = _yaml(language, "problems")[problem.code]
    values = {name: _one_line(value) for name, value in problem.values}
    message, hint = entry["message"].format(**values), entry.get("hint", "").format(**values)
    if problem.excused:
        hint = _yaml(language, "problems")["_noted"]["message"]
    if values.get("hint"):
        hint = f"{_yaml(language, 'problems')['_meant']['message'].format(**values)} {hint}".strip()
    return message, hint


def _one_line(value: str) -> str:
    """A value as it may stand in a message: one line, not too long."""
    plain = "".join(c if c.isprintable() else "·" for c in " ".join(value.split()))
    return plain if len(plain) <= 120 else plain[:117] + "..."


@lru_cache(maxsize=8)
def _yaml(language: str, name: str) -> dict[str, dict[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_HERE / language / f"{name}.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=loader)  # noqa: S506
    return loaded
