"""What each row of a table is: settled before, told by its name, new, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.folding import fold, slug
from generator.intake.table.code import read_code
from generator.intake.table.headers import period_in, years_in
from generator.intake.table.kept import SKIP, Kept, Target
from generator.intake.table.lines import Line
from generator.intake.table.names import Match, find, same_name
from generator.intake.table.vocabulary import vocabulary
from generator.model import Indicator, Yearbook

How = Literal["code", "kept", "name", "group", "new", "unsure", "skip", "heading"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A row and what it is."""

    line: Line
    how: How
    target: Target | None = None
    """None for a heading, and where it is a question."""
    perhaps: str = ""
    """The indicator that a question is about."""
    since: int | None = None
    until: int | None = None
    """The period that the name gives."""

    @property
    def indicator(self) -> str:
        """Its indicator; '' for none."""
        return self.target.indicator if self.target and not self.target.is_skipped else ""


@dataclass
class Resolver:
    """Takes the rows of one file, in order."""

    book: Yearbook
    kept: Kept
    new: dict[str, Indicator] = field(default_factory=dict)
    """Indicators that the file brings, by id."""
    _made: dict[str, Target] = field(default_factory=dict)

    def table(self, lines: Iterable[Line], unit: str) -> list[Resolved]:
        """All rows of a table; `unit` is that of the whole table."""
        found: list[Resolved] = []
        by_row: dict[int, Resolved] = {}
        topic = next(iter(self.book.topics), "")
        for line in lines:
            if line.is_heading and (named := self._topic(line)):
                topic = named
            owner = by_row.get(line.owner.row) if line.owner else None
            resolved = self._resolve(line, owner, line.unit or unit, topic)
            by_row[line.row] = resolved
            found.append(resolved)
        return found

    def _without_digit(self, name: str, unit: str) -> Match | None:
        """A footnote digit behind the name, where the name without it is an indicator's."""
        bare = re.sub(r"\s+[0-9]$", "", name)
        found = find(bare, "", unit, self.book.indicators.values()) if bare != name else None
        return found if found and found.score == 1 else None

    def _topic(self, line: Line) -> str:
        for topic in self.book.topics.values():
            if same_name(topic.name, line.name):
                return topic.id
        return ""

    def _resolve(self, line: Line, owner: Resolved | None, unit: str, topic: str) -> Resolved:
        bare, basis, since, until = self._qualified(line.name)
        told = Resolved(line, "name", None, "", since, until)
        if code := read_code(line.code, self.book) if line.code else None:
            target = Target(code.indicator, code.by, code.group, code.basis)
            return replace(told, how="code", target=target, since=code.since)
        if line.key in self.kept.rows:
            target = self.kept.rows[line.key]
            how: How = "skip" if target.is_skipped else "kept"
            return replace(told, how=how, target=_with_basis(target, basis))
        if line.divided:
            return replace(told, how="heading")
        above = owner.indicator if owner else ""
        if fold(bare).strip() in vocabulary().total:
            whole = owner.target if owner and owner.line.is_heading else None
            return replace(told, how="name" if whole else "skip", target=whole or Target(SKIP))
        if above and (group := self._group(line, bare, above)):
            return replace(told, how="group", target=_with_basis(group, basis))
        part = bool(owner and line.level >= 2.5 and (above or not owner.line.is_heading))
        context = self._qualified(owner.line.name)[0] if owner and line.level > 2 else ""
        match = find(bare, context, unit, self.book.indicators.values(), above if part else "")
        if not match or not match.sure:
            match = self._without_digit(bare, unit) or match
        if match and match.sure:
            return replace(told, target=Target(match.indicator, basis=basis))
        if line.is_heading:
            return replace(told, how="heading")
        if match:
            return replace(told, how="unsure", perhaps=match.indicator)
        return replace(
            told, how="new", target=self._new(line, bare, owner, part, unit, topic, basis)
        )

    def _qualified(self, name: str) -> tuple[str, str | None, int | None, int | None]:
        """A name without its closing brackets where they say a basis or a period."""
        basis: str | None = None
        since = until = None
        while found := re.search(r"\s*\(([^()]*)\)$", name):
            parts = [part.strip() for part in found[1].split(";")]
            for part in parts:
                if (known := self._basis(part)) is not None:
                    basis = known
                elif re.match(r"(?:giai doan|binh quan|luy ke|tu nam|tu)\b", fold(part)):
                    period = period_in(fold(part))
                    years = years_in(fold(part))
                    since, until = period or (years[0] if years else None, None)
                else:
                    return name, basis, since, until
            name = name[: found.start()]
        return name, basis, since, until

    def _basis(self, text: str) -> str | None:
        keys = {row.basis for row in self.book.observations if row.basis}
        labels = {
            key: label.name for (kind, key), label in self.book.labels.items() if kind == "basis"
        }
        for key in sorted(keys | set(labels)):
            if same_name(key, text) or same_name(labels.get(key, key), text):
                return key
        return None

    def _group(self, line: Line, name: str, indicator: str) -> Target | None:
        """A group of a breakdown: by the heading above, or known from earlier data."""
        known = {
            (row.by, row.group)
            for row in self.book.observations
            if row.indicator == indicator and row.group
        }
        labels = {
            key: label.name for (kind, key), label in self.book.labels.items() if kind == "group"
        }
        by = self._by(line.breakdown) if line.breakdown else ""
        for found_by, group in sorted(known):
            if (
                (not by or by == found_by)
                and name
                and (same_name(group, name) or same_name(labels.get(group, group), name))
            ):
                return Target(indicator, found_by, group)
        if not by:
            return None
        group = next((key for key, text in labels.items() if same_name(text, name)), name)
        return Target(indicator, by, group)

    def _by(self, name: str) -> str:
        for (kind, key), label in self.book.labels.items():
            if kind == "by" and (same_name(label.name, name) or same_name(key, name)):
                return key
        known = {row.by for row in self.book.observations if row.by and same_name(row.by, name)}
        return known.pop() if known else slug(name)[:80]

    def _new(
        self,
        line: Line,
        name: str,
        owner: Resolved | None,
        part: bool,
        unit: str,
        topic: str,
        basis: str | None,
    ) -> Target:
        """An indicator that the yearbook doesn't have yet; the same row again is the same one."""
        if part and owner:
            name = f"{self._qualified(owner.line.name)[0]}: {name[:1].lower() + name[1:]}"
        name = name.capitalize() if name.isupper() else name
        if made := self._made.get(slug(name)):
            return _with_basis(made, basis)
        id = self._free(slug(name) or "chi-tieu")
        parent = owner.indicator if part and owner else ""
        if parent in self.book.indicators:
            topic = self.book.indicators[parent].topic
        self.new[id] = Indicator(id, name, "", unit, "", 0, "neutral", topic, parent, "")
        self._made[slug(name)] = Target(id)
        return Target(id, basis=basis)

    def _free(self, id: str) -> str:
        """The id, cut to what an address may have, with a number where it is taken."""
        if len(id) > 60:
            id = id[:60].rpartition("-")[0]
        taken = {*self.book.indicators, *self.new}
        free, number = id, 2
        while free in taken:
            free, number = f"{id}-{number}", number + 1
        return free


def _with_basis(target: Target, basis: str | None) -> Target:
    return target if basis is None else replace(target, basis=basis)
