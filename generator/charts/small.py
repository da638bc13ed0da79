"""Small charts without words: a bar for a card, a trend for a row; their row says the words."""

from __future__ import annotations

from decimal import Decimal

from generator.attainment import Attainment
from generator.charts import ink
from generator.charts.marks import mark
from generator.charts.rows import arrow
from generator.charts.scale import Scale, scale
from generator.charts.spec import Mark
from generator.figures import Series
from generator.model import Observation
from generator.words import Words

FULL = 92.0
"""Percent of the width that the greatest value reaches."""
WIDTH, HEIGHT, EDGE, TOP, LOW = 128, 46, 8.0, 6.0, 36.0


def bullet(found: Attainment, words: Words) -> str:
    """A bar from zero with the stroke of its plan; '' without a plan."""
    if found.plan is None:
        return ""
    actual = mark(found.actual, found.indicator, words)
    plan = mark(found.plan, found.indicator, words)
    span = scale([*actual.values, *plan.values], from_zero=True, decimals=found.indicator.decimals)
    parts = ['<rect class="bt" y="8.5" width="100%" height="1"/>']
    zero = span.zero * FULL
    end = span.share(actual.value) * FULL
    x, wide = min(zero, end), abs(end - zero)
    hollow = actual.is_hollow or actual.is_faint
    y, height = (5, 8) if hollow else (4, 10)
    parts.append(ink.rect(ink.bar_class(actual), x, y, wide, height))
    if actual.upper is not None:
        further = span.share(actual.upper) * FULL
        parts.append(ink.rect("br", end, y, further - end, height))
    parts += [arrow(actual, end, 9, "pa"), *_bullet_plan(plan, span)]
    return f'<svg class="bul ch" width="100%" height="18" aria-hidden="true">{"".join(parts)}</svg>'


def _bullet_plan(plan: Mark, span: Scale) -> list[str]:
    x = span.share(plan.value) * FULL
    stroke = ink.path("pk", "M0 0v18")
    parts = []
    if plan.upper is not None:
        end = span.share(plan.upper) * FULL
        parts = [ink.rect("pz", x, 0, end - x, 18), ink.at(end, 0, stroke)]
    elif plan.bound == "below":
        parts = [ink.rect("pz", span.zero * FULL, 0, x - span.zero * FULL, 18)]
    elif plan.bound == "above":
        parts = [ink.rect("pz", x, 0, 100 - x, 18)]
    elif plan.bound == "about":
        parts = [ink.at(x, 0, '<rect class="pz" x="-6" width="12" height="18"/>')]
    return [*parts, ink.at(x, 0, stroke)]


def spark(series: Series, words: Words, years: tuple[int, int]) -> str:
    """The newest totals on a common axis of years; '' for a single year without a plan."""
    first, last = years
    rows = [row for row in series.totals if first <= row.year <= last]
    has_plan = any(row.measure == "plan" for row in rows)
    if not rows or (len({row.year for row in rows}) == 1 and not has_plan):
        return ""
    marks = [(row, mark(row, series.indicator, words)) for row in rows]
    values = [value for _, item in marks for value in item.values]
    span = Scale(min(values), max(values), ())
    parts = [_spark_axis(first, last), *_spark_lines(rows, span, years)]
    for wanted in ("plan", "actual"):
        for row, item in marks:
            if item.measure == wanted:
                parts.append(_spark_mark(item, _x(row.year, years), span))
    return (
        f'<svg class="spk ch" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _x(year: int, years: tuple[int, int]) -> float:
    first, last = years
    if first == last:
        return WIDTH / 2
    return EDGE + (year - first) / (last - first) * (WIDTH - 2 * EDGE)


def _y(value: Decimal, span: Scale) -> float:
    if span.low == span.high:
        return (TOP + LOW) / 2
    return LOW - span.share(value) * (LOW - TOP)


def _spark_axis(first: int, last: int) -> str:
    step = max(1, (last - first) // 12)
    years = range(first, last + 1, step)
    ticks = "".join(f"M{ink.n(_x(year, (first, last)))} 42v3" for year in years)
    return ink.path("ld", f"M4 42h{WIDTH - 8}{ticks}")


def _spark_lines(rows: list[Observation], span: Scale, years: tuple[int, int]) -> list[str]:
    """Lines within one basis and one length of time only."""
    parts = []
    before: dict[tuple[str, int | None], Observation] = {}
    for row in rows:
        if row.measure != "actual" or row.upper is not None or row.bound in ("below", "above"):
            continue
        last = before.get((row.basis, row.since))
        if last is not None:
            start = f"M{ink.n(_x(last.year, years))} {ink.n(_y(last.value, span))}"
            end = f"L{ink.n(_x(row.year, years))} {ink.n(_y(row.value, span))}"
            gap = row.year - last.year > 1
            parts.append(ink.path("la gap" if gap else "la", start + end))
        before[(row.basis, row.since)] = row
    return parts


def _spark_mark(item: Mark, x: float, span: Scale) -> str:
    y = _y(item.value, span)
    if item.measure == "plan":
        strokes = "".join(f"M{ink.n(x - 8)} {ink.n(_y(v, span))}h16" for v in item.values)
        return ink.path("pk", strokes)
    kind = ink.dot_class(item)
    radius = "3.4" if kind == "da" else "3"
    return f'<circle class="{kind}" cx="{ink.n(x)}" cy="{ink.n(y)}" r="{radius}"/>'
