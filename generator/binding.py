"""`fig:` and `chart:` links: from the words of a link to the row it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

from generator.attainment import Attainment, attainment, shown_percent
from generator.figures import Figure, Series, View
from generator.model import Measure

Kind = Literal["plan", "actual", "attainment"]

_TARGET = re.compile(
    r"(?P<indicator>[a-z0-9-]+)/(?P<year>[0-9]{4})"
    r"(?:/(?P<kind>plan|actual|attainment)(?:/(?P<group>[a-z0-9-]+))?)?"
)


@dataclass(frozen=True, slots=True)
class FigureLink:
    """What a `fig:` link names."""

    indicator: str
    year: int
    kind: Kind
    group: str
    """Slug of the group; empty for the total."""

    @property
    def measure(self) -> Measure:
        """The row that stands behind it: an attainment is that of the actual value."""
        return "plan" if self.kind == "plan" else "actual"


@dataclass(frozen=True, slots=True)
class Bound:
    """A link bound to the data."""

    link: FigureLink
    series: Series
    figure: Figure
    attainment: Attainment | None
    """Of an actual value; None for a plan."""

    @property
    def number(self) -> Decimal:
        """What the link says as a bare number: the value, or how far the plan was reached."""
        found = self.attainment
        if self.link.kind == "attainment" and found is not None:
            if found.percent is not None:
                return shown_percent(found.percent)
            if found.difference is not None:
                return found.difference
        return self.figure.observation.value


@dataclass(frozen=True, slots=True)
class Unbound(Exception):
    """Why a link can't be bound: a problem's code and what was perhaps meant."""

    code: str
    hint: str = ""


def parse(target: str) -> FigureLink:
    """Read 'viec-lam/2020/plan' (what follows `fig:`); raises Unbound."""
    found = _TARGET.fullmatch(target)
    if not found:
        raise Unbound("figure-form")
    kind = found["kind"] or "actual"
    return FigureLink(found["indicator"], int(found["year"]), kind, found["group"] or "")  # type: ignore[arg-type]


def bind(link: FigureLink, view: View) -> Bound:
    """Find the row that a link means, in what the page's edition knows; raises Unbound."""
    series = series_of(link.indicator, view)
    row = series.find(link.year, link.measure, group=link.group)
    if row is None:
        known = _what_there_is(series, link)
        raise Unbound("figure-unknown" if known else "figure-none", known)
    found = attainment(series, row) if row.measure == "actual" else None
    if link.kind == "attainment" and (found is None or found.plan is None):
        raise Unbound("figure-no-plan")
    return Bound(link, series, series.figure_of(row), found)


def series_of(indicator: str, view: View) -> Series:
    """The series of an id; raises Unbound with what was perhaps meant."""
    if indicator not in view.yearbook.indicators:
        near = get_close_matches(indicator, view.yearbook.indicators, n=1, cutoff=0.5)
        raise Unbound("indicator-unknown", near[0] if near else "")
    return view.series(indicator)


def _what_there_is(series: Series, link: FigureLink) -> str:
    same_kind = [row for row in series.newest if row.measure == link.measure]
    if link.group:
        groups = {row.group for row in same_kind if row.year == link.year and row.group}
        return ", ".join(sorted(groups))
    return ", ".join(str(year) for year in sorted({row.year for row in same_kind if row.is_total}))
