"""The page of an indicator: now, and as published in each edition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.attainment import attainment
from generator.charts import Chart
from generator.figures import Series
from generator.folding import slug, sort_key
from generator.model import Edition, Observation
from generator.pages import citations
from generator.pages.breakdowns import Breakdowns
from generator.pages.common import (
    CATALOGUE,
    Link,
    References,
    crumbs,
    edition_link,
    edition_named,
    edition_uri,
    fill,
    indicator_uri,
    keep,
    local,
    mark,
    showing,
)
from generator.pages.history import histories
from generator.pages.redirects import within
from generator.pages.rows import Tables
from generator.pages.saying import headline, lede, result
from generator.pages.site import Page, Site

TEMPLATE = "indicator.html"


def pages(site: Site) -> Iterator[Page]:
    """The current page of every indicator, then those of each edition."""
    for indicator in site.book.indicators:
        series = site.view(None).series(indicator)
        yield Page(indicator_uri(indicator), TEMPLATE, partial(context, site, series))
    for edition in site.book.editions:
        for series in site.view(edition):
            uri = indicator_uri(series.indicator.id, edition)
            yield Page(uri, TEMPLATE, partial(context, site, series, edition))


def context(
    site: Site,
    series: Series,
    edition: Edition | None = None,
    references: References | None = None,
) -> dict[str, Any]:
    """One indicator as an edition knows it; as known now without one.

    `references` go on counting where many indicators stand in one document.
    """
    words, indicator = site.words, series.indicator
    name = local(indicator, words)
    references = References(site.book, words) if references is None else references
    moved = within(site, indicator_uri(indicator.id, edition), series)
    drawn = site.charts(series)
    title = name
    if edition:
        title = fill(words, "ind_title_edition", name=name, year=edition.year)
    return {
        "title": title,
        "description": fill(
            words, "ind_description", name=name, result=result(site, series)
        ).strip(),
        "crumbs": _crumbs(site, series, edition),
        "indicator": indicator,
        "comparable": bool(series.totals),
        "name": keep(name, words),
        "headline": keep(_headline(site, series, drawn), words),
        "lede": lede(site, series),
        "direction": fill(
            words,
            "ind_direction_said",
            direction=words.strings[f"ind_direction_{indicator.direction}"],
        ),
        **_state(site, series, edition),
        **_tables(Tables(series, site.book, words, references, moved), drawn),
        **_relatives(site, series, edition),
        **_editions(site, series, edition),
        **citations.of_indicator(site, series, edition),
        "sources": tuple(references),
    }


def _headline(site: Site, series: Series, drawn: tuple[Chart, ...]) -> str:
    """The newest figure's; where only groups have values, what their chart finds."""
    row = series.latest
    if row is not None and row.group and drawn:
        return drawn[-1].title
    return headline(site, series)


def _tables(tables: Tables, drawn: tuple[Chart, ...]) -> dict[str, Any]:
    """Every table, a breakdown's newest year with its chart; the other charts."""
    found = {chart.id: chart for chart in drawn}
    breakdowns = []
    newest: dict[str, int] = {}
    for table in Breakdowns(tables).all():
        chart = found.pop(f"bieu-do-{slug(table.by)}", None)
        if chart:
            newest[table.by] = table.year
        # The chart shows all bases of its year: a second table of that year needs no bars.
        bars = newest.get(table.by) != table.year
        breakdowns.append({"table": table, "chart": chart, "bars": bars})
    return {
        "charts": tuple(found.values()),
        "chart_sources": tables.references.of(tables.series.totals) if found else (),
        "has_charts": bool(drawn),
        "breakdowns": tuple(breakdowns),
        "blocks": tables.blocks(),
        "group_blocks": tables.group_blocks(),
        "histories": tuple(histories(tables)),
        "group_histories": tuple(histories(tables, groups=True)),
    }


def _state(site: Site, series: Series, edition: Edition | None) -> dict[str, Any]:
    """What is said of the newest figure: verdict, change, status, plans ahead."""
    row, say = series.latest, site.words.say
    if row is None:
        return {"newest": None, "ahead": ()}
    found = attainment(series, row) if row.measure == "actual" else None
    ahead = [
        say.planned(plan, series.indicator)
        for plan in series.totals
        if plan.measure == "plan" and plan is not row and plan.year > row.year
    ]
    return {
        "newest": {
            "mark": mark(found, site.words) if found else None,
            "formula": say.formula(found) if found else "",
            "facts": _facts(site, series, row),
            "status": row.status,
        },
        "ahead": tuple(ahead),
    }


def _facts(site: Site, series: Series, row: Observation) -> dict[str, Any]:
    """The state of the figure for the box beside the chart."""
    words, indicator = site.words, series.indicator
    say, tables = words.say, Tables(series, site.book, words, References(site.book, words))
    title = "ind_state_plan" if row.measure == "plan" else "ind_state"
    vintages = series.vintages[row.subject]
    return {
        "title": fill(words, title, period=say.period(row, indicator)),
        "value": tables.value(row),
        "measure": row.measure,
        "status": row.status,
        "status_said": say.status(row.status),
        "day": say.day(row.as_of),
        "basis": local(site.book.label("basis", row.basis), words) if row.basis else "",
        "before": tuple(
            f"{tables.value(old)}, {say.status(old.status)}, {say.day(old.as_of)}"
            for old in reversed(vintages[:-1])
        ),
    }


def _relatives(site: Site, series: Series, edition: Edition | None) -> dict[str, Any]:
    """The indicator that this one is part of, and its own parts."""
    view, book = site.view(edition), site.book
    parts = [
        other
        for other in book.indicators.values()
        if other.part_of == series.indicator.id
        and (edition is None or view.series(other.id).observations)
    ]
    parts.sort(key=lambda other: sort_key(other.name))
    parent = book.indicators.get(series.indicator.part_of)
    if parent and edition and not view.series(parent.id).observations:
        parent = None
    return {
        "parent": _link(parent.id, site, edition) if parent else None,
        "parts": tuple(
            {"link": _link(other.id, site, edition), "result": result(site, view.series(other.id))}
            for other in parts
        ),
    }


def _link(indicator: str, site: Site, edition: Edition | None) -> Link:
    name = local(site.book.indicators[indicator], site.words)
    return Link(name, indicator_uri(indicator, edition))


def _editions(site: Site, series: Series, edition: Edition | None) -> dict[str, Any]:
    """The editions that hold the indicator; on an edition's page, which one this is."""
    words, id = site.words, series.indicator.id
    frozen = ""
    if edition:
        day = words.say.day(edition.as_of)
        frozen = fill(words, "ind_frozen", edition=edition_named(edition, words), day=day)
    return {
        "edition": edition,
        "frozen": frozen,
        "current_uri": indicator_uri(id),
        "shown_in": tuple(
            (edition_link(shown, words, indicator_uri(id, shown)), shown is edition)
            for shown in showing(site, id)
        ),
    }


def _crumbs(site: Site, series: Series, edition: Edition | None) -> tuple[Link, ...]:
    words, indicator = site.words, series.indicator
    here = Link(local(indicator, words))
    if edition:
        return crumbs(words, edition_link(edition, words, edition_uri(edition)), here)
    topic = site.book.topics[indicator.topic]
    return crumbs(
        words,
        Link(words.strings["indicators"], CATALOGUE),
        Link(local(topic, words), f"{CATALOGUE}#{topic.id}"),
        here,
    )
