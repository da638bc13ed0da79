"""What stands in the report, in its order: the contexts of the pages, one list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from generator import exports
from generator.citing.publication import work_of_edition
from generator.citing.work import license_of, publisher_of
from generator.exports.colours import ACTUAL
from generator.exports.package import edition_observations
from generator.exports.subject import absolute
from generator.figures import Series
from generator.model import Edition, Interview, Topic
from generator.pages import citations
from generator.pages import edition as edition_page
from generator.pages import indicator as indicator_page
from generator.pages import interview as interview_page
from generator.pages.common import References, edition_named, edition_uri, indicator_uri
from generator.pages.later import Context
from generator.pages.results import in_order
from generator.pages.site import Site
from generator.read.brand import instead
from generator.render.env import Renderer
from generator.words import LANGUAGES

TEMPLATE = "report.html"
PRINTED_FORMS = (*LANGUAGES, "apa", "chicago")
"""Citations that a person reads; those for programs can be had from the site."""


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview, its Markdown finished."""

    interview: Interview
    body: str
    figures: tuple[interview_page.BoxGroup, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section that is a page of the site: its ids and links are that page's."""

    uri: str
    name: str
    """Before each of its ids."""
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TopicParts:
    """The indicators of one topic."""

    topic: Topic
    parts: tuple[Part, ...]


def uri_of(edition: Edition) -> str:
    """File of an edition's report."""
    return f"{edition.name}/bao-cao.pdf"


def html(renderer: Renderer, edition: Edition, body: str, talks: Iterable[Talk]) -> str:
    """The report as one HTML document, its links still those of the pages.

    `body` is the edition's own Markdown, finished.
    """
    site = renderer.site
    page = Context(edition_page.page(site, edition).filled())
    references: References = page["references"]
    context = {
        **page,
        "body": body,
        "indicators": tuple(_indicators(site, edition, references)),
        "talks": tuple(_talk(site, edition, talk, references) for talk in talks),
        "version": edition_named(edition, site.words),
        "publisher": publisher_of(site.book, edition),
        "license": license_of(site.book, edition),
        "address": _address(site, edition_uri(edition)),
        "data": _data(site, edition),
        "forms": _forms(site, edition),
        "ink": instead(site.book.settings.colour).get(ACTUAL, ""),
    }
    return renderer.render(TEMPLATE, edition_uri(edition), context)


def _indicators(site: Site, edition: Edition, references: References) -> Iterator[TopicParts]:
    """Every indicator that the edition knows, by topic, a part after its whole."""
    every = [s for s in in_order(edition, site.view(edition)) if s.observations]
    for topic in site.book.topics.values():
        own = [series for series in every if series.indicator.topic == topic.id]
        if own:
            ordered = _wholes_first(own)
            parts = tuple(_indicator(site, edition, item, references) for item in ordered)
            yield TopicParts(topic, parts)


def _wholes_first(series: list[Series]) -> Iterator[Series]:
    here = {item.indicator.id: item for item in series}

    def below(whole: Series) -> Iterator[Series]:
        yield whole
        for item in here.values():
            if item.indicator.part_of == whole.indicator.id:
                yield from below(item)

    for item in here.values():
        if item.indicator.part_of not in here:
            yield from below(item)


def _indicator(site: Site, edition: Edition, series: Series, references: References) -> Part:
    id = series.indicator.id
    uri = indicator_uri(id, edition)
    context = indicator_page.context(site, series, edition, references)
    return Part(site.at(uri), id, Context({**context, "address": _address(site, uri)}))


def _talk(site: Site, edition: Edition, talk: Talk, references: References) -> Part:
    page = interview_page.page(site, edition, talk.interview)
    source = talk.interview.source
    context = {
        **page.filled(),
        "body": talk.body,
        "figures": talk.figures,
        "reference": references(source) if source else None,
        "address": _address(site, page.uri),
    }
    return Part(site.at(page.uri), talk.interview.slug, context)


def _address(site: Site, uri: str) -> str:
    """The full address of a page."""
    return absolute(site, site.at(uri).removesuffix("index.html"))


def _data(site: Site, edition: Edition) -> dict[str, Any]:
    """The file of the edition's figures, '' on a site without; the digest of the table in it."""
    table = edition_observations(site, edition)
    offered = site.book.settings.downloads
    return {
        "address": absolute(site, exports.edition_zip_uri(edition)) if offered else "",
        "sha256": sha256(table).hexdigest(),
    }


def _forms(site: Site, edition: Edition) -> tuple[citations.Said, ...]:
    cite = citations.cite(work_of_edition(site.book, edition), site.words)
    forms = {form.id: form for form in (cite.sentence, *cite.others)}
    return tuple(forms[id] for id in PRINTED_FORMS if id in forms)
