"""A figure in its indicator's unit and decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.intake.table.figure_text import NoFigure, Read
from generator.intake.table.grid import Cell, plain
from generator.intake.table.units import ratio, unit_of
from generator.model import Indicator

_SLACK = Decimal("0.000001")
"""What arithmetic of a spreadsheet leaves behind the digits that are meant."""


def in_unit(read: Read, cell: Cell, unit: str, indicator: Indicator, times: Decimal) -> Read:
    """The figure in the indicator's own unit; raises NoFigure where that isn't possible.

    `unit` is that of the row, the column or the table; the cell's own comes first.
    """
    if read.unit and not (read.unit == "%" and indicator.is_rate):
        own = unit_of(read.unit)
        share = ratio(own.base or unit_of(unit).base, indicator.unit)
        factor = None if share is None else share * own.times
    elif cell.shown.percent and not indicator.is_rate:
        factor = None
    else:
        factor = ratio(unit, indicator.unit)
    if factor is None:
        raise NoFigure("import-unit")
    factor *= times
    if factor == 1:
        return read
    upper = None if read.upper is None else plain(read.upper * factor)
    return replace(read, value=plain(read.value * factor), upper=upper)


def at_decimals(read: Read, cell: Cell, decimals: int) -> Read:
    """No more decimals than the indicator has; what arithmetic left over is cut."""
    value, slack = _cut(read.value, decimals)
    upper, more = _cut(read.upper, decimals) if read.upper is not None else (None, Decimal(0))
    if max(slack, more) > (_SLACK if cell.kind == "number" else 0):
        raise NoFigure("import-decimals")
    return replace(read, value=value, upper=upper)


def _cut(value: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    """The value at the decimals that it may have, and the share that was cut off."""
    if -int(value.as_tuple().exponent) <= decimals:
        return value, Decimal(0)
    rounded = round(value, decimals)
    slack = abs(value - rounded) / max(Decimal(1), abs(rounded))
    return (plain(rounded) if slack else rounded), slack


def agree(said: Decimal, percent: Decimal) -> bool:
    """Equal at the digits that are said, rounded or cut; or both as a fraction of one."""
    for exact in (percent, percent / 100):
        step = Decimal(1).scaleb(int(said.as_tuple().exponent))
        if abs(said - exact) < min(step, Decimal(1)):
            return True
    return False
