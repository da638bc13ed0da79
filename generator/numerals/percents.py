"""A percent against the two numbers that it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.attainment import HUNDRED, at_precision, without_zeros
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

_CLOSED = re.compile(r"[^()]*\)")
_OVER = re.compile(r"\s*(?:\Z|[.,;:)!?])")
_NO_AMOUNT = frozenset({"percent", "points", "time", "age", "times"})


def percents(sentence: Sentence, language: str) -> Iterator[Sum]:
    """Percents of plan, and differences in points, that a sentence lets one reckon again."""
    words = reckoning(language)
    for index, said in enumerate(sentence.mentions):
        if said.family == "points":
            yield from _points(sentence, index, words, language)
        if said.family != "percent" or not is_exact(said) or said.per:
            continue
        if said.change and not _exceeds(sentence, index, words):
            continue
        pair = (
            _plan_behind(sentence, index, words)
            or _plan_before(sentence, index, words)
            or _out_of(sentence, index, words)
        )
        if pair:
            yield _sum(sentence, index, pair, words, language)


def _exceeds(sentence: Sentence, index: int, words: Words) -> bool:
    found = words.leads_to_percent.search(sentence.lead(index))
    return bool(found and found["word"] in words.exceeds)


Pair = tuple[Mention, Mention]
"""The value and its plan."""


def _plan_behind(sentence: Sentence, index: int, words: Words) -> Pair | None:
    """'18.382 người, đạt 102,1% (KH 18.000 người)'."""
    mentions = sentence.mentions
    if index + 1 == len(mentions):
        return None
    said, plan = mentions[index], mentions[index + 1]
    between = sentence.between(said, plan)
    if not words.to_plan.fullmatch(between) or not _may_divide(plan):
        return None
    if "(" in between and not _CLOSED.match(sentence.tail(index + 1)):
        return None
    begin = sentence.text.rfind(";", sentence.start, said.start)
    values = [
        m for m in mentions[:index] if m.start > begin and _may_divide(m) and same_kind(m, plan)
    ]
    extra = HUNDRED if _exceeds(sentence, index, words) else Decimal(0)
    right = [m for m in values if _follows(m, plan, said, extra)]
    if right:
        return right[-1], plan
    # With several values one can't tell which is meant.
    return (values[0], plan) if len(values) == 1 else None


def _plan_before(sentence: Sentence, index: int, words: Words) -> Pair | None:
    """'18.382 người (KH 18.000 người), đạt 102,1%'; 'KH 18.000, thực hiện 18.382, đạt 102,1%'."""
    if index < 2 or not _OVER.match(_behind(sentence, index, words)):
        return None
    first, second, said = sentence.mentions[index - 2 : index + 1]
    if not (_may_divide(first) and _may_divide(second) and same_kind(first, second)):
        return None
    between, last = sentence.between(first, second), sentence.between(second, said)
    if not words.to_percent.fullmatch(last):
        return None
    if words.to_plan_in_brackets.fullmatch(between) and ")" in last:
        return first, second
    planned = words.plan_before.search(sentence.lead(index - 2))
    if planned and words.to_actual.fullmatch(between):
        return second, first
    return None


def _out_of(sentence: Sentence, index: int, words: Words) -> Pair | None:
    """'265/320 triệu m2, đạt 82,8%'."""
    if not index or not _OVER.match(_behind(sentence, index, words)):
        return None
    part, said = sentence.mentions[index - 1 : index + 1]
    if part.form != "of" or part.bound or part.out_of is None:
        return None
    if not words.to_percent.fullmatch(sentence.between(part, said)):
        return None
    return part, part


def _behind(sentence: Sentence, index: int, words: Words) -> str:
    """What follows a percent, without the plan's own words."""
    tail = sentence.tail(index)
    found = words.plan_words.match(tail)
    return tail[found.end() :] if found else tail


def _may_divide(mention: Mention) -> bool:
    return is_exact(mention) and mention.family not in _NO_AMOUNT and not mention.change


def _ends(value: Mention, plan: Mention) -> tuple[Decimal, Decimal]:
    """The least and the greatest percent that two rounded numbers allow."""
    if value is plan:
        return _percent(value, plan), _percent(value, plan)
    top, base = amount(value, plan), amount(plan, value)
    more, less = leeway(value), leeway(plan)
    return (top - more) / (base + less) * HUNDRED, (top + more) / (base - less) * HUNDRED


def _percent(value: Mention, plan: Mention) -> Decimal:
    if value is plan:
        return value.value / (plan.out_of or 1) * HUNDRED
    return amount(value, plan) / amount(plan, value) * HUNDRED


def _follows(value: Mention, plan: Mention, said: Mention, extra: Decimal) -> bool:
    """Whether the percent is the quotient, rounded or cut off at the decimals written."""
    place = Decimal(1).scaleb(-said.decimals)
    low, high = _ends(value, plan)
    percent = said.value + extra
    return percent - place / 2 <= high and low < percent + place


def _sum(sentence: Sentence, index: int, pair: Pair, words: Words, language: str) -> Sum:
    value, plan = pair
    said = sentence.mentions[index]
    extra = HUNDRED if _exceeds(sentence, index, words) else Decimal(0)
    computed = without_zeros(at_precision(_percent(value, plan) - extra, max(said.decimals, 1)))
    names = [value.number, plan.number]
    if value is plan:
        names = re.split(r" ?/ ?", value.number)
    elif value.scale != plan.scale and value.unit and plan.unit:
        names = [f"{m.number} {m.unit}".strip() for m in pair]
    less = " − 100%" if extra else ""
    return Sum(
        min(value.start, plan.start, said.start),
        max(value.end, plan.end, said.end),
        said.value,
        computed,
        _follows(value, plan, said, extra),
        f"{names[0]} ÷ {names[1]}{less} = {plain(computed, language)}%",
        "percent",
        said,
    )


def _points(sentence: Sentence, index: int, words: Words, language: str) -> Iterator[Sum]:
    """'60,6%, cao hơn kế hoạch 0,6 điểm phần trăm (kế hoạch 60%)'."""
    if not 0 < index < len(sentence.mentions) - 1:
        return
    value, said, plan = sentence.mentions[index - 1 : index + 2]
    rates = value.family == plan.family == "percent" and is_exact(value) and is_exact(plan)
    if not rates or not is_exact(said) or not said.change or value.change:
        return
    if not words.to_plan.fullmatch(sentence.between(said, plan)) or ";" in sentence.lead(index):
        return
    gap = value.value - plan.value
    right = said.value == abs(gap) and (gap > 0) == (said.change == "up")
    minus = f"{value.number} − {plan.number} = {plain(gap, language)}"
    yield Sum(value.start, plan.end, said.value, abs(gap), right, minus, "points", said)
