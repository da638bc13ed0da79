"""Rows that an article proposes for observations.csv, against those that are there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.intake.article.figures import ArticleFigure
from generator.model import Indicator, Observation
from generator.numerals import scan

Mark = Literal["+", "~", "=", "!"]
"""New; a later vintage; there already; another value of the same day."""

COLUMNS = (
    "indicator,year,since,measure,value,upper,bound,status,as_of,basis,by,group,source,note"
).split(",")
FIGURES = (
    "line,sentence,text,value,upper,bound,unit,kind,year,phrase,indicator,confidence,check"
).split(",")
_LEAST_SURE = 0.5
_ENOUGH = Decimal("0.0005")
"""Figures whose value the units turn into less than this part are not taken."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row, and how it stands to the table."""

    mark: Mark
    cells: tuple[str, ...]
    said: str
    """What the table has instead."""


def proposals(
    figures: Iterable[ArticleFigure],
    indicators: Mapping[str, Indicator],
    known: Iterable[Observation],
    as_of: date,
    source: str,
) -> list[Proposal]:
    """One row for each indicator, year and measure that the article tells."""
    rows: dict[tuple[str, int, str], Proposal] = {}
    totals = [row for row in known if row.is_total]
    for figure in figures:
        item = indicators.get(figure.indicator)
        if item is None or figure.kind not in ("actual", "plan", "forecast"):
            continue
        value, upper = _in_unit(figure.value, figure, item), _in_unit(figure.upper, figure, item)
        if value is None or figure.confidence < _LEAST_SURE:
            continue
        measure = "plan" if figure.kind == "plan" else "actual"
        key = (item.id, figure.year, measure)
        if key in rows:
            continue
        status = "forecast" if figure.kind == "forecast" else figure.status or "final"
        status = "final" if measure == "plan" else status
        cells = (
            *(item.id, str(figure.year), "", measure, format(value, "f")),
            "" if upper is None else format(upper, "f"),
            *("" if upper is not None else figure.bound, status, as_of.isoformat()),
            *("", "", "", source, ""),
        )
        mark, said = _against(key, (value, upper), totals, as_of)
        rows[key] = Proposal(mark, cells, said)
    return list(rows.values())


def _against(
    key: tuple[str, int, str],
    value: tuple[Decimal, Decimal | None],
    known: Iterable[Observation],
    as_of: date,
) -> tuple[Mark, str]:
    same = [row for row in known if (row.indicator, row.year, row.measure) == key]
    if not same:
        return "+", ""
    if any((row.value, row.upper) == value for row in same):
        return "=", ""
    newest = max(same, key=lambda row: row.as_of)
    said = f"{newest.value} ({newest.as_of.isoformat()})"
    return ("~", said) if newest.as_of < as_of else ("!", said)


def _in_unit(value: Decimal | None, figure: ArticleFigure, item: Indicator) -> Decimal | None:
    """A value in the indicator's unit; None where the units don't fit or digits would be lost."""
    if value is None:
        return None
    unit = next(iter(scan(f"1 {item.unit}", "vi")), None)
    scale = unit.scale if unit else Decimal(1)
    found = value * figure.scale / scale
    found = found.normalize() if found == found.to_integral_value() else found
    exponent = found.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if decimals > item.decimals:
        return None
    return Decimal(format(found, "f"))


def as_csv(rows: Iterable[Iterable[str]], header: Iterable[str] = ()) -> str:
    """Rows as a table's text, with '\\n' as line end."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def figures_csv(figures: Iterable[ArticleFigure]) -> str:
    """The table of figures that is written beside the page."""
    return as_csv((_cells(item) for item in figures), FIGURES)


def _cells(item: ArticleFigure) -> list[str]:
    return [
        *(str(item.line), item.sentence, item.text, format(item.value, "f")),
        "" if item.upper is None else format(item.upper, "f"),
        *(item.bound, item.unit, item.kind, str(item.year), item.phrase, item.indicator),
        *(f"{item.confidence:.2f}", item.check),
    ]
