"""A body's own colour: the nearest shades of it that hold the site's contrast in both schemes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import fsum

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
TEXT, DRAWN = 7.0, 3.1
"""Least contrast of letters on every ground, and of a pale bar on paper."""
GROUNDS = {
    "light": ("#fcfbf8", "#ffffff", "#f2f0e9", "#fff3c9"),
    "dark": ("#15181b", "#1c2024", "#22272c", "#332d10"),
}
"""Paper, card, tint and hit of site.css (tests/test_brand.py compares them)."""
STANDARD = ("#0b4f6c", "#5f98ae")
"""The theme's own shades by daylight: text and bars."""
PLAN = {"light": "#744000", "dark": "#f0b767"}
APART = 0.1
"""Distance in OKLab from which two shades are told apart at a glance."""
STEPS = 200

Shade = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """'#0b5394' or '#15a'."""
    return COLOUR.fullmatch(text) is not None


@lru_cache(maxsize=4)
def shades(colour: str) -> dict[str, tuple[str, str]]:
    """By scheme: the colour for text, links and actual values, and a paler one for bars."""
    found = {}
    for scheme, end in (("light", "#000000"), ("dark", "#ffffff")):
        grounds = GROUNDS[scheme]
        strong = _first(colour, end, lambda one, on=grounds: _least(one, on) >= TEXT)
        # From the paper towards the strong shade: the palest that is still seen.
        pale = _first(grounds[0], strong, lambda one, on=grounds[:1]: _least(one, on) >= DRAWN)
        found[scheme] = (strong, pale)
    return found


def is_like_plan(colour: str) -> bool:
    """The shades can't be told from those of plans: every chart would be misread."""
    return any(
        _distance(strong, PLAN[scheme]) < APART for scheme, (strong, _) in shades(colour).items()
    )


def style(colour: str) -> str:
    """The rules that put a body's colour in place of the theme's."""

    def rule(scheme: str) -> str:
        strong, pale = shades(colour)[scheme]
        return f":root {{ --actual: {strong}; --actual2: {pale}; --mark: {strong}; }}"

    dark = f"@media screen and (prefers-color-scheme: dark) {{ {rule('dark')} }}"
    return f"@layer tokens {{ {rule('light')} {dark} }}\n"


def instead(colour: str) -> dict[str, str]:
    """What stands in files for each of the theme's own shades; nothing without a colour."""
    return dict(zip(STANDARD, shades(colour)["light"], strict=True)) if colour else {}


def tinted(drawing: str, colour: str) -> str:
    """An SVG of the theme's in a body's colour."""
    for own, new in instead(colour).items():
        drawing = drawing.replace(f'"{own}"', f'"{new}"')
    return drawing


def contrast(one: str, two: str) -> float:
    """Contrast of two colours by WCAG: 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _first(start: str, end: str, holds: object) -> str:
    """The first colour on the way from one to another of which something holds."""
    assert callable(holds)
    one, two = _parts(start), _parts(end)
    for step in range(STEPS + 1):
        share = step / STEPS
        mixed = "#" + "".join(
            f"{round(255 * (left + (right - left) * share)):02x}"
            for left, right in zip(one, two, strict=True)
        )
        if holds(mixed):
            return mixed
    return end


def _least(colour: str, grounds: Sequence[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _parts(colour: str) -> Shade:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _linear(colour: str) -> Shade:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> Shade:
    """Lightness and two hues, by Ottosson's matrices."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _distance(one: str, two: str) -> float:
    pairs = zip(_oklab(one), _oklab(two), strict=True)
    return float(fsum((left - right) ** 2 for left, right in pairs) ** 0.5)
