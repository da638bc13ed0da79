"""How wide a text is, near enough to keep labels apart without a browser."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import fsum

_NARROW = frozenset("iljtfrI.,:;'|!()[]/ \u00a0\u202f-")
_BROAD = frozenset("mwMW%@")


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    # fsum: from Python 3.12 on, sum() of floats ends in other digits than before.
    return fsum(_em(letter) for letter in unicodedata.normalize("NFC", text))


def _em(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _NARROW:
        return 0.36
    if base in _BROAD:
        return 0.9
    return 0.7 if base.isupper() else 0.59


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes, rather too many than too few."""
    return _ems(text) * size * (1.07 if bold else 1.0)


def wrap(text: str, size: float, room: float) -> list[str]:
    """Lines that fit in `room`; a word that is longer stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
