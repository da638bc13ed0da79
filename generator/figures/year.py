"""One year of one indicator: its vintages, and the address of every figure.

Anchors are built from what is observed, never from a position, so a later row can't move one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.folding import slug
from generator.model import Observation
from generator.once import Once

Subject = tuple[str, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as a reader meets it."""

    observation: Observation
    anchor: str
    """The address on its page: '2020-actual'; a superseded vintage's own: with its date."""
    aliases: tuple[str, ...]
    """Other anchors that lead here for good: the vintage's own, and the one with the basis."""
    replaced_by: Observation | None
    """The newest vintage, where that is another one."""

    @property
    def is_current(self) -> bool:
        """The newest vintage in its view."""
        return self.replaced_by is None


@dataclass(frozen=True, eq=False)
class Year:
    """What a view knows of one indicator for one year.

    A year's anchors and vintages depend on no other year: views that know the same rows share it.
    """

    rows: tuple[Observation, ...]
    """Plan before actual, total before groups, then by vintage."""
    once: Once = field(default_factory=Once, repr=False)
    """What is made of one of its rows, or of itself, for every view that shares it."""

    @cached_property
    def day(self) -> date:
        """When the newest of them was known."""
        return max(row.as_of for row in self.rows)

    @cached_property
    def vintages(self) -> Mapping[Subject, tuple[Observation, ...]]:
        """Rows of one subject, oldest first."""
        grouped: dict[Subject, list[Observation]] = {}
        for row in self.rows:
            grouped.setdefault(row.subject, []).append(row)
        return {
            subject: tuple(sorted(rows, key=_age) if len(rows) > 1 else rows)
            for subject, rows in grouped.items()
        }

    @cached_property
    def newest(self) -> tuple[Observation, ...]:
        """The newest vintage of each subject, in the order of `rows`."""
        return tuple(rows[-1] for rows in self.vintages.values())

    @cached_property
    def totals(self) -> tuple[Observation, ...]:
        """Newest vintages that aren't a group's."""
        return tuple(row for row in self.newest if not row.group)

    @cached_property
    def actuals(self) -> tuple[Observation, ...]:
        """Newest actual totals."""
        return tuple(row for row in self.totals if row.measure == "actual")

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every row with its anchors."""
        return tuple(self._figures())

    @cached_property
    def of_totals(self) -> tuple[Figure, ...]:
        """Those that aren't a group's."""
        return tuple(figure for figure in self.figures if not figure.observation.group)

    @cached_property
    def of_groups(self) -> tuple[Figure, ...]:
        """Those of groups."""
        return tuple(figure for figure in self.figures if figure.observation.group)

    @cached_property
    def revised(self) -> tuple[tuple[Observation, ...], ...]:
        """The vintages of each subject that has several."""
        return tuple(rows for rows in self.vintages.values() if len(rows) > 1)

    @cached_property
    def breakdowns(self) -> Mapping[str, tuple[Observation, ...]]:
        """Newest actual values of groups by breakdown, in table order."""
        grouped: dict[str, list[Observation]] = {}
        for row in self.newest:
            if row.group and row.measure == "actual":
                grouped.setdefault(row.by, []).append(row)
        return {by: tuple(rows) for by, rows in grouped.items()}

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Every anchor that leads to one of them, sorted."""
        return tuple(sorted(self.by_anchor))

    @cached_property
    def by_anchor(self) -> Mapping[str, Figure]:
        """Every figure by each of its anchors."""
        return {
            anchor: figure for figure in self.figures for anchor in (figure.anchor, *figure.aliases)
        }

    @cached_property
    def by_row(self) -> Mapping[int, Figure]:
        """Every figure by its row's identity."""
        return {id(figure.observation): figure for figure in self.figures}

    @cached_property
    def alike(self) -> Mapping[tuple[object, ...], Observation]:
        """The first newest actual value of each kind that may be compared with other years'."""
        found: dict[tuple[object, ...], Observation] = {}
        for row in self.newest:
            if row.measure == "actual":
                found.setdefault(kind_of(row), row)
        return found

    def _figures(self) -> Iterator[Figure]:
        stems = tuple(map(stem_of, self.rows))
        first, shared = self._bases(stems)
        for row, stem in zip(self.rows, stems, strict=True):
            plain = first.get(stem, "") == row.basis
            with_basis = f"{stem}-{slug(row.basis)}" if row.basis else stem
            name = stem if plain else with_basis
            newest = self.vintages[row.subject][-1]
            own = f"{name}-{row.as_of.isoformat()}"
            if row is not newest:
                yield Figure(row, own, (), newest)
                continue
            also = (with_basis,) if plain and stem in shared and with_basis != stem else ()
            yield Figure(row, name, (own, *also), None)

    def _bases(self, stems: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
        """The basis that keeps the plain anchor of a stem, the one that was published first; and
        the stems that have several."""
        if not any(row.basis for row in self.rows):
            return {}, set()
        found: dict[str, list[str]] = {}
        pairs = zip(self.rows, stems, strict=True)
        for row, stem in sorted(pairs, key=lambda pair: first_known(pair[0])):
            found.setdefault(stem, []).append(row.basis)
        first = {stem: bases[0] for stem, bases in found.items()}
        return first, {stem for stem, bases in found.items() if len(set(bases)) > 1}


NOTHING = Year(())
"""A year without a row."""


def _age(row: Observation) -> tuple[date, int]:
    return (row.as_of, row.line)


def first_known(row: Observation) -> tuple[date, str]:
    """Which of two bases was published first: on one day by their names, not by their lines."""
    return (row.as_of, row.basis)


def kind_of(row: Observation) -> tuple[object, ...]:
    """What two values must have in common to be compared."""
    return (row.basis, row.by, row.group, row.since is None)


def stem_of(row: Observation) -> str:
    """Anchor without basis and vintage: '2020-actual', '2024-actual-ba-tri'."""
    group = f"-{slug(row.group)}" if row.group else ""
    return f"{row.year}-{row.measure}{group}"
