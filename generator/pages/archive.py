"""The archive: every edition and version, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from generator.model import Edition
from generator.pages import citations
from generator.pages.common import (
    ARCHIVE,
    Link,
    Mark,
    count,
    crumbs,
    edition_link,
    edition_named,
    edition_uri,
    fill,
)
from generator.pages.site import Page, Site
from generator.pages.tally import tally_of
from generator.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an edition."""

    year: int
    link: Link
    name: str
    draft: bool
    published: str
    as_of: str
    figures: str
    tally: tuple[tuple[str, Mark], ...]
    """How many results of its year have each verdict."""
    interviews: tuple[Link, ...]
    replaced_by: Link | None
    """The newest version of the same year; None for that itself."""
    bag: Bag | None


@dataclass(frozen=True, slots=True)
class Bag:
    """The file that keeps a frozen edition."""

    uri: str
    day: str
    said: str
    """'57 trang, 3,1 MB'."""
    sha256: str
    is_offered: bool


def bag_uri(edition: Edition) -> str:
    """Where the site offers a frozen edition's bag."""
    return f"luu-tru/{edition.name}.zip"


def figures_of(site: Site, edition: Edition) -> int:
    """How many figures an edition publishes; of a frozen one what the register has."""
    return edition.frozen.figures if edition.frozen else site.view(edition).figures()


def page(site: Site) -> Page:
    """All editions."""
    return Page(ARCHIVE, "archive.html", partial(_context, site))


def _context(site: Site) -> dict[str, Any]:
    words = site.words
    return {
        **citations.of_page(site, words.strings["arc_title"], ARCHIVE),
        "title": words.strings["arc_title"],
        "description": words.strings["arc_description"],
        "crumbs": crumbs(words, Link(words.strings["archive"])),
        "entries": tuple(_entry(site, edition) for edition in reversed(site.book.editions)),
    }


def marks(site: Site, edition: Edition) -> tuple[tuple[str, Mark], ...]:
    """How many results of an edition's own year have each verdict, best first."""
    words = site.words
    found = tally_of(site, edition)
    judged = [
        (count(item.number, words), Mark(item.verdict, True, item.words)) for item in found.counts
    ]
    if found.unplanned:
        none = Mark("none", True, words.strings["arc_no_plan"])
        judged.append((count(found.unplanned, words), none))
    return tuple(judged)


def _entry(site: Site, edition: Edition) -> Entry:
    words, say = site.words, site.words.say
    view = site.view(edition)
    said = fill(
        words,
        "arc_figures_said",
        count=count(figures_of(site, edition), words),
        indicators=count(sum(1 for _ in view.known()), words),
    )
    return Entry(
        year=edition.year,
        link=Link(edition.title, edition_uri(edition)),
        name=say.upper_first(edition_named(edition, words)),
        draft=edition.status == "draft",
        published=say.long_day(edition.published),
        as_of=say.long_day(edition.as_of),
        figures=said,
        tally=marks(site, edition),
        interviews=tuple(
            Link(interview.title, f"{edition.name}/{interview.slug}/index.html")
            for interview in edition.interviews
        ),
        replaced_by=_newest(site, edition),
        bag=_bag(edition, words),
    )


def _newest(site: Site, edition: Edition) -> Link | None:
    newest = [item for item in site.book.published if item.year == edition.year][-1:]
    if not newest or newest[0].version <= edition.version:
        return None
    return edition_link(newest[0], site.words)


def _bag(edition: Edition, words: Words) -> Bag | None:
    found = edition.frozen
    if found is None:
        return None
    size = words.say.number((Decimal(found.size) / 1_000_000).quantize(Decimal("0.1")))
    said = fill(
        words,
        "arc_bag_said",
        pages=count(found.pages, words),
        size=size,
    )
    day = words.say.long_day(found.date)
    return Bag(bag_uri(edition), day, said, found.sha256, found.is_offered)
