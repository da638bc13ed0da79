"""Search: one page for the whole yearbook, one for each edition, each with its own index.

An index is a plain script beside its page, made from the data and the checked Markdown. It loads
when a reader opens the page, never before. An edition's index knows that edition alone, so that it
works from a frozen folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.model import Edition
from generator.pages.common import Link, crumbs, edition_link, fill
from generator.pages.site import Page, Site
from generator.search.index import index
from generator.search.script import script

SEARCH = "tim-kiem/index.html"
INDEX = "chi-muc.js"
"""Beside each search page."""


def search_uri(edition: Edition | None = None) -> str:
    """File of the search page: the whole yearbook's, or one edition's."""
    return f"{edition.name}/{SEARCH}" if edition else SEARCH


def index_uri(edition: Edition | None = None) -> str:
    """File of the index that a search page loads."""
    return search_uri(edition).removesuffix("index.html") + INDEX


def is_part(uri: str) -> bool:
    """Whether a file is a search page or its index."""
    return uri.endswith((SEARCH, f"tim-kiem/{INDEX}"))


def is_index(uri: str) -> bool:
    """Whether a file is a search page's index: a part of the page, no address of its own."""
    return uri.endswith(f"tim-kiem/{INDEX}")


def pages(site: Site) -> Iterator[Page]:
    """The search page of the whole, then those of the editions."""
    for edition in (None, *site.book.editions):
        yield Page(search_uri(edition), "search.html", partial(_context, site, edition))


def files(
    site: Site, left_out: Callable[[str], bool] = lambda uri: False
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """(uri, make) of every index; nothing is made before it is asked for.

    `left_out` tells the pages that mustn't be found: those that had to go.
    """
    for edition in (None, *site.book.editions):
        yield index_uri(edition), partial(_script, site, edition, left_out)


def _script(site: Site, edition: Edition | None, left_out: Callable[[str], bool]) -> bytes:
    return script(index(site, edition, left_out))


def _context(site: Site, edition: Edition | None) -> dict[str, object]:
    words = site.words
    strings = words.strings
    title = strings["search_title"]
    path = [Link(title)]
    if edition is not None:
        title = fill(words, "search_title_edition", year=edition.year)
        path = [edition_link(edition, words), *path]
    return {
        "title": title,
        "description": strings["search_description"],
        "crumbs": crumbs(words, *path),
        "edition": edition,
        "whole": search_uri(),
        "index": INDEX,
        "strings": {
            key.removeprefix("search_"): text
            for key, text in strings.items()
            if key.startswith("search_")
        },
    }
