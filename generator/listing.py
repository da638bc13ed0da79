"""Every page of a site in one language: those of Markdown files, and those made from data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from generator import exports, paper, search
from generator.model import Edition
from generator.pages import (
    archive,
    card,
    catalogue,
    compare,
    corrections,
    data,
    differences,
    edition,
    embed,
    home,
    indicator,
    interview,
    plain,
    untold,
)
from generator.pages.common import indicator_uri
from generator.pages.later import Later
from generator.pages.site import Page, Site


def generated_pages(site: Site) -> Iterator[Page]:
    """Every page made from data alone."""
    for id, item in paged(site):
        uri = indicator_uri(id, item)
        yield Page(uri, indicator.TEMPLATE, partial(_offered, site, id, item))
    yield from embed.pages(site)
    yield catalogue.page(site)
    yield compare.page(site)
    yield archive.page(site)
    yield _with(data.page(site), {"downloads": exports.whole_downloads(site)})
    yield corrections.page(site)
    yield from differences.pages(site)
    yield from search.pages(site)
    if not site.is_other:
        yield plain.not_found(site)


def paged(site: Site) -> Iterator[tuple[str, Edition | None]]:
    """Every indicator that has a page: now, then in each edition."""
    yield from ((id, None) for id in site.book.indicators)
    for item in site.book.editions:
        yield from ((id, item) for id in site.view(item).known())


def _offered(site: Site, id: str, item: Edition | None) -> dict[str, Any]:
    """An indicator's page with what it offers to take away, to embed and to share.

    Looked up when the page is rendered: ten thousand pages hold no series.
    """
    of = (site, site.view(item).series(id), item)
    return {
        **indicator.context(*of),
        "downloads": Later(partial(exports.downloads, *of)),
        "embed": Later(partial(embed.offer, *of)),
        "card": Later(partial(card.of_indicator, *of)),
    }


def authored_pages(site: Site) -> Iterator[tuple[str, Page]]:
    """Every page that a Markdown file makes, with that file's uri."""
    for item in site.book.editions:
        if not item.language:
            yield item.path, _edition_page(site, item)
        for talk in item.interviews:
            if not talk.language:
                page = interview.page(site, item, talk)
                shared = {"card": Later(partial(card.of_interview, site, item, talk))}
                yield talk.path, _with(page, shared)
    for uri, prose in site.book.pages.items():
        if not prose.language:
            page = home.page(site) if uri == "index.md" else plain.prose(site, prose)
            yield prose.path, page


def untold_pages(site: Site) -> Iterator[Page]:
    """Pages whose Markdown isn't translated: what the data say, and the way to the original."""
    for item in site.book.editions:
        if item.language:
            yield _edition_page(site, item)
        for talk in item.interviews:
            if talk.language:
                yield untold.of_interview(site, item, talk)
    for uri, prose in site.book.pages.items():
        if prose.language:
            yield home.page(site) if uri == "index.md" else untold.of_prose(site, prose)


def _edition_page(site: Site, item: Edition) -> Page:
    page = edition.page(site, item)
    offered = list(exports.edition_downloads(site, item))
    if site.book.settings.pdf:
        offered.append((site.words.strings["dl_pdf"], paper.uri_of(item)))
    shared = {"downloads": offered, "card": Later(partial(card.of_edition, site, item))}
    return _with(page, shared)


def _with(page: Page, more: dict[str, Any]) -> Page:
    """The page with more in its context."""
    return replace(page, context=lambda: {**page.filled(), **more})
