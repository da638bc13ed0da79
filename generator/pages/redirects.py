"""Old addresses that lead on: a small page, a line on a page that stayed, or a row's other anchor.

An address is written as it is published: '/chi-tieu/viec-lam/#2020-actual'; `index.html` may stand
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.figures import Series
from generator.model import Redirect
from generator.pages.common import Link, crumbs, fill, local
from generator.pages.site import Page, Site

_INDICATOR = re.compile(r"(?:([0-9]{4}(?:-v[0-9]+)?)/)?chi-tieu/([^/]+)/index\.html")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that stood at an anchor of a page, and where it stands now."""

    anchor: str
    link: Link


def plain(address: str) -> str:
    """The one form of an address: '/a/index.html#b' is '/a/#b'."""
    page, mark, anchor = address.partition("#")
    if page == "/index.html" or page.endswith("/index.html"):
        page = page.removesuffix("index.html")
    return page + (mark + anchor if anchor else "")


def address_of(uri: str, anchor: str = "") -> str:
    """The address of a file of the site."""
    return plain(f"/{uri}#{anchor}")


def uri_of(address: str) -> str:
    """The file at an address, '#anchor' kept: '/a/#b' is 'a/index.html#b'."""
    page, mark, anchor = plain(address).partition("#")
    file = page.removeprefix("/")
    return (f"{file}index.html" if page.endswith("/") else file) + mark + anchor


def is_page(address: str) -> bool:
    """Leads to a page, not to a file for download."""
    return uri_of(address).partition("#")[0].endswith(".html")


def sent(site: Site) -> dict[str, str]:
    """Every old address with its new one."""
    return {plain(item.old): plain(item.new) for item in site.book.redirects}


def is_within(item: Redirect, name: str) -> bool:
    """Leads from one address of an edition to another: it is frozen with it."""
    return item.old.startswith(f"/{name}/") and item.new.startswith(f"/{name}/")


def page(site: Site, old: str, new: str, anchors: Iterable[str]) -> Page:
    """What stands at the old address of a page; `anchors` are the figures that it held.

    A page that held figures doesn't lead on by itself: a link to one of them would lose it.
    """
    words, sendings = site.words, sent(site)
    moved = tuple(
        Moved(name, link(site, sendings.get(f"{old}#{name}", f"{new}#{name}"))) for name in anchors
    )
    target = link(site, new)
    context = {
        "title": words.strings["cor_moved_title"],
        "description": fill(words, "cor_moved_page", address=new),
        "crumbs": crumbs(words, Link(words.strings["cor_moved_title"])),
        "target": target,
        "figures": moved,
        "at_once": not moved,
    }
    return Page(uri_of(old), "redirect.html", context)


def moved(site: Site) -> dict[str, tuple[Moved, ...]]:
    """By page: the anchors that stood on it and are elsewhere now, or under another name."""
    found: dict[str, list[Moved]] = {}
    for old, new in sent(site).items():
        uri, _, anchor = uri_of(old).partition("#")
        if anchor and not _is_row(site, old, new):
            found.setdefault(uri, []).append(Moved(anchor, link(site, new)))
    return {uri: tuple(items) for uri, items in found.items()}


def within(site: Site, uri: str, series: Series) -> Mapping[str, tuple[str, ...]]:
    """Old anchors of an indicator's page by the anchor of the figure on it that they mean."""
    found: dict[str, tuple[str, ...]] = {}
    for old, new in sent(site).items():
        (here, _, anchor), (there, _, name) = uri_of(old).partition("#"), uri_of(new).partition("#")
        if here == there == uri and anchor and series.figure(name):
            found[name] = (*found.get(name, ()), anchor)
    return found


def link(site: Site, address: str) -> Link:
    """A new address by the name of what stands there, where that's an indicator or a figure."""
    uri = uri_of(address)
    file, _, anchor = uri.partition("#")
    series = _series(site, file)
    if series is None:
        return Link(address, uri)
    figure, words = series.figure(anchor), site.words
    name = local(series.indicator, words)
    if figure:
        row = figure.observation
        group = f", {local(site.book.label('group', row.group), words)}" if row.group else ""
        name = words.say.named(row, series.indicator) + group
    return Link(name, uri)


def _is_row(site: Site, old: str, new: str) -> bool:
    """Stays on its indicator's page: the row itself has the old anchor too."""
    here, (there, _, name) = uri_of(old).partition("#")[0], uri_of(new).partition("#")
    series = _series(site, here)
    return here == there and series is not None and series.figure(name) is not None


def _series(site: Site, file: str) -> Series | None:
    """What an indicator's page shows; None for other pages."""
    found = _INDICATOR.fullmatch(file)
    if not found or found[2] not in site.book.indicators:
        return None
    edition = site.edition_of(file)
    if found[1] and edition is None:
        return None
    return site.view(edition).series(found[2])
