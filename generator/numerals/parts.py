"""Parts against the total that they are said to make up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.attainment import without_zeros
from generator.numerals.mention import Mention
from generator.numerals.reckoning import (
    Sentence,
    Sum,
    Words,
    amount,
    is_exact,
    leeway,
    reckoning,
    same_kind,
)  # fmt: skip
from generator.words.numbers import plain

_NO_COUNT = frozenset({"percent", "points", "time", "age", "times"})
_BRACKETS = re.compile(r"\([^()]*\)")
_FARTHEST = 60
"""Letters between a total and the word that leads to its parts."""

_NEARLY = ((5, Decimal("0.15")), (3, Decimal("0.05")))
"""So many parts that come so near to the total are meant to make it up."""


@dataclass(frozen=True)
class _List:
    """The parts behind a list word."""

    numbers: tuple[Mention, ...]
    closed: bool
    """Nothing but the end of the sentence, or the rest, comes behind."""
    joined: bool
    """The last is joined by 'và'."""
    rest: bool
    """The last takes the rest."""


def parts(sentence: Sentence, language: str) -> Iterator[Sum]:
    """Totals and their parts."""
    words = reckoning(language)
    for found in words.list_word.finditer(sentence.text, sentence.start, sentence.end):
        total = _total(sentence, found.start(), words)
        if total is None:
            continue
        listed = _listed(sentence, found.end(), total, words)
        right = _judged(listed, total, found["word"] in words.whole)
        if right is not None:
            yield _sum(listed, total, right, language)


def _depth(sentence: Sentence, at: int) -> int:
    text = sentence.text
    return text.count("(", sentence.start, at) - text.count(")", sentence.start, at)


def _total(sentence: Sentence, at: int, words: Words) -> Mention | None:
    """The nearest number before the list word that may have parts."""
    level = _depth(sentence, at)
    for index in range(len(sentence.mentions) - 1, -1, -1):
        number = sentence.mentions[index]
        if number.end > at or number.family in _NO_COUNT or _depth(sentence, number.start) > level:
            continue
        gap = _BRACKETS.sub("", sentence.text[number.end : at])
        planned = words.plan_before.search(sentence.lead(index))
        if planned or ";" in gap or len(gap) > _FARTHEST:
            return None
        return number if is_exact(number) and not number.change else None
    return None


def _listed(sentence: Sentence, begin: int, total: Mention, words: Words) -> _List:
    level = _depth(sentence, begin)
    numbers: list[Mention] = []
    last, closed, joined, rest = begin, True, False, False
    for index, number in enumerate(sentence.mentions):
        depth = _depth(sentence, number.start)
        if number.start < begin or depth > level:
            continue
        lead = _BRACKETS.sub("", sentence.text[last : number.start])
        fits = is_exact(number) and number.family not in _NO_COUNT and same_kind(number, total)
        if depth < level or rest or not fits or words.stop.search(lead):
            closed = rest or depth < level
            break
        numbers.append(number)
        last = number.end
        joined = bool(words.closing.search(lead))
        tail = re.split(r"[,;.()]", sentence.tail(index))[0]
        rest = joined and bool(words.rest.search(lead) or words.rest.search(tail))
    return _List(tuple(numbers), closed, joined, rest)


def _judged(listed: _List, total: Mention, whole: bool) -> bool | None:
    """Whether the parts fit their total; None where one can't tell."""
    numbers = listed.numbers
    if not numbers:
        return None
    of_total = amount(total, numbers[0])
    made = sum((amount(number, total) for number in numbers), Decimal(0))
    slack = leeway(total) + sum((leeway(number) for number in numbers), Decimal(0))
    # One part may round up to its whole: '531 nghìn hộ, trong đó 531.200 hộ'.
    if amount(numbers[0], total) > of_total + slack:
        return False
    if len(numbers) < 2:
        return None
    if abs(made - of_total) <= slack:
        return True
    meant = listed.closed and (
        whole or listed.rest or (listed.joined and _nearly(made, of_total, len(numbers)))
    )
    return False if meant else None


def _nearly(made: Decimal, total: Decimal, count: int) -> bool:
    return any(count >= least and abs(made - total) <= total * share for least, share in _NEARLY)


def _sum(listed: _List, total: Mention, right: bool, language: str) -> Sum:
    numbers = listed.numbers
    scale = total.scale if total.unit else numbers[0].scale
    made = sum((amount(number, total) for number in numbers), Decimal(0)) / scale
    made = without_zeros(made)
    same = {number.unit or total.unit for number in numbers} == {total.unit}
    names = [n.number if same else f"{n.number} {n.unit}".strip() for n in numbers]
    end = f"{plain(made, language)} {'' if same else total.unit}".strip()
    return Sum(
        total.start,
        numbers[-1].end,
        total.value,
        made,
        right,
        f"{' + '.join(names)} = {end}",
        "parts",
        total,
    )
