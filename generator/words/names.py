"""Names of languages, through Babel."""

from __future__ import annotations

from babel import Locale

from generator.words.letters import upper_first


def language_name(language: str, inside: str = "") -> str:
    """A language's name in itself, or in another: 'Tiếng Việt', 'Vietnamese'."""
    name = Locale.parse(language).get_language_name(inside or language) or language
    return upper_first(name)
