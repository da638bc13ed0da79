"""How wide a text is in Source Sans Pro Bold, the broadest face of the cards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_BY_WIDTH = {
    125: "\u202f",
    208: " \u00a0",
    290: "|ijl",
    301: "',.:;·’I",
    344: "-/\\!f()[]{}",
    398: "tr",
    467: "s*z?c",
    528: "–_JxLeyvFYa#$+0123456789<=>^~−÷×g",
    572: '"“”ZEk`STVXuhnAbdpq',
    614: "CPBRKo",
    665: "DGNU&",
    684: "HOQ",
    780: "Mw",
    857: "W%m—",
    977: "@…",
}
"""Thousandths of the size by base letter, each rather too broad than too narrow."""
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_WIDTHS |= {"đ": 573, "Đ": 660, "ư": 568, "Ư": 683}
_OTHER = 1000
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """Pixels that a text takes; Vietnamese marks add nothing to their letter."""
    return _ems(text) * size / 1000


@lru_cache(maxsize=16384)
def _ems(text: str) -> int:
    """Thousandths of the size: the same words are tried in many sizes."""
    return sum(_em(letter) for letter in unicodedata.normalize("NFC", text))


def _em(letter: str) -> int:
    return _WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _OTHER)


@dataclass(frozen=True, slots=True)
class Set:
    """A text set in lines of one size."""

    lines: tuple[str, ...]
    size: float


def fitted(text: str, room: float, sizes: tuple[float, ...], most: int = 1) -> Set:
    """The largest size in which at most `most` lines hold the text; at the smallest it is cut."""
    for size in sizes:
        lines = tuple(_wrapped(text, size, room))
        if len(lines) <= most and all(width(line, size) <= room for line in lines):
            return Set(_balanced(text, size, room, lines), size)
    kept = list(lines[:most])
    last = f"{kept[-1]} {ELLIPSIS}" if len(lines) > most else kept[-1]
    kept[-1] = _cut(last, size, room)
    return Set(tuple(_cut(line, size, room) for line in kept), size)


def _wrapped(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            longer = word
        line = longer
    yield line


def _balanced(text: str, size: float, room: float, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The same number of lines, as even as they get."""
    narrow = room
    while narrow > room / 2:
        tried = tuple(_wrapped(text, size, narrow - 20))
        if len(tried) > len(lines) or any(width(line, size) > room for line in tried):
            break
        lines, narrow = tried, narrow - 20
    return lines


def _cut(line: str, size: float, room: float) -> str:
    """A line that fits, its end left out where it must."""
    if width(line, size) <= room:
        return line
    kept = line.removesuffix(ELLIPSIS).rstrip()
    while kept and width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1].rstrip()
    return kept + ELLIPSIS
