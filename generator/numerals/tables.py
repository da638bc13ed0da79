"""The tables of a language, read once and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
LANGUAGES = tuple(sorted((path.parent.name for path in _HERE.glob("*/units.yml")), reverse=True))
"""Every language whose numbers in prose can be read: a folder of tables here."""

_OTHER_TONE = (("óa", "oá"), ("òa", "oà"), ("ỏa", "oả"), ("úy", "uý"), ("ủy", "uỷ"), ("ùy", "uỳ"))
"""The same syllable with its tone in the new place and in the old one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of `no-figure.yml`."""

    reason: str
    shape: re.Pattern[str] | None
    before: frozenset[str]
    not_before: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]
    unit_forbids: bool
    largest: int
    """The largest number that it fits; 0 for any."""
    length: int
    """The fewest digits that it fits."""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit by one of its spellings."""

    base: str
    family: str
    scale: Decimal


@dataclass(frozen=True)
class Tables:
    """All words of one language that the reader knows."""

    language: str
    units: Mapping[str, Any]
    before: Mapping[str, Any]
    fractions: Mapping[str, Any]
    no_figure: Mapping[str, Any]
    arithmetic: Mapping[str, Any]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What makes digits no figure, in order."""
        shapes = self.no_figure["shapes"]
        return tuple(_rule(row, shapes) for row in self.no_figure["rules"])

    @cached_property
    def form_rules(self) -> tuple[Rule, ...]:
        """Rules by what the digits look like."""
        return tuple(rule for rule in self.rules if rule.shape)

    @cached_property
    def word_rules(self) -> tuple[Rule, ...]:
        """Rules by the words behind a number."""
        return tuple(rule for rule in self.rules if not rule.shape)

    @cached_property
    def fraction_after(self) -> frozenset[str]:
        """What makes a lone 'nửa' a fraction."""
        return frozenset(self.fractions["half_after"])

    @cached_property
    def multipliers(self) -> Mapping[str, Decimal]:
        """nghìn, triệu, tỷ and what they multiply by."""
        return {word: Decimal(value) for word, value in self.units["multipliers"].items()}

    @cached_property
    def unit_words(self) -> Mapping[str, UnitWord]:
        """Every spelling of a unit, in small letters."""
        found: dict[str, UnitWord] = {}
        for family, units in self.units["families"].items():
            for spellings in units:
                for spelling in spellings:
                    for word in _spellings(spelling.lower()):
                        found[word] = UnitWord(spellings[0], family, Decimal(1))
        for word, (scale, base) in self.units["joined"].items():
            family = found[base.lower()].family
            found[word] = UnitWord(base, family, Decimal(scale))
        return found

    @cached_property
    def counted(self) -> frozenset[str]:
        """Families of whole things."""
        return frozenset(self.units["counted"])

    @cached_property
    def unit_pattern(self) -> re.Pattern[str]:
        """Multipliers, base unit and 'per' behind a number, all optional."""
        times = "|".join(self._unit_alternative(word) for word in _longest(self.multipliers))
        base = "|".join(self._unit_alternative(word) for word in _longest(self.unit_words))
        per_word = _any(self.units["per"])
        number = r"(?:1(?:0{1,6}|[.,]000(?:[.,]000)?|0[.,]000|00[.,]000)?\s?)?"
        per = rf"(?: ?/ ?{number}(?:(?:{times})\s)?(?:{per_word})(?!\w))"
        said = "".join(
            rf"|(?: {re.escape(word)})(?!\w)" for word in self.units.get("per_words", [])
        )
        return re.compile(
            rf"(?P<gap> {{0,3}})(?P<times>(?:{times})(?!\w)(?: (?:{times})(?!\w))*)?"
            rf"(?:(?(times) ?|)(?P<base>{base}))?(?P<per>(?:{per}{said}){{0,2}})"
        )

    def _unit_alternative(self, word: str) -> str:
        spared = self.units["not_before"].get(word)
        ahead = rf"(?! (?:{_any(spared)})(?!\w))" if spared else ""
        end = "" if not (word[-1].isalnum()) else r"(?!\w)"
        return re.escape(word) + end + ahead

    @cached_property
    def prefix_pattern(self) -> re.Pattern[str]:
        """A currency before its number."""
        return re.compile(rf"(?<!\w)(?P<sign>{_any(self.units['prefixes'])}) ?\Z")

    @cached_property
    def range_link(self) -> re.Pattern[str]:
        """What joins the ends of a range."""
        words = _any(self.before["to"])
        return re.compile(rf"(?: ?[-–—−÷] ?|(?P<word> (?:{words}) ))(?P<sign>−)?(?=[0-9])")

    @cached_property
    def bounds(self) -> Mapping[str, tuple[str, str]]:
        """Bound words: about, below or above; near, far or at."""
        return {word: (kind, reach) for word, (kind, reach) in self.before["bounds"].items()}

    @cached_property
    def reaches(self) -> Mapping[str, str]:
        """How far a bound word reaches, wherever it stands."""
        parts = ("bounds", "signs", "behind")
        return {word: reach for part in parts for word, (_, reach) in self.before[part].items()}

    @cached_property
    def changes(self) -> Mapping[str, str]:
        """Change words: up or down."""
        return {w: kind for kind, words in self.before["changes"].items() for w in words}

    @cached_property
    def statuses(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Words of standing within a clause."""
        return tuple(
            (re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)"), status)
            for status, words in self.before["status"].items()
        )

    @cached_property
    def fraction_words(self) -> re.Pattern[str]:
        """Fractions in words, with their parts by name."""
        words = self.fractions
        pattern = words["pattern"].format(
            numerator=f"(?P<numerator>{_any(words['numerators'])})",
            denominator=f"(?P<denominator>{_any(words['denominators'])})",
        )
        ahead = _any(words["half_not_before"])
        return re.compile(
            rf"(?<!\w)(?:{pattern}|(?P<half>{_any(words['halves'])})"
            rf"|(?P<alone>{_any([words['half']])}))(?!\w)(?! (?:{ahead})(?!\w))"
        )

    @cached_property
    def nothing(self) -> re.Pattern[str]:
        """The whole text of a link that means zero."""
        return re.compile(self.fractions["nothing"].format(unit=_any(self.unit_words)))

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """Bound words behind the unit."""
        return re.compile(rf" (?P<word>{_any(self.before['behind'])})(?!\w)")

    @cached_property
    def sets(self) -> Mapping[str, frozenset[str]]:
        """Small word lists by name."""
        return {
            "compares": frozenset(self.before["compares"]),
            "comparing": frozenset(self.before["comparing"]),
            "from": frozenset(self.before["from"]),
            "from_to": frozenset(self.before["from_to"]),
            "time_figure_after": frozenset(self.no_figure["time_figure_after"]),
            "small_unless": frozenset(self.no_figure["small_count"]["unless_behind"]),
            "no_name": frozenset(self.no_figure["no_name"]),
            "between": frozenset(self.before["between"]),
            "glue": frozenset(self.before["glue"]),
            "slash_before": frozenset(self.fractions["slash_before"]),
            "slash_behind": frozenset(self.fractions["slash_behind"]),
        }


@lru_cache(maxsize=4)
def tables(language: str) -> Tables:
    """The tables of a language; an unknown one is a KeyError."""
    if language not in LANGUAGES:
        raise KeyError(language)
    names = ("units", "before", "fractions", "no-figure", "arithmetic")
    return Tables(language, *(_load(language, name) for name in names))


def _load(language: str, name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_HERE / language / f"{name}.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506
    return loaded


def _rule(row: Mapping[str, Any], shapes: Mapping[str, str]) -> Rule:
    shape = row.get("shape")
    return Rule(
        row["reason"],
        re.compile(shapes.get(shape, shape)) if shape else None,
        _phrases(row, "before"),
        _phrases(row, "not_before"),
        _phrases(row, "after"),
        _phrases(row, "not_after"),
        row.get("unit") is False,
        row.get("largest", 0),
        row.get("length", 0),
    )


def _phrases(row: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(word for phrase in row.get(name, ()) for word in _spellings(phrase))


def _spellings(word: str) -> set[str]:
    return {word, *(word.replace(new, old) for new, old in _OTHER_TONE)}


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in _longest(words)) or "(?!)"
