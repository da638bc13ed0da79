"""Which values of an upright chart are named, and where their labels would like to stand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.charts import phrases
from generator.charts.frame import Frame, Stand
from generator.charts.letters import width
from generator.charts.place import Line, Sheet, Wish
from generator.charts.spec import Mark
from generator.words import Words

FEW = 7
"""With so few places every value is named."""
NEAR = 20.0
"""A label that needn't be there doesn't wander farther off."""

Ways = tuple[tuple[Line, ...], ...]


def wishes(on: Frame, sheet: Sheet, words: Words) -> list[Wish]:
    """Labels in the order in which they choose their place."""
    must = _must(on)
    found: list[tuple[int, Wish]] = []
    for stand in on.stands:
        slot = stand.slot
        if slot.actual and (stand in must or not on.is_dense):
            rank = -1 if stand is must[-1] else 0 if stand in must else 2
            found.append((rank, _actual(on, sheet, stand, slot.actual, words)))
        if slot.plan and (_plan_must(on, stand) or not on.is_dense):
            rank = 1 if _plan_must(on, stand) else 3
            found.append((rank, _plan(on, sheet, stand, slot.plan, words)))
        if not on.is_dense:
            found += [(4, _older(on, sheet, stand, old, words)) for old in slot.older]
    found.sort(key=lambda item: item[0])
    return [_ranked(wish, rank, on) for rank, wish in found]


def _ranked(wish: Wish, rank: int, on: Frame) -> Wish:
    """What must be said may move away; the rest stays near or stays out."""
    if rank <= 1:
        return replace(wish, is_required=True)
    return replace(wish, far=0.0 if on.spec.form == "columns" else NEAR)


def _actuals(on: Frame) -> list[Stand]:
    return [stand for stand in on.stands if stand.slot.actual]


def _plan_must(on: Frame, stand: Stand) -> bool:
    """The last plan; all beside few dots."""
    plans = [other for other in on.stands if other.slot.plan]
    is_few = on.spec.form == "dots" and len(on.stands) <= FEW
    return is_few or (bool(plans) and stand is plans[-1])


def _must(on: Frame) -> list[Stand]:
    """First, last, lowest, and at the end the highest; all where there are few."""
    actuals = _actuals(on)
    if len(actuals) <= FEW:
        return actuals
    found = [actuals[-1], actuals[0]]
    if on.spec.form == "dots" or _value(min(actuals, key=_value)) < 0:
        found.append(min(actuals, key=_value))
    if not on.is_dense:
        for panel in range(len(on.spec.panels)):
            own = [stand for stand in actuals if stand.panel == panel]
            found += [own[0], own[-1]] if own else []
    return [*found, max(actuals, key=_value)]


def _value(stand: Stand) -> Decimal:
    assert stand.slot.actual is not None
    return stand.slot.actual.value


def _actual(on: Frame, sheet: Sheet, stand: Stand, mark: Mark, words: Words) -> Wish:
    lines: tuple[Line, ...] = ((mark.label, "a"),)
    if mark.note:
        lines = (*lines, (mark.note, "s"))
    if stand is _actuals(on)[0]:
        lines = ((phrases.say(words, "actual"), "s"), *lines)
    value = mark.values[-1]
    if on.spec.form == "columns":
        wish = _wish(on, sheet, stand, on.y(value), (lines,), below=value < 0)
        return wish if value < 0 else _over_neighbours(on, sheet, wish)
    plan = stand.slot.plan
    below = plan.value > mark.value if plan else _falls_to(on, stand)
    y = on.y(mark.value if below else value)
    wish = _wish(on, sheet, stand, y, (lines,), below=below)
    return replace(wish, keeps_side=plan is not None)


def _falls_to(on: Frame, stand: Stand) -> bool:
    """The line comes from above: there is room below it."""
    before = [other for other in _actuals(on) if other.panel == stand.panel and other.x < stand.x]
    return bool(before) and _value(before[-1]) > _value(stand)


def _plan(on: Frame, sheet: Sheet, stand: Stand, mark: Mark, words: Words) -> Wish:
    whole = words.say.upper_first(phrases.say(words, "planned", value=mark.label))
    ways: Ways = (
        ((whole, "p"),),
        ((phrases.say(words, "plan"), "s"), (mark.label, "p")),
        ((phrases.say(words, "planned_short", value=mark.label), "p"),),
        ((phrases.say(words, "plan_short"), "s"), (mark.label, "p")),
    )
    if not _plan_must(on, stand):
        ways = ways[2:]
    actual = stand.slot.actual
    below = on.spec.form == "dots" and actual is not None and actual.value > mark.value
    y = on.y(mark.value if below else mark.values[-1])
    wish = _wish(on, sheet, stand, y, ways, below=below)
    if on.spec.form == "columns":
        return _over_neighbours(on, sheet, wish)
    return replace(wish, keeps_side=actual is not None)


def _over_neighbours(on: Frame, sheet: Sheet, wish: Wish) -> Wish:
    """Above all columns and plans that a label would cover."""
    half = max(width(text, sheet.size, bold=True) for text, _ in wish.ways[-1]) / 2
    wide = on.unit / 100 * sheet.width * 0.27
    left = min(max(wish.x - half, 0), sheet.width - 2 * half)
    near = [
        on.y(value)
        for stand in on.stands
        if left - wide < stand.x / 100 * sheet.width < left + 2 * half + wide
        for mark in stand.slot.marks
        for value in mark.values
    ]
    return replace(wish, y=min([wish.y, *near]), tip=wish.y)


def _older(on: Frame, sheet: Sheet, stand: Stand, mark: Mark, words: Words) -> Wish:
    said = f"{mark.note} {mark.label}" if mark.note else mark.label
    old = phrases.say(words, "old", value=said)
    return _wish(on, sheet, stand, on.y(mark.value), (((old, "s"),), ((said, "s"),)), below=False)


def _wish(on: Frame, sheet: Sheet, stand: Stand, y: float, ways: Ways, *, below: bool) -> Wish:
    left, right = (end / 100 * sheet.width for end in on.spans[stand.panel])
    return Wish(stand.x / 100 * sheet.width, y, ways, False, (left, right), below)
