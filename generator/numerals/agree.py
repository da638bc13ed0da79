"""Whether a figure as written agrees with the data that it is bound to.

| as written                          | true when                                                |
| ----------------------------------- | -------------------------------------------------------- |
| 18.382; 18,4 nghìn                  | the data, rounded to the decimals written, are the same  |
| hơn, trên, quá (near)               | above it, by at most NEAR of it or one last place        |
| gần, ngót (near)                    | below it, by at most NEAR of it or one last place        |
| khoảng, xấp xỉ                      | within ABOUT of it to both sides                         |
| dưới, chưa đến (far)                | below it                                                 |
| ít nhất, không quá (at)             | on that side, or equal                                   |
| the row's own bound                 | the number is equal                                      |
| 1–1,5                               | both ends equal those of the row                         |
| một phần ba, 1/3, một nửa           | within FRACTION_POINTS of the rate                       |
| an attainment                       | recomputed, at the decimals written                      |

Equal is not above: 'hơn 18.000' of 18.000 disagrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.attainment import HUNDRED, Attainment, at_precision, shown_percent
from generator.binding import Bound
from generator.model import Indicator, Observation, in_language
from generator.numerals.mention import Mention
from generator.numerals.tables import tables
from generator.numerals.units import Unit, unit_of
from generator.words import words

NEAR = Decimal("0.10")
ABOUT = Decimal("0.05")
FRACTION_POINTS = Decimal(2)

_ONE = Decimal(1)
_NEVER_COUNTED = frozenset({"percent", "points", "money"})
_SAME_BASE = frozenset({"money", "area", "length", "volume", "mass", "energy", "time", "age"})
"""Families whose units differ in size: only the same unit fits."""

Why = Literal["number", "unit", "bound", "range", "change", "no-attainment"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is written, and what the data say."""

    why: Why
    written: str
    data: str
    """As it should be written, in the language of the page."""
    row: Observation


def agrees(mention: Mention, bound: Bound, language: str = "vi") -> Disagreement | None:
    """Compare a figure as written with the data of its link; None where they agree."""
    row, indicator = bound.figure.observation, bound.series.indicator
    if bound.link.kind == "attainment":
        assert bound.attainment is not None
        why = _attained(mention, bound.attainment, language)
        data = _attainment_text(bound.attainment, language)
    else:
        why = _value(mention, bound, language)
        data = words(language).say.value(row, indicator)
    return Disagreement(why, written(mention), data, row) if why else None


def written(mention: Mention) -> str:
    """The figure as written, its bound word before it."""
    close = mention.unit.startswith(("%", "‰"))
    figure = f"{mention.number}{'' if close or not mention.unit else ' '}{mention.unit}"
    return f"{mention.word} {figure}" if mention.word else figure


def _value(mention: Mention, bound: Bound, language: str) -> Why | None:
    row, indicator = bound.figure.observation, bound.series.indicator
    unit = data_unit(indicator, language)
    if mention.form in ("fraction", "of") and unit.family == "percent":
        return _share(mention, row.value)
    if mention.form == "fraction":
        return "unit"
    if mention.change and unit.family != "points":
        return _changed(mention, bound, unit)
    if not _units_fit(mention, unit, indicator):
        return "unit"
    factor = _factor(mention, unit)
    if mention.form == "nothing":
        return None if row.value == 0 and row.upper is None else "number"
    if (row.upper is None) != (mention.upper is None):
        return "range"
    if row.upper is not None and not _equal(mention, mention.upper, row.upper * factor):
        return "range"
    return _against(mention, row.value * factor, row.bound)


def _against(mention: Mention, data: Decimal, own: str) -> Why | None:
    """The number against the data in the unit as written; `own` is the row's bound."""
    if own and mention.bound not in ("", own):
        return "bound"
    if own or not mention.bound or mention.upper is not None:
        return None if _equal(mention, mention.value, data) else "number"
    return None if _within(mention, mention.value, data, _last_place(mention)) else "bound"


def _within(mention: Mention, said: Decimal, data: Decimal, place: Decimal) -> bool:
    """Whether a bound word holds."""
    reach = _reach(mention)
    if mention.bound == "about":
        return abs(data - said) <= max(abs(said) * ABOUT, place / 2)
    gap = data - said if mention.bound == "above" else said - data
    if reach == "at":
        return gap >= 0
    return gap > 0 and (reach == "far" or gap <= max(abs(said) * NEAR, place))


def _reach(mention: Mention) -> str:
    return tables(mention.language).reaches.get(mention.word.lower(), "near")


def _equal(mention: Mention, said: Decimal | None, data: Decimal) -> bool:
    return said is not None and at_precision(data, mention.decimals) == said


