"""Draws years downwards: each a bar from zero, with the stroke of its plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import fsum

from generator.charts import ink, phrases
from generator.charts.ink import NARROW
from generator.charts.letters import width, wrap
from generator.charts.spec import Mark, Panel, Slot, Spec
from generator.words import Words

LINE = 19.0
BAR = 24.0
OVER = 5.0
"""How far a plan's stroke stands out of the bar."""
LEFT, RIGHT = 0.0, 98.0
PAD = 8.0


class Rows:
    """A pen that moves down the paper."""

    def __init__(self, spec: Spec, words: Words) -> None:
        self.spec = spec
        self.words = words
        self.y = 0.0
        self.parts: list[str] = []

    def x(self, value: Decimal) -> float:
        """Where a value lies, in percent."""
        return LEFT + self.spec.scale.share(value) * (RIGHT - LEFT)

    @property
    def zero(self) -> float:
        """Where bars begin, in percent."""
        return LEFT + self.spec.scale.zero * (RIGHT - LEFT)

    def write(self, x: float, runs: list[tuple[str, str]], *, dx: float = PAD) -> None:
        """A line of text in several colours."""
        spans = "".join(
            f'<tspan class="{kind}"{_space(number)}>{ink.safe(text)}</tspan>'
            for number, (text, kind) in enumerate(runs)
        )
        halo = ' class="pt"' if self.spec.has_break else ""
        self.parts.append(
            f'<text x="{ink.pc(x)}" y="{ink.n(self.y + 14)}" dx="{ink.n(dx)}"{halo}>{spans}</text>'
        )
        self.y += LINE


def draw_rows(spec: Spec, texts: tuple[str, str], words: Words) -> str:
    """The drawing of all panels, one below the other."""
    pen = Rows(spec, words)
    pen.y = 22.0
    for number, panel in enumerate(spec.panels):
        if number:
            _slashes(pen)
        _panel(pen, panel)
    labels = _tick_labels(pen)
    return ink.whole(pen.y + 2, [*labels, *pen.parts], texts)


def _panel(pen: Rows, panel: Panel) -> None:
    if pen.spec.has_break and panel.title:
        for line in wrap(panel.title, 13, NARROW):
            pen.write(0, [(line, "s")], dx=0)
        pen.y += 4
    top, before = pen.y, len(pen.parts)
    pen.y += 8
    for slot in panel.slots:
        _row(pen, slot)
    pen.y += 2
    ground = [
        *([ink.rect("pn", 0, top, 100, pen.y - top)] if pen.spec.has_break else []),
        *(ink.line("gr", pen.x(tick), top, pen.x(tick), pen.y) for tick in pen.spec.scale.ticks),
        ink.line("ax", pen.zero, top, pen.zero, pen.y),
    ]
    pen.parts[before:before] = ground


def _slashes(pen: Rows) -> None:
    """The axis is broken here."""
    pen.parts.append(ink.at(pen.zero, pen.y + 8, ink.path("ax", "M-1 3l12-5m-12 10l12-5")))
    pen.y += 20


def _row(pen: Rows, slot: Slot) -> None:
    for runs in _heads(pen, slot):
        pen.write(0, runs)
    pen.y += OVER + 1
    for part in _bar_parts(pen, slot):
        pen.parts.append(part)
    pen.y += BAR + OVER + 2
    if slot.plan:
        text = phrases.say(pen.words, "planned", value=slot.plan.label)
        _beside(pen, slot.plan, pen.words.say.upper_first(text), "p")
    for old in slot.older:
        said = " ".join(part for part in (old.note, old.label) if part)
        if old.measure == "plan":
            said = phrases.say(pen.words, "planned", value=said)
        _beside(pen, old, phrases.say(pen.words, "old", value=said), "s")
    pen.y += 12


def _heads(pen: Rows, slot: Slot) -> list[list[tuple[str, str]]]:
    """Year and value above the bar; in two lines where they are too long."""
    if slot.actual is None:
        value = [(phrases.say(pen.words, "no_actual"), "s")]
    else:
        said = phrases.say(pen.words, "actual")
        value = [(pen.words.say.upper_first(said), "s"), (slot.actual.label, "a")]
        value += [(slot.actual.note, "s")] if slot.actual.note else []
    runs = [(slot.label, "b"), *value]
    long = fsum(width(text, 13, bold=kind != "s") + 8 for text, kind in runs)
    if long <= NARROW - PAD:
        return [runs]
    return [[runs[0]], value if width(value[-1][0], 13) + 90 < NARROW else value[1:] or value]


