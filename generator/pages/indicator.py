"""The page of an indicator: now, and as published in each edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from generator.attainment import Attainment, attainment
from generator.charts import Chart
from generator.charts.time import is_drawn
from generator.figures import Series
from generator.folding import slug
from generator.model import Edition, Observation, Status
from generator.pages import citations
from generator.pages.breakdowns import Breakdown, Breakdowns
from generator.pages.common import (
    CATALOGUE,
    Link,
    Mark,
    Reference,
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
from generator.pages.later import Later, later
from generator.pages.redirects import within
from generator.pages.rows import Tables
from generator.pages.saying import headline, lede, result
from generator.pages.site import Site
from generator.words import Words

TEMPLATE = "indicator.html"


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
    moved = within(site, indicator_uri(indicator.id, edition), series)
    if moved or references is not None:
        of_series = _of_series(site, series, moved, references)
    else:
        make = partial(_of_series, site, series, moved)
        of_series = site.once(series, "page", make)
    title = name
    if edition:
        title = fill(words, "ind_title_edition", name=name, year=edition.year)
    return {
        "title": title,
        "crumbs": Later(partial(_crumbs, site, series, edition)),
        "indicator": indicator,
        "comparable": Later(lambda: bool(series.totals)),
        "name": Later(partial(keep, name, words)),
        **of_series,
        **later(partial(_relatives, site, series, edition), "parent", "parts"),
        **_editions(site, series, edition),
        **citations.of_indicator(site, series, edition),
    }


def _of_series(
    site: Site,
    series: Series,
    moved: Mapping[str, tuple[str, ...]],
    references: References | None = None,
) -> dict[str, Any]:
    """What is the same on the page of every edition that knows the same rows."""
    words, indicator = site.words, series.indicator
    direction = words.strings[f"ind_direction_{indicator.direction}"]
    tables = later(partial(_tables, site, series, moved, references), *_TABLES)
    if references is not None:
        tables["sources"].get()  # now, as they go on counting
    breakdowns = tables.pop("breakdowns")
    return {
        "description": Later(partial(_description, site, series)),
        "headline": Later(partial(_headline, site, series)),
        "lede": Later(partial(lede, site, series)),
        "direction": fill(words, "ind_direction_said", direction=direction),
        **later(partial(_state, site, series), "newest", "ahead"),
        **tables,
        **later(
            lambda: _drawn(site.charts(series), breakdowns.get()),
            "charts",
            "has_charts",
            "breakdowns",
        ),
    }


def _description(site: Site, series: Series) -> str:
    words = site.words
    said = {"name": local(series.indicator, words), "result": result(site, series)}
    return fill(words, "ind_description", **said).strip()


def _headline(site: Site, series: Series) -> str:
    """The newest figure's; where only groups have values, what their chart finds."""
    row = series.latest
    if row is not None and row.group and (drawn := site.charts(series)):
        return keep(drawn[-1].title, site.words)
    return keep(headline(site, series), site.words)


_TABLES = (
    "breakdowns",
    "chart_sources",
    "blocks",
    "group_blocks",
    "histories",
    "group_histories",
    "sources",
)


def _tables(
    site: Site,
    series: Series,
    moved: Mapping[str, tuple[str, ...]],
    references: References | None,
) -> dict[str, Any]:
    """Every table, and the sources in the order in which they name them."""
    if references is None:
        known: dict[tuple[str, int], Reference] = site.always("references", dict)
        references = References(site.book, site.words, known)
    tables = Tables(series, site.book, site.words, references, moved, site.once)
    return {
        "breakdowns": Breakdowns(tables).all(),
        "chart_sources": references.of(series.totals) if is_drawn(series) else (),
        "blocks": tables.blocks(),
        "group_blocks": tables.group_blocks(),
        "histories": tuple(histories(tables)),
        "group_histories": tuple(histories(tables, groups=True)),
        "sources": tuple(references),
    }


def _drawn(drawn: tuple[Chart, ...], tables: tuple[Breakdown, ...]) -> dict[str, Any]:
    """A breakdown's newest year with its chart; the other charts."""
    found = {chart.id: chart for chart in drawn}
    breakdowns = []
    newest: dict[str, int] = {}
    for table in tables:
        chart = found.pop(f"bieu-do-{slug(table.by)}", None)
        if chart:
            newest[table.by] = table.year
        # The chart shows all bases of its year: a second table of that year needs no bars.
        bars = newest.get(table.by) != table.year
        breakdowns.append({"table": table, "chart": chart, "bars": bars})
    return {
        "charts": tuple(found.values()),
        "has_charts": bool(drawn),
        "breakdowns": tuple(breakdowns),
    }


def _state(site: Site, series: Series) -> dict[str, Any]:
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
        "newest": Newest(site, series, row, found),
        "ahead": tuple(ahead),
    }


@dataclass(frozen=True)
class Newest:
    """The figure that a page is about: each part is made when a template asks for it."""

    _site: Site
    _series: Series
    _row: Observation
    _found: Attainment | None

    @property
    def mark(self) -> Mark | None:
        """Its verdict."""
        return mark(self._found, self._site.words) if self._found else None

    @property
    def formula(self) -> str:
        """How it was judged."""
        return self._site.words.say.formula(self._found) if self._found else ""

    @property
    def status(self) -> Status:
        """How sure it is."""
        return self._row.status

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the box beside the chart says."""
        return _facts(self._site, self._series, self._row)


def _facts(site: Site, series: Series, row: Observation) -> dict[str, Any]:
    """The state of the figure for the box beside the chart."""
    words, indicator = site.words, series.indicator
    say, tables = words.say, Tables(series, site.book, words, References(site.book, words))
    title = "ind_state_plan" if row.measure == "plan" else "ind_state"
    vintages = series.vintages_of(row.subject)
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
        for other in site.parts.get(series.indicator.id, ())
        if edition is None or view.series(other.id).observations
    ]
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
    return {
        "edition": edition,
        "frozen": Later(partial(_frozen, edition, site.words)),
        "current_uri": indicator_uri(series.indicator.id),
        "shown_in": Later(partial(_shown_in, site, series.indicator.id, edition)),
    }


def _frozen(edition: Edition | None, words: Words) -> str:
    if edition is None:
        return ""
    day = words.say.day(edition.as_of)
    return fill(words, "ind_frozen", edition=edition_named(edition, words), day=day)


def _shown_in(site: Site, id: str, edition: Edition | None) -> tuple[tuple[Link, bool], ...]:
    return tuple(
        (edition_link(shown, site.words, indicator_uri(id, shown)), shown is edition)
        for shown in showing(site, id)
    )


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
