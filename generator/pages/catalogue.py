"""The catalogue: every indicator by topic, each with its newest figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.attainment import attainment
from generator.charts import spark
from generator.figures import Series
from generator.folding import fold, sort_key
from generator.model import Indicator, Observation
from generator.pages import citations
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
from generator.pages.later import Later
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
    find: str
    """Its names without tones."""
    years: tuple[int, ...]
    """Those it has a value or a plan of."""
    drawn: Later | None = None
    """Makes the trend."""

    @property
    def trend(self) -> str:
        """A small chart as SVG."""
        return str(self.drawn.get()) if self.drawn else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A topic and its indicators."""

    id: str
    name: str
    entries: tuple[Entry, ...]


def page(site: Site) -> Page:
    """All indicators by topic."""
    return Page(CATALOGUE, "catalogue.html", partial(_context, site))


def _context(site: Site) -> dict[str, Any]:
    words = site.words
    shelves = tuple(_shelves(site))
    number = count(len(site.book.indicators), words)
    return {
        **citations.of_page(site, words.strings["catalogue"], CATALOGUE),
        "title": words.strings["catalogue"],
        "description": fill(words, "cat_description", count=number),
        "lead": fill(words, "cat_lead", count=number),
        "crumbs": crumbs(words, Link(words.strings["indicators"])),
        "shelves": shelves,
        "years": sorted(
            {year for shelf in shelves for entry in shelf.entries for year in entry.years},
            reverse=True,
        ),
    }


def _shelves(site: Site) -> Iterator[Shelf]:
    view = site.view(None)
    span = axis(site.book.observations)
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


def axis(rows: Sequence[Observation]) -> tuple[int, int]:
    """Years that small charts share: to the year after the newest value, no plan far ahead."""
    actual = [row.year for row in rows if row.measure == "actual"]
    last = max(actual, default=0) + 1
    years = [row.year for row in rows if not actual or row.year <= last]
    return (min(years), max(years)) if years else (0, 0)


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


def searched(indicator: Indicator) -> str:
    """Names and id of an indicator without tones, in small letters."""
    names = (indicator.name, indicator.name_en, indicator.id.replace("-", " "))
    return " ".join(dict.fromkeys(fold(name) for name in names if name))


def _entry(site: Site, series: Series, depth: int, span: tuple[int, int]) -> Entry:
    words, indicator, row = site.words, series.indicator, series.latest
    say, link = words.say, Link(keep(local(indicator, words), words), indicator_uri(indicator.id))
    if row is None:
        return Entry(link, min(depth, 2), "", "", "", "", "", "", None, searched(indicator), ())
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
        find=searched(indicator),
        years=tuple(sorted({row.year for row in series.totals})),
        drawn=Later(partial(spark, series, words, span)),
    )
