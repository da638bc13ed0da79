"""What pages, files and the command show of citations: the same words in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.citing import FORMATS, Format, datacite, jsonld, tags
from generator.citing.figure import work_of_figure, work_of_indicator
from generator.citing.publication import work_of_edition, work_of_interview
from generator.citing.work import Work
from generator.figures import Figure, Series
from generator.model import Edition, Interview
from generator.pages.common import Link
from generator.pages.site import Site
from generator.words import Words

DISTRIBUTED = (
    (".csv", "text/csv"),
    (".json", "application/json"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
"""The files of an indicator that its JSON-LD names."""


@dataclass(frozen=True, slots=True)
class Said:
    """A citation in one form."""

    id: str
    label: str
    text: str
    language: str
    """Of a sentence in another language than the page's; '' else."""


@dataclass(frozen=True, slots=True)
class Cite:
    """What the partial `cite.html` shows."""

    title: str
    sentence: Said
    """In the page's language, in full sight."""
    others: tuple[Said, ...]
    """Every other form, each folded up."""
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The citation of one row, in the list at the foot."""

    row: str
    """Anchor of the row."""
    title: str
    forms: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What the partial `meta.html` puts into the head."""

    tags: tuple[tuple[str, str], ...]
    jsonld: str


_NONE: dict[str, Any] = {"cite": None}
"""What a page shows where citations are turned off."""


def of_indicator(site: Site, series: Series, edition: Edition | None) -> dict[str, Any]:
    """For an indicator's page: the newest figure in full, the page, every row by sentence."""
    if not site.book.settings.citations:
        return {**_NONE, "cite_page": None, "cite_lines": ()}
    book, words, row = site.book, site.words, series.latest
    page = work_of_indicator(book, edition, series)
    every = [(figure, work_of_figure(book, edition, series, figure)) for figure in series.figures]
    newest = next((work for figure, work in every if figure.observation is row), None)
    files = tuple(
        Link(words.strings[f"cite_format_{form.id}"], uri)
        for form, uri in _files_of(series, edition)
        if book.settings.downloads
    )
    observed = [(work, figure.observation) for figure, work in every]
    shared = _distributed(page) if book.settings.downloads else []
    return {
        "cite": cite(newest, words) if newest else None,
        "cite_page": cite(page, words, files),
        "cite_lines": tuple(_line(figure, work, words) for figure, work in every),
        "meta": _meta(site, page, jsonld.dataset(page, book, series, observed, shared)),
    }


def of_interview(site: Site, edition: Edition, interview: Interview) -> dict[str, Any]:
    """For an interview's page."""
    if not site.book.settings.citations:
        return _NONE
    work = work_of_interview(site.book, edition, interview)
    source = site.book.sources.get(interview.source)
    data = jsonld.article(work, edition, interview, source)
    return {"cite": cite(work, site.words), "meta": _meta(site, work, data)}


def of_edition(site: Site, edition: Edition) -> dict[str, Any]:
    """For an edition's page."""
    if not site.book.settings.citations:
        return _NONE
    work = work_of_edition(site.book, edition)
    data = jsonld.report(
        work, [work_of_interview(site.book, edition, talk) for talk in edition.interviews]
    )
    return {"cite": cite(work, site.words), "meta": _meta(site, work, data)}


def cite(work: Work, words: Words, downloads: tuple[Link, ...] = ()) -> Cite:
    """Every form of a work."""
    forms = [said(form, work, words) for form in FORMATS.values()]
    first = next(form for form in forms if form.id == words.language)
    others = tuple(form for form in forms if form is not first)
    return Cite(words.strings[f"cite_{work.kind}"], first, others, downloads)


def files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file of citations: its uri, and what makes its bytes."""
    if not (site.book.settings.citations and site.book.settings.downloads):
        return
    editions: tuple[Edition | None, ...] = (None, *site.book.editions)
    for edition in editions:
        for series in _paged(site, edition):
            for form, uri in _files_of(series, edition):
                yield uri, partial(_file, site, series, edition, form)
        if edition:
            yield f"{edition.name}/datacite.json", partial(_datacite, site, edition)


def _files_of(series: Series, edition: Edition | None) -> Iterator[tuple[Format, str]]:
    """The forms that have a file, and its uri."""
    folder = f"{edition.name}/" if edition else ""
    for form in FORMATS.values():
        if form.together:
            yield form, f"{folder}chi-tieu/{series.indicator.id}{form.suffix}"


def _paged(site: Site, edition: Edition | None) -> Iterator[Series]:
    """The series that have a page: now every indicator, in an edition those with a value."""
    if edition:
        yield from site.view(edition)
        return
    for indicator in site.book.indicators:
        yield site.view(None).series(indicator)


def _file(site: Site, series: Series, edition: Edition | None, form: Format) -> bytes:
    """The page itself, then each figure of it."""
    assert form.together is not None
    figures = (work_of_figure(site.book, edition, series, figure) for figure in series.figures)
    works = (work_of_indicator(site.book, edition, series), *figures)
    return form.together(works).encode()


def _datacite(site: Site, edition: Edition) -> bytes:
    book = site.book
    parts = (
        *(work_of_indicator(book, edition, series) for series in site.view(edition)),
        *(work_of_interview(book, edition, talk) for talk in edition.interviews),
    )
    before = [
        item
        for item in book.editions
        if item.year == edition.year and item.version < edition.version
    ]
    older = work_of_edition(book, before[-1]) if before else None
    return datacite.metadata(work_of_edition(book, edition), edition, parts, older).encode()


def _line(figure: Figure, work: Work, words: Words) -> Line:
    sentences = [form for form in FORMATS.values() if form.language]
    sentences.sort(key=lambda form: form.language != words.language)
    forms = tuple(said(form, work, words) for form in (*sentences, FORMATS["apa"]))
    return Line(figure.anchor, work.title, forms)


def said(form: Format, work: Work, words: Words) -> Said:
    """A work in one form, under that form's name."""
    language = form.language if form.language != words.language else ""
    label = words.strings[f"cite_format_{'sentence' if form.language else form.id}"]
    if form.language:
        label = label.format(language=words.say.language(form.language))
    return Said(form.id, label, form.make(work), language)


def _distributed(page: Work) -> list[tuple[str, str]]:
    return [(kind, page.url.removesuffix("/") + suffix) for suffix, kind in DISTRIBUTED]


def _meta(site: Site, work: Work, data: str) -> Meta:
    return Meta(tags.tags(work, site.book.settings.site_name), data)
