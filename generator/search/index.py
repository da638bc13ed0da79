"""What can be found: indicators with all figures, interviews by question, editions, other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from posixpath import dirname, relpath
from typing import Any

from generator.binding import bind, parse
from generator.figures import Series
from generator.folding import nfc
from generator.model import Edition, Interview, Prose
from generator.pages.common import (
    ARCHIVE,
    CATALOGUE,
    CORRECTIONS,
    DATA,
    HOME,
    count,
    edition_link,
    edition_uri,
    fill,
    indicator_uri,
    local,
)
from generator.pages.results import in_order
from generator.pages.site import Site
from generator.search.figures import STATUSES, Packing, Table
from generator.search.prose import sections

FORM = 1
"""Goes up when the shape changes; the page's script names the shape that it reads."""
EDITION, INTERVIEW, PAGE = 0, 1, 2
"""Kinds of documents."""


def index(
    site: Site,
    edition: Edition | None = None,
    left_out: Callable[[str], bool] = lambda uri: False,
) -> dict[str, Any]:
    """Everything that one search page can find: of the whole yearbook, or of one edition.

    `left_out` tells the pages that mustn't be found.
    """
    words, say = site.words, site.words.say
    packing, topics, units = Packing(site.book, words), Table(), Table()
    indicators = [
        _indicator(site, edition, series, (packing, topics, units))
        for series in _series(site, edition)
        if not left_out(indicator_uri(series.indicator.id, edition))
    ]
    group, point = say.number(Decimal("1234.5")).removeprefix("1").split("234")
    return {
        "form": FORM,
        "number": [group, point.removesuffix("5"), say.number(Decimal(-1)).removesuffix("1")],
        "page": indicator_uri("*", edition),
        "measures": [say.measure("plan"), say.measure("actual")],
        "statuses": [say.status(status) for status in STATUSES],
        "topics": list(topics),
        "units": list(units),
        "texts": list(packing.texts),
        "marks": list(packing.marks),
        "groups": list(packing.groups),
        "bases": list(packing.bases),
        "indicators": indicators,
        "documents": [
            [*row[:2], _within(site, row[2]), *row[3:]]
            for row in _documents(site, edition)
            if not left_out(row[2])
        ],
    }


def _within(site: Site, uri: str) -> str:
    """A page as its language's folder reaches it: one without a translation stands outside."""
    return relpath(site.at(uri), dirname(site.at(HOME)) or ".")


def _series(site: Site, edition: Edition | None) -> Iterable[Series]:
    """Those that have a page there."""
    if edition is not None:
        return (series for series in in_order(edition, site.view(edition)) if series.observations)
    view = site.view(None)
    return (view.series(id) for id in site.book.indicators)


def _indicator(
    site: Site, edition: Edition | None, series: Series, tables: tuple[Packing, Table, Table]
) -> list[Any]:
    """[id, name, other name, topic, unit, definition, figures, place of the shown figure]."""
    packing, topics, units = tables
    item, words = series.indicator, site.words
    name = local(item, words)
    other = item.name_en if name == item.name else item.name
    topic = site.book.topics.get(item.topic)
    return [
        item.id,
        name,
        "" if other == name else other,
        topics(local(topic, words) if topic else ""),
        units(words.say.unit(item)),
        item.definition,
        packing.pack(series),
        _shown(series, edition),
    ]


def _shown(series: Series, edition: Edition | None) -> int:
    """Place of the figure that stands for the indicator; -1 where there is none."""
    own = [row for row in series.actuals if edition and row.year == edition.year]
    row = own[-1] if own else series.latest
    return next((place for place, item in enumerate(series.observations) if item is row), -1)


def _documents(site: Site, edition: Edition | None) -> Iterator[list[Any]]:
    """[kind, title, uri, about, what is searched with every section, sections]."""
    own = (edition,) if edition else tuple(reversed(site.book.editions))
    for item in own:
        yield _edition(site, item)
    for item in own:
        yield from (_interview(site, item, talk) for talk in item.interviews)
    if edition is None:
        yield from _pages(site)


def _edition(site: Site, edition: Edition) -> list[Any]:
    named = edition_link(edition, site.words).title
    parts = _sections(site, edition, edition)
    found = [["", "", nfc(edition.lede)]] if edition.lede else []
    return [EDITION, nfc(edition.title), edition_uri(edition), named, named, found + parts]


def _interview(site: Site, edition: Edition, talk: Interview) -> list[Any]:
    people = [f"{speaker.name}, {speaker.role}" for speaker in talk.speakers]
    source = site.book.sources.get(talk.source)
    known = [*people, *([source.publisher, source.title] if source else [])]
    about = edition_link(edition, site.words).title
    uri = f"{edition.name}/{talk.slug}/index.html"
    parts = _sections(site, talk, edition)
    found = [["", "", nfc(talk.lede)]] if talk.lede else []
    return [INTERVIEW, nfc(talk.title), uri, about, nfc("; ".join(known)), found + parts]


def _pages(site: Site) -> Iterator[list[Any]]:
    """Pages beside the editions: those of Markdown, and the program's own lists."""
    for prose in site.book.pages.values():
        parts = _sections(site, prose, None)
        found = [["", "", nfc(prose.lede)]] if prose.lede else []
        yield [PAGE, nfc(prose.title), prose.uri, "", "", found + parts]
    words, strings = site.words, site.words.strings
    indicators = fill(words, "cat_lead", count=count(len(site.book.indicators), words))
    for uri, title, lead in (
        (CATALOGUE, strings["catalogue"], indicators),
        (ARCHIVE, strings["arc_title"], strings["arc_lead"]),
        (CORRECTIONS, strings["cor_title"], strings["cor_lead"]),
        (DATA, strings["data_title"], strings["data_lead"]),
    ):
        yield [PAGE, title, uri, "", "", [["", "", lead]]]


def _sections(
    site: Site, text: Edition | Interview | Prose, edition: Edition | None
) -> list[list[str]]:
    """[heading, anchor, text] of each; none where the page only leads to the original."""
    say, view = site.words.say, site.view(edition)

    def value_of(target: str) -> str:
        bound = bind(parse(target), view)
        row, item = bound.figure.observation, bound.series.indicator
        if bound.link.kind == "attainment" and bound.attainment is not None:
            return str(say.attained(bound.attainment))
        return str((say.planned_value if row.measure == "plan" else say.value)(row, item))

    found = () if text.language else sections(text.body, value_of)
    return [[part.heading, part.anchor, part.text] for part in found]
