"""What the whole text of a link says."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.numerals.around import Said, said_before, words_before
from generator.numerals.mention import Mention
from generator.numerals.page import Page, page
from generator.numerals.scanner import SIMPLE, as_fraction, build, walk
from generator.numerals.tables import Tables, tables
from generator.numerals.token import Token, token_at
from generator.numerals.units import unit_of

_DIGIT = re.compile(r"[0-9]")
_HYPHEN = re.compile(r"\A(\s*)-(?=[0-9])")
"""What a keyboard has for a minus; the whole text of a link begins no list."""


def parse_whole(text: str, language: str = "vi") -> Mention | None:
    """The one figure that a text says, bound word included; None where it says none or several."""
    text = _HYPHEN.sub(r"\1−", text)
    even, known = page(text), tables(language)
    mentions = [item for item in walk(text, language) if isinstance(item, Mention)]
    if len(mentions) == 1:
        return mentions[0]
    if mentions:
        return None
    return _nothing(even, known) or _forced(even, known)


def _nothing(even: Page, known: Tables) -> Mention | None:
    """'không còn hộ nào'."""
    start = len(even.low) - len(even.low.lstrip())
    end = len(even.low.rstrip())
    found = known.nothing.fullmatch(even.low, start, end)
    if not found:
        return None
    unit = unit_of(found["unit"] or "", known)
    token = Token(start, end, end, Decimal(0), None, 0, unit, "nothing")
    return build(even, token, Said("", "", start, "", ""), known.language)


def _forced(even: Page, known: Tables) -> Mention | None:
    """A link's text that is a number is a figure, even where it looks like a year."""
    found = _DIGIT.search(even.low)
    if found is None:
        return None
    before = words_before(even, found.start())
    token = token_at(even, found.start(), before, known)
    if token is None:
        return None
    if token.out_of is not None:
        if token.value > token.out_of:
            return None
        if (int(token.value), int(token.out_of)) in SIMPLE and not token.decimals:
            token = as_fraction(token)
    said = said_before(even, token.start, before, known)
    lead = even.low[: min(said.start, token.start)].strip(" \n*_\"'“”‘’(")
    tail = even.low[token.end :].strip(" \n*_\"'“”‘’).")
    if lead or tail:
        return None
    return build(even, token, said, known.language)
