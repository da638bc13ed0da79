"""An Atom feed (RFC 4287) as bytes, made from the data alone, never from the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

from generator.folding import slug
from generator.pages.embed import absolute
from generator.pages.site import Site

NAMESPACE = "http://www.w3.org/2005/Atom"
NOTHING_YET = date(1970, 1, 1)
"""When a site without any date was updated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that came out."""

    page: str
    """Its address in the site, an anchor included: it is the entry's id for good."""
    title: str
    summary: str
    day: date
    topic: str = ""
    """A name to sort by."""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed."""

    uri: str
    title: str
    page: str
    """The page that says the same to people."""
    entries: tuple[Entry, ...]
    since: date
    """When it was updated if it has no entry."""

    @property
    def updated(self) -> date:
        """The day of its newest entry."""
        return max((entry.day for entry in self.entries), default=self.since)


def write(feed: Feed, site: Site) -> bytes:
    """The feed in UTF-8; addresses are relative where the site's own isn't set."""
    settings = site.book.settings
    root = ElementTree.Element(
        "feed", {"xmlns": NAMESPACE, "xml:lang": settings.language, **_base(feed, site)}
    )
    _text(root, "id", _id(feed.uri, site))
    _text(root, "title", f"{feed.title} · {settings.site_name}")
    _text(root, "updated", _instant(feed.updated))
    _text(ElementTree.SubElement(root, "author"), "name", settings.publisher)
    if settings.site_url:
        _link(root, "self", absolute(site, feed.uri), "application/atom+xml")
    _link(root, "alternate", _address(feed.page, site), "text/html")
    _text(root, "generator", "niengiam")
    for entry in feed.entries:
        _entry(ElementTree.SubElement(root, "entry"), entry, site)
    ElementTree.indent(root, "")
    declaration = b'<?xml version="1.0" encoding="utf-8"?>\n'
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return declaration + written + b"\n"


def _entry(parent: Element, entry: Entry, site: Site) -> None:
    _text(parent, "id", _id(entry.page, site))
    _text(parent, "title", entry.title)
    _text(parent, "published", _instant(entry.day))
    _text(parent, "updated", _instant(entry.day))
    _link(parent, "alternate", _address(entry.page, site), "text/html")
    if entry.topic:
        ElementTree.SubElement(parent, "category", {"term": entry.topic})
    if entry.license:
        _text(parent, "rights", entry.license)
    _text(parent, "summary", entry.summary)


def _base(feed: Feed, site: Site) -> dict[str, str]:
    """Where relative addresses begin: at the top of the site."""
    up = "../" * feed.uri.count("/")
    return {"xml:base": up} if up and not site.book.settings.site_url else {}


def _address(page: str, site: Site) -> str:
    file, mark, anchor = page.partition("#")
    return (absolute(site, file) if site.book.settings.site_url else file) + mark + anchor


def _id(page: str, site: Site) -> str:
    """The permanent address; a tag URI (RFC 4151) where the site has none."""
    if site.book.settings.site_url:
        return _address(page, site)
    path = page.replace("index.html", "").replace("#", "/")
    return f"tag:niengiam.invalid,2000:{slug(site.book.settings.site_name)}/{path}"


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = "".join(_known(words))


def _known(words: str) -> Iterator[str]:
    """What XML 1.0 has a letter for."""
    for letter in words:
        plain = letter in "\t\n\r" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd"
        if plain or letter >= "\U00010000":
            yield letter


def _link(parent: Element, rel: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})
