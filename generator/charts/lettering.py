"""The letters of an upright chart, set once for narrow and once for wide pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts import ink
from generator.charts.frame import Frame, Stand
from generator.charts.ink import NARROW, WIDE
from generator.charts.letters import width
from generator.charts.place import Box, Placed, Sheet
from generator.charts.spec import Mark
from generator.charts.wishes import wishes
from generator.words import Words


def lettering(on: Frame, words: Words) -> tuple[list[str], float]:
    """Texts in two groups, of which the style shows one; and the height of the years."""
    parts, depth = [], 0.0
    for group, wide, size in (("nr", NARROW, 13.0), ("wd", WIDE, 15.0)):
        sheet = Sheet(wide, on.top + 2, on.base - 2, size)
        _stand_in_the_way(on, sheet)
        ticks = _tick_boxes(on, sheet, words)
        years, lines = _years(on, sheet)
        placed = [found for wish in wishes(on, sheet, words) if (found := sheet.place(wish))]
        texts = [text for box, text in ticks if not any(box.overlap(label.box) for label in placed)]
        texts += [part for label in placed for part in _label(on, sheet, label)]
        parts.append(f'<g class="{group}">{"".join([*texts, *years])}</g>')
        depth = max(depth, 14 + lines * 17)
    return parts, depth


def _px(sheet: Sheet, share: float) -> float:
    return share / 100 * sheet.width


def _stand_in_the_way(on: Frame, sheet: Sheet) -> None:
    """Marks and lines that no label may cover."""
    for stand in on.stands:
        x, half = _px(sheet, stand.x), on.half
        for mark in stand.slot.marks:
            for value in mark.values:
                y = on.y(value)
                if mark.measure == "plan":
                    sheet.boxes.append((Box(x - half, y - 3, x + half, y + 3), 1.0))
                elif on.spec.form == "dots" or mark.is_old:
                    sheet.boxes.append((Box(x - 6, y - 6, x + 6, y + 6), 2.0))
            if mark.measure == "actual" and on.spec.form == "columns" and not mark.is_old:
                y, wide = on.y(mark.values[-1]), _px(sheet, on.unit) * 0.27
                column = Box(x - wide, min(y, on.zero), x + wide, max(y, on.zero))
                sheet.boxes.append((column, 1.0))
            _bound_box(on, sheet, x, mark)
    if on.spec.form == "dots":
        for link in on.spec.links:
            ends = on.stand(link.panel, link.start), on.stand(link.panel, link.end)
            sheet.segments.append(_segment(on, sheet, *ends))


def _bound_box(on: Frame, sheet: Sheet, x: float, mark: Mark) -> None:
    """The arrow of a bound, the zone of a range."""
    if mark.upper is not None:
        zone = Box(x - on.half, on.y(mark.upper), x + on.half, on.y(mark.value))
        sheet.boxes.append((zone, 0.3))
    if mark.bound in ("below", "above"):
        y = on.y(mark.value)
        away = 24 if mark.bound == "below" else -24
        sheet.boxes.append((Box(x - 6, min(y, y + away), x + 6, max(y, y + away)), 1.0))


def _segment(
    on: Frame, sheet: Sheet, start: Stand, end: Stand
) -> tuple[float, float, float, float]:
    assert start.slot.actual is not None and end.slot.actual is not None
    y0, y1 = on.y(start.slot.actual.value), on.y(end.slot.actual.value)
    return (_px(sheet, start.x), y0, _px(sheet, end.x), y1)


def _tick_boxes(on: Frame, sheet: Sheet, words: Words) -> list[tuple[Box, str]]:
    """Numbers of the grid on their lines at the left edge; not at the base of the columns."""
    found = []
    for tick in on.spec.scale.ticks:
        y = on.y(tick)
        if y > on.base - 8 or y < on.top + sheet.size:
            continue
        label = words.say.number(tick) + on.spec.suffix
        box = Box(4, y - sheet.size - 4, 4 + width(label, sheet.size), y - 2)
        if sheet.harm(box) == 0:
            sheet.boxes.append((box, 0.01))
            kind = "s pt" if on.spec.has_break else "s"
            found.append((box, ink.text(0, y - 5, label, kind, dx=4)))
    return found


def _years(on: Frame, sheet: Sheet) -> tuple[list[str], int]:
    """As many years as fit below the axis; a period in two lines where it must."""
    size = 12.0 if sheet.width < WIDE else 15.0
    taken: list[tuple[float, float]] = []
    parts: list[str] = []
    most = 1
    for stand in sorted(on.stands, key=lambda stand: _year_rank(on, stand)):
        lines = _year_lines(on, sheet, stand, size)
        half = max(width(line, size) for line in lines) / 2 + 3
        x = _px(sheet, stand.x)
        if _is_named(on, stand) and all(x + half <= low or x - half >= high for low, high in taken):
            taken.append((x - half, x + half))
            most = max(most, len(lines))
            kind, dx = "m y", 0.0
            if x < half - 3 or x > sheet.width - half + 3:
                kind, dx = ("y", -x) if x < half else ("y e", sheet.width - x)
            parts += [
                ink.text(stand.x, on.base + 21 + number * 15, line, kind, dx=dx)
                for number, line in enumerate(lines)
            ]
    return parts, most


def _year_lines(on: Frame, sheet: Sheet, stand: Stand, size: float) -> list[str]:
    label = stand.slot.label
    if stand.slot.since is not None and width(label, size) > _px(sheet, on.unit):
        first, dash, last = label.partition("–")
        return [first + dash, last]
    return [label]


def _is_named(on: Frame, stand: Stand) -> bool:
    """A year with a value; of many only the ends and round ones."""
    return bool(stand.slot.marks) and (not on.is_dense or _year_rank(on, stand)[0] < 4)


def _year_rank(on: Frame, stand: Stand) -> tuple[int, float]:
    """Last and first of all, then of each panel, then round years, then the others."""
    mates = [other for other in on.stands if other.panel == stand.panel and other.slot.marks]
    if stand is on.stands[-1] or stand is on.stands[0]:
        return (0, stand.x)
    if mates and (stand is mates[0] or stand is mates[-1]):
        return (1, stand.x)
    year = stand.slot.year
    if on.is_dense:
        return (2 if year % 10 == 0 else 3 if year % 5 == 0 else 4, stand.x)
    return (2, stand.x)


def _label(on: Frame, sheet: Sheet, label: Placed) -> Iterator[str]:
    """The lines of a label, and a leader where it stands off."""
    wish, box = label.wish, label.box
    share = wish.x / sheet.width * 100
    if (leader := label.leader) is not None:
        top, bottom = leader
        yield ink.at(share, top, ink.path("ld", f"M0 0V{ink.n(bottom - top)}"))
    middle = (box.x0 + box.x1) / 2
    kind, dx = "m", middle - wish.x
    if box.x0 > wish.x - 6:
        kind, dx = "", box.x0 - wish.x
    elif box.x1 < wish.x + 6:
        kind, dx = "e", box.x1 - wish.x
    ground = "pt" if on.spec.has_break else ""
    for number, (text, colour) in enumerate(label.lines):
        y = box.y0 + (number + 1) * sheet.leading - 4
        classes = " ".join(part for part in (colour, kind, ground) if part)
        yield ink.text(share, y, text, classes, dx=dx)
