"""Units as tables write them: 'nghìn người', 'triệu đồng', '1000 đ', 'Tr.đ', '%'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.folding import fold
from generator.intake.table.vocabulary import vocabulary

_SHORT = ((r"\btr\.? ?(?=d)", "trieu "), (r"\bng\.? ?(?=d\b)", "nghin "), (r"\bd\b", "dong"))


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted, and in how many at once."""

    base: str
    times: Decimal


def unit_of(text: str) -> Unit:
    """A unit taken apart; 'nghìn tỷ đồng' is 10^12 of 'dong'."""
    plain = " ".join(re.sub(r"\b(?:don vi(?: tinh)?|dvt)\s*:?", "", fold(text)).split()).strip(
        " .:()"
    )
    plain = re.sub(r"\s*/\s*", "/", plain)
    plain = vocabulary().units.get(plain, plain)
    for pattern, long in _SHORT:
        plain = re.sub(pattern, long, plain)
    times = Decimal(1)
    while True:
        word, _, rest = plain.partition(" ")
        if word not in vocabulary().multipliers:
            break
        times *= vocabulary().multipliers[word]
        plain = rest.strip()
    head, slash, per = plain.partition("/")
    base = vocabulary().units.get(plain) or vocabulary().units.get(head.strip(), head.strip())
    return Unit(base + (slash + per if slash and plain not in vocabulary().units else ""), times)


def ratio(written: str, wanted: str) -> Decimal | None:
    """What a figure in one unit is multiplied with to stand in another; None where it can't."""
    one, two = unit_of(written), unit_of(wanted)
    if one.base != two.base and one.base and two.base:
        return None
    return one.times / two.times


def known_unit(text: str) -> bool:
    """The text is a unit and nothing else, as far as the tables of words know."""
    if not text.strip() or len(text) > 40:
        return False
    plain = fold(text).strip()
    words = vocabulary()
    unit = unit_of(text)
    known = {*words.units, *words.units.values()}
    return unit.base.partition("/")[0] in known or plain in known or unit.times != 1
