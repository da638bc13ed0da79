"""The unit of a number; where the tables don't know it, the words that are counted."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.intake.article.rules import rules
from generator.numerals import Mention, scan

_WORD = re.compile(r" ([^\W\d_]+(?:-[^\W\d_]+)?)")


def unit_of(mention: Mention, text: str, end: int) -> tuple[str, int]:
    """The unit as written, and where it ends in the sentence."""
    if mention.form == "fraction":
        return mention.unit, end
    if mention.base_unit:
        known = _counted_times(mention.unit, text, end)
        return (known, end + len(known) - len(mention.unit)) if known else (mention.unit, end)
    words: list[str] = []
    place = end
    while len(words) < 2 and (found := _WORD.match(text, place)):
        if found[1].lower() in _stops() or (words and found[1][0].isupper()):
            break
        words.append(found[1])
        place = found.end()
        if found[1].isupper() and len(found[1]) > 1:
            break
    return " ".join([mention.unit, *words]).strip(), place


def _counted_times(unit: str, text: str, end: int) -> str:
    """'lượt hộ', 'lượt lao động': a turn is counted by whose it is."""
    if not unit.endswith("lượt"):
        return ""
    words = text[end : end + 40].split(" ")[1:4]
    found = next(iter(scan(f"1 {' '.join(words)}", "vi")), None)
    if not words or found is None or not found.base_unit or found.family == "percent":
        return ""
    return f"{unit} {found.unit}" if text[end:].startswith(f" {found.unit}") else ""


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(str(item) for item in rules("unit")["stops"])
