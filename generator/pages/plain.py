"""Pages without data of their own: any other Markdown page, and the one for a missing address."""

from __future__ import annotations

from generator.model import Prose
from generator.pages import citations
from generator.pages.common import ARCHIVE, CATALOGUE, HOME, Link, crumbs, keep
from generator.pages.site import Page, Site


def not_found(site: Site) -> Page:
    """What a server shows for an address that isn't there."""
    words = site.words
    context = {
        "title": words.strings["missing_title"],
        "description": words.strings["missing_lead"],
        "crumbs": (),
        "links": (
            Link(words.strings["home"], HOME),
            Link(words.strings["catalogue"], CATALOGUE),
            Link(words.strings["archive_link"], ARCHIVE),
        ),
    }
    return Page("404.html", "404.html", context)


def prose(site: Site, page: Prose) -> Page:
    """A Markdown page; the renderer adds its `body`."""
    context = {
        **citations.of_page(site, page.title, page.uri),
        "title": page.title,
        "headline": keep(page.title, site.words),
        "description": page.description or page.lede,
        "lede": page.lede,
        "crumbs": crumbs(site.words, Link(page.title)),
    }
    return Page(page.uri, "prose.html", context)
