"""Draws years from left to right: dots on a line, or columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.charts import ink
from generator.charts.frame import TITLE_LINE, Frame, Stand, frame, title_lines
from generator.charts.ink import NARROW, WIDE
from generator.charts.lettering import lettering
from generator.charts.spec import Mark, Panel, Spec
from generator.words import Words

COLUMN = 0.54
"""Share of its place that a column takes."""


def draw_upright(spec: Spec, texts: tuple[str, str], words: Words) -> str:
    """The drawing: ground, axis, lines, marks, and the letters for both widths."""
    on = frame(spec)
    letters, depth = lettering(on, words)
    parts = [*_ground(on), *_axis(on), *_lines(on), *_marks(on), *letters]
    return ink.whole(on.base + depth, parts, texts)


def _ground(on: Frame) -> Iterator[str]:
    if on.spec.has_break:
        for (left, right), panel in zip(on.spans, on.spec.panels, strict=True):
            yield ink.rect("pn", left, on.top, right - left, on.base - on.top)
            yield from _title(panel, (left, right))
    for tick in on.spec.scale.ticks:
        for left, right in on.spans:
            yield ink.line("gr", left, on.y(tick), right, on.y(tick))


def _title(panel: Panel, span: tuple[float, float]) -> Iterator[str]:
    """The basis above its panel; the last one keeps to the right edge."""
    kind, x = ("s y e", span[1]) if span[1] > 99 and span[0] > 60 else ("s y", span[0])
    for group, width in (("nr", NARROW), ("wd", WIDE)):
        lines = title_lines(panel.title, span, width)
        texts = (
            ink.text(x, 14 + number * TITLE_LINE, line, kind) for number, line in enumerate(lines)
        )
        yield f'<g class="{group}">{"".join(texts)}</g>'


def _axis(on: Frame) -> Iterator[str]:
    for left, right in on.spans:
        yield ink.line("ax", left, on.base, right, on.base)
        if on.spec.form == "columns" and on.zero < on.base:
            yield ink.line("ax", left, on.zero, right, on.zero)
    for (_, right), (left, _) in zip(on.spans, on.spans[1:], strict=False):
        yield ink.at((right + left) / 2, on.base, ink.path("ax", "M-5 6l5-12m0 12l5-12"))
    for stand in on.stands:
        kind = "ax" if stand.slot.marks else "ld"
        yield ink.at(stand.x, on.base, ink.path(kind, "M0 0v6" if kind == "ax" else "M0 0v4"))


def _lines(on: Frame) -> Iterator[str]:
    if on.spec.form != "dots":
        return
    for link in on.spec.links:
        start, end = on.stand(link.panel, link.start), on.stand(link.panel, link.end)
        if start.slot.actual and end.slot.actual:
            kind = "la gap" if link.is_gap else "la"
            y1, y2 = on.y(start.slot.actual.value), on.y(end.slot.actual.value)
            yield ink.line(kind, start.x, y1, end.x, y2)


def _marks(on: Frame) -> Iterator[str]:
    for stand in on.stands:
        slot = stand.slot
        if on.spec.form == "columns" and slot.actual:
            yield from _column(on, stand, slot.actual)
        for old in slot.older:
            yield _plan(on, stand, old) if old.measure == "plan" else _dot(on, stand, old)
        if slot.plan:
            yield _plan(on, stand, slot.plan)
        if on.spec.form == "dots" and slot.actual:
            yield _dot(on, stand, slot.actual)


def _dot(on: Frame, stand: Stand, mark: Mark) -> str:
    more = ink.data(stand.slot, mark)
    dot = ink.dot(mark, small=on.is_dense)
    y = on.y(mark.value)
    if mark.upper is not None:
        rise = on.y(mark.upper) - y
        stem = ink.path("la", f"M0 0v{ink.n(rise)}")
        other = f'<svg y="{ink.n(rise)}">{dot}</svg>'
        return ink.at(stand.x, y, stem + dot + other, more)
    return ink.at(stand.x, y, dot + _arrow(mark, "pa"), more)


def _arrow(mark: Mark, kind: str) -> str:
    """Points to where the value lies, as it is only known as a bound."""
    if mark.bound == "below":
        return ink.path(kind, "M0 4v18m-5-6l5 6 5-6")
    return ink.path(kind, "M0-4v-18m-5 6l5-6 5 6") if mark.bound == "above" else ""


def _plan(on: Frame, stand: Stand, mark: Mark) -> str:
    """A brown stroke; a zone where the plan is a range or a bound."""
    half, y = on.half, on.y(mark.value)
    stroke = f"M{ink.n(-half)} 0h{ink.n(2 * half)}"
    more = ink.data(stand.slot, mark)
    if mark.is_old:
        return ink.at(stand.x, y, ink.path("pd", stroke), more)
    zone, second = "", ""
    if mark.upper is not None:
        rise = on.y(mark.upper) - y
        zone = _zone(half, rise, 0)
        second = ink.path("pk", f"M{ink.n(-half)} {ink.n(rise)}h{ink.n(2 * half)}")
    elif mark.bound == "below":
        zone = _zone(half, 0, on.base - y)
    elif mark.bound == "above":
        zone = _zone(half, on.top - y, 0)
    elif mark.bound == "about":
        zone = _zone(half, -7, 7)
    inner = zone + ink.path("pk", stroke) + second + _arrow(mark, "pw")
    return ink.at(stand.x, y, inner, more)


def _zone(half: float, start: float, end: float) -> str:
    return (
        f'<rect class="pz" x="{ink.n(-half)}" y="{ink.n(min(start, end))}" '
        f'width="{ink.n(2 * half)}" height="{ink.n(abs(end - start))}"/>'
    )


def _column(on: Frame, stand: Stand, mark: Mark) -> Iterator[str]:
    wide = on.unit * COLUMN
    more = ink.data(stand.slot, mark)
    kind = ink.bar_class(mark)
    yield _bar(on, kind, stand.x - wide / 2, wide, (Decimal(0), mark.value), more)
    if mark.upper is not None:
        yield _bar(on, "br", stand.x - wide / 2, wide, (mark.value, mark.upper), "")
    if mark.bound in ("below", "above"):
        yield ink.at(stand.x, on.y(mark.value), _arrow(mark, "pa"))


def _bar(
    on: Frame, kind: str, x: float, wide: float, ends: tuple[Decimal, Decimal], more: str
) -> str:
    first, second = (on.y(value) for value in ends)
    return ink.rect(kind, x, min(first, second), wide, abs(second - first), more)
