"""The words around a number, and what they say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.numerals.mention import BoundKind, Change, Hint
from generator.numerals.page import Page
from generator.numerals.tables import Tables

_WINDOW = 80
_CLAUSE = re.compile(r"[^.,;:()\[\]{}\n\"“”‘’!?…|/%]*\Z")
_TRAILING = re.compile(r"[\s:\"“‘'*_-]*\Z")
_WORD = re.compile(r"\w+(?:-[^\W\d_]+)*")
_NEXT = re.compile(r"[ ]{0,3}(?=\w)")
_LAST_DIGIT = re.compile(r".*[0-9]", re.DOTALL)
_MOST = 4
"""Words of the longest phrase in the tables."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The words that lead to a number, in its clause."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    phrases: frozenset[str]
    """The last word, the last two, three and four."""
    clause: str


def words_before(page: Page, at: int) -> Behind:
    """The words of the clause that leads to an offset."""
    start = max(0, at - _WINDOW)
    window = page.low[start:at]
    trailing = _TRAILING.search(window)
    stop = trailing.start() if trailing else len(window)
    clause = _CLAUSE.search(window[:stop])
    begin = clause.start() if clause else stop
    found = [m for m in _WORD.finditer(window, begin, stop) if start == 0 or m.start() > 0]
    words = tuple(m[0] for m in found)
    last = words[-_MOST:]
    phrases = frozenset(" ".join(last[-size:]) for size in range(1, len(last) + 1))
    return Behind(words, tuple(start + m.start() for m in found), phrases, window[begin:stop])


def phrases_after(page: Page, end: int) -> tuple[str, ...]:
    """The next word, the next two, three and four; none behind a mark."""
    gap = _NEXT.match(page.low, end)
    if gap is None:
        return ()
    tail = _CLAUSE_AHEAD.match(page.low, gap.end(), gap.end() + 40)
    words = _WORD.findall(tail[0])[:_MOST] if tail else []
    return tuple(" ".join(words[:size]) for size in range(1, len(words) + 1))


_CLAUSE_AHEAD = re.compile(r"[^.,;:()\[\]\n\"“”!?…|/%]*")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words before a number say of it."""

    bound: BoundKind
    word: str
    start: int
    change: Change
    status: Hint


def said_before(
    page: Page, at: int, before: Behind, tables: Tables, *, spread: bool = False
) -> Said:
    """Bound, change and status of the number at an offset; `spread`: 'từ' may lead to it."""
    index = len(before.words)
    bound, start = "", at
    sign = _sign(page, at, tables)
    if sign is not None:
        bound, start = tables.before["signs"][page.low[sign : sign + 1]][0], sign
    elif _adjoins(page, at, before):
        size = _longest(before.words, index, tables.bounds)
        if size and not _compares(before.words, index - size, size, tables):
            bound = tables.bounds[" ".join(before.words[index - size : index])][0]
            index -= size
            start = before.starts[index]
    if spread:
        index -= _longest(before.words, index, tables.sets["from"])
    word = page.cased[start:at].strip() if bound else ""
    return Said(
        bound,  # type: ignore[arg-type]
        " ".join(word.split()),
        start,
        _change(before.words, index, tables),
        _status(before.clause, tables),
    )


def _adjoins(page: Page, at: int, before: Behind) -> bool:
    """Only blanks stand between the last word and the number."""
    if not before.words:
        return False
    return not page.low[before.starts[-1] + len(before.words[-1]) : at].strip()


def _sign(page: Page, at: int, tables: Tables) -> int | None:
    place = at - 1
    if place >= 0 and page.low[place] == " ":
        place -= 1
    return place if place >= 0 and page.low[place] in tables.before["signs"] else None


def _compares(words: tuple[str, ...], index: int, size: int, tables: Tables) -> bool:
    """The 'hơn' of 'cao hơn'."""
    compared = size == 1 and words[index] in tables.sets["comparing"]
    return compared and index > 0 and words[index - 1] in tables.sets["compares"]


def _change(words: tuple[str, ...], index: int, tables: Tables) -> Change:
    for _ in range(4):
        if size := _longest(words, index, tables.changes):
            return tables.changes[" ".join(words[index - size : index])]  # type: ignore[return-value]
        size = _longest(words, index, tables.sets["between"], most=6)
        if not size:
            return ""
        index -= size
    return ""


def _longest(words: tuple[str, ...], index: int, known: object, most: int = _MOST) -> int:
    """Words of the longest known phrase that ends at an index; 0 for none."""
    for size in range(min(most, index), 0, -1):
        if " ".join(words[index - size : index]) in known:  # type: ignore[operator]
            return size
    return 0


def _status(clause: str, tables: Tables) -> Hint:
    after = _LAST_DIGIT.sub("", clause)
    for pattern, status in tables.statuses:
        if pattern.search(after):
            return status  # type: ignore[return-value]
    return ""
