"""Where things stand in a chart whose years go from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from generator.charts.ink import NARROW, WIDE
from generator.charts.letters import wrap
from generator.charts.spec import Slot, Spec

GAP = 3.0
"""Percent of the width between two panels."""
LEAST = 2.0
"""A panel is never narrower than so many places."""
TITLE_LINE = 17.0
DENSE = 14
"""With more places than these only some values and years are named."""
HEAD, FOOT = 50.0, 48.0
"""Room for labels above the highest and below the lowest value."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A place of the axis on the paper."""

    slot: Slot
    panel: int
    x: float
    """Percent of the width."""


@dataclass(frozen=True)
class Frame:
    """The measures of an upright chart."""

    spec: Spec
    spans: tuple[tuple[float, float], ...]
    """Left and right end of each panel, in percent."""
    stands: tuple[Stand, ...]
    unit: float
    """Percent of the width that one place takes."""
    top: float
    high: float
    """y of the scale's high end."""
    low: float
    base: float

    def y(self, value: Decimal) -> float:
        """Height of a value on the paper."""
        return self.low - self.spec.scale.share(value) * (self.low - self.high)

    @property
    def zero(self) -> float:
        """Where bars begin."""
        return self.low - self.spec.scale.zero * (self.low - self.high)

    @property
    def half(self) -> float:
        """Half the length of a plan's stroke, in pixels."""
        return min(max(self.unit * NARROW / 100 * 0.45, 2.5), 15.0)

    @property
    def is_dense(self) -> bool:
        """Many years: small dots and few labels."""
        return len(self.stands) > DENSE

    def stand(self, panel: int, position: int) -> Stand:
        """A place by its panel and position."""
        return [stand for stand in self.stands if stand.panel == panel][position]


def frame(spec: Spec) -> Frame:
    """The measures for a spec."""
    weights = [max(float(len(panel.slots)), LEAST) for panel in spec.panels]
    room = 100 - GAP * (len(weights) - 1)
    unit = room / fsum(weights)
    spans, stands, left = [], [], 0.0
    for number, (panel, weight) in enumerate(zip(spec.panels, weights, strict=True)):
        right = left + weight * unit
        each = (right - left) / len(panel.slots)
        spans.append((left, right))
        stands += [
            Stand(slot, number, left + (position + 0.5) * each)
            for position, slot in enumerate(panel.slots)
        ]
        left = right + GAP
    top = _top(spec, spans)
    head = 1.0 if spec.form == "dots" else 1.4 if len(stands) <= DENSE else 2.0
    high = top + HEAD * head
    low = high + (170 if len(stands) < 4 else 230)
    base = low + (FOOT if spec.form == "dots" and spec.scale.low != 0 else 0)
    if spec.form == "columns" and spec.scale.low < 0:
        base = low + FOOT
    return Frame(spec, tuple(spans), tuple(stands), unit, top, high, low, base)


def title_lines(title: str, span: tuple[float, float], width: float) -> list[str]:
    """The name of a basis above its panel."""
    size = 11.5 if width < WIDE else 15.0
    return wrap(title, size, (span[1] - span[0] + GAP / 2) / 100 * width)


def _top(spec: Spec, spans: list[tuple[float, float]]) -> float:
    if not spec.has_break:
        return 0.0
    lines = max(
        len(title_lines(panel.title, span, width))
        for panel, span in zip(spec.panels, spans, strict=True)
        for width in (NARROW, WIDE)
    )
    return lines * TITLE_LINE + 8
