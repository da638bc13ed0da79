"""The few SVG parts that charts are made of: x in percent, y in pixels, no style attribute."""

from __future__ import annotations

from html import escape

from generator.charts.spec import Mark, Slot

NARROW, WIDE = 288.0, 576.0
"""The least width of a chart, and that from which the larger letters stand (chart.css)."""


def n(value: float) -> str:
    """A coordinate: one decimal at most, no '-0'."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def pc(value: float) -> str:
    """A share of the width."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text}%"


def safe(text: str) -> str:
    """Text as it may stand in XML: escaped, without characters that XML doesn't know."""
    known = "".join(c for c in text if c.isprintable() or c in "\t\n" or c in "\u00a0\u202f")
    return escape("".join(c for c in known if not "\ud800" <= c <= "\udfff"), quote=True)


def text(x: float, y: float, words: str, classes: str = "", *, dx: float = 0) -> str:
    """A line of text; `classes` say colour, weight and anchor."""
    shift = f' dx="{n(dx)}"' if n(dx) != "0" else ""
    kind = f' class="{classes}"' if classes else ""
    return f'<text x="{pc(x)}" y="{n(y)}"{shift}{kind}>{safe(words)}</text>'


def line(classes: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line between two places of the chart."""
    return f'<line class="{classes}" x1="{pc(x1)}" y1="{n(y1)}" x2="{pc(x2)}" y2="{n(y2)}"/>'


def rect(classes: str, x: float, y: float, width: float, height: float, more: str = "") -> str:
    """A rectangle, its width in percent."""
    return (
        f'<rect class="{classes}" x="{pc(x)}" y="{n(y)}" width="{pc(max(width, 0))}" '
        f'height="{n(max(height, 0))}"{more}/>'
    )


def at(x: float, y: float, inner: str, more: str = "") -> str:
    """Parts of fixed size around a place."""
    return f'<svg x="{pc(x)}" y="{n(y)}"{more}>{inner}</svg>'


def path(classes: str, steps: str) -> str:
    """A path of fixed size."""
    return f'<path class="{classes}" d="{steps}"/>'


def data(slot: Slot, mark: Mark) -> str:
    """Which value a mark stands for: scripts and tests read it."""
    values = " ".join(format(value, "f") for value in mark.values)
    measure = f"{mark.measure}-old" if mark.is_old else mark.measure
    return f' data-key="{safe(slot.key)}" data-{measure}="{values}"'


def dot_class(mark: Mark) -> str:
    """Filled, hollow, or small and dashed."""
    return "df" if mark.is_faint else "de" if mark.is_hollow else "da"


def bar_class(mark: Mark, *, is_strong: bool = True) -> str:
    """Filled, hollow, or hollow and dashed."""
    if mark.is_faint:
        return "bf"
    return "be" if mark.is_hollow else "ba" if is_strong else "bs"


def dot(mark: Mark, *, small: bool = False) -> str:
    """A dot around (0, 0); the sizes make hollow and filled look alike."""
    kind = dot_class(mark)
    radius = {"df": 3.6, "de": 4.6, "da": 5.0}[kind]
    return f'<circle class="{kind}" r="{n(radius * (0.64 if small else 1))}"/>'


def whole(height: float, parts: list[str], texts: tuple[str, str]) -> str:
    """The drawing around its parts; `texts` are its name and its description."""
    name, description = texts
    return (
        f'<svg class="ch" width="100%" height="{n(height)}" role="img" '
        f'aria-label="{safe(name)}"><desc>{safe(description)}</desc>{"".join(parts)}</svg>'
    )