def _bar_parts(pen: Rows, slot: Slot) -> Iterator[str]:
    if slot.actual:
        yield from _actual(pen, slot, slot.actual)
    elif slot.plan:
        y = pen.y + BAR / 2
        yield ink.line("pd", pen.zero, y, pen.x(slot.plan.value), y)
    for old in slot.older:
        more = ink.data(slot, old)
        if old.measure == "plan":
            inner = ink.path("pd", f"M0 {ink.n(-OVER)}v{ink.n(BAR + 2 * OVER)}")
            yield ink.at(pen.x(old.value), pen.y, inner, more)
        else:
            yield ink.at(pen.x(old.value), pen.y + BAR / 2, ink.dot(old), more)
    if slot.plan:
        yield plan_stroke(slot, slot.plan, pen.x, pen.zero, pen.y, BAR)


def _actual(pen: Rows, slot: Slot, mark: Mark) -> Iterator[str]:
    more = ink.data(slot, mark)
    yield from bar(mark, (pen.zero, pen.x(mark.value)), pen.y, BAR, ink.bar_class(mark), more)
    if mark.upper is not None:
        yield from bar(mark, (pen.x(mark.value), pen.x(mark.upper)), pen.y, BAR, "br", "")
    yield arrow(mark, pen.x(mark.value), pen.y + BAR / 2, "pa")


def bar(
    mark: Mark, ends: tuple[float, float], y: float, height: float, kind: str, more: str
) -> Iterator[str]:
    """A bar; a value of nothing is a thin edge, so that it is seen to be drawn."""
    start, end = min(ends), max(ends)
    yield ink.rect(kind, start, y, end - start, height, more)


def arrow(mark: Mark, x: float, y: float, kind: str) -> str:
    """Points to where a bounded value lies."""
    if mark.bound == "below":
        return ink.at(x, y, ink.path(kind, "M-4 0h-18m6-5l-6 5 6 5"))
    return ink.at(x, y, ink.path(kind, "M4 0h18m-6-5l6 5-6 5")) if mark.bound == "above" else ""


def plan_stroke(slot: Slot, mark: Mark, x_of: object, zero: float, y: float, height: float) -> str:
    """The plan: a stroke through the bar, a zone where it is a range or a bound."""
    assert callable(x_of)
    x = float(x_of(mark.value))
    stroke = ink.path("pk", f"M0 {ink.n(-OVER)}v{ink.n(height + 2 * OVER)}")
    parts = []
    if mark.upper is not None:
        end = float(x_of(mark.upper))
        parts = [ink.rect("pz", x, y - OVER, end - x, height + 2 * OVER), ink.at(end, y, stroke)]
    elif mark.bound == "below":
        start = min(zero, x)
        parts = [ink.rect("pz", start, y - OVER, x - start, height + 2 * OVER)]
    elif mark.bound == "above":
        parts = [ink.rect("pz", x, y - OVER, 100 - x, height + 2 * OVER)]
    elif mark.bound == "about":
        zone = (
            f'<rect class="pz" x="-7" y="{ink.n(-OVER)}" width="14" height="{ink.n(height + 10)}"/>'
        )
        parts = [ink.at(x, y, zone)]
    return (
        "".join(parts)
        + ink.at(x, y, stroke, ink.data(slot, mark))
        + arrow(mark, x, y + height / 2, "pw")
    )


def _beside(pen: Rows, mark: Mark, text: str, kind: str) -> None:
    """A text below its mark, towards the side with room."""
    x, wide = pen.x(mark.value), width(text, 13, bold=kind == "p")
    if wide <= x / 100 * NARROW:
        y = ink.n(pen.y + 14)
        halo = " pt" if pen.spec.has_break else ""
        part = (
            f'<text x="{ink.pc(x)}" y="{y}" dx="2" class="{kind} e{halo}">{ink.safe(text)}</text>'
        )
        pen.parts.append(part)
        pen.y += LINE
    elif wide + 4 <= (100 - x) / 100 * NARROW:
        pen.write(x, [(text, kind)], dx=-1)
    else:
        pen.write(0, [(text, kind)])


def _tick_labels(pen: Rows) -> list[str]:
    """Numbers above the grid, as many as fit; the zero says the unit."""
    found, end = [], -8.0
    for tick in pen.spec.scale.ticks:
        label = pen.words.say.number(tick)
        label += pen.spec.suffix or (pen.spec.unit if tick == 0 else "")
        x, wide = pen.x(tick) / 100 * NARROW, width(label, 13)
        kind, left = ("s m", x - wide / 2)
        if left < 0:
            kind, left = "s", x
        elif x + wide / 2 > NARROW:
            kind, left = "s e", x - wide
        if left >= end + 8:
            found.append(ink.text(pen.x(tick), 13, label, kind))
            end = left + wide
    return found


def _space(number: int) -> str:
    return ' dx="8"' if number else ""
