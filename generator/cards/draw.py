"""The drawing of a card: an SVG of fixed size, in the colours of the site by daylight."""

from __future__ import annotations

from collections.abc import Iterator

from generator.attainment import Verdict
from generator.cards.face import Face, Told
from generator.cards.letters import ELLIPSIS, Set, fitted, width
from generator.charts.ink import n, safe

WIDTH, HEIGHT = 1200, 630
EDGE = 64.0
ROOM = WIDTH - 2 * EDGE
HIGH, LOW = 122.0, 548.0
"""What lies between the rules."""
LEADING, TALL = 1.22, 1.02
WHEN, JUDGED = 50.0, 62.0
FAMILY = "Source Sans Pro"
PAPER, INK, SOFT, RULE = "#fcfbf8", "#1b1d20", "#494d53", "#dcd9d0"
VALUES = {"actual": "#0b4f6c", "plan": "#744000"}
VERDICTS: dict[Verdict, str] = {
    "exceeded": "#0b5635",
    "met": "#0b5635",
    "missed": "#951919",
    "none": SOFT,
}
_FILLED: dict[Verdict, tuple[str, str]] = {
    "exceeded": (
        '<rect width="16" height="16" rx="2.5" fill="{ink}"/>',
        "M2.2 8.4l2.7 3 4.6-6.6M8 10.9l.5.5 4.6-6.6",
    ),
    "met": ('<circle cx="8" cy="8" r="8" fill="{ink}"/>', "M4.3 8.4l2.6 2.8 4.7-6.2"),
    "missed": ('<path d="M8-1l9 9-9 9-9-9z" fill="{ink}"/>', "M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4"),
}
_HOLLOW: dict[Verdict, tuple[str, str]] = {
    "exceeded": (
        '<rect x=".8" y=".8" width="14.4" height="14.4" rx="2" {line}/>',
        "M2.7 8.4l2.5 2.8 4-6M8.1 10.7l.5.5 4-6",
    ),
    "met": ('<circle cx="8" cy="8" r="7.2" {line}/>', "M4.6 8.4l2.4 2.6 4.4-5.8"),
    "missed": ('<path d="M8 0l8 8-8 8-8-8z" {line}/>', "M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"),
}
"""The shapes of templates/macros.html: an outline, and what stands in it."""


def draw(face: Face) -> str:
    """The whole card."""
    parts = [*_head(face), *_middle(face), *_foot(face)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FAMILY}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, size: float, words: str, ink: str = INK, more: str = "") -> str:
    return (
        f'<text x="{n(x)}" y="{n(y)}" font-size="{n(size)}" fill="{ink}"{more}>{safe(words)}</text>'
    )


_BOLD, _END = ' font-weight="700"', ' text-anchor="end"'


def _head(face: Face) -> Iterator[str]:
    """The name of the site, the edition, and the double rule of a newspaper."""
    label = fitted(face.label, ROOM * 0.5, (30, 26))
    room = ROOM - width(label.lines[0], label.size) - 40
    site = fitted(face.site, room, (34, 30, 26))
    yield _text(EDGE, 78, site.size, site.lines[0], more=_BOLD)
    yield _text(WIDTH - EDGE, 78, label.size, label.lines[0], SOFT, _END)
    for y in (100, 106):
        yield f'<path d="M{n(EDGE)} {y}H{n(WIDTH - EDGE)}" stroke="{INK}" stroke-width="2"/>'


def _foot(face: Face) -> Iterator[str]:
    body = fitted(face.body, ROOM, (28, 26, 24))
    yield f'<path d="M{n(EDGE)} 560H{n(WIDTH - EDGE)}" stroke="{RULE}" stroke-width="2"/>'
    yield _text(EDGE, 600, body.size, body.lines[0], SOFT)


