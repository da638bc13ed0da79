"""An interview's page: questions and answers, and the figures in them gathered beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.binding import Bound
from generator.model import Edition, Indicator, Interview, Measure, Observation
from generator.pages import citations
from generator.pages.common import ARCHIVE, Link, Mark, crumbs, edition_link, keep, mark
from generator.pages.site import Page, Site
from generator.words import Words


@dataclass(frozen=True, slots=True)
class BoxItem:
    """One figure of the box."""

    indicator: Indicator
    row: Observation
    anchor: str
    mark: Mark | None
    """Its verdict; None without a plan."""
    group: str
    """Of a breakdown, by its key."""


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """Figures of one measure and period."""

    title: str
    """'Thực hiện năm 2020'."""
    items: tuple[BoxItem, ...]


def page(site: Site, edition: Edition, interview: Interview) -> Page:
    """The page of one interview.

    The rendering adds `body`, `questions` (id and text of each), and `figures` (by `box`).
    """
    words = site.words
    in_body = interview.photo.rpartition("/")[2] in interview.body
    context = {
        "edition": edition,
        "interview": interview,
        "title": keep(interview.title, words),
        "description": interview.lede or interview.title,
        "source": site.book.sources.get(interview.source),
        "photo": "" if in_body else interview.photo,
        "others": tuple(item for item in edition.interviews if item.slug != interview.slug),
        "crumbs": crumbs(
            words,
            Link(words.strings["archive"], ARCHIVE),
            edition_link(edition, words),
            Link(words.strings["interview_kind" if interview.speakers else "interview_kind_none"]),
        ),
        **citations.of_interview(site, edition, interview),
        "body": "",
        "bound": (),
        "figures": (),
        "questions": (),
    }
    return Page(f"{edition.name}/{interview.slug}/index.html", "interview.html", context)


def box(bounds: Sequence[Bound], words: Words) -> tuple[BoxGroup, ...]:
    """Each figure of an interview once, by measure and period: what was done, then what is planned.

    A percent of plan counts as its actual value.
    """
    rows: dict[tuple[str, str], Bound] = {}
    for bound in bounds:
        rows.setdefault((bound.series.indicator.id, bound.figure.anchor), bound)
    groups: dict[tuple[bool, int, str], list[BoxItem]] = {}
    for bound in rows.values():
        row, indicator = bound.figure.observation, bound.series.indicator
        title = _title(row.measure, words.say.period(row, indicator), words)
        found = bound.attainment
        shown = mark(found, words) if found and found.plan else None
        item = BoxItem(indicator, row, bound.figure.anchor, shown, row.group)
        groups.setdefault((row.measure == "plan", row.year, title), []).append(item)
    return tuple(BoxGroup(key[2], tuple(groups[key])) for key in sorted(groups))


def _title(measure: Measure, period: str, words: Words) -> str:
    return f"{words.say.upper_first(words.say.measure(measure))} {period}"
