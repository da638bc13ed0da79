"""Arithmetic inside a text, even where nothing is bound to data.

Two kinds are reckoned: a percent against the two numbers that it follows from, where words say
that one of them is a plan; and the parts behind 'trong đó', 'gồm' against their total. A bracket
without a plan's word, a bound ('khoảng'), a list that may be incomplete are let alone: a false
alarm is worse than a miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.numerals.page import Page, page
from generator.numerals.parts import parts
from generator.numerals.percents import percents
from generator.numerals.reckoning import Kind, Sum, sentences

__all__ = ["Kind", "Sum", "checks"]


def checks(text: str, language: str = "vi") -> Iterator[Sum]:
    """Every piece of reckoning that a text does, in its order."""
    even = page(text)
    found = [
        item
        for sentence in sentences(even, language)
        for item in (*percents(sentence, language), *parts(sentence, language))
    ]
    yield from (_placed(item, even) for item in sorted(found, key=lambda item: item.start))


def _placed(item: Sum, even: Page) -> Sum:
    """The same with the offsets of the text as it was given."""
    if even.places is None:
        return item
    said = item.mention
    mention = replace(
        said,
        start=even.place(said.start),
        end=even.place(said.end),
        start_with_word=even.place(said.start_with_word),
    )
    return replace(item, start=even.place(item.start), end=even.place(item.end), mention=mention)
