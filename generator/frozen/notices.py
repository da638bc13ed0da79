"""What stands at the address of a page that had to go: that it did, since when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive.withdrawn import Withdrawal, Withdrawn
from generator.pages.common import Link, crumbs, fill
from generator.pages.site import Page, Site


def pages(site: Site, withdrawn: Withdrawn) -> Iterator[Page]:
    """A notice for each: of the main language's pages, in every language that has them."""
    main, spoken = site.languages[0], site.words.language
    for item in withdrawn.items:
        language, uri = site.split(item.uri)
        if language == spoken or (language == main and site.at(uri) != uri):
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
