"""The light page of an indicator for an iframe, and the line that puts it into another page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from math import ceil
from typing import Any

from generator.attainment import attainment
from generator.charts import bullet
from generator.charts.letters import width, wrap
from generator.figures import Series
from generator.model import Edition, Observation
from generator.pages.common import (
    NO_BREAK,
    Link,
    edition_link,
    fill,
    indicator_uri,
    local,
    mark,
    showing,
)
from generator.pages.site import Page, Site

TEMPLATE = "embed.html"
NARROW = 288
"""Room inside the frame on the narrowest phone, in pixels."""
FACES = 0.94
"""What system faces take of the width that the charts allow for."""
_HEIGHT = re.compile(r'<svg[^>]* height="([0-9.]+)"')
_FOR_SCRIPTS = re.compile(r' data-[a-z-]+="[^"]*"')
"""What a drawing says of its marks to scripts, a sixth of it: here there is none."""


@dataclass(frozen=True, slots=True)
class Way:
    """One line to paste, and what it shows as time goes by."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page offers to who wants to embed its chart."""

    ways: tuple[Way, ...]
    oembed: str
    """Full address of the page's oEmbed answer."""


def pages(site: Site) -> Iterator[Page]:
    """The current page of every indicator, then those of each edition."""
    for id, edition in every(site):
        yield Page(embed_uri(id, edition), TEMPLATE, partial(_known, site, id, edition))


def _known(site: Site, indicator: str, edition: Edition | None) -> dict[str, Any]:
    return context(site, site.view(edition).series(indicator), edition)


def every(site: Site) -> Iterator[tuple[str, Edition | None]]:
    """Each indicator that has a light page: as known now, and in each edition."""
    if not site.book.settings.embeds:
        return
    for indicator in site.book.indicators:
        yield indicator, None
    for edition in site.book.editions:
        for id in site.view(edition).known():
            yield id, edition


def embed_uri(indicator: str, edition: Edition | None = None) -> str:
    """File of the light page."""
    return indicator_uri(indicator, edition).replace("index.html", "embed.html")


def oembed_uri(indicator: str, edition: Edition | None = None) -> str:
    """File of the oEmbed answer."""
    return indicator_uri(indicator, edition).replace("index.html", "oembed.json")


def context(site: Site, series: Series, edition: Edition | None = None) -> dict[str, Any]:
    """The newest figure, its chart and its source, as an edition knows them or as known now."""
    words, indicator, row = site.words, series.indicator, series.latest
    drawn = site.charts(series)
    name = local(indicator, words)
    found = attainment(series, row) if row and row.measure == "actual" else None
    known = fill(words, "card_as_of", day=words.say.day(_newest(series))) if row else ""
    return {
        "title": name,
        "edition": edition,
        "known": ". ".join(
            part for part in (edition_link(edition, words).title if edition else "", known) if part
        ),
        "value": _value(site, series, row),
        "measure": row.measure if row else "actual",
        "when": _when(site, series, row),
        "mark": mark(found, words) if found and found.plan else None,
        "compared": words.say.comparison(found) if found and found.plan else "",
        "chart": drawn[0] if drawn else None,
        "drawing": _FOR_SCRIPTS.sub("", drawn[0].svg) if drawn else "",
        "bullet": bullet(found, words) if found and not drawn else "",
        "sources": _sources(site, series),
        "full": Link(words.strings["emb_full"], indicator_uri(indicator.id, edition)),
    }


def _newest(series: Series) -> Any:
    return max(row.as_of for row in series.observations)


def _value(site: Site, series: Series, row: Observation | None) -> str:
    if row is None:
        return site.words.strings["no_data"]
    say = site.words.say
    said: str = (say.planned_value if row.measure == "plan" else say.value)(row, series.indicator)
    # In large letters on a narrow page a unit needs its own line, and breaks between its words.
    unit: str = say.unit(series.indicator)
    return said.replace(unit, unit.replace(NO_BREAK, " "))


