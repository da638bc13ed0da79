"""Labels find a free place beside their marks: the same for the same data, always."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf

from generator.charts.letters import width

Line = tuple[str, str]
"""Text and its class: 'a' and 'p' are bold."""
_REACH = (0.0, 10.0, 20.0, 42.0, 68.0)
"""How far a label may move away from its mark."""
_LABEL = 3.0
"""How much it hurts to cover a letter."""
_ASTRAY = 24.0
"""An optional label may reach so far into another panel, where it would be misread."""
_OFF = 18.0
"""From so far on a thin line shows whose it is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlap(self, other: Box) -> float:
        """Shared area."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants a place."""

    x: float
    y: float
    ways: tuple[tuple[Line, ...], ...]
    """The same in fewer and fewer words."""
    is_required: bool
    home: tuple[float, float]
    """Left and right end of its panel."""
    below_first: bool = False
    keeps_side: bool = False
    """Its slot has a plan and an actual value: the labels stand on their own sides."""
    far: float = 70.0
    """How far it may move away."""
    tip: float | None = None
    """Where its mark ends, if that isn't `y`: what stands beside it may be higher."""
    gap: float = 8.0
    """Room between the mark's middle and the label."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place."""

    box: Box
    lines: tuple[Line, ...]
    wish: Wish
    has_leader: bool = True

    @property
    def leader(self) -> tuple[float, float] | None:
        """Ends of the thin line from the mark to a label that stands off, the upper first."""
        if not self.has_leader:
            return None
        tip = self.wish.y if self.wish.tip is None else self.wish.tip
        if tip - self.box.y1 > _OFF:
            return (self.box.y1 - 1, tip - 6)
        return (tip + 6, self.box.y0 + 1) if self.box.y0 - tip > _OFF else None


@dataclass
class Sheet:
    """The paper of one width: what stands there already."""

    width: float
    top: float
    bottom: float
    size: float
    boxes: list[tuple[Box, float]] = field(default_factory=list)
    """Drawn parts and how much it hurts to cover them."""
    segments: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def leading(self) -> float:
        """Height of a line."""
        return round(self.size * 1.24)

    def place(self, wish: Wish) -> Placed | None:
        """The best place for a label; None where an optional one would cover something."""
        best: tuple[float, float, Placed] | None = None
        for rank, (lines, box, reach) in enumerate(self._places(wish)):
            if best is not None and rank * 0.5 >= best[0]:
                break  # nor can any that comes later be better
            cost = self._astray(box, wish) + abs(reach) * 1.2 + rank * 0.5
            cost += 60 if wish.keeps_side and _is_astray_side(box, wish) else 0
            if best is not None and cost >= best[0]:
                continue
            harm = self.harm(box, inf if best is None else (best[0] - cost) / 40)
            cost += harm * 40
            if best is None or cost < best[0]:
                best = (cost, harm, Placed(box, lines, wish))
        if best is None:
            return None
        found = best[2]
        spoils = best[1] > 1 or self._astray(found.box, wish) > _ASTRAY
        if spoils and not wish.is_required:
            return None
        if (leader := found.leader) is not None:
            thin = Box(wish.x - 2, leader[0], wish.x + 2, leader[1])
            if any(thin.overlap(box) for box, weight in self.boxes if weight == _LABEL):
                # It would strike through another label of the same mark: nearness must do.
                found = replace(found, has_leader=False)
            else:
                self.boxes.append((thin, _LABEL))
        self.boxes.append((found.box, _LABEL))
        return found

    def _places(self, wish: Wish) -> Iterator[tuple[tuple[Line, ...], Box, float]]:
        for lines in wish.ways:
            wide = max(width(text, self.size, bold=kind in ("a", "p")) for text, kind in lines)
            high = len(lines) * self.leading
            for x0, y0, reach in _around(wish, wide, high):
                x0 = min(max(x0, 0.0), max(self.width - wide, 0.0))
                if y0 >= self.top and y0 + high <= self.bottom:
                    yield lines, Box(x0, y0, x0 + wide, y0 + high), reach

    def harm(self, box: Box, limit: float = inf) -> float:
        """How much a label here would cover; no more is counted once it is over `limit`.

        The innermost loop of a build: it compares before it reckons.
        """
        x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
        covered = 0.0
        for other, weight in self.boxes:
            if other.x0 < x1 and other.x1 > x0 and other.y0 < y1 and other.y1 > y0:
                covered += box.overlap(other) * weight
                if covered > limit:
                    return covered
        for segment in self.segments:
            if _may_cross(box, segment) and _crosses(box, segment):
                covered += 20
        return covered

    def _astray(self, box: Box, wish: Wish) -> float:
        """Pixels outside its own panel."""
        return max(wish.home[0] - box.x0, 0) + max(box.x1 - wish.home[1], 0)


def _around(wish: Wish, wide: float, high: float) -> Iterator[tuple[float, float, float]]:
    """Left, top and distance of every place to try, the nearest first."""
    x, y, gap = wish.x, wish.y, wish.gap
    middle = x - wide / 2
    for reach in _REACH:
        if reach > wish.far:
            break
        above, below = y - gap - reach - high, y + gap + reach
        ends = (
            ((below, reach), (above, -reach))
            if wish.below_first
            else ((above, -reach), (below, reach))
        )
        for top, signed in ends:
            yield middle, top, signed
        if reach == 0:
            yield x + gap + 3, y - high / 2, 0
            yield x - gap - 3 - wide, y - high / 2, 0
        for top, signed in ends:
            yield x - 4, top, signed
            yield x - wide + 4, top, signed
            yield x + gap / 2, top, signed
            yield x - wide - gap / 2, top, signed


def _is_astray_side(box: Box, wish: Wish) -> bool:
    middle = (box.y0 + box.y1) / 2
    return middle < wish.y if wish.below_first else middle > wish.y


def _may_cross(box: Box, segment: tuple[float, float, float, float]) -> bool:
    start, end = segment[0], segment[2]
    return not (max(start, end) < box.x0 or min(start, end) > box.x1)


def _crosses(box: Box, segment: tuple[float, float, float, float]) -> bool:
    """A line runs through a rectangle (Liang and Barsky)."""
    x0, y0, x1, y1 = segment
    enter, leave = 0.0, 1.0
    for start, step, low, high in (
        (x0, x1 - x0, box.x0, box.x1),
        (y0, y1 - y0, box.y0, box.y1),
    ):
        if step == 0:
            if not low < start < high:
                return False
            continue
        first, second = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave
