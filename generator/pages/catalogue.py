"""The catalogue: every indicator by topic, each with its newest figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.attainment import attainment
from generator.charts import spark
from generator.figures import Series
from generator.folding import sort_key
from generator.model import Indicator
from generator.pages.common import (
    CATALOGUE,
    Link,
    Mark,
    count,
    crumbs,
    fill,
    indicator_uri,
    keep,
    local,
    mark,
)
from generator.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator in the list."""

    link: Link
    depth: int
    """0 for one that stands alone, 1 for a part of the one above it."""
    value: str
    measure: str
    kind: str
    """'kế hoạch' where there is no actual value yet."""
    period: str
    status: str
    status_said: str
    mark: Mark | None
    trend: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A topic and its indicators."""

    id: str
    name: str
    entries: tuple[Entry, ...]


def page(site: Site) -> Page:
    """All indicators by topic."""
    words = site.words
    number = count(len(site.book.indicators), words)
    context = {
        "title": words.strings["catalogue"],
        "description": fill(words, "cat_description", count=number),
        "lead": fill(words, "cat_lead", count=number),
        "crumbs": crumbs(words, Link(words.strings["indicators"])),
        "shelves": tuple(_shelves(site)),
    }
    return Page(CATALOGUE, "catalogue.html", context)


def _shelves(site: Site) -> Iterator[Shelf]:
    view = site.view(None)
    years = [row.year for row in site.book.observations]
    span = (min(years), max(years)) if years else (0, 0)
    grouped: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in site.book.indicators.values():
        grouped[indicator.topic].append(indicator)
    for topic in site.book.topics.values():
        if found := grouped[topic.id]:
            entries = (
                _entry(site, view.series(indicator.id), depth, span)
                for indicator, depth in nested(found)
            )
            yield Shelf(topic.id, local(topic, site.words), tuple(entries))


def nested(indicators: list[Indicator]) -> Iterator[tuple[Indicator, int]]:
    """By the alphabet, parts below the one they are part of, with their depth."""
    ids = {indicator.id for indicator in indicators}
    below: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in sorted(indicators, key=lambda item: sort_key(item.name)):
        below[indicator.part_of if indicator.part_of in ids else ""].append(indicator)
    stack = [(indicator, 0) for indicator in reversed(below[""])]
    while stack:
        indicator, depth = stack.pop()
        yield indicator, depth
        stack.extend((part, depth + 1) for part in reversed(below[indicator.id]))


def _entry(site: Site, series: Series, depth: int, span: tuple[int, int]) -> Entry:
    words, indicator, row = site.words, series.indicator, series.latest
    say, link = words.say, Link(keep(local(indicator, words), words), indicator_uri(indicator.id))
    if row is None:
        return Entry(link, min(depth, 2), "", "", "", "", "", "", None, "")
    found = attainment(series, row) if row.measure == "actual" else None
    planned = row.measure == "plan"
    return Entry(
        link=link,
        depth=min(depth, 2),
        value=(say.planned_value if planned else say.value)(row, indicator),
        measure=row.measure,
        kind=say.measure(row.measure),
        period=say.short_period(row),
        status=row.status,
        status_said=say.status(row.status),
        mark=mark(found, words) if found and found.plan else None,
        trend=spark(series, words, span),
    )
