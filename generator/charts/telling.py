"""A chart in words, from its spec: one description of the whole, and a line for every point."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.charts import phrases
from generator.charts.spec import Mark, Panel, Slot, Spec
from generator.words import Words
from generator.words.numbers import EN_DASH

MOST_SAID = 24
"""More values than these aren't all said in the description: the points and the table say them."""
FEW = 3
"""Fewer values than these have no highest, no lowest, no way up or down."""


def description(spec: Spec, words: Words) -> str:
    """Way, extremes, the last value against its plan; then every value where they aren't many."""
    parts = [*_overview(spec, words)]
    if sum(1 for _ in spec.drawn()) <= MOST_SAID:
        for panel in spec.panels:
            parts += [panel.title] if panel.title else []
            for slot in panel.slots:
                prefix = f"{slot.label}: " if spec.form == "groups" else ""
                parts += [prefix + _value_said(mark, spec) for mark in slot.marks]
    return " ".join(f"{part.rstrip('.')}." for part in parts)


def points(spec: Spec, words: Words) -> dict[str, Any]:
    """What a script shows and speaks as a reader moves through the chart; for chart.js.

    `form`: the spec's; `panels`: title, and what is said where another basis begins;
    `slots`: key, panel, heading, [measure, words] of each mark, further lines.
    """
    return {
        "form": "upright" if spec.is_upright else spec.form,
        "panels": [_entered(panel, spec, words) for panel in spec.panels],
        "slots": [
            [slot.key, number, slot.head or slot.label, marks, list(_further(slot, before, words))]
            for number, panel in enumerate(spec.panels)
            for slot, before in _with_before(panel)
            if (marks := [[_measure(mark), clause(mark, words)] for mark in _in_order(slot)])
        ],
    }


def clause(mark: Mark, words: Words) -> str:
    """'thực hiện: 3,6% (ước)'; 'kế hoạch: 4%'; 'trước đó: 4% (dự kiến)'."""
    if mark.is_old:
        text = mark.full
        if mark.measure == "plan":
            text = phrases.say(words, "planned", value=text)
        return phrases.say(words, "old", value=text)
    key = "is" if mark.measure == "actual" else "is_planned"
    return phrases.say(words, key, value=mark.full)


def _in_order(slot: Slot) -> tuple[Mark, ...]:
    """As they are said: the value, its plan, what was said before."""
    return tuple(mark for mark in (slot.actual, slot.plan, *slot.older) if mark is not None)


def _measure(mark: Mark) -> str:
    return f"{mark.measure}-old" if mark.is_old else mark.measure


def _entered(panel: Panel, spec: Spec, words: Words) -> list[str]:
    """A basis, and what is said at the break in series; '' where there is none."""
    if not spec.has_break:
        return ["", ""]
    title = panel.title or phrases.say(words, "no_basis")
    return [title, phrases.say(words, "entered", title=title)]


def _with_before(panel: Panel) -> Iterator[tuple[Slot, Slot | None]]:
    """Places with values, each with the one before it."""
    before = None
    for slot in panel.slots:
        if slot.marks:
            yield slot, before
            before = slot


def _further(slot: Slot, before: Slot | None, words: Words) -> Iterator[str]:
    if slot.judged:
        yield slot.judged
    if slot.actual is None and slot.plan is not None:
        yield phrases.say(words, "no_actual")
    if slot.aside:
        yield phrases.say(words, "share", share=slot.aside)
    if before is not None and slot.since is None and slot.year - before.year > 1:
        yield _missing(before.year + 1, slot.year - 1, words)


def _missing(first: int, last: int, words: Words) -> str:
    if first == last:
        return phrases.say(words, "missing", year=str(first))
    return phrases.say(words, "missing_years", years=f"{first}{EN_DASH}{last}")


def _overview(spec: Spec, words: Words) -> Iterator[str]:
    for panel in spec.panels:
        slots = [slot for slot in panel.slots if slot.actual and slot.actual.is_exact]
        if len(slots) < FEW:
            continue
        name = f"{panel.title}: " if spec.has_break and panel.title else ""
        told = [*(_way(slots, words) if spec.form != "groups" else ()), *_extremes(slots, words)]
        yield name + "; ".join(told) if name else words.say.upper_first("; ".join(told))
    if spec.has_break:
        yield phrases.say(words, "not_compared")
    judged = [slot for slot in spec.slots if slot.judged]
    if spec.form != "groups" and judged:
        yield f"{judged[-1].head or judged[-1].label}: {judged[-1].judged}"


def _way(slots: list[Slot], words: Words) -> Iterator[str]:
    """Said where every value is above the one before, or every one below."""
    values = [slot.actual.value for slot in slots if slot.actual]
    steps = [later - earlier for earlier, later in pairwise(values)]
    count = words.say.number(len(values))
    if all(step > 0 for step in steps):
        yield phrases.say(words, "only_up", count=count)
    elif all(step < 0 for step in steps):
        yield phrases.say(words, "only_down", count=count)


def _extremes(slots: list[Slot], words: Words) -> Iterator[str]:
    def value(slot: Slot) -> Any:
        return slot.actual.value if slot.actual else None

    for key, slot in (("top", max(slots, key=value)), ("bottom", min(slots, key=value))):
        assert slot.actual is not None
        yield phrases.say(words, key, value=slot.actual.full, place=slot.label)


def _value_said(mark: Mark, spec: Spec) -> str:
    """In a breakdown the period stands in the subtitle; a plan still says that it is one."""
    if spec.form != "groups" or mark.measure == "plan":
        return mark.said
    return mark.said.partition(": ")[2]
