"""Small rows for the tests of numbers in prose."""

from datetime import date
from decimal import Decimal

from generator.model import Indicator, Observation


def indicator(
    unit: str = "người", unit_en: str = "people", decimals: int = 0, direction: str = "up"
) -> Indicator:
    return Indicator("x", "Tên", "Name", unit, unit_en, decimals, direction, "t", "", "")  # type: ignore[arg-type]


def observation(
    value: Decimal | str | int = 0,
    upper: Decimal | str | None = None,
    bound: str = "",
    measure: str = "actual",
    year: int = 2020,
) -> Observation:
    return Observation(
        indicator="x",
        year=year,
        since=None,
        measure=measure,  # type: ignore[arg-type]
        value=Decimal(value),
        upper=None if upper is None else Decimal(upper),
        bound=bound,  # type: ignore[arg-type]
        status="final",
        as_of=date(year + 1, 1, 1),
        basis="",
        by="",
        group="",
        source="s",
        note="",
        line=2,
    )
