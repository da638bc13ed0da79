"""What an edition was made from, as its bag keeps it: enough to make it again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from platform import python_version

from generator import __version__
from generator.archive.kept import KNOWN, described
from generator.build import Build
from generator.freezing.wheel import NAME, wheel
from generator.model import Edition
from generator.read.files import below

LOCKS = ("requirements.txt", "uv.lock", "poetry.lock", "package-lock.json")


def sources(build: Build, alone: Build, edition: Edition, epoch: int) -> dict[str, bytes]:
    """Every source by its path in the project.

    The settings, the edition's content and the pages beside the editions, the tables with the rows
    that were known, the site's own templates, the lock where there is one, the program.
    """
    project, root = build.project, build.project.root
    found = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in _files(build, edition)
    }
    observations = project.data / "observations.csv"
    name = observations.relative_to(root).as_posix()
    rows = build.loaded.fetched or found[name]  # a bag needs no database
    found[name] = known_rows(rows.decode("utf-8-sig"), edition.as_of.isoformat())
    before = [
        {**described(item), "frozen": True}
        for item in alone.site.book.editions
        if item.name != edition.name
    ]
    found[KNOWN] = (json.dumps(before, ensure_ascii=False, indent=1) + "\n").encode()
    if project.templates and not below(project.templates):
        # mkdocs.yml names the folder, and a bag holds no empty one.
        found[f"{project.templates.relative_to(root).as_posix()}/.keep"] = b""
    found[NAME] = wheel()
    found["SOURCE_DATE_EPOCH"] = f"{epoch}\n".encode()
    found["environment.txt"] = environment().encode()
    return dict(sorted(found.items()))


def _files(build: Build, edition: Edition) -> Iterator[Path]:
    project = build.project
    yield project.config
    others = {str(item.year) for item in build.site.book.editions} - {str(edition.year)}
    others |= build.loaded.drafts - {str(edition.year)}
    for path in below(project.content):
        if path.relative_to(project.content).parts[0] not in others:
            yield path
    yield from (path for path in below(project.data) if path.suffix in (".csv", ".json"))
    if project.templates is not None:
        yield from below(project.templates)
    yield from (project.root / name for name in LOCKS if (project.root / name).is_file())


def known_rows(text: str, day: str) -> bytes:
    """observations.csv with the rows that were known on a day, in their order."""
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    column = [cell.strip() for cell in rows[0]].index("as_of")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row for row in rows[1:] if row[column].strip() <= day)
    return out.getvalue().encode()


def environment() -> str:
    """What the program ran with: Python, and the versions of the packages that it needs."""
    lines = [f"# Python {python_version()}", f"niengiam=={__version__}"]
    try:
        wanted = requires("niengiam") or []
    except PackageNotFoundError:
        wanted = []
    for item in wanted:
        name = item.split(";")[0].split("[")[0]
        plain = "".join(letter if letter.isalnum() or letter in "-_." else " " for letter in name)
        try:
            lines.append(f"{plain.split()[0]}=={version(plain.split()[0])}")
        except PackageNotFoundError:
            continue
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))
