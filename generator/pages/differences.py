"""Between two editions: every figure that is new, revised, final at last, dropped or redefined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from generator.attainment import Attainment, judge
from generator.figures import Series
from generator.model import Edition, Observation
from generator.pages import changes as summary
from generator.pages import citations
from generator.pages.changes import Changes
from generator.pages.common import (
    ARCHIVE,
    Link,
    crumbs,
    edition_link,
    edition_named,
    edition_uri,
    fill,
    indicator_uri,
    local,
)
from generator.pages.later import Later
from generator.pages.revisions import Revision, outcome, size
from generator.pages.site import Page, Site

REDEFINED = ("name", "unit", "decimals", "direction", "definition")
"""Columns of indicators.csv whose change makes it another thing that is measured."""


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: what, how, by how much, and where both editions have it."""

    link: Link
    sentence: str
    size: str = ""
    outcome: str = ""
    flipped: bool = False
    earlier: str = ""
    """File and anchor of the figure in the edition before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All lines of one indicator; its name leads to the only one's figure, else to its page."""

    link: Link
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Differences of one kind."""

    id: str
    title: str
    note: str
    entries: tuple[Entry, ...]


def pages(site: Site) -> Iterator[Page]:
    """The differences of every edition that has one before it."""
    for edition in site.book.editions:
        if is_there(site, edition):
            yield page(site, edition)


def is_there(site: Site, edition: Edition) -> bool:
    """There is an edition before it."""
    return summary.edition_before(site, edition) is not None


def uri(edition: Edition) -> str:
    """File of the page."""
    return f"{edition.name}/thay-doi/index.html"


def page(site: Site, edition: Edition) -> Page:
    """What is otherwise than in the edition before, made when it is rendered."""
    return Page(uri(edition), "differences.html", lambda: _context(site, edition))


def _context(site: Site, edition: Edition) -> dict[str, Any]:
    words, before = site.words, summary.edition_before(site, edition)
    assert before is not None
    title = fill(words, "dif_title", year=edition.year, before=before.year)
    return {
        **citations.of_page(site, title, uri(edition), edition),
        "title": title,
        "description": fill(words, "dif_description", title=title),
        "edition": edition,
        "before": edition_link(before, words, edition_uri(before)),
        "now": edition_link(edition, words, edition_uri(edition)),
        "known": fill(
            words,
            "dif_known",
            before=words.say.upper_first(edition_named(before, words)),
            before_day=words.say.day(before.as_of),
            now=edition_named(edition, words),
            day=words.say.day(edition.as_of),
        ),
        "parts": Later(partial(_told, site, edition)),
        "crumbs": crumbs(
            words,
            Link(words.strings["archive"], ARCHIVE),
            edition_link(edition, words, edition_uri(edition)),
            Link(words.strings["dif_crumb"]),
        ),
    }


def _told(site: Site, edition: Edition) -> tuple[Part, ...]:
    """Every part that has a line."""
    found = summary.changes(site, edition)
    return tuple(part for part in _parts(site, edition, found) if part.entries) if found else ()


def _parts(site: Site, edition: Edition, found: Changes) -> Iterator[Part]:
    strings = site.words.strings

    def part(id: str, lines: Iterator[Line]) -> Part:
        return Part(id, strings[f"dif_{id}"], strings[f"dif_{id}_note"], tuple(_entries(lines)))

    def altered(rows: tuple[summary.Revision, ...], measure: str = "") -> Iterator[Line]:
        return (
            _altered(site, edition, found.before, row)
            for row in rows
            if measure in ("", row.new.measure)
        )

    yield part("revised", altered(found.revised, "actual"))
    yield part("plans", altered(found.revised, "plan"))
    yield part("confirmed", altered(found.confirmed))
    yield part("redefined", _redefined(site, edition, found.before))
    yield part("values", _gained(site, edition, found))
    yield part("added", (_whole(site, item.id, edition) for item in found.added))
    yield part("dropped", (_whole(site, item.id, None) for item in found.dropped))


def _entries(lines: Iterator[Line]) -> Iterator[Entry]:
    """Lines of one indicator stand together as they come."""
    for uri, same in groupby(lines, key=lambda line: line.link.uri.partition("#")[0]):
        found = tuple(same)
        link = found[0].link
        yield Entry(link if len(found) == 1 else Link(link.title, uri), found)


def _altered(site: Site, edition: Edition, before: Edition, row: summary.Revision) -> Line:
    words, id = site.words, row.indicator.id
    now, then = site.view(edition).series(id), site.view(before).series(id)
    change = Revision(now, row.old, row.new, _judged(then, row.old), _judged(now, row.new), None)
    return Line(
        Link(local(row.indicator, words), f"{indicator_uri(id, edition)}#{row.anchor}"),
        row.sentence,
        words.say.upper_first(size(change, words)),
        outcome(change, words),
        change.flipped,
        f"{indicator_uri(id, before)}#{then.figure_of(row.old).anchor}",
    )


def _judged(series: Series, row: Observation) -> Attainment | None:
    """The verdict that an edition shows of a value, or of what a plan is for."""
    key = (row.indicator, row.year, "actual", row.basis, row.by, row.group)
    actual = series.vintages_of(key)[-1:]
    return judge(series.indicator, series.plan_for(actual[0]), actual[0]) if actual else None


def _redefined(site: Site, edition: Edition, before: Edition) -> Iterator[Line]:
    """Another basis than before; or another name, unit or meaning, where a correction says so."""
    words, book = site.words, site.book
    for series in site.view(edition):
        then = site.view(before).series(series.indicator.id)
        old, new = then.latest, series.latest
        if old and new and old.basis != new.basis and "actual" == old.measure == new.measure:
            sentence = words.say.not_compared(old, new, book)
            yield Line(_link(site, series.indicator.id, edition), sentence)
    for item in book.corrections:
        of_these = (item.edition, item.version) == (edition.year, edition.version)
        if of_these and item.indicator and item.field in REDEFINED:
            field = words.strings[f"cor_field_{item.field}"]
            sentence = fill(words, "dif_redefined_said", field=field, old=item.old, new=item.new)
            yield Line(_link(site, item.indicator, edition), sentence)


def _gained(site: Site, edition: Edition, found: Changes) -> Iterator[Line]:
    words, say = site.words, site.words.say
    for gained in found.values:
        indicator = gained.indicator
        for item in gained.values:
            row = item.row
            said = say.planned_value if row.measure == "plan" else say.value
            text = f"{say.upper_first(say.measure(row.measure))} {say.period(row, indicator)}"
            sentence = f"{text}{words.strings['colon']}{said(row, indicator)}"
            if row.measure == "actual" and row.status != "final":
                sentence += f" ({say.status(row.status)})"
            uri = f"{indicator_uri(indicator.id, edition)}#{item.anchor}"
            yield Line(Link(local(indicator, words), uri), f"{sentence}.")
    yield from _gained_groups(site, edition, found)


def _gained_groups(site: Site, edition: Edition, found: Changes) -> Iterator[Line]:
    """Breakdowns by how many values they gained."""
    words, say = site.words, site.words.say
    new = {item.id for item in found.added}
    for series in site.view(edition):
        if series.indicator.id in new:
            continue
        then = site.view(found.before).series(series.indicator.id)
        counts: dict[tuple[int, str], int] = {}
        for row in summary.other(series, then):
            if row.group and not then.vintages_of(row.subject):
                counts[(row.year, row.by)] = counts.get((row.year, row.by), 0) + 1
        for (year, by), number in counts.items():
            name = say.lower_first(local(site.book.label("by", by), words))
            sentence = fill(words, "dif_groups", breakdown=name, year=year, count=number)
            yield Line(_link(site, series.indicator.id, edition), sentence)


def _whole(site: Site, indicator: str, edition: Edition | None) -> Line:
    return Line(_link(site, indicator, edition), "")


def _link(site: Site, indicator: str, edition: Edition | None) -> Link:
    name = local(site.book.indicators[indicator], site.words)
    return Link(name, indicator_uri(indicator, edition))
