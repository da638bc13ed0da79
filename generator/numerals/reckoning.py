"""Sentences, and the words by which their numbers are reckoned against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from generator.numerals.mention import Mention
from generator.numerals.page import Page
from generator.numerals.scanner import walk
from generator.numerals.tables import tables

Kind = Literal["percent", "points", "parts"]

_END = re.compile(r"(?<![0-9])[.!?…]|[.!?…](?![0-9])|\n")


@dataclass(frozen=True, slots=True)
class Sum:
    """One piece of reckoning that a text does."""

    start: int
    end: int
    """From the first number in it to the last, with their units."""
    said: Decimal
    computed: Decimal
    ok: bool
    formula: str
    """'18.382 ÷ 18.000 = 102,1%'; what is said comes last where it is right."""
    kind: Kind
    mention: Mention
    """The number that is said: the percent, or the total."""


@dataclass(frozen=True)
class Words:
    """The words of reckoning of one language, compiled."""

    rows: Mapping[str, list[str]]

    @cached_property
    def to_plan(self) -> re.Pattern[str]:
        """From a percent to its plan: ' dự toán (', ' (KH ', ' so với kế hoạch năm ('."""
        said = self._plan_phrase
        return re.compile(rf" ?(?:{said} ?\(|{said} |\( ?{said}:? ?)")

    @cached_property
    def to_plan_in_brackets(self) -> re.Pattern[str]:
        """From a value to the plan in the bracket behind it: ' (KH '."""
        return re.compile(rf" ?\( ?{self._plan_phrase}:? ?")

    @cached_property
    def plan_before(self) -> re.Pattern[str]:
        """The words that lead to a plan's number, at the end of a text."""
        return re.compile(rf"(?<!\w){self._plan_phrase}:? ?\Z")

    @cached_property
    def plan_words(self) -> re.Pattern[str]:
        """The plan's words behind a percent: ' so với kế hoạch năm'."""
        return re.compile(rf" ?{self._plan_phrase}")

    @cached_property
    def to_percent(self) -> re.Pattern[str]:
        """From a bracket's end, or a value, to its percent: '), đạt '."""
        return re.compile(rf" ?\)?,? ?(?P<word>{self._any('reach', 'exceed')}) ?")

    @cached_property
    def leads_to_percent(self) -> re.Pattern[str]:
        """The word right before a percent."""
        return re.compile(rf"(?<!\w)(?P<word>{self._any('reach', 'exceed')}) ?\Z")

    @cached_property
    def to_actual(self) -> re.Pattern[str]:
        """From a plan to its actual value: ', thực hiện '."""
        return re.compile(rf" ?[,;:]? ?(?:{self._any('actual')})(?: được)? ?")

    @cached_property
    def list_word(self) -> re.Pattern[str]:
        """What leads from a total to its parts."""
        return re.compile(rf"(?<!\w)(?P<word>{self._any('parts', 'whole')})(?!\w)")

    @cached_property
    def stop(self) -> re.Pattern[str]:
        """What makes a number no part."""
        return re.compile(rf"(?<!\w)(?:{self._any('stops')})(?!\w)")

    @cached_property
    def rest(self) -> re.Pattern[str]:
        """The part that takes the rest."""
        return re.compile(rf"(?<!\w)(?:{self._any('rest')})(?!\w)")

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """What joins the last part."""
        return re.compile(rf"(?<!\w)(?:{self._any('and')})(?!\w)")

    @cached_property
    def exceeds(self) -> frozenset[str]:
        """Words behind which a percent comes on top of the hundred."""
        return frozenset(self.rows["exceed"])

    @cached_property
    def whole(self) -> frozenset[str]:
        """Words that say that the list is complete."""
        return frozenset(self.rows["whole"])

    @property
    def _plan_phrase(self) -> str:
        lead, tail = self._any("plan_lead"), self._any("plan_tail")
        return rf"(?:(?:{lead}) ){{0,2}}(?:{self._any('plan')})(?!\w)(?: (?:{tail})(?!\w)){{0,4}}"

    def _any(self, *names: str) -> str:
        found = (word for name in names for word in self.rows[name])
        return "|".join(re.escape(word) for word in sorted(found, key=lambda word: -len(word)))


@lru_cache(maxsize=4)
def reckoning(language: str) -> Words:
    """The words of reckoning of a language."""
    return Words(tables(language).arithmetic)


@dataclass(frozen=True)
class Sentence:
    """A sentence, its figures, and the words between them."""

    text: str
    """Of the whole page, in small letters and plain blanks, of the same length."""
    start: int
    end: int
    mentions: tuple[Mention, ...]

    def between(self, left: Mention, right: Mention) -> str:
        """The words from one figure to the next, bound words included."""
        return self.text[left.end : right.start]

    def lead(self, index: int) -> str:
        """What stands before a figure, from the figure before it."""
        begin = self.mentions[index - 1].end if index else self.start
        return self.text[begin : self.mentions[index].start]

    def tail(self, index: int) -> str:
        """What stands behind a figure, up to the next."""
        last = index + 1 == len(self.mentions)
        return self.text[
            self.mentions[index].end : self.end if last else self.mentions[index + 1].start
        ]


def sentences(even: Page, language: str) -> Iterator[Sentence]:
    """The sentences of an even text that hold a figure or more."""
    items = walk(even.cased, language)
    inside = [(item.start, item.end) for item in items]
    stops = [
        found.end()
        for found in _END.finditer(even.low)
        if not any(start <= found.start() < end for start, end in inside)
    ]
    mentions = [item for item in items if isinstance(item, Mention)]
    begin = 0
    for stop in (*stops, len(even.low)):
        held = tuple(m for m in mentions if begin <= m.start < stop)
        if held:
            yield Sentence(even.low, begin, stop, held)
        begin = stop


def is_exact(mention: Mention) -> bool:
    """A single number without a bound."""
    return mention.form == "number" and not mention.bound and mention.value > 0


def leeway(mention: Mention) -> Decimal:
    """Half of the last place of a rounded number; a whole count is exact."""
    if mention.scale == 1 and not mention.decimals:
        return Decimal(0)
    return mention.scale * Decimal(1).scaleb(-mention.decimals) / 2


def same_kind(one: Mention, other: Mention) -> bool:
    """Two numbers that can be added or divided."""
    if "" in (one.base_unit, other.base_unit):
        kinds = {one.family, other.family}
        return not kinds & {"percent", "points", "time", "age", "times"}
    people = one.family == other.family == "people"
    return (one.base_unit == other.base_unit or people) and one.per == other.per


def amount(mention: Mention, beside: Mention) -> Decimal:
    """A value in base units; one without a unit is in that of its companion."""
    return mention.value * (mention.scale if mention.unit else beside.scale)
