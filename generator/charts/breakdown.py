"""One value by its groups: districts, markets, areas."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.attainment import HUNDRED, at_precision
from generator.charts import finding, phrases
from generator.charts.chart import Chart, make
from generator.charts.marks import judged, mark
from generator.charts.scale import scale
from generator.charts.spec import Panel, Slot, Spec, with_unique_keys
from generator.figures import Series
from generator.folding import slug
from generator.model import Observation, Yearbook
from generator.words import Words


def charts(series: Series, book: Yearbook, words: Words) -> Iterator[Chart]:
    """A chart for each breakdown: its newest year."""
    for name, rows in drawn(series).items():
        spec = breakdown_spec(series, rows, book, words)
        newest_basis = [row for row in rows if row.basis == rows[-1].basis]
        texts = finding.breakdown_texts(
            series, spec, rows, shares(series, newest_basis), book, words
        )
        yield make(id_of(name), "breakdown", spec, texts, words)


def drawn(series: Series) -> dict[str, tuple[Observation, ...]]:
    """What each chart will show, told without drawing it: more than one mark.

    By a name for addresses, unique in the page whatever the breakdowns are called.
    """
    newest: dict[str, int] = {}
    for year, by in series.breakdowns:
        newest[by] = max(year, newest.get(by, year))
    found: dict[str, tuple[Observation, ...]] = {}
    for by, year in newest.items():
        rows = series.breakdowns[(year, by)]
        if _has_two_marks(series, rows):
            found[_name(by, found)] = rows
    return found


def id_of(name: str) -> str:
    """The id of a chart in its page: 'bieu-do-district'."""
    return f"bieu-do-{name}"


def _has_two_marks(series: Series, rows: tuple[Observation, ...]) -> bool:
    if len(rows) > 1 or series.plan_for(rows[0]) is not None:
        return True
    return total_of(series, rows) is not None


def breakdown_spec(
    series: Series, rows: Sequence[Observation], book: Yearbook, words: Words
) -> Spec:
    """Bars by group, the largest first; one panel for each basis."""
    indicator = series.indicator
    bases = list(dict.fromkeys(row.basis for row in rows))
    panels = with_unique_keys(
        _panel(series, [row for row in rows if row.basis == basis], book, words) for basis in bases
    )
    values = [v for panel in panels for slot in panel.slots for m in slot.marks for v in m.values]
    return Spec(
        form="groups",
        panels=panels,
        links=(),
        scale=scale(values, from_zero=True, decimals=indicator.decimals),
        decimals=indicator.decimals,
        suffix="%" if indicator.unit.startswith("%") else "",
        unit=words.say.unit(indicator),
    )


def total_of(series: Series, rows: Sequence[Observation]) -> Observation | None:
    """The total that groups belong to: of the same year, basis and length."""
    first = rows[0]
    found = series.find(first.year, "actual", basis=first.basis)
    return found if found is not None and found.since == first.since else None


def shares(series: Series, rows: Sequence[Observation]) -> dict[str, Decimal]:
    """Percent of the total, one decimal, by group; nothing where the parts don't fit in it."""
    total = total_of(series, rows)
    exact = all(row.bound == "" and row.upper is None for row in rows)
    if series.indicator.is_rate or total is None or not exact or total.value <= 0:
        return {}
    if total.bound or total.upper is not None or any(row.value < 0 for row in rows):
        return {}
    if sum(row.value for row in rows) > total.value:
        return {}
    return {row.group: _percent(row, total) for row in rows}


def _percent(row: Observation, total: Observation) -> Decimal:
    return at_precision(row.value / total.value * HUNDRED, 1)


def _panel(series: Series, rows: list[Observation], book: Yearbook, words: Words) -> Panel:
    name = book.label("basis", rows[0].basis) if rows[0].basis else None
    title = "" if name is None else finding.named(name, words)
    ordered = rows if _has_own_order(rows) else sorted(rows, key=lambda row: -row.value)
    largest = max(row.value for row in rows)
    of_all = shares(series, rows)
    slots = [
        _slot(series, row, book, words, is_strong=row.value == largest, share=of_all.get(row.group))
        for row in ordered
    ]
    total = total_of(series, rows)
    if total is not None and (len(rows) == 1 or series.indicator.is_rate):
        key = "average" if series.indicator.is_rate else "total"
        label = phrases.say(words, key)
        whole = Slot(label, label, total.year, total.since, is_strong=False)
        slots.append(replace(whole, actual=mark(total, series.indicator, words)))
    return Panel(title, tuple(slots))


def _has_own_order(rows: Sequence[Observation]) -> bool:
    """Names with numbers (15–24 tuổi, bậc 1) are in an order of their own."""
    return all(any(letter.isdigit() for letter in row.group) for row in rows)


def _slot(
    series: Series,
    row: Observation,
    book: Yearbook,
    words: Words,
    *,
    is_strong: bool,
    share: Decimal | None,
) -> Slot:
    plan = series.plan_for(row)
    label = finding.named(book.label("group", row.group), words)
    return Slot(
        key=label,
        label=label,
        year=row.year,
        since=row.since,
        actual=mark(row, series.indicator, words),
        plan=mark(plan, series.indicator, words) if plan else None,
        is_strong=is_strong,
        judged=judged(series, row, words),
        aside=f"{words.say.number(share)}%" if share is not None else "",
    )


def _name(by: str, used: Container[str]) -> str:
    stem = slug(by) or "nhom"
    name, number = stem, 2
    while name in used:
        name, number = f"{stem}-{number}", number + 1
    return name
