"""The next version of a frozen edition, and the rows of corrections.csv that say what it mends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.archive.kept import Kept
from generator.archive.shown import Change, Shown, between, shown
from generator.build import Build
from generator.freezing.freeze import Frozen, checked, published_edition, put, told
from generator.intake.table.writing import appended
from generator.model import Correction, Edition
from generator.read.files import shown as shown_path
from generator.replacing import replace_file
from generator.validate.frozen import altered, announced

HEADER = "date edition version indicator field year measure by group basis old new reason".split()


def correct(config: Path, year: int, reason: str, day: date) -> tuple[Frozen, int]:
    """Freeze the next version of an edition; returns it and how many rows tell what changed.

    The rows are written before the version is made: its own pages show them. They are taken back
    where anything fails. Raises as `freeze` does.
    """
    build = checked(config, correcting=year)
    edition = published_edition(build, year)
    before = next((item for item in reversed(build.loaded.kept) if item.edition.year == year), None)
    if before is None:
        told(build, "freeze-not-yet", edition=year)
    assert before is not None
    if edition.as_of < before.edition.as_of:
        values = {"now": edition.as_of.isoformat(), "day": before.edition.as_of.isoformat()}
        told(build, "freeze-early", **values)
    rows = list(_rows(build, before, edition, reason, day))
    if not rows:
        day_before = before.edition.as_of.isoformat()
        index = shown_path(build.project.content / edition.path, build.project.root)
        told(build, "freeze-same", version=before.edition.version, day=day_before, path=index)
    path = build.project.data / "corrections.csv"
    old = path.read_bytes() if path.exists() else None
    try:
        _append(path, rows)
        build = checked(config, correcting=year)
        return put(config, build, edition, day), len(rows)
    except BaseException:
        _restore(path, old)
        raise


def _rows(
    build: Build, before: Kept, edition: Edition, reason: str, day: date
) -> Iterator[dict[str, str]]:
    """One row for each figure and each word that differs; one for a changed text alone."""
    common = {"date": day.isoformat(), "edition": str(edition.year), "reason": reason}
    common["version"] = str(edition.version)
    changes = list(between(before.shown, _without_later(build, before, edition)))
    known = build.site.book.corrections
    found = [item for item in changes if not _is_told(item, before.edition, edition, known)]
    for change in found:
        yield {name: _cell(change, name, common) for name in HEADER}
    if not changes and any(altered(build.project, before)):
        yield {name: common.get(name, "") for name in HEADER} | {
            "old": f"version {before.edition.version}",
            "new": f"version {edition.version}",
        }


def _without_later(build: Build, before: Kept, edition: Edition) -> Shown:
    """What the version will show, but for rows that a later edition brought.

    Those were published as that edition's own, new figures and revisions; none is a correction.
    """
    now = shown(build.site.view(edition))
    later = {
        key
        for item in build.loaded.kept
        if item.edition.year > edition.year
        for key in item.shown.rows.keys() - before.shown.rows.keys()
    }
    return replace(now, rows={key: row for key, row in now.rows.items() if key not in later})


def _is_told(
    change: Change, before: Edition, edition: Edition, known: Iterable[Correction]
) -> bool:
    """The officer wrote the row already."""
    return announced(change, before, [item for item in known if item.version == edition.version])


def _cell(change: Change, name: str, common: dict[str, str]) -> str:
    """A cell of the change's row; names of sources and topics are the edition's text."""
    if change.words and name == "field":
        return ""
    return common[name] if name in common else str(getattr(change, name))


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    if not path.exists():
        replace_file(path, f"{','.join(HEADER)}\n".encode())
    replace_file(path, appended(path, rows))


def _restore(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    else:
        replace_file(path, old)
