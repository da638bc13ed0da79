"""A number as written, read as a Decimal: dots and commas by language and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.words.numbers import separators

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
LONGEST = 40
"""More digits than any figure has."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number read."""

    value: Decimal
    decimals: int


def read_digits(text: str, language: str, *, counted: bool = False) -> Digits | None:
    """Read '18.382', '3,34', '1.763,318'; None where it is no number.

    `counted` says that the unit is one of whole things: then '18,382' are thousands in
    Vietnamese too, since there is no 18.382th of a person.
    """
    if len(text) > LONGEST:
        return None
    comma, thousands = separators(language)
    whole, point, decimals = _split(text, thousands, comma, counted)
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not _are_thousands(groups):
        return None
    if point and not decimals.isdigit():
        return None
    plain = "".join(groups) + (f".{decimals}" if decimals else "")
    return Digits(Decimal(plain), len(decimals))


def _split(text: str, thousands: str, comma: str, counted: bool) -> tuple[str, str, str]:
    """Whole part, the mark before the decimals, decimals."""
    kinds = {mark for mark in text if mark in ".,"}
    if len(kinds) == 2:
        last = max(text.rfind("."), text.rfind(","))
        whole, mark = text[:last], text[last]
        return (whole, mark, text[last + 1 :]) if mark not in whole else (text, "", "")
    if not kinds:
        return text, "", ""
    mark = kinds.pop()
    if text.count(mark) > 1:
        return text, "", ""
    whole, _, rest = text.partition(mark)
    grouped = _are_thousands([whole, rest])
    if grouped and (mark == thousands or counted):
        return text, "", ""
    return whole, mark, rest


def _are_thousands(groups: list[str]) -> bool:
    first, *others = groups
    return len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others)
