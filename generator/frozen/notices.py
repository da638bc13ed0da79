"""What stands at the address of a page that had to go: that it did, since when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive.withdrawn import Withdrawal, Withdrawn
from generator.pages.common import Link, crumbs, fill
from generator.pages.site import Page, Site


def pages(site: Site, withdrawn: Withdrawn, uris: Iterable[str]) -> Iterator[Page]:
    """A notice for each: of the main language's pages, in every language that has them.

    `uris` are the pages of this language; where a whole edition had to go, each of its pages is a
    notice: none of its addresses is lost.
    """
    main, spoken = site.languages[0], site.words.language
    own = {}
    for item in withdrawn.items:
        language, uri = site.split(item.uri)
        if language == spoken or (language == main and site.at(uri) != uri):
            own[uri] = item
    for uri in sorted(set(uris) - own.keys()):
        if uri.endswith("/index.html") and (above := withdrawn.above(site.at(uri))):
            own[uri] = above
    for uri, item in own.items():
        yield page(site, item, uri)


def page(site: Site, item: Withdrawal, uri: str) -> Page:
    """The notice at one address."""
    words = site.words
    title = words.strings["withdrawn_title"]
    said = fill(words, "withdrawn_said", day=words.say.long_day(item.date))
    context = {
        "title": title,
        "description": said,
        "crumbs": crumbs(words, Link(title)),
        "said": said,
        "reason": item.reason,
    }
    return Page(uri, "withdrawn.html", context)
