"""A number with its unit: single, range, one of two behind a slash, or an amount in two steps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.numerals.around import Behind
from generator.numerals.digits import NUMBER, Digits, read_digits
from generator.numerals.mention import Form
from generator.numerals.page import Page
from generator.numerals.tables import Tables
from generator.numerals.units import Unit, no_unit, unit_at

_SIGNS = ("-", "+", "−")
_STUCK = re.compile(r"[\w.,)\]%-]")
"""Before a hyphen, these make it no sign."""
_SLASH = re.compile(r" ?/ ?(?=[0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Token:
    """A number as it is read."""

    start: int
    stop: int
    """End of the number."""
    end: int
    """End of its unit."""
    value: Decimal
    upper: Decimal | None
    decimals: int
    unit: Unit
    form: Form = "number"
    out_of: Decimal | None = None
    lead: int | None = None
    """Where the number begins, if a currency stands before it."""

    @property
    def first(self) -> int:
        """Where the number itself begins."""
        return self.start if self.lead is None else self.lead

    def is_plain(self, page: Page) -> bool:
        """Only digits: no mark of thousands, no decimals."""
        return all(run.isdigit() for run in NUMBER.findall(page.low, self.start, self.stop))


def token_at(page: Page, at: int, before: Behind, tables: Tables) -> Token | None:
    """The number that begins at an offset; None where the digits make none."""
    found = NUMBER.match(page.low, at)
    if found is None:
        return None
    stop = found.end()
    unit = unit_at(page, stop, tables)
    token = (
        _range(page, at, stop, unit, before, tables)
        or _slash(page, at, stop, unit, tables)
        or _steps(page, at, stop, unit, tables)
        or _single(page, at, stop, unit, tables)
    )
    if token and not token.unit.base:
        return _behind_currency(page, token, tables)
    return token


def _behind_currency(page: Page, token: Token, tables: Tables) -> Token:
    """'$500', 'USD 1.200', '$1.2 billion'."""
    found = tables.prefix_pattern.search(page.low, max(0, token.start - 5), token.start)
    if not found:
        return token
    base = tables.units["prefixes"][found["sign"]]
    unit = replace(token.unit, text=f"{token.unit.text} {base}".strip(), base=base, family="money")
    return replace(token, start=found.start(), lead=token.start, unit=unit)


def _read(page: Page, start: int, stop: int, unit: Unit, tables: Tables) -> Digits | None:
    counted = unit.family in tables.counted and not unit.multiplied
    return read_digits(page.low[start:stop], tables.language, counted=counted)


def _single(page: Page, at: int, stop: int, unit: Unit, tables: Tables) -> Token | None:
    read = _read(page, at, stop, unit, tables)
    if read is None:
        return None
    start, value = at, read.value
    if sign := _sign_before(page, at, unit):
        start, value = at - 1, value if sign == "+" else -value
    return Token(start, stop, unit.end, value, None, read.decimals, unit)


def _sign_before(page: Page, at: int, unit: Unit) -> str:
    """The sign of a number; a hyphen at a line's start is a list mark."""
    lead, sign = page.low[max(0, at - 2) : at - 1], page.low[max(0, at - 1) : at]
    if sign not in _SIGNS or _STUCK.fullmatch(lead):
        return ""
    first_of_line = lead in ("", "\n")
    return "" if sign == "-" and first_of_line and unit.family != "percent" else sign


def _range(
    page: Page, at: int, stop: int, unit: Unit, before: Behind, tables: Tables
) -> Token | None:
    """'1 - 1,5%', '7% đến 8%', 'từ 700 USD đến 8.000 USD'."""
    link = tables.range_link.match(page.low, unit.end)
    if not link or (link["word"] and not before.phrases.isdisjoint(tables.sets["from_to"])):
        return None
    second = NUMBER.match(page.low, link.end())
    if second is None:
        return None
    behind = unit_at(page, second.end(), tables)
    if not unit.is_none and not _is_short_for(unit.text.lower(), behind.text.lower()):
        return None
    low = _read(page, at, stop, behind, tables)
    high = _read(page, second.start(), second.end(), behind, tables)
    if low is None or high is None:
        return None
    negative = "−" if page.low[at - 1 : at] == "−" else ""
    first = -low.value if negative else low.value
    last = -high.value if link["sign"] else high.value
    if first >= last or (behind.is_none and _YEAR.fullmatch(second[0])):
        return None
    decimals = max(low.decimals, high.decimals)
    start = at - len(negative)
    return Token(start, second.end(), behind.end, first, last, decimals, behind, "range")


def _is_short_for(first: str, second: str) -> bool:
    """The same unit, or one whose 'for each' is said only once: '8,5% đến 9,5%/năm'."""
    return first == second or second.replace(" ", "").startswith(f"{first}/")


def _slash(page: Page, at: int, stop: int, unit: Unit, tables: Tables) -> Token | None:
    """'265/320 triệu m2', '58/63 địa phương': the first, out of the second."""
    link = _SLASH.match(page.low, stop)
    if not link or not unit.is_none:
        return None
    second = NUMBER.match(page.low, link.end())
    if second is None:
        return None
    behind = unit_at(page, second.end(), tables)
    part = _read(page, at, stop, behind, tables)
    whole = _read(page, second.start(), second.end(), behind, tables)
    if part is None or whole is None or not whole.value:
        return None
    end, decimals = behind.end, max(part.decimals, whole.decimals)
    return Token(at, second.end(), end, part.value, None, decimals, behind, "of", whole.value)


def _steps(page: Page, at: int, stop: int, unit: Unit, tables: Tables) -> Token | None:
    """'1 tỷ 200 triệu đồng': 1.200 triệu đồng."""
    if unit.base or not unit.multiplied:
        return None
    second = NUMBER.match(page.low, unit.end + 1)
    if second is None or page.low[unit.end] != " ":
        return None
    behind = unit_at(page, second.end(), tables)
    great = _read(page, at, stop, unit, tables)
    small = _read(page, second.start(), second.end(), behind, tables)
    if great is None or small is None or not behind.multiplied or small.decimals or great.decimals:
        return None
    if small.value * behind.scale >= unit.scale:
        return None
    value = great.value * unit.scale / behind.scale + small.value
    return Token(at, second.end(), behind.end, value, None, 0, behind)


def bare(token: Token) -> Token:
    """The same number without its unit."""
    return Token(
        token.start, token.stop, token.stop, token.value, token.upper, token.decimals,
        no_unit(token.stop), token.form, token.out_of,
    )  # fmt: skip
