"""How the cost of a cold build grows with the pages: an SVG on logarithmic axes.

CPU seconds: a neighbour on the machine stretches the others, and not by the same for each size.
"""

from __future__ import annotations

from math import log10

from benchmarks.results import Results
from benchmarks.sizes import SIZES

TOOLS = {"niengiam": "#0b5cad", "Hugo": "#b3261e", "bare write": "#6b6b6b"}
WIDE, HIGH = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 60, 150, 20, 50
PAGES = (1.5, 5.5)
SECONDS = (-2.0, 4.0)


def points(results: Results, tool: str) -> list[tuple[float, float]]:
    """(log10 of pages, log10 of CPU seconds) by size."""
    return [
        (log10(size.pages), log10(row.middle("cpu")))
        for size in SIZES.values()
        if (row := results.rows.get((size.name, "cold", tool))) and size.name != "XS"
    ]


def slope(found: list[tuple[float, float]]) -> float:
    """Of the straight line through the points: 1 where twice the pages cost twice the time."""
    if len(found) < 2:
        return 0.0
    middle_x = sum(x for x, _ in found) / len(found)
    middle_y = sum(y for _, y in found) / len(found)
    spread = sum((x - middle_x) ** 2 for x, _ in found)
    return sum((x - middle_x) * (y - middle_y) for x, y in found) / spread


def draw(results: Results) -> str:
    """The whole picture."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
        *_grid(),
    ]
    for tool, colour in TOOLS.items():
        found = points(results, tool)
        if not found:
            continue
        path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in found)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in found
        ]
        x, y = found[-1]
        parts.append(
            f'<text x="{_x(x) + 8:.1f}" y="{_y(y) + 4:.1f}" fill="{colour}">'
            f"{tool}: {slope(found):.2f}</text>"
        )
    return "\n".join([*parts, "</svg>", ""])


def _grid() -> list[str]:
    parts = []
    for power in range(2, 6):
        x = _x(power)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HIGH - BOTTOM}" stroke="#ddd"/>')
        label = f"{10**power:,}"
        parts.append(
            f'<text x="{x:.1f}" y="{HIGH - BOTTOM + 18}" text-anchor="middle">{label}</text>'
        )
    for power in range(-2, 5):
        y = _y(power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDE - RIGHT}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
        )
    middle = (LEFT + WIDE - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HIGH - 10}" text-anchor="middle">'
        "CPU seconds of a cold build by pages; beside each tool its slope</text>"
    )
    return parts


def _x(power: float) -> float:
    return LEFT + (power - PAGES[0]) / (PAGES[1] - PAGES[0]) * (WIDE - RIGHT - LEFT)


def _y(power: float) -> float:
    part = (power - SECONDS[0]) / (SECONDS[1] - SECONDS[0])
    return HIGH - BOTTOM - part * (HIGH - TOP - BOTTOM)
