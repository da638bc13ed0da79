"""Number formats of spreadsheets (`#,##0.0%`, `"khoảng "0`): what they make of a number."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.intake.table.grid import GENERAL, Shown

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
} | dict.fromkeys((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)), "yyyy")
"""Formats that a file names by number only."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<skip>[_*].)|\[\$(?P<money>[^\]-]*)[^\]]*\]'
    r"|(?P<bracket>\[[^\]]*\])|(?P<general>General)|(?P<science>E[+-]0+)"
    r"|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<fraction>/)|(?P<date>[ymdhsYMDHS])|(?P<other>.)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def shown_by(code: str) -> Shown:
    """What a format code shows; its first section speaks for all."""
    before, after, digits = "", "", None
    percent = odd = dated = general = False
    for found in _TOKEN.finditer(_first_section(code)):
        kind = found.lastgroup
        if kind in ("digits", "general"):
            digits = found["digits"] if kind == "digits" and digits is None else digits
            general = general or kind == "general"
        elif kind in ("science", "fraction"):
            odd = True
        elif kind == "percent":
            percent = True
        elif kind == "date":
            dated = True
        elif kind in ("quoted", "escaped", "money", "other"):
            words = found[kind].replace("@", "")
            before, after = (
                (before, after + words) if digits or general else (before + words, after)
            )
    if digits is None:
        return Shown(before=before, after=after, is_date=dated and not general)
    scale = len(digits) - len(digits.rstrip(","))
    decimals = None if odd else len(digits.rstrip(",").partition(".")[2])
    return Shown(decimals, percent, scale, before, after)


def _first_section(code: str) -> str:
    found = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', code)
    return found[0] if found else ""


def built_in(number: int) -> Shown:
    """A format that is known by its number."""
    return shown_by(BUILT_IN[number]) if number in BUILT_IN else GENERAL