def _last_place(mention: Mention) -> Decimal:
    return _ONE.scaleb(-mention.decimals)


def _share(mention: Mention, rate: Decimal) -> Why | None:
    """'một phần ba', '58/63' against a rate in percent."""
    share = mention.value if mention.form == "fraction" else mention.value / (mention.out_of or 1)
    said = share * HUNDRED
    if mention.bound:
        return None if _within(mention, said, rate, FRACTION_POINTS) else "bound"
    if mention.form == "of":
        exponent = rate.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return None if at_precision(said, places) == rate else "number"
    return None if abs(said - rate) <= FRACTION_POINTS else "number"


def _changed(mention: Mention, bound: Bound, unit: Unit) -> Why | None:
    """'tăng 0,6 điểm phần trăm' bound to a value: its change since the value before."""
    row, indicator = bound.figure.observation, bound.series.indicator
    before = bound.series.before(row) if row.measure == "actual" else None
    if before is None or (mention.upper, row.upper, before.upper) != (None, None, None):
        return "change"
    gap = row.value - before.value
    if gap == 0 or (gap > 0) != (mention.change == "up"):
        return "change"
    if mention.family == "percent" and unit.family != "percent":
        if before.value <= 0:
            return "change"
        return _against(mention, abs(gap) / before.value * HUNDRED, "")
    if indicator.is_rate:
        return _against(mention, abs(gap), "") if _says_points(mention) else "unit"
    if not _units_fit(mention, unit, indicator):
        return "unit"
    return _against(mention, abs(gap) * _factor(mention, unit), "")


def _attained(mention: Mention, found: Attainment, language: str) -> Why | None:
    if found.indicator.is_rate or (found.percent is None and found.difference is not None):
        return _apart(mention, found, language)
    if found.percent is None:
        return "no-attainment"
    percent = found.percent
    if mention.form == "fraction":
        return _share(mention, percent)
    if mention.base_unit in ("lần", "times"):
        return _against(mention, percent / HUNDRED, "")
    if mention.upper is not None:
        return "range"
    if mention.family not in ("", "percent") or mention.scale != 1:
        return "unit"
    match mention.change:
        case "up":
            return _against(mention, percent - HUNDRED, "")
        case "down":
            return _against(mention, HUNDRED - percent, "")
    return _against(mention, percent, "")


def _apart(mention: Mention, found: Attainment, language: str) -> Why | None:
    """The difference to the plan, in points for a rate."""
    if found.difference is None:
        return "no-attainment"
    if mention.upper is not None:
        return "range"
    unit = data_unit(found.indicator, language)
    if found.indicator.is_rate:
        if not _says_points(mention):
            return "unit"
    elif not _units_fit(mention, unit, found.indicator):
        return "unit"
    side = {"up": _ONE, "down": -_ONE}.get(mention.change)
    if side is not None and found.difference * side <= 0:
        return "change"
    factor = _ONE if found.indicator.is_rate else _factor(mention, unit)
    data = found.difference if mention.value < 0 else abs(found.difference)
    return _against(mention, data * factor, "")


def _says_points(mention: Mention) -> bool:
    return mention.family == "points" or mention.base_unit in ("", "điểm", "points")


def data_unit(indicator: Indicator, language: str) -> Unit:
    """The unit of an indicator as the tables know it."""
    return unit_of(in_language(indicator, "unit", language), tables(language))


def _units_fit(mention: Mention, data: Unit, indicator: Indicator) -> bool:
    """Whether a figure may be said in this unit; a missing one is fine."""
    names = {indicator.unit.lower(), indicator.unit_en.lower()}
    if not mention.unit or mention.unit.lower() in names:
        return True
    if not mention.base_unit:
        return data.family not in ("percent", "points")
    if mention.per and data.per != mention.per and (data.per or mention.per not in ("năm", "year")):
        return False
    known = tables(mention.language)
    if not data.family:
        return mention.family not in _NEVER_COUNTED
    if mention.base_unit == "điểm" or mention.family == "percent":
        return data.family in ("points", mention.family)
    if mention.base_unit in known.units["generic"] and data.family in known.counted:
        return True
    same = mention.family == data.family
    return same and (data.family not in _SAME_BASE or mention.base_unit == data.base)


def _factor(mention: Mention, data: Unit) -> Decimal:
    """From the data's unit to the one as written; without any unit they are the same."""
    return data.scale / mention.scale if mention.unit else _ONE


def _attainment_text(found: Attainment, language: str) -> str:
    say = words(language).say
    if found.percent is not None:
        return f"{say.number(shown_percent(found.percent))}%"
    if found.difference is not None:
        return f"{say.number(found.difference)}{say.points(found.indicator)}"
    return str(say.comparison(found))
