"""Sentences about results in English. The same functions as the Vietnamese ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.attainment import Attainment, Verdict, shown_percent
from generator.figures import Series
from generator.model import Direction, Indicator, Observation, Status, Yearbook
from generator.words.letters import lower_first as lower_first
from generator.words.letters import upper_first as upper_first
from generator.words.names import language_name
from generator.words.numbers import EN_DASH, MINUS, behind, plain, signed

LANGUAGE = "en"

_BOUNDS = {"": "", "about": "about ", "below": "below ", "above": "above "}
_STATUS = {
    "final": "final",
    "provisional": "provisional",
    "estimate": "estimate",
    "forecast": "forecast",
}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_POINTS = "percentage points"


def number(value: Decimal) -> str:
    """18,382; 3.34."""
    return plain(value, LANGUAGE)


def day(when: date) -> str:
    """4 March 2024."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def language(code: str) -> str:
    """Vietnamese."""
    return language_name(code, LANGUAGE)


def long_day(when: date) -> str:
    """4 March 2024."""
    return day(when)


def status(code: Status) -> str:
    """final, provisional, estimate, forecast."""
    return _STATUS[code]


def measure(code: str) -> str:
    """plan or actual."""
    return code


def unit(indicator: Indicator) -> str:
    """The unit as it follows a number."""
    return behind(indicator.unit_en or indicator.unit)


def points(indicator: Indicator) -> str:
    """The unit of a difference of two values."""
    return behind(_POINTS) if indicator.is_rate else unit(indicator)


def value(row: Observation, indicator: Indicator, *, with_unit: bool = True) -> str:
    """18,382 people; 3.34%; about 1,500 people; below 3%."""
    ends = number(row.value)
    if row.upper is not None:
        ends = f"{ends}{EN_DASH}{number(row.upper)}"
    return _BOUNDS[row.bound] + ends + (unit(indicator) if with_unit else "")


def period(row: Observation, indicator: Indicator) -> str:
    """2020; 2016–2020; 2019 to 27 August 2024, cumulative."""
    if row.since is None:
        return str(row.year)
    if indicator.is_rate:
        return f"{row.since}{EN_DASH}{row.year}"
    end = day(row.as_of) if row.as_of.year == row.year else f"the end of {row.year}"
    return f"{row.since} to {end}, cumulative"


def short_period(row: Observation) -> str:
    """2020; 2016–2020."""
    return str(row.year) if row.since is None else f"{row.since}{EN_DASH}{row.year}"


def verdict(code: Verdict, direction: Direction) -> str:
    """better than planned, met the plan, missed the plan, no plan known."""
    return {
        "exceeded": "better than planned",
        "met": "met the plan",
        "missed": "missed the plan",
        "none": "no plan known",
    }[code]


def result(
    series: Series, found: Attainment, *, group: str = "", subject: str | None = None
) -> str:
    """'People helped into work, 2020: 18,382 people, 102.1% of the plan (...): better ...'."""
    row, indicator = found.actual, series.indicator
    name = subject or _subject(indicator, row, group)
    kind = "" if row.status == "final" else f" ({_STATUS[row.status]})"
    words = f"{name}: {value(row, indicator)}{kind}"
    if said := comparison(found):
        words += f", {said}"
    if found.verdict != "none":
        words += f": {verdict(found.verdict, indicator.direction)}"
    return words + "."


def comparison(found: Attainment) -> str:
    """How the value stands to the plan; '' without one."""
    plan = found.plan
    if plan is None:
        return ""
    planned = value(plan, found.indicator)
    said = short_comparison(found)
    if plan.upper is not None:
        return said if found.side != "inside" else f"within the planned range ({planned})"
    if plan.bound in ("below", "above") or not said:
        return f"plan: {planned}"
    return f"{said} ({planned})" if found.percent is not None else f"{said} (plan {planned})"


def short_comparison(found: Attainment) -> str:
    """The comparison without the plan's value."""
    plan, gap = found.plan, found.difference
    if plan is None or plan.bound in ("below", "above"):
        return ""
    if plan.upper is not None:
        return _against_range(found)
    if found.percent is not None:
        return f"{number(shown_percent(found.percent))}% of the plan"
    if gap is None:
        return ""
    if gap == 0:
        return "equal to the plan"
    side = "above" if gap > 0 else "below"
    return f"{number(abs(gap))}{points(found.indicator)} {side} the plan"


def attained(found: Attainment) -> str:
    """How far the plan was reached, as a bare figure: '102.1%'; '' without one."""
    if found.percent is not None:
        return f"{number(shown_percent(found.percent))}%"
    if found.difference is None:
        return ""
    return f"{number(abs(found.difference))}{points(found.indicator)}"


