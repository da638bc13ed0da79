"""Charts of an indicator, each drawn twice from one spec: static SVG and Plotly's figure.

A new kind of chart is a module with a function like those in CHARTS, and one line there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.charts import breakdown, time
from generator.charts.chart import Chart
from generator.charts.small import bullet, spark
from generator.figures import Series
from generator.model import Yearbook
from generator.words import Words

CHARTS: dict[str, Callable[[Series, Yearbook, Words], Iterable[Chart]]] = {
    "time": time.charts,
    "breakdown": breakdown.charts,
}
"""Kinds of charts in the order in which a page shows them."""


def charts(series: Series, book: Yearbook, words: Words) -> tuple[Chart, ...]:
    """All charts of an indicator's page; none where there is nothing to compare."""
    return tuple(chart for kind in CHARTS.values() for chart in kind(series, book, words))


__all__ = ["CHARTS", "Chart", "bullet", "charts", "spark"]
