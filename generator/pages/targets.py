"""What is planned for the years after an edition's, beside what there is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures import Series, View
from generator.model import Edition, Indicator, Observation
from generator.pages.results import in_order
from generator.words import Words


@dataclass(frozen=True, slots=True)
class Target:
    """A plan of a coming year."""

    indicator: Indicator
    plan: Observation
    anchor: str
    current: Observation | None
    """The newest value there is; None where there is none."""
    current_anchor: str
    needed: str
    """'tăng 1.618 người, 8,8%'; '' where the two can't be compared."""
    other_basis: bool
    """The value now was measured otherwise."""
    earlier: tuple[Observation, ...]
    """Plans for the same year that this one replaced."""


def targets(edition: Edition, view: View, words: Words) -> tuple[Target, ...]:
    """Plans of the years to come, by year, in the edition's order."""
    found = [
        target for series in in_order(edition, view) for target in _targets(series, edition, words)
    ]
    return tuple(sorted(found, key=lambda target: target.plan.year))


def _targets(series: Series, edition: Edition, words: Words) -> Iterator[Target]:
    for plan in series.totals:
        if plan.measure != "plan" or plan.year <= edition.year:
            continue
        now = _current(series, plan)
        same = now is not None and now.basis == plan.basis
        comparable = same and now is not None and (now.since is None) == (plan.since is None)
        yield Target(
            series.indicator,
            plan,
            series.figure_of(plan).anchor,
            now,
            series.figure_of(now).anchor if now else "",
            words.say.changed(now, plan, series.indicator) if comparable else "",
            now is not None and not same,
            series.plans(plan)[:-1],
        )


def _current(series: Series, plan: Observation) -> Observation | None:
    """The newest value before the plan's year, on the plan's basis where there is one."""
    earlier = [row for row in series.actuals if row.year < plan.year]
    same = [row for row in earlier if row.basis == plan.basis]
    return max(same or earlier, key=lambda row: row.year, default=None)
