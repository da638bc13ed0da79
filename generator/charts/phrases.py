"""Words that only charts use; numbers and periods come from `words.say`."""

from __future__ import annotations

from generator.words import Words


def say(words: Words, key: str, **values: str) -> str:
    """A phrase with its values."""
    return words.strings[f"chart_{key}"].format(**values)
