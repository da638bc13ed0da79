"""Indicators beside each other: all as small charts by topic; a script narrows the choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.charts.multiple import multiple
from generator.figures import Series
from generator.model import Indicator, in_language
from generator.pages import citations
from generator.pages.catalogue import axis, nested, searched
from generator.pages.common import (
    CATALOGUE,
    COMPARE,
    Link,
    count,
    crumbs,
    fill,
    indicator_uri,
    keep,
    local,
)
from generator.pages.saying import result
from generator.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Multiple:
    """One indicator as a small chart."""

    id: str
    link: Link
    unit: str
    find: str
    """Its names without tones, for the list one types in."""
    svg: str
    said: str
    """The newest result in a sentence."""
    breaks: bool
    """Its values have several bases."""


@dataclass(frozen=True, slots=True)
class Group:
    """A topic and its indicators."""

    id: str
    name: str
    items: tuple[Multiple, ...]


def page(site: Site) -> Page:
    """All indicators with a value, on one axis of years."""
    return Page(COMPARE, "compare.html", partial(_context, site))


def _context(site: Site) -> dict[str, Any]:
    words = site.words
    rows = [row for row in site.book.observations if row.is_total]
    years, span = [row.year for row in rows], axis(rows)
    groups = tuple(_groups(site, span))
    return {
        **citations.of_page(site, words.strings["cmp_title"], COMPARE),
        "title": words.strings["cmp_title"],
        "description": words.strings["cmp_description"],
        "lead": fill(
            words, "cmp_lead", count=count(sum(len(group.items) for group in groups), words)
        ),
        "crumbs": crumbs(
            words,
            Link(words.strings["indicators"], CATALOGUE),
            Link(words.strings["cmp_title"]),
        ),
        "groups": groups,
        "span": span,
        "years": tuple(range(min(years), max(years) + 1)) if years else (),
    }


def _groups(site: Site, span: tuple[int, int]) -> Iterator[Group]:
    view = site.view(None)
    grouped: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in site.book.indicators.values():
        if view.series(indicator.id).totals:
            grouped[indicator.topic].append(indicator)
    for topic in site.book.topics.values():
        if found := grouped[topic.id]:
            items = (_multiple(site, view.series(item.id), span) for item, _ in nested(found))
            yield Group(f"theo-{topic.id}", local(topic, site.words), tuple(items))


def _multiple(site: Site, series: Series, span: tuple[int, int]) -> Multiple:
    words, indicator = site.words, series.indicator
    name = local(indicator, words)
    unit = in_language(indicator, "unit", words.language)
    return Multiple(
        id=indicator.id,
        link=Link(keep(name, words), indicator_uri(indicator.id)),
        unit=unit,
        find=searched(indicator),
        svg=multiple(series, site.book, words, span),
        said=result(site, series),
        breaks=len({row.basis for row in series.totals}) > 1,
    )
