"""The groups of an indicator, by district or market: one table for each breakdown and year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from generator.attainment import at_precision, attainment
from generator.folding import slug, sort_key
from generator.model import Observation
from generator.pages.common import Mark, Reference, fill, keep, mark
from generator.pages.rows import Tables


@dataclass(frozen=True, slots=True)
class Part:
    """One group of a breakdown."""

    anchor: str
    aliases: tuple[str, ...]
    group: str
    value: str
    status: str
    status_said: str
    exact: str
    """The value as a plain number, to sort by."""
    share: str
    width: str
    """Length of the bar in percent of the longest."""
    mark: Mark | None
    formula: str
    note: str
    name: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The groups of one breakdown in one year, greatest first."""

    id: str
    by: str
    year: int
    title: str
    heading: str
    parts: tuple[Part, ...]
    total: str
    total_anchor: str
    shares: bool
    exceeded: bool
    """The parts add up to more than the total that the source gives."""
    day: str
    sources: tuple[Reference, ...]


@dataclass(frozen=True)
class Breakdowns:
    """Makes the tables of one series' groups."""

    tables: Tables

    def all(self) -> tuple[Breakdown, ...]:
        """Breakdowns of the newest year first."""
        found = sorted(self.tables.series.breakdowns.items(), key=lambda item: -item[0][0])
        return tuple(
            self._breakdown(by, tuple(rows))
            for (_, by), same in found
            for _, rows in groupby(sorted(same, key=_basis_of), key=_basis_of)
        )

    def _breakdown(self, by: str, rows: tuple[Observation, ...]) -> Breakdown:
        tables, first = self.tables, rows[0]
        words, series = tables.words, tables.series
        total = self._total(first)
        whole = self._whole(rows, total)
        longest = max(row.value for row in rows)
        ordered = sorted(rows, key=lambda row: (-row.value, sort_key(row.group)))
        return Breakdown(
            id="-".join(filter(None, ("theo", slug(by), str(first.year), slug(first.basis)))),
            by=by,
            year=first.year,
            title=self._title(first),
            heading=tables.label("by", by),
            parts=tuple(self._part(row, whole, longest) for row in ordered),
            total=tables.value(total) if total else "",
            total_anchor=series.figure_of(total).anchor if total else "",
            shares=whole is not None,
            exceeded=total is not None and self._exceeds(rows, total),
            day=words.say.day(max(row.as_of for row in rows)),
            sources=tables.references.of(rows),
        )

    def _title(self, row: Observation) -> str:
        """'Theo khu vực, năm 2021'; with the basis where a year has several."""
        tables, say = self.tables, self.tables.words.say
        title = fill(
            tables.words,
            "ind_groups",
            breakdown=say.lower_first(tables.label("by", row.by)),
            period=say.period(row, tables.series.indicator),
        )
        bases = {other.basis for other in tables.series.breakdowns[(row.year, row.by)]}
        if row.basis and len(bases) > 1:
            title += f" ({say.lower_first(tables.label('basis', row.basis))})"
        return keep(title, tables.words)

    def _whole(self, rows: tuple[Observation, ...], total: Observation | None) -> Decimal | None:
        """What shares are computed of; None where the parts aren't shares of a total."""
        if total is None or self.tables.series.indicator.is_rate or total.value <= 0:
            return None
        exact = all(row.bound == "" and row.upper is None for row in (total, *rows))
        negative = any(row.value < 0 for row in rows)
        return None if negative or not exact or self._exceeds(rows, total) else total.value

    def _exceeds(self, rows: tuple[Observation, ...], total: Observation) -> bool:
        rate = self.tables.series.indicator.is_rate
        return not rate and sum(row.value for row in rows) > (total.upper or total.value)

    def _total(self, part: Observation) -> Observation | None:
        same = (part.year, part.since, part.measure, part.basis)
        for row in self.tables.series.totals:
            if (row.year, row.since, row.measure, row.basis) == same:
                return row
        return None

    def _part(self, row: Observation, whole: Decimal | None, longest: Decimal) -> Part:
        tables, say = self.tables, self.tables.words.say
        figure, group = tables.series.figure_of(row), tables.label("group", row.group)
        found = attainment(tables.series, row)
        share = f"{say.number(at_precision(row.value / whole * 100, 1))}%" if whole else ""
        width = max(row.value, Decimal(0)) / longest * 100 if longest > 0 else Decimal(0)
        return Part(
            anchor=figure.anchor,
            aliases=tables.aliases(figure),
            group=group,
            value=tables.value(row),
            status=row.status,
            status_said=say.status(row.status),
            exact=f"{row.value:f}",
            share=share,
            width=f"{width:.2f}",
            mark=mark(found, tables.words) if found.plan else None,
            formula=say.formula(found),
            note=tables.label("note", row.note),
            name=f"{say.named(row, tables.series.indicator)}, {group}",
        )


def _basis_of(row: Observation) -> str:
    return row.basis
