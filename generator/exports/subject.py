"""What a download is about: one indicator as an edition knows it, or as known now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.charts import Chart
from generator.charts.breakdown import total_of
from generator.charts.time import is_drawn
from generator.citing.work import license_of, publisher_of
from generator.figures import Series
from generator.model import Edition, Observation, in_language
from generator.pages.common import indicator_uri, local
from generator.pages.site import Site


@dataclass(frozen=True, eq=False)
class Subject:
    """One indicator's page, of which every format tells the same."""

    site: Site
    series: Series
    edition: Edition | None

    @property
    def name(self) -> str:
        """The indicator's name in the site's language."""
        return local(self.series.indicator, self.site.words)

    @property
    def unit(self) -> str:
        """Its unit in the site's language."""
        return in_language(self.series.indicator, "unit", self.site.words.language)

    @property
    def page(self) -> str:
        """Full address of the page in the site's language."""
        uri = self.site.at(indicator_uri(self.series.indicator.id, self.edition))
        return absolute(self.site, uri.removesuffix("index.html"))

    @property
    def publisher(self) -> str:
        """Who publishes these figures."""
        return publisher_of(self.site.book, self.edition)

    @property
    def license(self) -> str:
        """Under which licence; '' where none is named."""
        return license_of(self.site.book, self.edition)

    @property
    def as_of(self) -> date | None:
        """The day up to which rows are known; None where there are none."""
        if self.edition:
            return self.edition.as_of
        return max((row.as_of for row in self.series.observations), default=None)

    def uri(self, suffix: str) -> str:
        """File of a format: 'chi-tieu/viec-lam.csv', '2020/chi-tieu/viec-lam.csv'."""
        page = indicator_uri(self.series.indicator.id, self.edition)
        return page.removesuffix("/index.html") + suffix

    def label(self, kind: str, key: str) -> str:
        """Name of a breakdown, group or basis in the site's language; '' stays ''."""
        return local(self.site.book.label(kind, key), self.site.words) if key else ""

    def chart(self) -> Chart | None:
        """The chart that is downloaded: the page's first."""
        found = self.site.charts(self.series)
        return found[0] if found else None


def has_chart(series: Series) -> bool:
    """Whether `Subject.chart` will draw anything, told without drawing: more than one mark."""
    return is_drawn(series) or any(
        _has_two_marks(series, rows) for rows in _newest_breakdowns(series)
    )


def _newest_breakdowns(series: Series) -> list[tuple[Observation, ...]]:
    newest: dict[str, int] = {}
    for year, by in series.breakdowns:
        newest[by] = max(year, newest.get(by, year))
    return [series.breakdowns[(year, by)] for by, year in newest.items()]


def _has_two_marks(series: Series, rows: tuple[Observation, ...]) -> bool:
    if len(rows) > 1 or series.plan_for(rows[0]) is not None:
        return True
    return total_of(series, rows) is not None


def absolute(site: Site, uri: str) -> str:
    """The full address of a file of the site."""
    return f"{site.book.settings.site_url.rstrip('/')}/{uri}"
