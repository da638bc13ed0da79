"""Draws a breakdown: a bar for each group, its name before and its value behind."""

from __future__ import annotations

from decimal import Decimal

from generator.charts import ink, phrases
from generator.charts.ink import NARROW, WIDE
from generator.charts.letters import width, wrap
from generator.charts.rows import arrow, bar, plan_stroke
from generator.charts.spec import Mark, Slot, Spec
from generator.words import Words

SIZE = 13.0
LINE = 16.0
BAR = 15.0
NAME_ROOM = 130.0
"""Pixels for names on a narrow page; longer ones take more lines."""
LEAST = 12.0
"""Percent of the width that the longest bar takes at least."""


class Columns:
    """Names, bars and values side by side: where each begins, in percent."""

    def __init__(self, spec: Spec, words: Words) -> None:
        self.spec = spec
        self.words = words
        names = [slot.label for slot in spec.slots]
        longest = max((width(name, SIZE) for name in names), default=0)
        self.room = min(longest, NAME_ROOM) + 10
        values = [value_text(slot, words) for slot in spec.slots]
        behind = max((width(text, SIZE, bold=True) for text in values), default=0) + 12
        self.left = self.room / NARROW * 100
        self.right = max(100 - behind / NARROW * 100, self.left + LEAST)

    def x(self, value: Decimal) -> float:
        """Where a value lies."""
        return self.left + self.spec.scale.share(value) * (self.right - self.left)

    @property
    def zero(self) -> float:
        """Where bars begin."""
        return self.left + self.spec.scale.zero * (self.right - self.left)


def draw_groups(spec: Spec, texts: tuple[str, str], words: Words) -> str:
    """The drawing of all groups."""
    columns, parts, y = Columns(spec, words), [], 2.0
    for panel in spec.panels:
        if spec.has_break and panel.title:
            for line in wrap(panel.title, SIZE, NARROW):
                parts.append(ink.text(0, y + 14, line, "s"))
                y += LINE + 2
            y += 2
        top = y
        for slot in panel.slots:
            height, drawn = _row(columns, slot, y)
            parts += drawn
            y += height
        parts.append(ink.line("ax", columns.zero, top, columns.zero, y))
        y += 14
    return ink.whole(y - 12, parts, texts)


def value_text(slot: Slot, words: Words) -> str:
    """All that stands behind a bar."""
    return " ".join(text for text, kind in _values(slot, words) if "wd" not in kind)


def _values(slot: Slot, words: Words) -> list[tuple[str, str]]:
    mark = slot.actual
    runs = [(mark.label, "a")] if mark else []
    if mark and mark.note:
        runs.append((mark.note, "s"))
    if slot.plan:
        runs.append((phrases.say(words, "planned_short", value=slot.plan.label), "p"))
    elif slot.aside:
        runs.append((slot.aside, "s wd"))
    return runs


def _row(columns: Columns, slot: Slot, y: float) -> tuple[float, list[str]]:
    names, lines = _name(columns, slot, y)
    height = max(lines * LINE, BAR) + 9
    top = y + (height - BAR) / 2
    parts = [names]
    if slot.actual:
        parts += _bar(columns, slot, slot.actual, top)
    if slot.plan:
        parts.append(plan_stroke(slot, slot.plan, columns.x, columns.zero, top, BAR))
    parts.append(_value(columns, slot, y + height / 2))
    return height, parts


def _name(columns: Columns, slot: Slot, y: float) -> tuple[str, int]:
    """The name at the left edge; in one line where the page is wide enough."""
    narrow = wrap(slot.label, SIZE, columns.room - 8)
    wide = wrap(slot.label, 15, columns.left / 100 * WIDE - 10)
    lines = max(len(narrow), len(wide))
    middle = y + (max(lines * LINE, BAR) + 9) / 2
    if narrow == wide:
        return _lines(narrow, middle), lines
    groups = (("nr", narrow), ("wd", wide))
    parts = (f'<g class="{kind}">{_lines(texts, middle)}</g>' for kind, texts in groups)
    return "".join(parts), lines


def _lines(texts: list[str], middle: float) -> str:
    first = middle + 5 - (len(texts) - 1) * LINE / 2
    return "".join(ink.text(0, first + number * LINE, text) for number, text in enumerate(texts))


def _bar(columns: Columns, slot: Slot, mark: Mark, top: float) -> list[str]:
    kind = ink.bar_class(mark, is_strong=slot.is_strong)
    ends = (columns.zero, columns.x(mark.value))
    parts = list(bar(mark, ends, top, BAR, kind, ink.data(slot, mark)))
    if mark.upper is not None:
        ends = (columns.x(mark.value), columns.x(mark.upper))
        parts += bar(mark, ends, top, BAR, "br", "")
    return parts


def _value(columns: Columns, slot: Slot, middle: float) -> str:
    """Behind whatever reaches farthest to the right."""
    reach = [columns.x(value) for mark in slot.marks for value in mark.values]
    x = max([columns.zero, *reach])
    spans = "".join(
        f'<tspan class="{kind}"{" dx=" + chr(34) + "6" + chr(34) if number else ""}>'
        f"{ink.safe(text)}</tspan>"
        for number, (text, kind) in enumerate(_values(slot, columns.words))
    )
    mark = slot.actual
    pointer = arrow(mark, x, middle, "pa") if mark and mark.bound in ("below", "above") else ""
    shift = 28 if mark and mark.bound == "above" else 7
    return f'<text x="{ink.pc(x)}" y="{ink.n(middle + 5)}" dx="{shift}">{spans}</text>{pointer}'
