"""First letters, alike in every language."""

from __future__ import annotations


def lower_first(text: str) -> str:
    """First letter small, for the middle of a sentence; an abbreviation stays as it is."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """First letter great, for the start of a sentence."""
    return text[:1].upper() + text[1:]
