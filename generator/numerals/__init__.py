"""Reading the numbers of a prose text, by rules and by tables that a person can extend.

    scan(text)         the figures: mentions with value, unit, bound
    leftovers(text)    the digits that are no figures, each with its reason
    parse_whole(text)  what the whole text of a bound link says

The tables stand in `<language>/*.yml`. Every run of digits is in exactly one of the first two.
"""

from __future__ import annotations

from generator.numerals.mention import Mention, Skipped
from generator.numerals.scanner import walk
from generator.numerals.whole import parse_whole

__all__ = ["Mention", "Skipped", "leftovers", "parse_whole", "scan"]


def scan(text: str, language: str = "vi") -> tuple[Mention, ...]:
    """The figures of a text, in their order."""
    return tuple(item for item in walk(text, language) if isinstance(item, Mention))


def leftovers(text: str, language: str = "vi") -> tuple[Skipped, ...]:
    """The digits of a text that are no figures, in their order."""
    return tuple(item for item in walk(text, language) if isinstance(item, Skipped))
