"""The results of an edition's year: which they are, in which order, and what stands beside each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.attainment import Attainment, attainment
from generator.charts import bullet, spark
from generator.figures import Series, View
from generator.model import Edition, Indicator, Observation, Topic
from generator.pages.common import Mark, local, mark
from generator.pages.later import Later
from generator.pages.site import Site
from generator.words import Words

CARDS = 6
"""At most as many results stand as cards."""
TREND_YEARS = 10
"""The small trends look back so far."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of an edition: a value, its plan, or both."""

    series: Series
    actual: Observation | None
    plan: Observation | None
    found: Attainment | None
    """Of the actual value."""
    words: Words | None = None
    """Of the verdict as shown; None without a value."""
    basis: str = ""
    """What it was measured by, named; empty for none."""
    part: str = ""
    """Its name below the whole that it is a part of; empty for a line of its own."""
    drawn: Later | None = None
    """Makes the trend."""

    @property
    def mark(self) -> Mark | None:
        """The verdict as shown; None without a value."""
        return mark(self.found, self.words) if self.found and self.words else None

    @property
    def trend(self) -> str:
        """A small chart as SVG; empty where it would say nothing."""
        return str(self.drawn.get()) if self.drawn else ""

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.series.indicator

    @property
    def row(self) -> Observation:
        """What the line is about: the actual value, else the plan."""
        row = self.actual or self.plan
        assert row is not None
        return row

    @property
    def anchor(self) -> str:
        """Of the figure on its indicator's page: '2020-actual'."""
        return self.anchor_of(self.row)

    def anchor_of(self, row: Observation) -> str:
        """Of the value or the plan on its indicator's page."""
        return self.series.figure_of(row).anchor

    @property
    def earlier_plans(self) -> tuple[Observation, ...]:
        """Plans that the one in force replaced: they stay visible."""
        return self.series.plans(self.plan)[:-1] if self.plan else ()

    @property
    def is_judged(self) -> bool:
        """Has a verdict."""
        return self.found is not None and self.found.verdict != "none"


@dataclass(frozen=True, slots=True)
class Card:
    """A headline result, drawn."""

    result: Result
    bullet: str


@dataclass(frozen=True, slots=True)
class TopicResults:
    """The lines of one topic."""

    topic: Topic
    results: tuple[Result, ...]


def results_of(site: Site, edition: Edition) -> tuple[Result, ...]:
    """Every value and plan of the edition's year, in the order that the edition gives."""
    found: list[Result] = []
    for series in in_order(edition, site.view(edition)):
        rows = series.year(edition.year).totals
        own = [result(site, series, row) for row in rows if row.measure == "actual"]
        used = {item.plan for item in own}
        plans = [row for row in rows if row.measure == "plan" and row not in used]
        found += own + [Result(series, None, row, None, basis=basis(site, row)) for row in plans]
    return tuple(found)


def result(site: Site, series: Series, actual: Observation) -> Result:
    """A value with its plan and verdict."""
    found = attainment(series, actual)
    return Result(series, actual, found.plan, found, site.words, basis(site, actual))


def basis(site: Site, row: Observation) -> str:
    """Name of what a value was measured by."""
    return local(site.book.label("basis", row.basis), site.words) if row.basis else ""


def in_order(edition: Edition, view: View) -> tuple[Series, ...]:
    """Every series of a view: those that the edition lists first."""
    listed = [view.series(id) for id in edition.indicators]
    named = set(edition.indicators)
    others = [series for series in view if series.indicator.id not in named]
    return (*listed, *others)


def cards(results: Sequence[Result], words: Words) -> tuple[Card, ...]:
    """The headline results: those with a verdict first, then final values, then the others."""
    with_value = [item for item in results if item.found is not None]
    chosen = sorted(with_value, key=_rank)[:CARDS]
    return tuple(Card(item, bullet(item.found, words)) for item in chosen if item.found)


def _rank(result: Result) -> int:
    if result.is_judged:
        return 0
    return 1 if result.found is not None and result.found.is_firm else 2


def by_topic(site: Site, results: Iterable[Result]) -> tuple[TopicResults, ...]:
    """Lines by topic; a part directly below its whole."""
    every = tuple(results)
    groups = []
    for topic in site.book.topics.values():
        own = [item for item in every if item.indicator.topic == topic.id]
        if own:
            groups.append(TopicResults(topic, tuple(_with_parts(own, site.words))))
    return tuple(groups)


def _with_parts(results: Sequence[Result], words: Words) -> list[Result]:
    here = {item.indicator.id for item in results}
    tops: dict[str, list[Result]] = {}
    below: dict[str, list[Result]] = {}
    for item in results:
        if item.indicator.part_of in here:
            below.setdefault(item.indicator.part_of, []).append(item)
        else:
            tops.setdefault(item.indicator.id, []).append(item)
    placed: list[Result] = []
    for whole, found in tops.items():
        placed += found
        placed += _parts(whole, below, results, words)
    return placed


def _parts(
    whole: str, below: Mapping[str, list[Result]], results: Sequence[Result], words: Words
) -> list[Result]:
    found = [replace(item, part=part_name(item, results, words)) for item in below.get(whole, ())]
    for id in dict.fromkeys(item.indicator.id for item in found):
        found += _parts(id, below, results, words)
    return found


def part_name(part: Result, results: Iterable[Result], words: Words) -> str:
    """'có bằng cấp, chứng chỉ' below 'Tỷ lệ lao động qua đào tạo': what the whole's name lacks."""
    name = local(part.indicator, words)
    for item in results:
        if item.indicator.id == part.indicator.part_of:
            whole = local(item.indicator, words)
            if name.startswith(whole + " "):
                return name[len(whole) + 1 :]
    return str(words.say.lower_first(name))


def with_trends(results: Iterable[Result], axis: Later, words: Words) -> tuple[Result, ...]:
    """The lines with their small charts, all on one axis of years (`trend_axis`, made later)."""
    return tuple(replace(item, drawn=Later(partial(_trend, item, axis, words))) for item in results)


def _trend(result: Result, axis: Later, words: Words) -> str:
    first, last = axis.get()
    shown = [row for row in result.series.totals if first <= row.year <= last]
    return spark(result.series, words, (first, last)) if len(shown) > 1 else ""


def trend_axis(edition: Edition, results: Iterable[Result]) -> tuple[int, int]:
    """First and last year of the small trends: the same for a whole table."""
    earliest, latest = edition.year - TREND_YEARS + 1, edition.year + 1
    years = {row.year for item in results for row in item.series.totals}
    within = [year for year in years if earliest <= year <= latest] or [edition.year]
    return min(within), max(within)
