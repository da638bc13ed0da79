"""The values of an indicator over the years, against their plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.charts import finding
from generator.charts.chart import Chart, make
from generator.charts.ink import NARROW
from generator.charts.letters import width
from generator.charts.marks import judged, mark, older
from generator.charts.scale import scale
from generator.charts.spec import Form, Link, Panel, Slot, Spec, with_unique_keys
from generator.figures import Series
from generator.model import Indicator, Observation, Yearbook
from generator.words import Words

ID = "bieu-do"
UPRIGHT_PANELS = 3
"""More bases than these stand one below the other."""
FEW = 5
"""Fewer actual values than these are bars one below the other."""
MANY = 10
"""More columns than these don't all carry their number."""
MOST_EMPTY = 60
"""More years without a value than these are left out of the axis."""

Place = tuple[int, int | None]


def charts(series: Series, book: Yearbook, words: Words) -> Iterator[Chart]:
    """The one time chart; none where there is a single value and nothing to compare it with."""
    spec = time_spec(series, book, words)
    if sum(1 for _ in spec.drawn()) > 1:
        yield make(ID, "time", spec, finding.time_texts(series, spec, book, words), words)


def is_drawn(series: Series) -> bool:
    """Whether there will be a chart, told without drawing it: more than one mark."""
    marks = 0
    for row in series.totals:
        vintages = series.vintages_of(row.subject)
        marks += len({(old.value, old.upper, old.bound) for old in vintages})
        if marks > 1:
            return True
    return False


def time_spec(series: Series, book: Yearbook, words: Words) -> Spec:
    """The time chart without ink; only totals."""
    indicator = series.indicator
    panels = with_unique_keys(_panel(series, basis, book, words) for basis in _bases(series))
    links = tuple(link for index, panel in enumerate(panels) for link in _links(index, panel))
    form = _form(indicator, panels, links)
    if form in ("dots", "columns"):
        panels = _with_empty_years(panels)
        links = tuple(link for index, panel in enumerate(panels) for link in _links(index, panel))
    values = [
        value
        for panel in panels
        for slot in panel.slots
        for drawn in slot.marks
        for value in drawn.values
    ]
    return Spec(
        form=form,
        panels=panels,
        links=links,
        scale=scale(values, from_zero=form != "dots", decimals=indicator.decimals),
        decimals=indicator.decimals,
        suffix="%" if indicator.unit.startswith("%") else "",
        unit=words.say.unit(indicator),
    )


def _bases(series: Series) -> list[str]:
    """Bases by their first year; of one year by their last."""
    years: dict[str, list[int]] = {}
    for row in series.totals:
        years.setdefault(row.basis, []).append(row.year)
    return sorted(years, key=lambda basis: (min(years[basis]), max(years[basis])))


def _panel(series: Series, basis: str, book: Yearbook, words: Words) -> Panel:
    rows = [row for row in series.totals if row.basis == basis]
    places = sorted({_place(row) for row in rows}, key=lambda place: (place[0], place[1] or 9999))
    return Panel(
        title=finding.named(book.label("basis", basis), words) if basis else "",
        slots=tuple(_slot(series, place, rows, words) for place in places),
    )


def _place(row: Observation) -> Place:
    return (row.year, row.since)


def _slot(series: Series, place: Place, rows: Iterable[Observation], words: Words) -> Slot:
    here = {row.measure: row for row in rows if _place(row) == place}
    plan, actual = here.get("plan"), here.get("actual")
    label = words.say.short_period(actual or plan)
    period = words.say.period(actual or plan, series.indicator)
    past = [old for row in (plan, actual) if row for old in older(series, row, words)]
    return Slot(
        key=label,
        label=label,
        year=place[0],
        since=place[1],
        actual=mark(actual, series.indicator, words) if actual else None,
        plan=mark(plan, series.indicator, words) if plan else None,
        older=tuple(past),
        head=label if place[1] is None else words.say.upper_first(period),
        judged=judged(series, actual, words) if actual else "",
    )


def _links(index: int, panel: Panel) -> Iterator[Link]:
    """Lines between neighbours that cover the same length of time."""
    last: dict[int | None, int] = {}
    for position, slot in enumerate(panel.slots):
        if slot.actual is None:
            continue
        before = last.get(slot.since)
        if before is not None and slot.actual.is_exact:
            is_gap = slot.year - panel.slots[before].year > 1
            yield Link(index, before, position, is_gap)
        last.pop(slot.since, None)
        if slot.actual.is_exact:
            last[slot.since] = position


def _form(indicator: Indicator, panels: tuple[Panel, ...], links: tuple[Link, ...]) -> Form:
    """Rates are dots on a line, counts and amounts bars; few values stand below one another."""
    if len(panels) > UPRIGHT_PANELS:
        return "rows"
    actuals = [slot.actual for panel in panels for slot in panel.slots if slot.actual]
    if indicator.is_rate:
        return "dots" if links or len(actuals) >= FEW else "rows"
    return "columns" if len(actuals) >= FEW and _fits(panels) else "rows"


def _fits(panels: tuple[Panel, ...]) -> bool:
    """The numbers fit above their columns on a narrow page; of many only a few are shown."""
    slots = [slot for panel in panels for slot in panel.slots]
    if len(slots) > MANY:
        return True
    widest = max(width(slot.actual.label, 13, bold=True) for slot in slots if slot.actual)
    return widest <= NARROW / len(slots)


def _with_empty_years(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Years without a value keep their place between actual values, so that slopes are true."""
    missing = sum(panel.slots[-1].year - panel.slots[0].year for panel in panels)
    if missing > MOST_EMPTY:
        return panels
    return with_unique_keys(Panel(panel.title, tuple(_filled(panel.slots))) for panel in panels)


def _filled(slots: tuple[Slot, ...]) -> Iterator[Slot]:
    with_actual = [slot.year for slot in slots if slot.actual]
    last_actual = max(with_actual, default=slots[0].year)
    before: int | None = None
    for slot in slots:
        if before is not None:
            # Towards a plan far ahead one empty place is enough: no line leads there.
            end = slot.year if slot.year <= last_actual else min(slot.year, before + 2)
            for year in range(before + 1, end):
                yield Slot(str(year), str(year), year)
        yield slot
        before = slot.year