def _middle(face: Face) -> Iterator[str]:
    """Title above, figure below: the title shrinks until both have room, then all is centred."""
    told = face.figure
    below = _figure_height(told) if told else 0.0
    sizes = (54.0, 50, 46, 42, 38, 34) if told and not told.name else (60.0, 54, 48, 44, 40, 36, 34)
    most = 3 if told else 5
    for size in sizes:
        title = fitted(face.title, ROOM, (size,) if size > sizes[-1] else sizes[-1:], most)
        high = len(title.lines) * title.size * LEADING
        if title.lines[-1][-1:] != ELLIPSIS and high + below <= LOW - HIGH - 40:
            break
    left = max(LOW - HIGH - high - below, 0.0)
    gap = min(left / 5, 26.0)
    top = HIGH + (left - 3 * gap) / 2
    yield from _lines(title, top)
    if told is not None:
        yield from _figure(told, top + high + gap * 0.6, gap)


def _lines(text: Set, top: float) -> Iterator[str]:
    for number, line in enumerate(text.lines):
        y = top + (number + 0.82) * text.size * LEADING
        yield _text(EDGE, y, text.size, line, more=_BOLD)


def _figure_height(told: Told) -> float:
    return WHEN + _big(told) * TALL + (JUDGED if told.judged else 0)


def _big(told: Told) -> float:
    """Size of the number: as large as the line allows."""
    size = 104.0 if told.name or not told.number[:1].isdigit() else 164.0
    while size > 48 and _number_width(told, size) > ROOM:
        size -= 4
    return size


def _number_width(told: Told, size: float) -> float:
    small = _small(told, size)
    return width(told.bound, small) + width(told.number, size) + width(told.unit, small)


def _small(told: Told, size: float) -> float:
    return size if told.unit.startswith("%") and not told.bound else size * 0.46


def _figure(told: Told, top: float, gap: float) -> Iterator[str]:
    """When, number, verdict: one below the other."""
    when = fitted(f"{told.name}, {told.when}" if told.name else told.when, ROOM, (36, 32, 28, 26))
    yield _text(EDGE, top + 40, when.size, when.lines[0], SOFT)
    size, ink = _big(told), VALUES[told.measure]
    top += WHEN + gap * 0.8
    base = top + size * 0.78
    small = f'<tspan font-size="{n(_small(told, size))}">'
    bound = f"{small}{safe(told.bound)}</tspan>" if told.bound else ""
    yield (
        f'<text x="{n(EDGE)}" y="{n(base)}" font-size="{n(size)}" fill="{ink}"{_BOLD} '
        f'xml:space="preserve">{bound}{safe(told.number)}{small}{safe(told.unit)}</tspan></text>'
    )
    if told.judged:
        yield from _judged(told, top + size * TALL + 42 + gap * 0.8)


def _judged(told: Told, base: float) -> Iterator[str]:
    """The shape and the words of the verdict, then how far from the plan."""
    ink = VERDICTS[told.verdict]
    yield f'<g transform="translate({n(EDGE)} {n(base - 31)}) scale(2.25)">{_shape(told, ink)}</g>'
    words = fitted(told.judged, ROOM - 54, (38, 34, 30))
    yield _text(EDGE + 54, base, words.size, words.lines[0], ink, _BOLD)
    x = EDGE + 54 + width(words.lines[0], words.size) + 24
    more = fitted(told.compared, max(WIDTH - EDGE - x, 1), (34, 32, 30, 28, 26, 24))
    if told.compared and more.lines == (told.compared,):  # a number cut in two would mislead
        yield _text(x, base, more.size, more.lines[0], SOFT)


def _shape(told: Told, ink: str) -> str:
    if told.verdict == "none":
        return f'<path d="M2 8h12" stroke="{ink}" stroke-width="2"/>'
    outline, inside = (_FILLED if told.is_firm else _HOLLOW)[told.verdict]
    line = f'fill="none" stroke="{ink}" stroke-width="1.6"'
    stroke = PAPER if told.is_firm else ink
    return (
        outline.format(ink=ink, line=line)
        + f'<path d="{inside}" fill="none" stroke="{stroke}" stroke-width="1.8"/>'
    )
