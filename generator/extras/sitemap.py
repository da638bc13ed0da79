"""sitemap.xml with the dates of the data, and robots.txt that lets everyone in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

from generator.pages.common import (
    ARCHIVE,
    CATALOGUE,
    COMPARE,
    CORRECTIONS,
    DATA,
    HOME,
    indicator_uri,
)
from generator.pages.embed import absolute
from generator.pages.site import Site
from generator.search import search_uri

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
Listed = tuple[str, str, str]
"""The file of a page, its file in its language's folder, and the language."""
SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
OF_ALL_DATA = (HOME, CATALOGUE, COMPARE, CORRECTIONS, DATA, search_uri())
"""Pages that change with any row."""
MOST = 50_000
"""Addresses that one file may hold."""


def files(site: Site, pages: Iterable[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The sitemap in as many files as it needs, none without the site's address; robots.txt."""
    yield ROBOTS, lambda: robots(site)
    if not site.book.settings.site_url:
        return
    listed = sorted(
        (site.at(uri, language), uri, language)
        for uri in pages
        for language in site.languages_of(uri)
        if is_listed(uri) and site.split(uri)[1] == uri
    )
    if len(listed) <= MOST:
        yield SITEMAP, lambda: sitemap(site, listed)
        return
    parts = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield SITEMAP, lambda: index(site, names)
    for name, part in zip(names, parts, strict=True):
        yield name, partial(sitemap, site, part)


def is_listed(uri: str) -> bool:
    """A page of its own: not the answer to a wrong address, not a light copy for a frame."""
    return uri.endswith(".html") and uri != "404.html" and not uri.endswith("/embed.html")


def robots(site: Site) -> bytes:
    """Everyone may read everything; archives need the styles too."""
    lines = ["User-agent: *", "Allow: /"]
    if site.book.settings.site_url:
        lines += ["", f"Sitemap: {absolute(site, SITEMAP)}"]
    return ("\n".join(lines) + "\n").encode()


def sitemap(site: Site, pages: Iterable[Listed]) -> bytes:
    """Each page with the day of its newest content, where the data know one, and its languages."""
    days, several = Days(site), len(site.languages) > 1
    more = {"xmlns:xhtml": XHTML} if several else {}
    root = ElementTree.Element("urlset", {"xmlns": NAMESPACE, **more})
    for _, uri, language in pages:
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = absolute(site, uri, language)
        if (day := days.of(uri)) is not None:
            ElementTree.SubElement(entry, "lastmod").text = day.isoformat()
        for code, address in _alternates(site, uri):
            link = {"rel": "alternate", "hreflang": code, "href": address}
            ElementTree.SubElement(entry, "xhtml:link", link)
    return _bytes(root)


def _alternates(site: Site, uri: str) -> list[tuple[str, str]]:
    """The page in each language that it has words in; none where that is one."""
    told = site.languages_of(uri)
    return [(code, absolute(site, uri, code)) for code in told] if len(told) > 1 else []


def index(site: Site, names: Iterable[str]) -> bytes:
    """The list of the parts."""
    root = ElementTree.Element("sitemapindex", {"xmlns": NAMESPACE})
    for name in names:
        entry = ElementTree.SubElement(root, "sitemap")
        ElementTree.SubElement(entry, "loc").text = absolute(site, name)
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    ElementTree.indent(root, "")
    declaration = b'<?xml version="1.0" encoding="utf-8"?>\n'
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return declaration + written + b"\n"


class Days:
    """When the content of a page last changed, by the data."""

    def __init__(self, site: Site) -> None:
        book = site.book
        self._pages = {
            indicator_uri(series.indicator.id): max(row.as_of for row in series.observations)
            for series in site.view(None)
        }
        # A corrected version has the day of its data: it keeps when the edition first came out.
        self._editions = {item.name: max(item.published, item.as_of) for item in book.editions}
        for item in book.editions:
            for talk in item.interviews:
                day = max(talk.date or item.published, self._editions[item.name])
                self._pages[f"{item.name}/{talk.slug}/index.html"] = day
        out = [item.published for item in book.published]
        known = chain(
            out,
            (row.as_of for row in book.observations),
            (item.date for item in book.corrections),
        )
        newest = max(known, default=None)
        self._pages |= {uri: newest for uri in OF_ALL_DATA if newest}
        if out:
            self._pages[ARCHIVE] = max(out)

    def of(self, uri: str) -> date | None:
        """The day of one page; None where nothing in the data says it."""
        return self._pages.get(uri) or self._editions.get(uri.partition("/")[0])
