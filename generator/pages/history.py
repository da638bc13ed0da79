"""A figure's history on its indicator's page: first published, each change, what it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.model import Observation
from generator.pages.changes import said
from generator.pages.common import CORRECTIONS, Link, fill
from generator.pages.corrections import notice_id
from generator.pages.revisions import known, outcome, revision, size, verdict_said
from generator.pages.rows import Row, Tables


@dataclass(frozen=True, slots=True)
class Step:
    """One vintage in the story of a value."""

    row: Row
    told: str
    """'Công bố lần đầu'; 'Giảm 0,4 điểm phần trăm so với số trước'."""
    outcome: str
    """What became of the verdict; '' where there is none."""
    flipped: bool
    correction: Link | None
    """The notice, where this mended a mistake."""


@dataclass(frozen=True, slots=True)
class History:
    """How one value changed from vintage to vintage."""

    title: str
    summary: str
    steps: tuple[Step, ...]
    awaiting: bool
    """No final value yet."""


def histories(tables: Tables, *, groups: bool = False) -> Iterator[History]:
    """Values that have more than one vintage, the newest year first; totals, or groups."""
    several = [
        rows
        for year in tables.series.years.values()
        for rows in year.revised
        if rows[0].is_total is not groups
    ]
    for rows in sorted(several, key=lambda rows: (-rows[0].year, rows[0].measure)):
        yield _history(tables, rows)


def _history(tables: Tables, rows: tuple[Observation, ...]) -> History:
    words, series, newest = tables.words, tables.series, rows[-1]
    planned = newest.measure == "plan"
    title = "ind_replanned" if planned else "ind_revised"
    period = words.say.period(newest, series.indicator)
    if newest.group:
        period += f" ({tables.label('group', newest.group)})"
    first = fill(words, "his_first")
    return History(
        title=fill(words, title, period=period),
        summary=said(words, tables.book, series, rows[-2], newest),
        steps=(
            Step(
                tables.row(series.figure_of(rows[0])), first, _judged(tables, rows[0]), False, None
            ),
            *(_step(tables, old, new) for old, new in pairwise(rows)),
        ),
        awaiting=not planned and newest.status != "final",
    )


def _step(tables: Tables, old: Observation, new: Observation) -> Step:
    words = tables.words
    change = revision(tables.series, old, new, tables.book)
    return Step(
        tables.row(tables.series.figure_of(new)),
        _told(tables, old, new),
        outcome(change, words),
        change.flipped,
        Link(words.strings["cor_word"], f"{CORRECTIONS}#{notice_id(change.correction)}")
        if change.correction
        else None,
    )


def _told(tables: Tables, old: Observation, new: Observation) -> str:
    """The change in size, and in status where that changed too."""
    words, say = tables.words, tables.words.say
    change = revision(tables.series, old, new, tables.book)
    parts = []
    if by := size(change, words):
        parts.append(fill(words, "his_size", change=by))
    elif not change.is_value:
        parts.append(words.strings["his_same"])
    else:
        parts.append(words.strings["his_other"])
    if old.status != new.status:
        key = "his_status"
        parts.append(fill(words, key, old=say.status(old.status), new=say.status(new.status)))
    told: str = say.upper_first("; ".join(parts))
    return told


def _judged(tables: Tables, row: Observation) -> str:
    """The verdict when the value was first published."""
    found = known(tables.series, row, row.as_of)
    if found is None or found.plan is None:
        return ""
    return fill(tables.words, "his_judged", verdict=verdict_said(found, tables.words))
