"""Works made of data: one figure, and an indicator's page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.attainment import attainment
from generator.citing.sentence import Told
from generator.citing.work import (
    Work,
    address,
    edition_mark,
    license_of,
    noted,
    publisher_of,
    said_source,
    site_words,
)
from generator.figures import Figure, Series
from generator.model import Edition, Observation, Yearbook, in_language
from generator.words import LANGUAGES, Words, words


class Place(NamedTuple):
    """Where a figure is cited: the address that goes on showing this very number."""

    edition: Edition | None
    anchor: str
    replaced: bool
    """Stands there as a superseded value."""


def work_of_figure(book: Yearbook, edition: Edition | None, series: Series, figure: Figure) -> Work:
    """A figure of a page's series; `place` says in which edition it is cited."""
    return work_at(book, series, figure.observation, place(book, edition, series, figure))


def work_at(book: Yearbook, series: Series, row: Observation, at: Place) -> Work:
    """A row of a series as it is cited at a place."""
    publisher = publisher_of(book, at.edition)
    url = address(book, at.edition, f"chi-tieu/{row.indicator}/#{at.anchor}")
    own = site_words(book)
    told = {
        language: Told(book, series, row, at.edition, at.replaced, words(language))
        for language in {*LANGUAGES, own.language}
    }
    mark = f"-ed{at.edition.name}" if at.edition else ""
    return Work(
        kind="figure",
        key=f"{row.indicator}-{at.anchor}{mark}",
        title=told[own.language].title(),
        author=publisher,
        publisher=publisher,
        date=at.edition.published if at.edition else row.as_of,
        version=str(at.edition.version) if at.edition else row.as_of.isoformat(),
        container=at.edition.title if at.edition else book.settings.site_name,
        url=url,
        language=own.language,
        abstract=series.indicator.definition,
        note=noted([said_source(book.sources[row.source], own.language)], own.language),
        license=license_of(book, at.edition),
        sentences=tuple(
            (language, told[language].sentence(publisher, url)) for language in LANGUAGES
        ),
    )


def work_of_indicator(book: Yearbook, edition: Edition | None, series: Series) -> Work:
    """An indicator's page: as published in an edition, else as known now."""
    own, indicator = site_words(book), series.indicator
    publisher, known = publisher_of(book, edition), _known(book, series)
    url = address(book, edition, f"chi-tieu/{indicator.id}/")
    used = dict.fromkeys(book.sources[row.source].publisher for row in series.newest)
    return Work(
        kind="indicator",
        key=f"{indicator.id}-{edition_mark(edition, known)}",
        title=_page_title(series, edition, own),
        author=publisher,
        publisher=publisher,
        date=edition.published if edition else known,
        version=str(edition.version) if edition else known.isoformat(),
        container=edition.title if edition else book.settings.site_name,
        url=url,
        language=own.language,
        abstract=_abstract(series, own),
        note=noted(used, own.language),
        license=license_of(book, edition),
        sentences=tuple(
            (language, _page_sentence(book, series, edition, url, words(language)))
            for language in LANGUAGES
        ),
    )


def place(book: Yearbook, edition: Edition | None, series: Series, figure: Figure) -> Place:
    """In the page's own edition; of a current page the newest that has the row in force.

    Where no edition has it: the current page, at the vintage's own anchor.
    """
    if edition:
        return Place(edition, figure.anchor, not figure.is_current)
    row = figure.observation
    if held := _holding(book, series, row):
        # In force there, so under the name that the series' newest value has here.
        anchor = figure.anchor
        if not figure.is_current:
            anchor = anchor.removesuffix(f"-{row.as_of.isoformat()}")
        return Place(held, anchor, False)
    own = figure.aliases[0] if figure.is_current else figure.anchor
    return Place(None, own, not figure.is_current)


def _holding(book: Yearbook, series: Series, row: Observation) -> Edition | None:
    """The newest published edition in which the row is in force; one that shows it, if any does."""
    vintages, found = series.vintages_of(row.subject), []
    for edition in reversed(book.published):
        known = [other for other in vintages if other.as_of <= edition.as_of]
        if known and known[-1] is row:
            found.append(edition)
    showing = [edition for edition in found if row.indicator in edition.indicators]
    return next(iter(showing or found), None)


def _known(book: Yearbook, series: Series) -> date:
    """The day up to which a current page's data are known."""
    days = [row.as_of for row in series.observations]
    return max(days or [row.as_of for row in book.observations], default=date(1970, 1, 1))


def _name(series: Series, spoken: Words) -> str:
    return in_language(series.indicator, "name", spoken.language)


def _page_title(series: Series, edition: Edition | None, spoken: Words) -> str:
    name = _name(series, spoken)
    if edition is None:
        return name
    return spoken.strings["ind_title_edition"].format(name=name, year=edition.year)


def _page_sentence(
    book: Yearbook, series: Series, edition: Edition | None, url: str, spoken: Words
) -> str:
    """'Số người được giải quyết việc làm, theo ... (ấn bản năm 2020, phiên bản 1): ADDRESS'."""
    strings = spoken.strings
    if edition:
        detail = strings["edition_version"].format(year=edition.year, version=edition.version)
    else:
        detail = strings["cite_current"].format(day=spoken.say.day(_known(book, series)))
    return strings["cite_page"].format(
        title=_name(series, spoken),
        publisher=publisher_of(book, edition),
        detail=detail,
        address=url,
    )


def _abstract(series: Series, own: Words) -> str:
    """Definition, unit, and the newest result."""
    indicator, row = series.indicator, series.latest
    parts = [indicator.definition and f"{indicator.definition.rstrip('.')}."]
    unit = in_language(indicator, "unit", own.language)
    parts.append(f"{own.strings['ind_unit']}{own.strings['colon']}{unit}.")
    if row is not None and row.is_total:
        plan = row.measure == "plan"
        said = own.say.planned(row, indicator) if plan else ""
        parts.append(said or own.say.result(series, attainment(series, row)))
    return " ".join(part for part in parts if part)
