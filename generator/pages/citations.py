"""What pages, files and the command show of citations: the same words in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.citing import FORMATS, Format, datacite, jsonld, tags
from generator.citing.figure import Place, place, work_at, work_of_figure, work_of_indicator
from generator.citing.publication import work_of_edition, work_of_interview
from generator.citing.work import Work, publisher_of
from generator.figures import Figure, Series
from generator.model import Edition, Interview
from generator.pages.common import Link
from generator.pages.gaps import NAME, any_edition, gaps_of
from generator.pages.later import Later
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
    copies: bool = True
    """There is something on the page to copy."""


_NONE: dict[str, Any] = {"cite": None}
"""What a page shows where citations are turned off."""


def of_indicator(site: Site, series: Series, edition: Edition | None) -> dict[str, Any]:
    """For an indicator's page: the newest figure in full, the page, every row by sentence."""
    if not site.book.settings.citations:
        return {**_NONE, "cite_page": None, "cite_lines": (), "cite_list": ()}
    page = Later(partial(work_of_indicator, site.book, edition, series))
    cited = Later(partial(_cited, site, series, edition))
    return {
        "cite": Later(partial(_newest, site, series, edition)),
        "cite_page": Later(partial(_page, site, series, edition, page)),
        "cite_lines": Later(partial(_lines, site, series, edition)),
        "cite_list": Later(
            lambda: tuple((found.lines, gaps) for found, gaps in cited.get() if found.lines)
        ),
        "meta": Later(lambda: _dataset(site, series, page.get(), cited.get())),
    }


def _newest(site: Site, series: Series, edition: Edition | None) -> Cite | None:
    row = series.latest
    if row is None:
        return None
    work = work_of_figure(site.book, edition, series, series.figure_of(row))
    return cite(work, site.words)


def _page(site: Site, series: Series, edition: Edition | None, page: Later) -> Cite:
    words = site.words
    files = tuple(
        Link(words.strings[f"cite_format_{form.id}"], uri)
        for form, uri in _files_of(series, edition)
        if site.book.settings.downloads
    )
    return cite(page.get(), words, files)


def _lines(site: Site, series: Series, edition: Edition | None) -> tuple[Line, ...]:
    """The citation of every row, whole: for a template that has no use for gaps."""
    return tuple(
        _line(figure, work_of_figure(site.book, edition, series, figure), site.words)
        for figure in series.figures
    )


@dataclass(frozen=True, slots=True)
class _Cited:
    """Rows as any edition of one publisher cites them, with gaps for what they differ in."""

    lines: tuple[Line, ...]
    data: str
    """For the page's JSON-LD."""


Gaps = Mapping[str, str]
_WHOLE: Gaps = {}
"""For what has no gaps."""


def _cited(site: Site, series: Series, edition: Edition | None) -> tuple[tuple[_Cited, Gaps], ...]:
    """Every row with gaps, and what its edition puts into them."""
    if edition is None:
        return tuple(_wherever(site, series, figure) for figure in series.figures)
    publisher = publisher_of(site.book, edition)
    make = partial(_all, site, series, publisher)
    return ((site.once(series, ("cited", publisher), make), _gaps(site, edition)),)


def _gaps(site: Site, edition: Edition) -> Gaps:
    return site.once(edition, "gaps", partial(gaps_of, edition))


def _all(site: Site, series: Series, publisher: str) -> _Cited:
    """All figures on a page of an edition."""
    held = any_edition(publisher)
    rows = [
        _row(site, series, figure, place(site.book, held, series, figure))
        for figure in series.figures
    ]
    return _Cited(
        tuple(line for row in rows for line in row.lines), ",".join(row.data for row in rows)
    )


def _wherever(site: Site, series: Series, figure: Figure) -> tuple[_Cited, Gaps]:
    """A figure of a current page, which belongs to an edition of its own."""
    at = place(site.book, None, series, figure)
    if at.edition is None:
        return _row(site, series, figure, at), _WHOLE
    any_of = any_edition(publisher_of(site.book, at.edition))
    found = _row(site, series, figure, at._replace(edition=any_of))
    return found, _gaps(site, at.edition)


def _row(site: Site, series: Series, figure: Figure, at: Place) -> _Cited:
    """A row's words hang on little else than the row: on most pages they are the same."""
    row, publisher = figure.observation, publisher_of(site.book, at.edition)
    before = id(series.before(row))
    key = (figure.anchor, at.anchor, at.replaced, at.edition is None, publisher, before)
    return site.once(row, key, partial(_made, site, series, figure, at))


def _made(site: Site, series: Series, figure: Figure, at: Place) -> _Cited:
    work = work_at(site.book, series, figure.observation, at)
    data = jsonld.observation(work, figure.observation, series)
    return _Cited((_line(figure, work, site.words),), data)


def _dataset(
    site: Site, series: Series, page: Work, cited: tuple[tuple[_Cited, Gaps], ...]
) -> Meta:
    # The address of a figure holds its edition's name, which is no letter that JSON escapes.
    figures = [found.data.replace(NAME, gaps.get(NAME, "")) for found, gaps in cited]
    about = site.once(series, "about", partial(jsonld.about, site.book, series))
    shared = _distributed(page) if site.book.settings.downloads else []
    return _meta(site, page, jsonld.dataset(page, about, filter(None, figures), shared))


def of_interview(site: Site, edition: Edition, interview: Interview) -> dict[str, Any]:
    """For an interview's page."""
    if not site.book.settings.citations:
        return _NONE
    work = work_of_interview(site.book, edition, interview)
    source = site.book.sources.get(interview.source)
    data = jsonld.article(work, edition, interview, source)
    return {"cite": cite(work, site.words), "meta": _meta(site, work, data)}


def of_original(site: Site, edition: Edition, interview: Interview) -> dict[str, Any]:
    """For the page in place of an interview that isn't translated: the head of the original."""
    whole = next(item for item in site.main.book.editions if item.name == edition.name)
    talk = next(item for item in whole.interviews if item.slug == interview.slug)
    meta = of_interview(site.main, whole, talk).get("meta")
    return {"meta": replace(meta, copies=False)} if meta else {}


def of_page(site: Site, title: str, uri: str, edition: Edition | None = None) -> dict[str, Any]:
    """For any other page its head alone: nobody cites what changes with each edition."""
    if not site.book.settings.citations:
        return {}
    what = (site.book, title, uri.removesuffix("index.html"), edition)
    return {"meta": Meta(tags.of_page(*what), jsonld.page(*what), copies=False)}


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
                yield uri, partial(_file, site, series.indicator.id, edition, form)
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


def _file(site: Site, indicator: str, edition: Edition | None, form: Format) -> bytes:
    """The page itself, then each figure of it."""
    assert form.together is not None
    series = site.view(edition).series(indicator)
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
