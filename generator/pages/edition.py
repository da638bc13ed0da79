"""An edition's page: its results against their plans, what is planned next, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, takewhile
from typing import Any

from generator.figures import Series
from generator.model import Edition, Interview, Observation
from generator.pages import citations
from generator.pages.changes import changes, shown
from generator.pages.common import ARCHIVE, Link, References, crumbs, fill, keep
from generator.pages.later import Later
from generator.pages.results import (
    Result,
    by_topic,
    cards,
    in_order,
    result,
    results_of,
    trend_axis,
    with_trends,
)
from generator.pages.site import Page, Site
from generator.pages.tally import lede, tally_of
from generator.pages.targets import Target, targets


def page(site: Site, edition: Edition) -> Page:
    """The page of one edition; its Markdown's `body` comes with the rendering."""
    return Page(f"{edition.name}/index.html", "edition.html", partial(_context, site, edition))


def _context(site: Site, edition: Edition) -> dict[str, Any]:
    view, words = site.view(edition), site.words
    results = results_of(site, edition)
    said = lede(tally_of(site, edition, results), edition.year, words)
    others = Later(lambda: tuple(_others(site, edition, results)))
    ahead = Later(partial(targets, edition, view, words))
    axis = Later(lambda: trend_axis(edition, [*results, *others.get()]))
    return {
        "edition": edition,
        "title": keep(edition.title, words),
        "lede": said,
        "description": fill(words, "edition_description", title=edition.title, lede=said),
        "newer": newer(site, edition),
        "cards": Later(partial(cards, results, words)),
        "topics": Later(lambda: by_topic(site, with_trends(results, axis, words))),
        "axis": axis,
        "others": Later(lambda: by_topic(site, others.get())),
        "targets": ahead,
        "target_years": Later(lambda: tuple(dict.fromkeys(it.plan.year for it in ahead.get()))),
        "interviews": edition.interviews,
        "photos": photos(edition.interviews),
        "changes": Later(partial(changes, site, edition)),
        "references": Later(lambda: _references(site, _rows(results, others.get(), ahead.get()))),
        "crumbs": _crumbs(site, edition),
        **citations.of_edition(site, edition),
        "body": "",
    }


def _references(site: Site, rows: Iterable[Observation]) -> References:
    """The sources of some rows, numbered."""
    found = References(site.book, site.words)
    found.of(rows)
    return found


def anchors(site: Site, edition: Edition) -> Iterator[str]:
    """The address of each figure in the edition's tables: 'ho-ngheo-2020-actual'."""
    view, named = site.view(edition), set(shown(site, edition))
    for series in in_order(edition, view):
        rows = series.year(edition.year).totals
        rows = rows or _earlier(series, edition)[: series.indicator.id in named]
        ahead = takewhile(lambda year: year > edition.year, reversed(series.years))
        plans = (
            row for year in ahead for row in series.years[year].totals if row.measure == "plan"
        )
        for row in chain(rows, plans):
            yield f"{series.indicator.id}-{series.figure_of(row).anchor}"


def _earlier(series: Series, edition: Edition) -> tuple[Observation, ...]:
    """The newest values of a year before the edition's."""
    years = (year for year in reversed(series.years) if year < edition.year)
    return next((known.actuals for known in map(series.year, years) if known.actuals), ())


def newer(site: Site, edition: Edition) -> Edition | None:
    """What replaces the edition: its later version, else the newest year."""
    out = site.book.published
    same_year = [item for item in out if item.year == edition.year]
    if same_year and same_year[-1].version > edition.version:
        return same_year[-1]
    later = [item for item in out if item.year > edition.year]
    return later[-1] if later else None


def photos(interviews: Iterable[Interview]) -> dict[str, str]:
    """File of each interview's picture by its slug, for those that have one."""
    return {item.slug: item.photo for item in interviews if item.photo}


def _others(site: Site, edition: Edition, results: Iterable[Result]) -> Iterator[Result]:
    """Indicators listed without a value of the year: their newest earlier one."""
    of_the_year = {item.indicator.id for item in results}
    wanted = set(shown(site, edition)) - of_the_year
    for series in in_order(edition, site.view(edition)):
        earlier = _earlier(series, edition)
        if series.indicator.id in wanted and earlier:
            yield result(site, series, earlier[0])


def _rows(
    results: Iterable[Result], others: Iterable[Result], ahead: Iterable[Target]
) -> Iterator[Observation]:
    """Every row that the page shows, for its sources."""
    for item in [*results, *others]:
        yield from (row for row in (item.actual, item.plan) if row)
    for target in ahead:
        yield from (row for row in (target.plan, target.current) if row)


def _crumbs(site: Site, edition: Edition) -> tuple[Link, ...]:
    here = fill(site.words, "edition_short", year=edition.year)
    return crumbs(site.words, Link(site.words.strings["archive"], ARCHIVE), Link(here))
