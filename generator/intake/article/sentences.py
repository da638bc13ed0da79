"""A paragraph cut into sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(
    r"[.!?…]+[\"”’)]*(?=\s+[\"“‘(\[*–-]*(?:[^\W\d_]|\d)|\s*$)"
    r"|(?<=[a-zà-ỹ\d%])[.](?=[A-ZĐÀ-Ỹ][^\W\d_]*\s)"
)
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:TP|Tp|TX|ThS|TS|PGS|GS|BS|Q|P|Th\.S|St|Mr|v\.v|tr|ĐT|KS|CN|[A-Z])$"
)

LONGEST = 5000
"""Letters of a sentence; a longer one is no sentence, and is cut."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph."""

    text: str
    start: int
    """Its offset in the paragraph."""


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; a missing blank behind the full stop is no hindrance."""
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if end < len(text) and found[0] == "." and _goes_on(text, found.start(), end):
            continue
        yield from _one(text, start, end)
        start = end
    yield from _one(text, start, len(text))


def _goes_on(text: str, stop: int, end: int) -> bool:
    """The full stop is an abbreviation's, or the next word is small."""
    rest = text[end:].lstrip('"“‘(* –-')
    if rest[:1].islower():
        return True
    return bool(_SHORT.search(text[:stop]))


def _one(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in ("; ", ", ", " "))
        stop = cut + 1 if cut > start else start + LONGEST
        yield from _one(text, start, stop)
        start = stop
    raw = text[start:end]
    plain = raw.strip()
    if plain:
        yield Sentence(plain, start + len(raw) - len(raw.lstrip()))
