"""Pages of a text that isn't translated: they say so, lead to it, and show its figures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.binding import Bound, Unbound, bind, parse
from generator.model import Edition, Interview, Prose
from generator.pages import citations
from generator.pages.common import ARCHIVE, Link, crumbs, edition_link, fill
from generator.pages.interview import box
from generator.pages.site import Page, Site
from generator.read.links import links

TEMPLATE = "untold.html"


def of_interview(site: Site, edition: Edition, interview: Interview) -> Page:
    """What stands in place of an interview: the figures that its words are bound to."""
    words = site.words
    kind = words.strings["interview_kind" if interview.speakers else "interview_kind_none"]
    way = (
        Link(words.strings["archive"], ARCHIVE),
        edition_link(edition, words),
        Link(kind),
    )
    bounds = tuple(_bounds(site, edition, interview.body))
    context = {
        "edition": edition,
        "figures": box(bounds, words),
        "crumbs": crumbs(words, *way),
        **citations.of_original(site, edition, interview),
    }
    return _page(site, interview, f"{edition.name}/{interview.slug}/index.html", context)


def of_prose(site: Site, prose: Prose) -> Page:
    """What stands in place of any other text."""
    way = crumbs(site.words, Link(prose.title))
    head = citations.of_page(site.main, prose.title, prose.uri)
    return _page(site, prose, prose.uri, {"figures": (), "crumbs": way, **head})


def _page(site: Site, text: Interview | Prose, uri: str, context: dict[str, object]) -> Page:
    language = site.words.say.language(text.language)
    said = fill(site.words, "untold_page", language=language)
    return Page(
        uri,
        TEMPLATE,
        {
            "title": text.title,
            "description": f"{text.title}. {said}",
            "said": said,
            "original": text.language,
            "read": fill(site.words, "untold_read", language=language),
            **context,
        },
    )


def _bounds(site: Site, edition: Edition, body: str) -> Iterator[Bound]:
    """The figures that a text is bound to, in its order."""
    view = site.view(edition)
    for link in links(body, 1):
        scheme, _, target = link.target.partition(":")
        if scheme != "fig" or link.is_image:
            continue
        try:
            yield bind(parse(target), view)
        except Unbound:
            continue
