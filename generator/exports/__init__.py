"""Downloads of an indicator and of an edition.

A new format is a module with a `make(subject) -> bytes`, one line in EXPORTS, and its title in
`words/*/strings.yml` as `dl_<suffix>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.charts import breakdown
from generator.exports import ods, package, picture, png, record, tidy, xlsx
from generator.exports.subject import Subject, pictures
from generator.figures import Series
from generator.model import Edition
from generator.pages.common import fill
from generator.pages.site import Site, is_spoken

WHOLE = "data/nien-giam.zip"
Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that an indicator's page offers."""

    suffix: str
    media_type: str
    make: Callable[[Subject], bytes]
    is_drawn: bool = False
    """Only where there is a chart, and each chart by itself."""

    @property
    def title(self) -> str:
        """Key of its name in the strings of a language."""
        return f"dl_{self.suffix.lstrip('.')}"


EXPORTS = (
    Format(".csv", "text/csv; charset=utf-8", tidy.make),
    Format(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.make),
    Format(".ods", ods.MIME, ods.make),
    Format(".json", "application/json", record.make),
    Format(".svg", "image/svg+xml", picture.make, is_drawn=True),
    Format(".png", "image/png", png.make, is_drawn=True),
)
"""In the order in which a page offers them."""


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """(uri, make) of every download; nothing is made before it is asked for."""
    if not site.book.settings.downloads:
        return
    yield from _of_indicators(site)
    for edition in site.book.editions:
        yield edition_zip_uri(edition), partial(package.edition_zip, site, edition)
    yield WHOLE, partial(package.whole_zip, site)


def spoken(site: Site) -> Iterator[tuple[str, Make]]:
    """Those that each language has its own of."""
    if site.book.settings.downloads:
        yield from (item for item in _of_indicators(site) if is_spoken(item[0]))


def _of_indicators(site: Site) -> Iterator[tuple[str, Make]]:
    for subject in subjects(site):
        for format, chart in _formats(subject.series):
            of = (subject.series.indicator.id, subject.edition, chart)
            uri = replace(subject, picture=chart).uri(format.suffix)
            yield uri, partial(_made, site, format, *of)


def _made(
    site: Site, format: Format, indicator: str, edition: Edition | None, picture: str
) -> bytes:
    """Looked up when the file is made: ten thousand files hold no series."""
    return format.make(Subject(site, site.view(edition).series(indicator), edition, picture))


def subjects(site: Site) -> Iterator[Subject]:
    """What has a page of its own: every indicator now, then those of each edition."""
    for indicator in site.book.indicators:
        yield Subject(site, site.view(None).series(indicator), None)
    for edition in site.book.editions:
        for series in site.view(edition):
            yield Subject(site, series, edition)


def downloads(
    site: Site, series: Series, edition: Edition | None = None
) -> tuple[tuple[str, str], ...]:
    """(title, uri) of what an indicator's page offers."""
    if not site.book.settings.downloads:
        return ()
    found = (
        (format, Subject(site, series, edition, picture)) for format, picture in _formats(series)
    )
    return tuple((_title(format, subject), subject.uri(format.suffix)) for format, subject in found)


def _title(format: Format, subject: Subject) -> str:
    """'Biểu đồ, SVG'; 'Biểu đồ theo khu vực, SVG'."""
    words = subject.site.words
    if not subject.picture:
        return words.strings[format.title]
    row = breakdown.drawn(subject.series)[subject.picture][0]
    by = words.say.lower_first(subject.label("by", row.by))
    return fill(words, f"{format.title}_by", by=by)


def edition_downloads(site: Site, edition: Edition) -> tuple[tuple[str, str], ...]:
    """(title, uri) of what an edition's page offers."""
    if not site.book.settings.downloads:
        return ()
    return ((site.words.strings["dl_edition"], edition_zip_uri(edition)),)


def whole_downloads(site: Site) -> tuple[tuple[str, str], ...]:
    """(title, uri) of what the page of data offers beside the tables."""
    return ((site.words.strings["dl_whole"], WHOLE),) if site.book.settings.downloads else ()


def edition_zip_uri(edition: Edition) -> str:
    """File of an edition's data."""
    return f"{edition.name}/du-lieu.zip"


def _formats(series: Series) -> Iterator[tuple[Format, str]]:
    """Each format, those that are drawn with which chart they show."""
    drawn = pictures(series)
    for format in EXPORTS:
        for chart in drawn if format.is_drawn else ("",):
            yield format, chart
