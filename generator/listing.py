"""Every page of a site in one language: those of Markdown files, and those made from data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from generator import exports, paper, search
from generator.exports.subject import Subject
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
from generator.pages.site import Page, Site


def generated_pages(site: Site) -> Iterator[Page]:
    """Every page made from data alone."""
    for page, subject in zip(indicator.pages(site), exports.subjects(site), strict=True):
        yield replace(page, context=partial(_offered, page, subject))
    yield from embed.pages(site)
    yield catalogue.page(site)
    yield compare.page(site)
    yield archive.page(site)
    yield data.page(site)
    yield corrections.page(site)
    yield from differences.pages(site)
    yield from search.pages(site)
    if not site.is_other:
        yield plain.not_found(site)


def _offered(page: Page, subject: Subject) -> dict[str, Any]:
    """An indicator's page with what it offers to take away, to embed and to share."""
    of = (subject.site, subject.series, subject.edition)
    return {
        **page.filled(),
        "downloads": exports.downloads(*of),
        "embed": embed.offer(*of),
        "card": card.of_indicator(*of),
    }


def authored_pages(site: Site) -> Iterator[tuple[str, Page]]:
    """Every page that a Markdown file makes, with that file's uri."""
    for item in site.book.editions:
        if not item.language:
            yield item.path, _edition_page(site, item)
        for talk in item.interviews:
            if not talk.language:
                page = interview.page(site, item, talk)
                shared = {"card": card.of_interview(site, item, talk)}
                yield talk.path, replace(page, context={**page.filled(), **shared})
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
    shared = {"downloads": offered, "card": card.of_edition(site, item)}
    return replace(page, context={**page.filled(), **shared})
