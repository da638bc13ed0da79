"""Files beside the pages: Atom feeds, sitemap, robots.txt, oEmbed, social cards, headers.

Each kind is a module with a function that yields (file, how its bytes are made); nothing is made
before it is written. A new kind is one more line in `files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from generator.extras import feeds, headers, oembed, sitemap
from generator.pages import card
from generator.pages.site import Site
from generator.raster import png

File = tuple[str, Callable[[], bytes]]


def files(site: Site, pages: Iterable[str] = (), cache: Path | None = None) -> Iterator[File]:
    """Every such file of a site; `pages` are all its HTML files, `cache` keeps drawn cards."""
    return chain(
        feeds.files(site),
        sitemap.files(site, pages),
        oembed.files(site),
        cards(site, cache),
        headers.files(),
    )


def spoken(site: Site) -> Iterator[File]:
    """Those that each language has its own of."""
    return chain(feeds.files(site), oembed.files(site), cards(site, site.cache))


def cards(site: Site, cache: Path | None = None) -> Iterator[File]:
    """The social cards; none without the site's own address, or where they are turned off."""
    for one in card.every(site):
        yield one.uri, partial(png, one.svg, cache)
