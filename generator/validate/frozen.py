"""What a frozen edition showed stays so, until a correction announces the change."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.archive.kept import Kept
from generator.archive.shown import KEY, OF_WORDS, Change, Key, shown, silent
from generator.figures import View
from generator.model import Correction, Edition, Observation, Yearbook
from generator.problems import Problems
from generator.read.files import below
from generator.read.files import shown as shown_path
from generator.read.settings import Project
from generator.read.tables import Table
from generator.validate.corrections import OF_SUBJECTS


def with_frozen(
    editions: Iterable[Edition],
    kept: Iterable[Kept],
    known: Iterable[Edition] = (),
    correcting: int = 0,
    corrections: Iterable[Correction] = (),
) -> tuple[Edition, ...]:
    """The editions of the content folder and of the archive, by year and version.

    A year's content is that of its newest frozen version; of the next one while a correction is
    made (`correcting`), which comes out on the day of its `corrections`. `known` are editions of
    which only the description is there.
    """
    days = {(item.edition, item.version): item.date for item in corrections}
    frozen = [item.edition for item in kept] + list(known)
    found = {(item.year, item.version): item for item in frozen}
    for edition in editions:
        versions = [item for item in frozen if item.year == edition.year]
        last = max(versions, key=lambda item: item.version, default=None)
        if last is None:
            found[edition.year, 1] = edition
        elif edition.year == correcting or last.frozen is None:
            following = _version(edition, last.version + 1)
            day = days.get((edition.year, following.version), edition.published)
            published = max(day, edition.published)
            found[edition.year, following.version] = replace(following, published=published)
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
        values = {"edition": kept.name, "year": kept.edition.year}
        for name, code in altered(self.project, kept):
            self.problems.add(code, name, **values)

    def data(self, kept: Kept, rows: Mapping[Key, int], but: Container[Change] = ()) -> None:
        """The tables still give what the edition showed; `but` is what is being announced."""
        for change in self.changed(kept):
            if change in but or self._is_unread(change.words[:1]):
                continue
            if not announced(change, kept.edition, self.book.corrections):
                self._tell(change, kept, rows)

    def changed(self, kept: Kept) -> Iterator[Change]:
        """What of the edition the tables give otherwise now."""
        return silent(kept.shown, shown(View(self.book, kept.edition.as_of)))

    def _is_unread(self, table: tuple[str, ...]) -> bool:
        """The table is there and has a fault of its own, told already."""
        return any(
            name not in self.tables and (self.project.data / f"{name}.csv").exists()
            for name in table
        )

    def _tell(self, change: Change, kept: Kept, rows: Mapping[Key, int]) -> None:
        code = "frozen-value" if change.field else "frozen-row"
        values = {
            "edition": kept.name,
            "year": kept.edition.year,
            "indicator": change.indicator or " ".join(change.words[1:]),
            "field": change.field,
            "figure": " ".join(filter(None, (change.year, change.measure, change.group))),
            "old": change.old or "–",
            "new": change.new or "–",
        }
        self.problems.add(code, *self._place(change, rows), **values)

    def _place(self, change: Change, rows: Mapping[Key, int]) -> tuple[str, int, int]:
        if change.is_figures:
            table, line = self.tables["observations"], rows.get(_key(change))
            return table.place(line, change.field or "value") if line else (table.path, 1, 1)
        return self._place_of_name(change)

    def _place_of_name(self, change: Change) -> tuple[str, int, int]:
        name, *key = change.words or ("indicators", change.indicator)
        columns = OF_WORDS[name][0] if change.words else ("indicator",)
        found = self.tables.get(name)
        if found is None:
            path = shown_path(self.project.data / f"{name}.csv", self.project.root)
            return path, 1, 1
        lines = [line for line, cells in found.rows(*columns) if cells == tuple(key)]
        column = change.field or columns[0]
        return found.place(lines[0], column) if lines else (found.path, 1, 1)


def check_frozen(
    kept: Iterable[Kept],
    project: Project,
    book: Yearbook,
    tables: Mapping[str, Table],
    correcting: int,
    problems: Problems,
) -> None:
    """Content and data of every frozen edition against its bag.

    The edition that is being corrected is let off: its changes are what is being announced. Other
    editions that show the same are corrected after it, one by one.
    """
    every = tuple(kept)
    items = [item for item in every if item.edition.year != correcting]
    if not items or not {"observations", "indicators"} <= tables.keys():
        return
    checker = _Checker(project, book, tables, problems)
    rows = {_key(row): row.line for row in book.observations}
    newest = {item.edition.year: item for item in items}
    corrected = [item for item in every if item.edition.year == correcting]
    announcing = {change for item in corrected for change in checker.changed(item)}
    for item in items:
        if newest[item.edition.year] is item:
            checker.content(item)
        checker.data(item, rows, announcing)


def altered(project: Project, kept: Kept) -> Iterator[tuple[str, str]]:
    """(file, code) of what isn't in the edition's folder as it was frozen.

    Line ends of text don't count: a copy of the project may have others (git, Windows).
    """
    root, place = project.root, project.content / str(kept.edition.year)
    then = kept.sources(f"{place.relative_to(root).as_posix()}/")
    now = {path.relative_to(root).as_posix(): path for path in below(place)}
    for name in sorted(then.keys() | now.keys()):
        if name not in now:
            yield name, "frozen-missing"
        elif name not in then:
            yield name, "frozen-extra"
        elif _with_one_end(name, now[name].read_bytes()) != _with_one_end(name, then[name]):
            yield name, "frozen-changed"


def _with_one_end(name: str, body: bytes) -> bytes:
    return body.replace(b"\r\n", b"\n") if name.endswith((".md", ".svg")) else body


def announced(change: Change, edition: Edition, corrections: Iterable[Correction]) -> bool:
    """The corrections of later versions lead from what the edition showed to what is there now."""
    found = [item for item in corrections if announces(item, change, edition)]
    if change.is_figures and not change.field:
        return bool(found)
    reached = {change.old}
    for item in sorted(found, key=lambda item: item.version):
        if item.old in reached:
            reached.add(item.new)
    return change.new in reached


def announces(item: Correction, change: Change, edition: Edition) -> bool:
    """A row of corrections.csv tells of this figure, this cell, of this edition."""
    if (item.edition, item.indicator) != (edition.year, change.indicator):
        return False
    if item.version <= edition.version:
        return False
    if change.words:
        return not item.field
    if not change.is_figures:
        return item.field == change.field
    if not change.field and item.field in OF_SUBJECTS:
        return getattr(change, item.field) in (item.old, item.new)
    same = (str(item.year or ""), item.measure, item.by, item.group)
    if same != (change.year, change.measure, change.by, change.group):
        return False
    if item.basis not in ("", change.basis):
        return False
    if change.field:
        return item.field == change.field
    return change.old in (item.old, "") and change.new in (item.new, "")


def _key(item: Observation | Change) -> Key:
    return tuple(str(getattr(item, name)) for name in KEY)