def formula(found: Attainment) -> str:
    """How the verdict was reached: '18,382 ÷ 18,000 × 100 = 102.1%'."""
    plan, actual, indicator = found.plan, found.actual, found.indicator
    if plan is None:
        return ""
    if found.percent is not None:
        share = number(shown_percent(found.percent))
        return f"{number(actual.value)} ÷ {number(plan.value)} × 100 = {share}%"
    if plan.upper is not None or plan.bound in ("below", "above") or found.difference is None:
        return f"{value(actual, indicator)}; plan {value(plan, indicator)}"
    if found.difference == 0:
        return f"{number(actual.value)} = {number(plan.value)}"
    sign = MINUS if plan.value >= 0 else "+"
    gap = signed(found.difference, LANGUAGE)
    return f"{number(actual.value)} {sign} {number(abs(plan.value))} = {gap}{points(indicator)}"


def planned(row: Observation, indicator: Indicator) -> str:
    """'Plan for 2021: 20,000 people.'"""
    return f"Plan for {period(row, indicator)}: {planned_value(row, indicator)}."


def planned_value(row: Observation, indicator: Indicator) -> str:
    """The plan's value as said."""
    if row.value == 0 and row.upper is None and not row.bound and indicator.is_count:
        return f"no{unit(indicator)}"
    return value(row, indicator)


def change(before: Observation, now: Observation, indicator: Indicator) -> str:
    """'Compared with 2019: down 0.99 percentage points.'"""
    said = changed(before, now, indicator)
    return f"Compared with {period(before, indicator)}: {said}." if said else ""


def changed(before: Observation, now: Observation, indicator: Indicator) -> str:
    """'down 0.99 percentage points'; 'up 1,618 people, 8.8%'; 'unchanged'."""
    if {before.bound, now.bound} != {""} or before.upper is not None or now.upper is not None:
        return ""
    gap = now.value - before.value
    if gap == 0:
        return "unchanged"
    words = f"{'up' if gap > 0 else 'down'} {number(abs(gap))}{points(indicator)}"
    if not indicator.is_rate and before.value > 0:
        words += f", {number(shown_percent(abs(gap) / before.value * 100))}%"
    return words


def not_compared(before: Observation, now: Observation, book: Yearbook) -> str:
    """'Not compared with 2020: the basis changed.'"""
    when = period(before, book.indicators[now.indicator])
    return f"Not compared with {when}: {basis_change(before, now, book)}."


def basis_change(before: Observation, now: Observation, book: Yearbook) -> str:
    """What changed between two bases."""
    return "the basis of measurement changed"


def revised(
    old: Observation, new: Observation, indicator: Indicator, corrected: bool = False
) -> str:
    """'The figure for 2020 was revised from ... to ...'."""
    return (
        f"The figure for {period(new, indicator)} was {'corrected' if corrected else 'revised'} "
        f"from {_vintage(old, indicator)} to {_vintage(new, indicator)}."
    )


def replanned(
    old: Observation, new: Observation, indicator: Indicator, corrected: bool = False
) -> str:
    """'The plan for 2021 was changed from ... to ...'."""
    return (
        f"The plan for {period(new, indicator)} was {'corrected' if corrected else 'changed'} from "
        f"{planned_value(old, indicator)} ({day(old.as_of)}) to "
        f"{planned_value(new, indicator)} ({day(new.as_of)})."
    )


def named(row: Observation, indicator: Indicator) -> str:
    """'People helped into work, actual, 2020'."""
    return f"{_name(indicator)}, {measure(row.measure)}, {period(row, indicator)}"


def _name(indicator: Indicator) -> str:
    return indicator.name_en or indicator.name


def _subject(indicator: Indicator, row: Observation, group: str) -> str:
    name = _name(indicator) + (f" ({group})" if group else "")
    return f"{name}, {period(row, indicator)}"


def _against_range(found: Attainment) -> str:
    plan, indicator = found.plan, found.indicator
    assert plan is not None
    if found.side == "inside":
        return "within the planned range"
    if found.difference is None or plan.upper is None:
        return ""
    gap = f"{number(abs(found.difference))}{points(indicator)}"
    if found.side == "below":
        return f"{gap} below the planned minimum ({number(plan.value)})"
    return f"{gap} above the planned maximum ({number(plan.upper)})"


def _vintage(row: Observation, indicator: Indicator) -> str:
    word = "" if row.status == "final" else f"{_STATUS[row.status]} "
    return f"{word}{value(row, indicator)} ({day(row.as_of)})"
