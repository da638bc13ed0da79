"""The home page: the newest edition's finding, all editions, the newest figures by topic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.attainment import attainment, judge
from generator.figures import Series
from generator.model import Edition, Indicator, Observation, Topic
from generator.pages import citations
from generator.pages.common import HOME, Mark, References, fill, keep, mark
from generator.pages.later import Later
from generator.pages.results import Card, basis, cards, results_of
from generator.pages.site import Page, Site
from generator.pages.tally import Tally, lede, tally_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition in the list of all."""

    edition: Edition
    tally: Tally


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest figure of an indicator."""

    indicator: Indicator
    row: Observation
    anchor: str
    mark: Mark | None
    """Its verdict; None without a plan."""
    basis: str


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """The newest figures of one topic."""

    topic: Topic
    figures: tuple[Newest, ...]


def page(site: Site) -> Page:
    """The home page; the `body` of content/index.md comes with the rendering."""
    return Page("index.html", "home.html", partial(_context, site))


def _context(site: Site) -> dict[str, Any]:
    book, words = site.book, site.words
    newest = book.published[-1] if book.published else None
    results = results_of(site, newest) if newest else ()
    shown = cards(results, words)
    references = References(book, words)
    if shown:
        references.of(row for row in (shown[0].result.actual, shown[0].result.plan) if row)
    said = lede(tally_of(site, newest, results), newest.year, words) if newest else ""
    return {
        "newest": newest,
        "crumbs": (),
        "title": keep(_headline(site, newest, shown), words),
        "lede": said,
        "description": fill(words, "home_description", place=book.settings.place, lede=said),
        "lead": shown[0] if shown else None,
        "strip": shown[1:],
        "entries": tuple(_entry(site, edition) for edition in _editions(site)),
        "topics": Later(partial(_topics, site)),
        "count": len(book.indicators),
        "prose": book.pages.get("index.md"),
        "references": references,
        "body": "",
        **citations.of_page(site, book.settings.site_name, HOME),
    }


def _headline(site: Site, edition: Edition | None, shown: tuple[Card, ...]) -> str:
    """The first result as a finding: '... năm 2023 đạt 152 căn, vượt kế hoạch'."""
    if edition is None:
        return site.book.settings.site_name
    if not shown or shown[0].result.found is None:
        return edition.title
    result, found = shown[0].result, shown[0].result.found
    alone = judge(result.indicator, None, found.actual)
    said = site.words.say.result(result.series, alone).rstrip(".")
    if not result.is_judged:
        return str(said)
    verdict = site.words.say.verdict(found.verdict, result.indicator.direction)
    return fill(site.words, "home_headline", said=said, verdict=verdict)


def _editions(site: Site) -> list[Edition]:
    """The newest version of every year, newest first."""
    years = {edition.year: edition for edition in site.book.editions}
    return [years[year] for year in sorted(years, reverse=True)]


def _entry(site: Site, edition: Edition) -> Entry:
    return Entry(edition, tally_of(site, edition))


def _topics(site: Site) -> tuple[TopicFigures, ...]:
    """Every indicator with a value, by topic."""
    by_topic: dict[str, list[Newest]] = {}
    for series in site.view(None):
        if newest := _newest(site, series):
            by_topic.setdefault(series.indicator.topic, []).append(newest)
    return tuple(
        TopicFigures(topic, tuple(by_topic[topic.id]))
        for topic in site.book.topics.values()
        if topic.id in by_topic
    )


def _newest(site: Site, series: Series) -> Newest | None:
    row = series.latest
    if row is None:
        return None
    found = attainment(series, row) if row.measure == "actual" else None
    shown = mark(found, site.words) if found and found.plan else None
    anchor = series.figure_of(row).anchor
    return Newest(series.indicator, row, anchor, shown, basis(site, row))
