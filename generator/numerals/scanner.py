"""The walk through a text: every run of digits becomes a figure or is skipped with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from generator.numerals.around import Behind, Said, phrases_after, said_before, words_before
from generator.numerals.mention import Mention, Skipped
from generator.numerals.page import Page, page
from generator.numerals.skip import addresses, skip_by_form, skip_by_words
from generator.numerals.tables import Tables, tables
from generator.numerals.token import Token, bare, token_at
from generator.numerals.units import Unit, no_unit

_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r" (?:19|20)[0-9]{2}(?![0-9])")
_MANY = 100
"""So many years are none before a year: '500 năm 2020' is 500 in 2020."""
_ONE = Decimal(1)
SIMPLE = frozenset((a, b) for b in (2, 3, 4, 5) for a in range(1, b)) | {(1, 10), (1, 6), (1, 8)}
"""Pairs that are a fraction rather than so many of so many."""


@lru_cache(maxsize=64)
def walk(text: str, language: str) -> tuple[Mention | Skipped, ...]:
    """Everything that is found in a text, in its order."""
    even, known = page(text), tables(language)
    found: list[Mention | Skipped] = [*_digits(even, known), *_fractions(even, known)]
    return tuple(sorted(found, key=lambda item: item.start))


def _digits(even: Page, known: Tables) -> Iterator[Mention | Skipped]:
    spans, at = addresses(even), 0
    while found := _DIGIT.search(even.low, at):
        at = found.start()
        before = words_before(even, at)
        if span := skip_by_form(even, at, before, spans, known):
            item: Mention | Skipped = _skipped(even, *span)
            at = span[1]
        else:
            item, at = _number(even, at, before, known)
        yield item


def _number(even: Page, at: int, before: Behind, known: Tables) -> tuple[Mention | Skipped, int]:
    token = token_at(even, at, before, known)
    if token is None:
        end = at + len(_ODD.match(even.low, at)[0])  # type: ignore[index]
        return _skipped(even, at, end, "code"), end
    if token.form == "of" and (reason := _slash_reason(even, token, before, known)):
        return (
            (_mention(even, as_fraction(token), before, known), token.end)
            if reason == "fraction"
            else (_skipped(even, token.start, token.stop, reason), token.stop)
        )
    if token.value >= _MANY and token.unit.family == "time" and _YEAR.match(even.low, token.end):
        token = bare(token)
    if reason := skip_by_words(even, token, before, known):
        return _skipped(even, token.start, token.stop, reason), token.stop
    return _mention(even, token, before, known), token.end


_ODD = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def _slash_reason(even: Page, token: Token, before: Behind, known: Tables) -> str:
    """'fraction', 'date', 'fraction-of-n' for two bare numbers, '' for so many of so many."""
    assert token.out_of is not None
    pair = (int(token.value), int(token.out_of))
    whole = not token.decimals and token.is_plain(even)
    simple = whole and pair in SIMPLE
    if simple and (token.unit.is_none or pair[0] == 1):
        led = not before.phrases.isdisjoint(known.sets["slash_before"])
        followed = not known.sets["slash_behind"].isdisjoint(phrases_after(even, token.stop))
        if led or followed:
            return "fraction"
    if not token.unit.is_none or not whole:
        return ""
    if reason := skip_by_words(even, token, before, known):
        return reason
    is_day = 1 <= pair[0] <= 31 and 1 <= pair[1] <= 12
    return "date" if is_day else "" if pair[0] <= pair[1] else "fraction-of-n"


def as_fraction(token: Token) -> Token:
    """'1/3' as a share."""
    assert token.out_of is not None
    share = token.value / token.out_of
    return replace(bare(token), value=share, form="fraction", end=token.stop)


def _mention(even: Page, token: Token, before: Behind, known: Tables) -> Mention:
    if token.lead is not None:
        before = words_before(even, token.start)
    behind = known.behind.match(even.low, token.end)
    spread = bool(behind) or token.upper is not None
    said = said_before(even, token.start, before, known, spread=spread)
    if behind and not said.bound:
        kind = known.before["behind"][behind["word"]][0]
        said = replace(said, bound=kind, word=behind["word"])
    return build(even, token, said, known.language)


def build(even: Page, token: Token, said: Said, language: str) -> Mention:
    """A mention from what was read at its place."""
    unit = token.unit
    return Mention(
        start=even.place(token.start),
        end=even.place(token.end),
        number=" ".join(even.cased[token.first : token.stop].split()),
        value=token.value,
        upper=token.upper,
        unit=unit.text,
        scale=unit.scale,
        base_unit=unit.base,
        decimals=token.decimals,
        bound=said.bound,
        word=said.word,
        start_with_word=min(even.place(said.start), even.place(token.start)),
        change=said.change,
        status=said.status,
        language=language,
        form=token.form,
        out_of=token.out_of,
        family=unit.family,
        per=unit.per,
    )


def _skipped(even: Page, start: int, end: int, reason: str) -> Skipped:
    first, last = even.place(start), even.place(end)
    return Skipped(first, last, even.original[first:last], reason)


def _fractions(even: Page, known: Tables) -> Iterator[Mention]:
    for found in known.fraction_words.finditer(even.low):
        before = words_before(even, found.start())
        if found["alone"] and known.fraction_after.isdisjoint(before.phrases):
            continue
        part, whole = _ONE, Decimal(2)
        if not (found["half"] or found["alone"]):
            part = Decimal(known.fractions["numerators"][found["numerator"]])
            whole = Decimal(known.fractions["denominators"][found["denominator"]])
        if part >= whole:
            continue
        unit: Unit = no_unit(found.end())
        token = Token(
            found.start(), found.end(), found.end(), part / whole, None, 0, unit, "fraction", whole
        )
        yield _mention(even, token, before, known)
