"""An axis of values: exact ends and round ticks; floats only where it meets the paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext

ZERO = Decimal(0)
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """The span of values that a chart shows."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def has_zero(self) -> bool:
        """Zero lies within."""
        return self.low <= ZERO <= self.high

    def share(self, value: Decimal) -> float:
        """Where a value lies between both ends, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    @property
    def zero(self) -> float:
        """Where bars begin."""
        return self.share(ZERO) if self.has_zero else 0.0


def scale(values: Iterable[Decimal], *, from_zero: bool, decimals: int) -> Scale:
    """The scale for some values; a flat or empty span becomes one that can be drawn."""
    known = tuple(values)
    low, high = min(known, default=ZERO), max(known, default=ZERO)
    if from_zero or _near_zero(low, high):
        low, high = min(low, ZERO), max(high, ZERO)
    if low == high:
        high = low + 1
    return Scale(low, high, _ticks(low, high, decimals))


def _near_zero(low: Decimal, high: Decimal) -> bool:
    """Zero is so close that leaving it out would only mislead; always for a flat line."""
    span = high - low
    nearest = low if low > 0 else -high if high < 0 else ZERO
    return span == 0 or nearest <= span * Decimal("1.5")


def _ticks(low: Decimal, high: Decimal, decimals: int) -> tuple[Decimal, ...]:
    with localcontext() as context:
        context.prec = 60
        step = _step((high - low) / 4)
        step = max(step, Decimal(1).scaleb(-decimals))
        first = (low / step).to_integral_value(ROUND_CEILING)
        found: list[Decimal] = []
        while first * step <= high and len(found) < 12:
            found.append(_plain(first * step))
            first += 1
    return tuple(found)


def _step(raw: Decimal) -> Decimal:
    unit = Decimal(1).scaleb(raw.adjusted())
    return next(unit * step for step in _STEPS if unit * step >= raw)


def _plain(value: Decimal) -> Decimal:
    """No exponent and no closing zeros, as numbers are written."""
    return Decimal(format(value.normalize(), "f")) if value else ZERO
