"""What a chart says, before anything is drawn: both drawings, SVG and Plotly, follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from generator.charts.scale import Scale
from generator.model import Bound, Measure, Status

Form = Literal["dots", "columns", "rows", "groups"]
"""dots and columns: years from left to right; rows: years downwards; groups: a breakdown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value as it is drawn."""

    measure: Measure
    value: Decimal
    upper: Decimal | None
    bound: Bound
    status: Status
    is_old: bool
    """A vintage that a later one replaced."""
    label: str
    """The number as a reader meets it beside the mark: '3,6%'; no unit but '%'."""
    note: str
    """The word of its status; empty for a final value."""
    full: str
    """The number with its unit and its status: '3,6% (ước)'."""
    said: str
    """The whole of it: 'Thực hiện năm 2020: 3,6% (ước)'."""
    source: str
    """Id of where the value was published."""

    @property
    def is_hollow(self) -> bool:
        """Not final."""
        return self.status != "final"

    @property
    def is_faint(self) -> bool:
        """Small and dashed: expected, or replaced."""
        return self.is_old or self.status == "forecast"

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Both ends of a range, else the one value."""
        return (self.value,) if self.upper is None else (self.value, self.upper)

    @property
    def is_exact(self) -> bool:
        """A single value that a line may lead to."""
        return self.upper is None and self.bound in ("", "about")


@dataclass(frozen=True)
class Slot:
    """A place on the axis: a year, a period or a group; without marks a year without a value."""

    key: str
    """The category: unique in the chart."""
    label: str
    year: int
    since: int | None = None
    actual: Mark | None = None
    plan: Mark | None = None
    older: tuple[Mark, ...] = ()
    is_strong: bool = True
    """What the title speaks of; in a breakdown only the largest."""
    aside: str = ""
    """What stands behind the number of a group: its share."""
    head: str = ""
    """Its name where it is spoken; empty where that is the label."""
    judged: str = ""
    """How the actual value stands to its plan, and the verdict; empty without a plan."""

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Everything drawn here, what lies underneath first."""
        own = (*self.older, self.plan, self.actual)
        return tuple(mark for mark in own if mark is not None)


@dataclass(frozen=True, slots=True)
class Panel:
    """The values of one basis."""

    title: str
    slots: tuple[Slot, ...]


def with_unique_keys(panels: Iterable[Panel]) -> tuple[Panel, ...]:
    """Categories are unique: what stands twice is named with its basis, at last by its number."""
    found = tuple(panels)
    labels = Counter(slot.label for panel in found for slot in panel.slots)
    used: set[str] = set()
    result = []
    for panel in found:
        slots = []
        for slot in panel.slots:
            basis = f" · {panel.title}" if panel.title and labels[slot.label] > 1 else ""
            stem = key = slot.label + basis
            number = 2
            while key in used:
                key, number = f"{stem} ({number})", number + 1
            used.add(key)
            slots.append(replace(slot, key=key))
        result.append(Panel(panel.title, tuple(slots)))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two places of one panel: it can't cross a break in series."""

    panel: int
    start: int
    end: int
    is_gap: bool
    """Years between them are missing: dotted."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart without ink."""

    form: Form
    panels: tuple[Panel, ...]
    links: tuple[Link, ...]
    scale: Scale
    decimals: int
    suffix: str
    """'%' where it stands at each number."""
    unit: str
    """The unit as it follows the zero of a bar chart's axis."""

    @property
    def is_upright(self) -> bool:
        """Values grow upwards, years go from left to right."""
        return self.form in ("dots", "columns")

    @property
    def has_break(self) -> bool:
        """More than one basis."""
        return len(self.panels) > 1

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All places in order."""
        return tuple(slot for panel in self.panels for slot in panel.slots)

    def drawn(self) -> Iterator[tuple[Slot, Mark]]:
        """Every mark with its place."""
        for slot in self.slots:
            for mark in slot.marks:
                yield slot, mark