def _when(site: Site, series: Series, row: Observation | None) -> str:
    """'Năm 2020, số ước'; 'Kế hoạch năm 2021'; 'Ba Tri, năm 2024'."""
    if row is None:
        return ""
    words = site.words
    when = words.say.period(row, series.indicator)
    if row.measure == "plan":
        when = fill(words, "emb_planned_ahead", period=when)
    elif row.status != "final":
        when += ", " + words.say.lower_first(words.strings[f"fig_status_{row.status}"])
    if row.group:
        when = f"{local(site.book.label('group', row.group), words)}, {when}"
    return str(words.say.upper_first(when))


def _sources(site: Site, series: Series) -> tuple[str, ...]:
    """Who published what is shown, the newest first."""
    rows = sorted(series.newest, key=lambda row: row.as_of, reverse=True)
    return tuple(dict.fromkeys(site.book.sources[row.source].publisher for row in rows))


def offer(site: Site, series: Series, edition: Edition | None = None) -> Offer | None:
    """The lines for one page; None where the site's own address isn't set, or by wish."""
    if not (site.book.settings.site_url and site.book.settings.embeds):
        return None
    words, id = site.words, series.indicator.id
    kept = edition or _holding(site, id)
    ways = []
    if kept is not None:
        title = fill(words, "emb_frozen", edition=edition_link(kept, words).title)
        line = frame(site, site.view(kept).series(id), kept)
        ways.append(Way(title, line))
    current = site.view(None).series(id)
    ways.append(Way(words.strings["emb_current"], frame(site, current)))
    return Offer(tuple(ways), absolute(site, oembed_uri(id, edition)))


def _holding(site: Site, indicator: str) -> Edition | None:
    """The newest published edition that shows the indicator, else one that knows a value of it."""
    out = site.book.published
    shown = [item for item in showing(site, indicator) if item in out]
    known = [item for item in out if site.view(item).series(indicator).observations]
    return next(reversed(shown or known), None)


def frame(site: Site, series: Series, edition: Edition | None = None, width: str = "100%") -> str:
    """The iframe as one line of HTML."""
    shown = context(site, series, edition)
    title = shown["title"]
    if shown["sources"]:
        publisher = ", ".join(shown["sources"])
        title = fill(site.words, "emb_frame", name=title, publisher=publisher)
    address = absolute(site, embed_uri(series.indicator.id, edition))
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height(shown, site)}" frameborder="0" loading="lazy"></iframe>'
    )


def absolute(site: Site, uri: str, language: str = "") -> str:
    """The full address of a file in the page's language; a folder's page goes by its folder."""
    file = site.at(uri, language)
    folder = file.removesuffix("index.html") if file.endswith("/index.html") else file
    if file == "index.html":
        folder = ""
    return f"{site.book.settings.site_url.rstrip('/')}/{folder}"


def height(shown: dict[str, Any], site: Site) -> int:
    """Pixels that hold the page on the narrowest phone without scrolling."""
    chart = shown["chart"]
    high = 36.0 + _lines(shown["title"], 17, 24) + _lines(shown["value"], 34, 44)
    high += _lines(shown["when"], 15, 22)
    if shown["mark"]:
        high += 8 + _lines(f"{shown['mark'].text}   {shown['compared']}", 15, 23)
    if chart:
        found = _HEIGHT.match(chart.svg)
        high += 24 + _lines(chart.subtitle, 14, 20)
        high += 30 if chart.caption else 0
        high += float(found[1]) if found else 0
    strings = site.words.strings
    source = f"{strings['source']}{strings['colon']}{', '.join(shown['sources'])}. {shown['known']}"
    high += 36 + 30 + _lines(source, 13.5, 20) + _lines(shown["full"].title, 13.5, 22)
    return ceil(high / 10) * 10


def _lines(text: str, size: float, leading: float) -> float:
    """What a text takes; a word that is longer than a line is broken by the browser."""
    size *= FACES
    lines = wrap(text, size, NARROW) if text else ()
    return sum(max(ceil(width(line, size) / NARROW), 1) for line in lines) * leading
