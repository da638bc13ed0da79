"""How well the words around a number fit the name of an indicator."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.annotate.cues import cues
from generator.folding import fold
from generator.model import Indicator, Label, Observation, Topic, Yearbook, in_language

_WORD = re.compile(r"[^\W\d_]+")
_TOPIC = 0.25
"""What all words of the topic and the basis add."""
_PAIR = 1.5
"""Weight of two words that stand together: 'dao tao' says more than 'dao' and 'tao'."""


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a number: folded, with the weight of their nearness."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, areas: Iterable[tuple[str, float]]) -> Around:
        """From texts, the nearest first, each with its weight."""
        found: dict[str, float] = {}
        for text, weight in areas:
            for token in tokens(text):
                found[token] = max(found.get(token, 0.0), weight)
        return cls(found)


def tokens(text: str) -> list[str]:
    """Folded words of a text, and its pairs of neighbours."""
    words = [found[0] for found in _WORD.finditer(fold(text))]
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]


class Names:
    """The names of all indicators; a word that few of them have weighs more."""

    def __init__(self, book: Yearbook, language: str) -> None:
        self._book, self._language, self._idle = book, language, cues(language).idle

    @cached_property
    def _words(self) -> dict[str, dict[str, float]]:
        return {id: self._weighted(self._name(item)) for id, item in self._book.indicators.items()}

    def _name(self, item: Indicator | Topic | Label) -> str:
        return in_language(item, "name", self._language)

    def _weighted(self, text: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for token in tokens(text):
            parts = token.split()
            if self._idle.isdisjoint(parts):
                found[token] = _PAIR if len(parts) > 1 else 1.0
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        count = Counter(token for words in self._words.values() for token in words)
        many = len(self._words) + 1
        return {token: math.log(many / number) for token, number in count.items()}

    def fit(self, row: Observation, around: Around) -> float:
        """From 0 to 1: the share of a name's weight that stands around the number.

        Measured against half of the name: nobody says a whole one in a sentence.
        """
        words = self._words[row.indicator]
        whole = sum(weight * self._rarity[token] for token, weight in words.items())
        found = sum(
            weight * self._rarity[token] * around.weights.get(token, 0.0)
            for token, weight in words.items()
        )
        share = 2 * found / whole if whole else 0.0
        return min(1.0, share + _TOPIC * self._also(row, around))

    def _also(self, row: Observation, around: Around) -> float:
        """The share of the topic's and the basis' words that stand there."""
        topic = self._book.topics.get(self._book.indicators[row.indicator].topic)
        text = self._name(topic) if topic else ""
        if row.basis:
            text += f"; {self._name(self._book.label('basis', row.basis))}"
        words = self._weighted(text)
        if not words:
            return 0.0
        return sum(around.weights.get(token, 0.0) for token in words) / len(words)

    def group(self, row: Observation) -> str:
        """A group's name, folded."""
        return fold(self._name(self._book.label("group", row.group)))
