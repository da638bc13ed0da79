"""Actual against plan, in Decimal, at the indicator's own decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from generator.figures import Series
from generator.model import Indicator, Observation

Verdict = Literal["exceeded", "met", "missed", "none"]
Side = Literal["below", "inside", "above"]

HUNDRED = Decimal(100)
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Digits enough for the longest value that a table may hold, so that none is lost."""


@dataclass(frozen=True, slots=True)
class Attainment:
    """How a value stands to its plan."""

    indicator: Indicator
    actual: Observation
    plan: Observation | None
    verdict: Verdict
    side: Side | None
    """Where the value lies; None where that isn't decided or there is no plan."""

    @property
    def percent(self) -> Decimal | None:
        """Percent of plan, exact, not rounded: counts and amounts with a plan above zero."""
        return _percent(self.indicator, self.plan, self.actual) if self.plan else None

    @property
    def difference(self) -> Decimal | None:
        """Actual less plan: rates, and the distance to the nearer end of a range."""
        return _difference(self.indicator, self.plan, self.actual) if self.plan else None

    @property
    def is_firm(self) -> bool:
        """Rests on a final value."""
        return self.actual.status == "final"


def judge(indicator: Indicator, plan: Observation | None, actual: Observation) -> Attainment:
    """Judge a value against its plan; without a plan the verdict is 'none'."""
    if plan is None:
        return Attainment(indicator, actual, None, "none", None)
    side = _side(indicator, plan, actual)
    return Attainment(indicator, actual, plan, _verdict(indicator, side), side)


def attainment(series: Series, actual: Observation) -> Attainment:
    """Judge a value against the plan in force of its own series."""
    year = series.years.get(actual.year)
    if year is None:
        return judge(series.indicator, None, actual)
    plan = series.plan_for(actual)
    return year.once(actual, "judged", lambda: judge(series.indicator, plan, actual))


def at_precision(value: Decimal, decimals: int) -> Decimal:
    """The value at a number of decimals, ties away from zero."""
    return value.quantize(_STEPS[decimals] if decimals < 30 else _step(decimals), context=_EXACT)


def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


_STEPS = tuple(map(_step, range(30)))


def shown_percent(percent: Decimal) -> Decimal:
    """A percent of plan as it is said: one decimal, no closing zero.

    More decimals where one would say 100 of a value that isn't the plan, or 0 of one that is there.
    """
    for decimals in range(1, 30):
        rounded = at_precision(percent, decimals)
        if rounded not in (0, HUNDRED) or rounded == percent:
            break
    return without_zeros(rounded)


def without_zeros(value: Decimal) -> Decimal:
    """The same number without closing zeros behind the comma."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize(_EXACT)


def _ends(indicator: Indicator, row: Observation) -> tuple[Decimal, Decimal]:
    low = at_precision(row.value, indicator.decimals)
    high = at_precision(row.upper, indicator.decimals) if row.upper is not None else low
    return low, high


def _side(indicator: Indicator, plan: Observation, actual: Observation) -> Side | None:
    low, high = _ends(indicator, actual)
    match actual.bound:
        case "about":
            return None
        case "below":
            return (
                "below" if _wholly_below(indicator, plan, high) else _if_inside(plan, "below", high)
            )
        case "above":
            return (
                "above" if _wholly_above(indicator, plan, low) else _if_inside(plan, "above", low)
            )
    sides = {_side_of(indicator, plan, low), _side_of(indicator, plan, high)}
    return sides.pop() if len(sides) == 1 else None


def _side_of(indicator: Indicator, plan: Observation, value: Decimal) -> Side:
    low, high = _ends(indicator, plan)
    if plan.bound == "below":
        return "inside" if value < low else "above"
    if plan.bound == "above":
        return "inside" if value > low else "below"
    if value < low:
        return "below"
    return "above" if value > high else "inside"


def _wholly_below(indicator: Indicator, plan: Observation, limit: Decimal) -> bool:
    """All values under `limit` lie under the plan."""
    return plan.bound != "below" and limit <= _ends(indicator, plan)[0]


def _wholly_above(indicator: Indicator, plan: Observation, limit: Decimal) -> bool:
    return plan.bound != "above" and limit >= _ends(indicator, plan)[1]


def _if_inside(plan: Observation, bound: str, limit: Decimal) -> Side | None:
    """A bounded value within a plan that is the same kind of bound."""
    if plan.bound != bound:
        return None
    holds = limit <= plan.value if bound == "below" else limit >= plan.value
    return "inside" if holds else None


def _verdict(indicator: Indicator, side: Side | None) -> Verdict:
    if side is None:
        return "none"
    if side == "inside":
        return "met"
    if indicator.direction == "neutral":
        return "none"
    better = "above" if indicator.direction == "up" else "below"
    return "exceeded" if side == better else "missed"


def _is_exact(row: Observation) -> bool:
    return row.bound == "" and row.upper is None


def _percent(indicator: Indicator, plan: Observation, actual: Observation) -> Decimal | None:
    single_plan = plan.upper is None and plan.bound in ("", "about")
    if indicator.is_rate or not single_plan or not _is_exact(actual):
        return None
    if plan.value <= 0 or actual.value < 0:
        return None
    return _EXACT.divide(_EXACT.multiply(actual.value, HUNDRED), plan.value)


def _difference(indicator: Indicator, plan: Observation, actual: Observation) -> Decimal | None:
    if not _is_exact(actual) or plan.bound in ("below", "above"):
        return None
    value = at_precision(actual.value, indicator.decimals)
    low, high = _ends(indicator, plan)
    nearest = low if value < low else high if value > high else value
    if plan.upper is None:
        nearest = low
    return without_zeros(_EXACT.subtract(value, nearest))
