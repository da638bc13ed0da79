"""Digits that are no figure, by the rules of `no-figure.yml`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.numerals.around import Behind, phrases_after
from generator.numerals.page import Page
from generator.numerals.tables import Rule, Tables
from generator.numerals.token import Token
from generator.numerals.units import unit_at

Span = tuple[int, int, str]
"""Start, end, reason."""

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)\]>]+|[\w.+-]+@[\w-]+\.[\w.-]+")
_GLUED = re.compile(r"[^\W\d_]+(?:\.|[-‑])?\Z|[^\W\d]+_\Z")
_REST = re.compile(r"[\w-]*[0-9]\w*(?:[-/.][A-ZĐ0-9]\w*)*|[0-9]+")
_LENGTHS = frozenset({"m", "km", "cm", "dm", "mm"})
_POWER = re.compile(r"[23](?![0-9])")
_RUN = re.compile(r"[0-9]+")
_BEHIND = re.compile(r"[^\W\d_]+")


def addresses(page: Page) -> tuple[tuple[int, int], ...]:
    """Spans of web and mail addresses."""
    if "www." not in page.low and "://" not in page.low and "@" not in page.low:
        return ()
    return tuple(found.span() for found in _ADDRESS.finditer(page.cased))


def skip_by_form(
    page: Page, at: int, before: Behind, spans: Sequence[tuple[int, int]], tables: Tables
) -> Span | None:
    """Digits that no number can be read from: addresses, codes, dates, law numbers ..."""
    for start, end in spans:
        if start <= at < end:
            return at, end, "code"
    if glued := _glued(page, at, tables):
        return glued
    for rule in tables.form_rules:
        found = _shape(rule, page, at)
        if found and _words_fit(rule, before) and not _unit_forbids(rule, page, found, tables):
            return at, found, rule.reason
    return None


def _glued(page: Page, at: int, tables: Tables) -> Span | None:
    """'m2', 'QH14', 'Covid-19', 'ĐT.883': letters stuck before the number."""
    found = _GLUED.search(page.cased, max(0, at - 24), at)
    if not found:
        return None
    letters = found[0].rstrip(".-‑_")
    if letters.lower() in tables.sets["glue"] or letters.lower() in tables.units["prefixes"]:
        return None
    if found[0].endswith(".") and not letters.isupper():
        return None
    rest = _REST.match(page.cased, at)
    end = rest.end() if rest else at + 1
    measure = letters.lower() in _LENGTHS and _POWER.match(page.low, at)
    return (at, at + 1, "unit") if measure else (at, end, "part-of-name")


def _shape(rule: Rule, page: Page, at: int) -> int:
    """End of what a rule's shape matches; 0 for no match."""
    if rule.shape is None:
        return 0
    found = rule.shape.match(page.cased, at)
    if not found or (rule.length and sum(map(str.isdigit, found[0])) < rule.length):
        return 0
    # A rule that stops inside a run of digits takes the rest of it too.
    rest = _RUN.match(page.low, found.end())
    return rest.end() if rest and page.low[found.end() - 1].isdigit() else found.end()


def _words_fit(rule: Rule, before: Behind) -> bool:
    if rule.before and rule.before.isdisjoint(before.phrases):
        return False
    return rule.not_before.isdisjoint(before.phrases)


def _unit_forbids(rule: Rule, page: Page, end: int, tables: Tables) -> bool:
    return rule.unit_forbids and not unit_at(page, end, tables).is_none


def skip_by_words(page: Page, token: Token, before: Behind, tables: Tables) -> str:
    """Why a number that can be read is no figure; '' where it is one."""
    if glued := _letters_behind(page, token, tables):
        return glued
    phrases = phrases_after(page, token.stop)
    for rule in tables.word_rules:
        fits = not rule.after.isdisjoint(phrases) and rule.not_after.isdisjoint(phrases)
        largest = token.value if token.upper is None else token.upper
        if fits and largest <= rule.largest and _words_fit(rule, before) and token.is_plain(page):
            return rule.reason
    if token.unit.is_none:
        return _bare(page, token, before, phrases, tables)
    return _time(page, token, before, tables)


def _letters_behind(page: Page, token: Token, tables: Tables) -> str:
    """'30a', '4G': letters stuck to the number that are no unit."""
    found = _BEHIND.match(page.cased, token.stop)
    if not found or token.unit.end > token.stop:
        return ""
    # A blank is missing: "trong 2020Qua đó".
    missing_blank = found[0][0].isupper() and len(found[0]) > 1 and found[0][1:].islower()
    return "" if missing_blank else "part-of-name"


def _bare(
    page: Page, token: Token, before: Behind, phrases: tuple[str, ...], tables: Tables
) -> str:
    if token.form != "number" or not token.is_plain(page) or token.value < 0:
        return ""
    small = tables.no_figure["small_count"]["largest"]
    if phrases and token.value <= small and phrases[0] not in tables.sets["small_unless"]:
        return "task-count"
    return "part-of-name" if token.value <= small and _follows_name(page, before, tables) else ""


def _follows_name(page: Page, before: Behind, tables: Tables) -> bool:
    """'thủy điện Duyên Hải 2': a capital inside the clause, right before the number."""
    if len(before.words) < 2 or before.words[-1] in tables.sets["no_name"]:
        return False
    return page.cased[before.starts[-1]].isupper()


def _time(page: Page, token: Token, before: Behind, tables: Tables) -> str:
    """Periods and ages: whole numbers of years, months, days."""
    reason: str = tables.no_figure["time"].get(token.unit.family, "")
    if not reason or token.decimals or token.unit.per or token.unit.multiplied:
        return ""
    if not before.phrases.isdisjoint(tables.sets["time_figure_after"]):
        return ""
    return reason
