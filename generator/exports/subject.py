"""What a download is about: one indicator as an edition knows it, or as known now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.charts import Chart, breakdown
from generator.charts.time import is_drawn
from generator.citing.work import license_of, publisher_of
from generator.figures import Series
from generator.model import Edition, in_language
from generator.pages.common import indicator_uri, local
from generator.pages.site import Site


@dataclass(frozen=True, eq=False)
class Subject:
    """One indicator's page, of which every format tells the same."""

    site: Site
    series: Series
    edition: Edition | None
    picture: str = ""
    """The breakdown whose chart is meant, by its name for addresses; '' for the page's first."""

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
        """File of a format: 'chi-tieu/viec-lam.csv', '2020/chi-tieu/viec-lam.district.svg'."""
        page = indicator_uri(self.series.indicator.id, self.edition)
        stem = page.removesuffix("/index.html")
        return f"{stem}.{self.picture}{suffix}" if self.picture else stem + suffix

    def label(self, kind: str, key: str) -> str:
        """Name of a breakdown, group or basis in the site's language; '' stays ''."""
        return local(self.site.book.label(kind, key), self.site.words) if key else ""

    def chart(self) -> Chart | None:
        """The chart that is downloaded."""
        wanted = breakdown.id_of(self.picture)
        found = self.site.charts(self.series)
        return next((one for one in found if not self.picture or one.id == wanted), None)


def pictures(series: Series) -> tuple[str, ...]:
    """What `Subject.picture` may be, told without drawing; nothing without a chart.

    Where a page has several charts each breakdown's has a file of its own, also the one that
    stands first: which is first may change with a later row, an address mustn't.
    """
    first, named = is_drawn(series), tuple(breakdown.drawn(series))
    if first + len(named) > 1:
        return ("", *named)
    return ("",) if first or named else ()


def absolute(site: Site, uri: str) -> str:
    """The full address of a file of the site."""
    return f"{site.book.settings.site_url.rstrip('/')}/{uri}"
