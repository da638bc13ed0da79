"""What changed from one vintage of a value to the next, and what became of its verdict.

A later vintage is a revision (điều chỉnh số liệu). A mistake that was mended is a correction (đính
chính), announced by a row of corrections.csv: it isn't told as a revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from generator.attainment import Attainment, judge
from generator.figures import Series
from generator.model import Correction, Observation, Yearbook
from generator.words import Words

NUMBERS = ("value", "upper")
"""Fields whose cells are numbers."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One vintage in the place of another."""

    series: Series
    old: Observation
    new: Observation
    before: Attainment | None
    """The verdict as a reader knew it the day before; None where there was no value."""
    after: Attainment | None
    correction: Correction | None
    """What announced it, where it mends a mistake."""

    @property
    def is_value(self) -> bool:
        """The value itself changed, not its status alone."""
        return value_of(self.old) != value_of(self.new)

    @property
    def is_judged(self) -> bool:
        """There was a plan to judge by, before and after."""
        return all(found is not None and found.plan for found in (self.before, self.after))

    @property
    def flipped(self) -> bool:
        """Another verdict than before."""
        before, after = self.before, self.after
        return bool(self.is_judged and before and after and before.verdict != after.verdict)


def value_of(row: Observation) -> tuple[object, ...]:
    """What makes two vintages the same value."""
    return (row.value, row.upper, row.bound)


def revisions(series: Series, book: Yearbook) -> Iterator[Revision]:
    """Every change of every value of a series, oldest first within one subject."""
    for rows in series.vintages.values():
        for old, new in pairwise(rows):
            if value_of(old) != value_of(new) or old.status != new.status:
                yield revision(series, old, new, book)


def revision(series: Series, old: Observation, new: Observation, book: Yearbook) -> Revision:
    """How one vintage took the place of another."""
    return Revision(
        series,
        old,
        new,
        known(series, new, new.as_of, before=True),
        known(series, new, new.as_of),
        correction_of(book, old, new),
    )


def known(
    series: Series, row: Observation, day: date, *, before: bool = False
) -> Attainment | None:
    """The verdict on a value, or on what a plan is for, as known on a day or just before it."""
    plan, actual = (_known(series, row, measure, day, before) for measure in ("plan", "actual"))
    return judge(series.indicator, plan, actual) if actual else None


def _known(
    series: Series, row: Observation, measure: str, day: date, before: bool
) -> Observation | None:
    rows = series.vintages.get((row.indicator, row.year, measure, row.basis, row.by, row.group), ())
    found = [item for item in rows if item.as_of < day or (item.as_of == day and not before)]
    return found[-1] if found else None


def correction_of(book: Yearbook, old: Observation, new: Observation) -> Correction | None:
    """The correction that announced this change, where one did."""
    return next((item for item in book.corrections if announces(item, old, new)), None)


def announces(item: Correction, old: Observation, new: Observation) -> bool:
    """A correction's row names this value, what it was and what it is."""
    if (item.indicator, item.year, item.measure) != (new.indicator, new.year, new.measure):
        return False
    if (item.by, item.group) != (new.by, new.group) or item.basis not in ("", new.basis):
        return False
    return all(
        _same(item.field, said, getattr(row, item.field, None))
        for said, row in ((item.old, old), (item.new, new))
    )


def _same(field: str, said: str, found: object) -> bool:
    """The cell of a correction says what stands in the row."""
    if field in NUMBERS:
        return number(said) == found
    return found is not None and said == str(found)


def number(cell: str) -> Decimal | None:
    """A plain number; None for anything else."""
    try:
        found = Decimal(cell)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def size(change: Revision, words: Words) -> str:
    """'giảm 0,4 điểm phần trăm'; '' where the value is the same, or a bound forbids reckoning."""
    if not change.is_value:
        return ""
    said: str = words.say.changed(change.old, change.new, change.series.indicator)
    return said


def verdict_said(found: Attainment, words: Words) -> str:
    """'vượt kế hoạch'; where the plan decides nothing, that."""
    if found.verdict == "none" and found.plan is not None:
        return words.strings["tally_undecided"]
    said: str = words.say.verdict(found.verdict, found.indicator.direction)
    return said


def outcome(change: Revision, words: Words) -> str:
    """'Kết luận đổi từ chưa đạt kế hoạch thành đạt kế hoạch.'; '' without a plan."""
    if not change.is_judged or change.before is None or change.after is None:
        return ""
    old, new = verdict_said(change.before, words), verdict_said(change.after, words)
    key = "his_flipped" if change.flipped else "his_kept"
    return words.strings[key].format(old=old, new=new)
