"""oEmbed answers as files: what a newspaper's editor needs to embed a page by its address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from generator.figures import Series
from generator.model import Edition
from generator.pages import card
from generator.pages.common import indicator_uri
from generator.pages.embed import absolute, context, every, frame, height, oembed_uri
from generator.pages.site import Site

WIDTH = 640
"""Pixels that are asked for; the frame itself takes the width that there is."""


def files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """An answer for each indicator's page; none without the site's own address."""
    if not site.book.settings.site_url:
        return
    for id, edition in every(site):
        yield oembed_uri(id, edition), partial(_known, site, id, edition)


def _known(site: Site, indicator: str, edition: Edition | None) -> bytes:
    return answer(site, site.view(edition).series(indicator), edition)


def answer(site: Site, series: Series, edition: Edition | None = None) -> bytes:
    """The answer of type 'rich' (oembed.com, 2.3.4)."""
    settings, shown = site.book.settings, context(site, series, edition)
    found = card.of_indicator(site, series, edition)
    said = {
        "version": "1.0",
        "type": "rich",
        "title": shown["title"],
        "author_name": settings.publisher,
        "author_url": absolute(site, indicator_uri(series.indicator.id, edition)),
        "provider_name": settings.site_name,
        "provider_url": absolute(site, "index.html"),
        "html": frame(site, series, edition),
        "width": WIDTH,
        "height": height(shown, site),
    }
    if found is not None:
        said |= {
            "thumbnail_url": absolute(site, found.uri),
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
