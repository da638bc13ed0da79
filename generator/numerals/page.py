"""A text as the rules read it: composed, small letters, plain blanks; with the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u200a\t\u2060"), " ")
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_])(,?)[ ]?\n(?=[ ]?(?:[^\W\d_A-Z]|[0-9]+(?![.)/]\s)))")


@dataclass(frozen=True, slots=True)
class Page:
    """A text made even, and where each of its letters stood."""

    original: str
    cased: str
    low: str
    places: tuple[int, ...] | None
    """Place of each letter in the original; None where nothing moved."""

    def place(self, index: int) -> int:
        """An offset of the even text as one of the original."""
        return index if self.places is None else self.places[index]


@lru_cache(maxsize=64)
def page(text: str) -> Page:
    """The even text of a text."""
    cased, places = text, None
    if not unicodedata.is_normalized("NFC", text):
        cased, places = _composed(text)
    cased = _SOFT_BREAK.sub(_blank_of_same_length, cased.translate(_BLANKS))
    return Page(text, cased, _lower(cased), places)


def _blank_of_same_length(found: re.Match[str]) -> str:
    return found[1] + " " * (len(found[0]) - len(found[1]))


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _composed(text: str) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for index, letter in enumerate(unicodedata.normalize("NFC", text[start:end])):
            letters.append(letter)
            places.append(min(start + index, end - 1))
        start = end
    return "".join(letters), (*places, len(text))
