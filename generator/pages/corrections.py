"""Corrections, that mend a mistake, and revisions, that bring better data: both, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from generator.attainment import Attainment, judge
from generator.figures import Series
from generator.model import Correction, Edition, Observation
from generator.pages import citations
from generator.pages.changes import said
from generator.pages.common import (
    CORRECTIONS,
    Link,
    crumbs,
    edition_uri,
    fill,
    indicator_uri,
    local,
)
from generator.pages.correction import anchor, words_of
from generator.pages.revisions import (
    NUMBERS,
    Revision,
    known,
    number,
    outcome,
    revisions,
    size,
)
from generator.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Mended:
    """One thing that was wrong in an edition."""

    id: str
    """Its anchor for good; the feed leads here."""
    what: Link
    """The figure, the indicator, or the edition's text; no address where there is none."""
    field: str
    """Which part of it, in words."""
    old: str
    new: str
    outcome: str
    """What became of the verdict; '' where there is none."""
    flipped: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The corrections that make one version of an edition."""

    id: str
    title: str
    day: str
    reason: str
    """Said once where all have the same."""
    items: tuple[Mended, ...]
    editions: tuple[Link, ...]
    """The version that was wrong and the one that is right, as far as they are published."""


@dataclass(frozen=True, slots=True)
class Revised:
    """One revision."""

    id: str
    link: Link
    sentence: str
    size: str
    outcome: str
    flipped: bool


def page(site: Site) -> Page:
    """/dinh-chinh/: made when it is rendered, for it compares every vintage."""
    return Page(CORRECTIONS, "corrections.html", lambda: _context(site))


def notice_id(item: Correction) -> str:
    """The anchor of a notice for good: '2020-v2'."""
    return f"{item.edition}-v{item.version}"


def _context(site: Site) -> dict[str, Any]:
    words = site.words
    return {
        **citations.of_page(site, words.strings["cor_title"], CORRECTIONS),
        "title": words.strings["cor_title"],
        "description": words.strings["cor_description"],
        "crumbs": crumbs(words, Link(words.strings["cor_word"])),
        "notices": tuple(_notices(site)),
        "days": tuple(_days(site)),
    }


def _notices(site: Site) -> Iterator[Notice]:
    def version(item: Correction) -> tuple[date, int, int]:
        return (item.date, item.edition, item.version)

    newest_first = sorted(site.book.corrections, key=version, reverse=True)
    for (day, year, version_of), rows in groupby(newest_first, key=version):
        found = tuple(rows)
        reasons = {item.reason for item in found}
        yield Notice(
            id=notice_id(found[0]),
            title=fill(site.words, "cor_version", year=year, version=version_of),
            day=site.words.say.upper_first(site.words.say.long_day(day)),
            reason=found[0].reason if len(reasons) == 1 else "",
            items=tuple(_mended(site, item, several=len(reasons) > 1) for item in found),
            editions=tuple(_editions(site, found[0])),
        )


def _editions(site: Site, item: Correction) -> Iterator[Link]:
    for version in (item.version - 1, item.version):
        edition = _edition(site, item.edition, version)
        if edition:
            key = "cor_version_link"
            title = fill(site.words, key, year=edition.year, version=edition.version)
            yield Link(title, edition_uri(edition))


def _edition(site: Site, year: int, version: int) -> Edition | None:
    found = [item for item in site.book.editions if (item.year, item.version) == (year, version)]
    return found[0] if found else None


def _mended(site: Site, item: Correction, *, several: bool) -> Mended:
    words = site.words
    reason = item.reason if several else ""
    field = words.strings.get(f"cor_field_{item.field}", item.field)
    indicator = site.book.indicators.get(item.indicator)
    old, new = (cell_said(site, item, cell) for cell in (item.old, item.new))
    if indicator is None:
        text = Link(words.strings["cor_text"])
        return Mended(anchor(item), text, field, old, new, "", False, reason)
    series = site.view(None).series(indicator.id)
    row = _row(series, item)
    found, flipped = _outcome(site, series, item, row) if row else ("", False)
    what = _what(site, series, item, row)
    return Mended(anchor(item), what, field, old, new, found, flipped, reason)


def _row(series: Series, item: Correction) -> Observation | None:
    """The value that was wrong, as it is known now."""
    wanted = (item.year, item.measure, item.by, item.group)
    found = [
        row
        for row in series.newest
        if (row.year, row.measure, row.by, row.group) == wanted and item.basis in ("", row.basis)
    ]
    return found[0] if found else None


def _what(site: Site, series: Series, item: Correction, row: Observation | None) -> Link:
    uri, words = indicator_uri(series.indicator.id), site.words
    if row is None:
        return Link(local(series.indicator, words), uri)
    return figure_link(site, series, row)


def figure_link(site: Site, series: Series, row: Observation) -> Link:
    """A figure in words, and where it stands on the current page."""
    group = f", {local(site.book.label('group', row.group), site.words)}" if row.group else ""
    anchor = series.figure_of(row).anchor
    name = site.words.say.named(row, series.indicator) + group
    return Link(name, f"{indicator_uri(series.indicator.id)}#{anchor}")


def cell_said(site: Site, item: Correction, cell: str) -> str:
    """What a cell says, as pages say it; an empty one in words."""
    words, indicator = site.words, site.book.indicators.get(item.indicator)
    if not cell:
        return words.strings["cor_empty"]
    if indicator is None:
        return words_of(cell, words)
    value = number(cell) if item.field in NUMBERS else None
    if value is not None:
        said: str = words.say.number(value) + words.say.unit(indicator)
        return said
    key = f"cor_cell_{item.field}_{cell}"
    return words.strings.get(key, cell)


def _outcome(site: Site, series: Series, item: Correction, row: Observation) -> tuple[str, bool]:
    """What the mistake did to the verdict, by all that was known on the day it was mended."""
    old, new = number(item.old), number(item.new)
    seen = known(series, row, item.date)
    if item.field != "value" or old is None or new is None or seen is None or seen.plan is None:
        return "", False
    before, after = (_with(seen, value, item.measure) for value in (old, new))
    change = Revision(series, before.actual, after.actual, before, after, item)
    return outcome(change, site.words), change.flipped


def _with(seen: Attainment, value: Decimal, measure: str) -> Attainment:
    """The verdict with another value of the plan, or of what was done."""
    plan, actual = seen.plan, seen.actual
    if measure == "plan" and plan:
        return judge(seen.indicator, replace(plan, value=value), actual)
    return judge(seen.indicator, plan, replace(actual, value=value))


def _days(site: Site) -> Iterator[tuple[str, tuple[Revised, ...]]]:
    """The revisions by the day on which they were known."""
    found = [
        change
        for series in site.view(None)
        for change in revisions(series, site.book)
        if change.correction is None
    ]
    found.sort(key=lambda change: change.new.as_of, reverse=True)
    for day, changes in groupby(found, key=lambda change: change.new.as_of):
        yield site.words.say.long_day(day), tuple(_revised(site, change) for change in changes)


def _revised(site: Site, change: Revision) -> Revised:
    words, series, new = site.words, change.series, change.new
    return Revised(
        id=f"{series.indicator.id}-{own_anchor(series, new)}",
        link=figure_link(site, series, new),
        sentence=said(words, site.book, series, change.old, new),
        size=words.say.upper_first(size(change, words)),
        outcome=outcome(change, words),
        flipped=change.flipped,
    )


def own_anchor(series: Series, row: Observation) -> str:
    """The anchor of a vintage that stays its own when a later one comes."""
    figure = series.figure_of(row)
    return figure.aliases[0] if figure.is_current else figure.anchor
