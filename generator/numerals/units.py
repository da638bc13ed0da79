"""The unit behind a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.numerals.page import Page
from generator.numerals.tables import Tables, UnitWord

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands in a text."""

    end: int
    text: str
    scale: Decimal
    """Of its multipliers: 10^12 for 'nghìn tỷ'."""
    base: str
    family: str
    per: str
    multiplied: bool

    @property
    def is_none(self) -> bool:
        """No unit at all."""
        return not self.text


def no_unit(end: int) -> Unit:
    """What stands behind a number without a unit."""
    return Unit(end, "", _ONE, "", "", "", False)


def unit_at(page: Page, at: int, tables: Tables) -> Unit:
    """The unit that follows a number's end."""
    found = tables.unit_pattern.match(page.low, at)
    if not found or not (found["times"] or found["base"]):
        return no_unit(at)
    times, base = found["times"], found["base"]
    known = tables.unit_words.get(base or "", UnitWord("", "", _ONE))
    scale = known.scale
    for word in (times or "").split():
        scale *= tables.multipliers[word]
    written = page.cased[found.end("gap") : found.end()]
    return Unit(
        found.end(),
        even(written),
        scale,
        known.base,
        known.family,
        _per(found["per"]),
        bool(times) or known.scale != 1,
    )


def unit_of(text: str, tables: Tables) -> Unit:
    """A unit that stands alone, as an indicator's does: 'tỷ đồng', 'điểm %/năm'."""
    low = " ".join(text.split()).lower()
    found = unit_at(Page(low, low, low, None), 0, tables)
    return found if found.end == len(low) else no_unit(0)


def even(text: str) -> str:
    """A unit with its blanks made even: 'nghìn/ người/ tháng' is 'nghìn/người/tháng'."""
    return re.sub(r" ?/ ?", "/", " ".join(text.split()))


def _per(text: str) -> str:
    return even(text).lstrip("/")
