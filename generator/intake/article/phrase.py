"""What a number measures, in the article's words; and which indicator that is."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.folding import fold
from generator.intake.article.rules import phrases, rules
from generator.model import Indicator
from generator.numerals import scan

_LONGEST = 18
"""Words of a phrase."""
_TIME = re.compile(
    r"(?:trong |đến |hết |cuối |đầu |của |vào |từ |riêng |bước sang |tính )*"
    r"(?:năm học|năm|tháng|quý|ngày|giai đoạn)\s+\d[\d/., -]*(?:\s*(?:-|đến|đến năm)\s*\d+)?"
    r"|\d+ tháng (?:năm \d+|đầu năm(?: \d+)?)",
    re.IGNORECASE,
)


def phrase_of(before: str, after: str) -> str:
    """Words before a number, or those behind it where there is too little before."""
    lead = _trimmed(_governed(_TIME.sub(" ", before)))
    tail = _behind(after)
    if len(content(lead)) >= 2 or not tail:
        return lead if len(content(lead)) or not tail else tail
    return f"{lead} {tail}".strip() if lead else tail


def _governed(text: str) -> str:
    """'Bến Tre phấn đấu giải quyết việc làm': what stands behind the verb."""
    ends = [found.end() for found in phrases("phrase", "governs").finditer(text.lower())]
    rest = text[ends[-1] :] if ends else text
    return rest if len(content(_trimmed(rest))) >= 2 else text


def _trimmed(text: str) -> str:
    words = text.strip(' ,;:.()/–-"“”').split()
    words = words[-_LONGEST:]
    changed = True
    while words and changed:
        changed = False
        for size in (3, 2, 1):
            if " ".join(words[:size]).lower().strip(",:") in _list("lead") and len(words) >= size:
                words, changed = words[size:], True
                break
        for size in (3, 2, 1):
            if words and " ".join(words[-size:]).lower().strip(",:") in _list("tail"):
                words, changed = words[:-size], True
                break
    return " ".join(words).strip(' ,;:.()/–-"“”')


def _behind(after: str) -> str:
    words: list[str] = []
    for word in _TIME.sub(" ", after).split():
        plain = word.lower().strip(",;.:")
        pair = f"{words[-1].lower()} {plain}" if words else ""
        if plain in _list("stops") or pair in _list("stops") or len(words) >= _LONGEST:
            break
        words.append(word)
        if word[-1] in ",;.:)":
            break
    return " ".join(words).strip(' ,;:.()/–-"“”')


@lru_cache(maxsize=512)
def _family(unit: str) -> tuple[str, str, str]:
    """Kind of a unit, its base, and what it is for each of; people are counted by many names."""
    found = next(iter(scan(f"1 {unit}", "vi")), None)
    if found is None or not found.base_unit:
        return "", fold(unit), ""
    base = "" if found.family in ("people", "houses") else found.base_unit
    if found.family == "points":
        return "percent", "%", found.per
    return found.family, base, found.per


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    return frozenset(str(item).lower() for item in rules("phrase")[name])


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of a name that tell it from others, folded."""
    found = re.findall(r"[^\W_]+", fold(text))
    return frozenset(word for word in found if word not in _list("no_content") and len(word) > 0)


@dataclass(frozen=True)
class Match:
    """An indicator found by name."""

    indicator: str
    score: float


_COUNTED = {"people", "households"}


class Matcher:
    """Finds the indicator that a phrase names."""

    def __init__(self, indicators: Collection[Indicator]) -> None:
        self.indicators = tuple(indicators)
        names = [content(item.name) for item in self.indicators]
        counted = Counter(word for name in names for word in name)
        self.weights = {word: math.log(1 + len(names) / count) for word, count in counted.items()}

    def find(self, phrase: str, context: str, unit: str, clause: str = "") -> Match | None:
        """The best indicator whose unit can be the number's; None where none is near."""
        said, around = content(f"{phrase} {clause}"), content(context)
        scored = sorted(
            ((self._score(item, said, around, unit), item) for item in self._of_unit(unit)),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        if not scored or scored[0][0] < 0.55:
            return None
        return Match(scored[0][1].id, round(scored[0][0], 2))

    def _of_unit(self, unit: str) -> Iterable[Indicator]:
        rate = fold(unit).startswith(("%", "diem", "phan tram"))
        family = _family(unit)[0]
        for item in self.indicators:
            other = _family(item.unit)[0]
            near = family == other or not family or not other or {family, other} <= _COUNTED
            if item.is_rate == rate and near:
                yield item

    def _score(
        self, item: Indicator, said: frozenset[str], around: frozenset[str], unit: str
    ) -> float:
        """Share of the name that is said, and of what is said that is in the name."""
        name = content(item.name)
        whole = self._sum(name)
        if not whole or not name & said:
            return 0.0
        recall = self._sum(name & said) / whole
        wide = self._sum(name & (said | around)) / whole
        precision = self._sum(name & said) / (self._sum(said) or 1.0)
        same = 1.0 if _family(item.unit)[:2] == _family(unit)[:2] else 0.0
        same -= 1.0 if _family(item.unit)[2] != _family(unit)[2] else 0.0
        return 0.55 * recall + 0.2 * wide + 0.1 * precision + 0.15 * same

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(word, 0.7) for word in words)
