"""What a site publishes: every page and file with the anchors of the figures on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.model import Edition
from generator.pages import differences
from generator.pages import edition as edition_page
from generator.pages.common import (
    ARCHIVE,
    CATALOGUE,
    COMPARE,
    CORRECTIONS,
    DATA,
    edition_uri,
    indicator_uri,
)
from generator.pages.redirects import address_of
from generator.pages.site import Site
from generator.search import search_uri

Anchors = tuple[tuple[str, ...], ...]
"""In groups that follow on each other, sorted: those of one year are shared by many pages."""


def listed(site: Site, files: Iterable[str] = ()) -> dict[str, Anchors]:
    """Every address with its anchors, drafts left out; `files` are uris of files beside the pages.

    They are the same in every language, below its name; a frozen edition has those of its bag.
    """
    own = dict(_built(site))
    found = dict(own)
    for language in site.languages:
        if language != site.book.settings.main:
            found |= {f"/{language}{address}": anchors for address, anchors in own.items()}
    for edition in site.book.published:
        if edition.frozen:
            found |= _grouped(edition.frozen.addresses)
    for uri in files:
        found.setdefault(address_of(uri), ())
    return found


def published(site: Site, files: Iterable[str] = ()) -> set[str]:
    """The same, each address whole: '/chi-tieu/viec-lam/#2020-actual'."""
    return set(lines(listed(site, files)))


def lines(found: Mapping[str, Anchors]) -> Iterator[str]:
    """Each address whole."""
    for address, anchors in found.items():
        yield address
        yield from (f"{address}#{anchor}" for anchor in chain.from_iterable(anchors))


def _built(site: Site) -> Iterator[tuple[str, Anchors]]:
    """Those of the pages that a build makes, in the main language."""
    lists = (CATALOGUE, ARCHIVE, DATA, CORRECTIONS, COMPARE, search_uri())
    own = chain(lists, (page.uri for page in site.book.pages.values()))
    yield from ((address_of(uri), ()) for uri in own)
    yield from _of_indicators(site, None)
    for edition in site.book.published:
        if edition.frozen is None:
            yield from _of_edition(site, edition)
            yield from _of_indicators(site, edition)


def _of_edition(site: Site, edition: Edition) -> Iterator[tuple[str, Anchors]]:
    anchors = tuple(sorted(set(edition_page.anchors(site, edition))))
    yield address_of(edition_uri(edition)), (anchors,)
    yield address_of(search_uri(edition)), ()
    for talk in edition.interviews:
        yield address_of(f"{edition.name}/{talk.slug}/index.html"), ()
    if differences.is_there(site, edition):
        yield address_of(differences.uri(edition)), ()


def _of_indicators(site: Site, edition: Edition | None) -> Iterator[tuple[str, Anchors]]:
    view = site.view(edition)
    for id in site.book.indicators if edition is None else view.known():
        years = view.series(id).years.values()
        yield address_of(indicator_uri(id, edition)), tuple(year.anchors for year in years)


def _grouped(addresses: Iterable[str]) -> dict[str, Anchors]:
    """Addresses, sorted, by their page."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        page, _, anchor = address.partition("#")
        found.setdefault(page, []).extend([anchor] if anchor else ())
    return {page: (tuple(sorted(anchors)),) for page, anchors in found.items()}
