"""The sentence and the address of one row, for files that carry them."""

from __future__ import annotations

from generator.citing.figure import work_of_figure
from generator.figures import Series
from generator.model import Edition, Observation
from generator.pages.common import indicator_uri
from generator.pages.site import Site


def cite_sentence(site: Site, series: Series, row: Observation, edition: Edition | None) -> str:
    """The sentence that the row's page shows, in the site's language."""
    work = work_of_figure(site.book, edition, series, series.figure_of(row))
    return work.sentence(site.words.language)


def address(site: Site, row: Observation, edition: Edition | None) -> str:
    """The full address of a row: in an edition, else its own vintage on the current page."""
    series = site.view(edition).series(row.indicator)
    figure = series.figure_of(row)
    anchor = figure.anchor
    if edition is None and figure.is_current:
        anchor = figure.aliases[0]
    page = indicator_uri(row.indicator, edition).removesuffix("index.html")
    return f"{site.book.settings.site_url.rstrip('/')}/{page}#{anchor}"
