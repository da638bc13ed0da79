"""What a frozen edition showed stays so, until a correction announces the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.archive.kept import Kept
from generator.archive.shown import KEY, Change, Key, shown, silent
from generator.figures import View
from generator.model import Correction, Edition, Observation, Yearbook
from generator.problems import Problems
from generator.read.files import below
from generator.read.settings import Project
from generator.read.tables import Table
from generator.validate.corrections import OF_SUBJECTS


def with_frozen(
    editions: Iterable[Edition],
    kept: Iterable[Kept],
    known: Iterable[Edition] = (),
    correcting: int = 0,
) -> tuple[Edition, ...]:
    """The editions of the content folder and of the archive, by year and version.

    A year's content is that of its newest frozen version; of the next one while a correction is
    made (`correcting`). `known` are editions of which only the description is there.
    """
    frozen = [item.edition for item in kept] + list(known)
    found = {(item.year, item.version): item for item in frozen}
    for edition in editions:
        versions = [item for item in frozen if item.year == edition.year]
        last = max(versions, key=lambda item: item.version, default=None)
        if last is None:
            found[edition.year, 1] = edition
        elif edition.year == correcting or last.frozen is None:
            found[edition.year, last.version + 1] = _version(edition, last.version + 1)
        else:
            same = _version(edition, last.version)
            found[edition.year, last.version] = replace(
                last, body=same.body, body_line=same.body_line, interviews=same.interviews
            )
    return tuple(found[key] for key in sorted(found))


def _version(edition: Edition, version: int) -> Edition:
    """The content of a year as a later version: its files stand at that version's address."""
    if version == 1:
        return edition
    numbered = replace(edition, version=version)
    here, there = f"{edition.year}/", f"{numbered.name}/"
    talks = tuple(
        replace(talk, photo=there + talk.photo.removeprefix(here))
        if talk.photo.startswith(here)
        else talk
        for talk in edition.interviews
    )
    return replace(numbered, interviews=talks)


@dataclass(frozen=True)
class _Checker:
    project: Project
    book: Yearbook
    tables: Mapping[str, Table]
    problems: Problems

    def content(self, kept: Kept) -> None:
        """The files of the edition's folder are those that were frozen."""
        root, place = self.project.root, self.project.content / str(kept.edition.year)
        then = kept.sources(f"{place.relative_to(root).as_posix()}/")
        now = {path.relative_to(root).as_posix(): path for path in below(place)}
        values = {"edition": kept.name, "year": kept.edition.year}
        for name in sorted(then.keys() | now.keys()):
            if name not in now:
                self.problems.add("frozen-missing", name, **values)
            elif name not in then:
                self.problems.add("frozen-extra", name, **values)
            elif now[name].read_bytes() != then[name]:
                self.problems.add("frozen-changed", name, **values)

    def data(self, kept: Kept, rows: Mapping[Key, int]) -> None:
        """The tables still give what the edition showed."""
        now = shown(View(self.book, kept.edition.as_of))
        for change in silent(kept.shown, now):
            if not any(announces(item, change, kept.edition) for item in self.book.corrections):
                self._tell(change, kept, rows)

    def _tell(self, change: Change, kept: Kept, rows: Mapping[Key, int]) -> None:
        code = "frozen-value" if change.field else "frozen-row"
        values = {
            "edition": kept.name,
            "year": kept.edition.year,
            "indicator": change.indicator,
            "field": change.field,
            "figure": " ".join(filter(None, (change.year, change.measure, change.group))),
            "old": change.old or "–",
            "new": change.new or "–",
        }
        self.problems.add(code, *self._place(change, rows), **values)

    def _place(self, change: Change, rows: Mapping[Key, int]) -> tuple[str, int, int]:
        table = self.tables["observations" if change.is_figures else "indicators"]
        if not change.is_figures:
            lines = [line for line, (id,) in table.rows("indicator") if id == change.indicator]
            return table.place(int(lines[0]), change.field)
        line = rows.get(_key(change))
        return table.place(line, change.field or "value") if line else (table.path, 1, 1)


def check_frozen(
    kept: Iterable[Kept],
    project: Project,
    book: Yearbook,
    tables: Mapping[str, Table],
    correcting: int,
    problems: Problems,
) -> None:
    """Content and data of every frozen edition against its bag.

    The edition that is being corrected is let off: its changes are what is being announced.
    """
    items = [item for item in kept if item.edition.year != correcting]
    if not items or not {"observations", "indicators"} <= tables.keys():
        return
    checker = _Checker(project, book, tables, problems)
    rows = {_key(row): row.line for row in book.observations}
    newest = {item.edition.year: item for item in items}
    for item in items:
        if newest[item.edition.year] is item:
            checker.content(item)
        checker.data(item, rows)


def announces(item: Correction, change: Change, edition: Edition) -> bool:
    """A row of corrections.csv tells of this change of this edition."""
    if (item.edition, item.indicator) != (edition.year, change.indicator):
        return False
    if item.version <= edition.version:
        return False
    if not change.is_figures:
        return (item.field, item.old) == (change.field, change.old)
    if str(item.year or "") != change.year and item.field != "year":
        return False
    if change.field:
        same = item.measure == change.measure and item.group == change.group
        return same and (item.field, item.old) == (change.field, change.old)
    return item.field in OF_SUBJECTS or (
        change.old in (item.old, "") and change.new in (item.new, "")
    )


def _key(item: Observation | Change) -> Key:
    return tuple(str(getattr(item, name)) for name in KEY)
