"""A sentence with which a figure is cited, and the address that it leads to for good."""

from __future__ import annotations

from generator.attainment import judge
from generator.figures import Series
from generator.model import Edition, Observation
from generator.pages.common import edition_named, fill, indicator_uri
from generator.pages.site import Site


def cite_sentence(site: Site, series: Series, row: Observation, edition: Edition | None) -> str:
    """'Theo ..., số người được giải quyết việc làm năm 2020 đạt 18.382 người (...): ADDRESS'.

    Cites the page's own edition; on a current page the newest published one that has this row.
    """
    book, words = site.book, site.words
    say = words.say
    edition = edition or _newest_with(site, row)
    detail = [say.measure(row.measure)] if row.measure == "actual" else []
    if edition:
        detail.append(edition_named(edition, words))
    else:
        detail.append(fill(words, "cite_current", day=say.day(row.as_of)))
    return fill(
        words,
        "cite_sentence",
        publisher=book.settings.publisher,
        said=say.lower_first(_said(site, series, row)),
        detail="; ".join(detail),
        source=book.sources[row.source].publisher,
        address=address(site, row, edition),
    )


def address(site: Site, row: Observation, edition: Edition | None) -> str:
    """The full address of a row: in an edition, else its own vintage on the current page."""
    series = site.view(edition).series(row.indicator)
    figure = series.figure_of(row)
    anchor = figure.anchor
    if edition is None and figure.is_current:
        anchor = figure.aliases[0]
    page = indicator_uri(row.indicator, edition).removesuffix("index.html")
    return f"{site.book.settings.site_url.rstrip('/')}/{page}#{anchor}"


def _newest_with(site: Site, row: Observation) -> Edition | None:
    """The newest published edition in which the row is in force; one that shows it, if any does."""
    found = [
        edition
        for edition in reversed(site.book.published)
        if any(known is row for known in site.view(edition).series(row.indicator).newest)
    ]
    showing = [edition for edition in found if row.indicator in edition.indicators]
    return next(iter(showing or found), None)


def _said(site: Site, series: Series, row: Observation) -> str:
    """The figure in words, without the plan and without a full stop."""
    words, indicator = site.words, series.indicator
    say = words.say
    group = site.book.label("group", row.group).name if row.group else ""
    if row.measure == "plan":
        value = say.planned_value(row, indicator)
        return fill(words, "cite_planned", named=say.named(row, indicator), value=value)
    said: str = say.result(series, judge(indicator, None, row), group=group)
    return said.removesuffix(".")
