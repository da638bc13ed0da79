"""Put an edition into archive/ for good: checked, built alone, packed, registered."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator import __version__
from generator.addresses import published
from generator.archive.bag import Bag, pack, sha256
from generator.archive.kept import ADDRESSES, EDITION, FIGURES, SITE, SOURCES, TABLES, described
from generator.archive.register import Entry, append, bag_path
from generator.archive.shown import shown
from generator.build import Build, prepare
from generator.exports.package import edition_zip
from generator.freezing.readme import readme
from generator.freezing.sources import sources
from generator.frozen.alone import is_of, standing
from generator.model import Edition
from generator.pages.redirects import address_of
from generator.plugin import build_edition
from generator.problems import InputError, OutputError, Problems
from generator.read.files import shown as shown_path
from generator.replacing import replace_file


@dataclass(frozen=True)
class Frozen:
    """What was made."""

    entry: Entry
    bag: Path
    size: int


def freeze(config: Path, year: int, day: date) -> Frozen:
    """Freeze a year's edition for the first time, on a day.

    Raises InputError where `check --strict` finds anything, where the edition isn't published or
    is frozen already, OutputError where it can't be written; then nothing is changed.
    """
    build = checked(config)
    edition = published_edition(build, year)
    if edition.frozen:
        told(build, "freeze-again", edition=year, day=edition.frozen.date.isoformat())
    return put(config, build, edition, day)


def checked(config: Path, correcting: int = 0) -> Build:
    """The whole site, without any problem; raises InputError."""
    build = prepare(config, drafts=True, correcting=correcting)
    if build.loaded.warnings.errors(strict=True):
        raise InputError(build.loaded.warnings)
    if not build.site.book.settings.site_url:
        told(build, "freeze-no-address")
    return build


def published_edition(build: Build, year: int) -> Edition:
    """The newest version of a year's edition; raises InputError where it isn't out."""
    edition = build.site.book.edition(year)
    if edition is None:
        years = sorted({item.year for item in build.site.book.editions})
        told(build, "freeze-no-edition", edition=year, known=", ".join(map(str, years)) or "–")
    assert edition is not None
    if edition.status == "draft":
        told(build, "freeze-draft", edition=year)
    return edition


def told(build: Build, code: str, **values: object) -> None:
    """Stop with one problem of the site."""
    problems, project = Problems(), build.project
    problems.add(code, shown_path(project.config, project.root), **values)
    raise InputError(problems)


def put(config: Path, build: Build, edition: Edition, day: date) -> Frozen:
    """Build a version alone, pack it, and register it: the bag first, its line last."""
    root = build.project.root
    path = bag_path(root, edition.name)
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    made, payload = edition_payload(config, edition.name)
    files = sources(build, made, edition, epoch)
    payload |= {SOURCES + name: body for name, body in files.items()}
    pages = sum(name.startswith(SITE) and name.endswith(".html") for name in payload)
    figures = made.site.view(edition).figures()
    info = {
        "Source-Organization": edition.publisher,
        "External-Description": f"{edition.title}, version {edition.version}",
        "External-Identifier": f"{build.site.book.settings.site_url.rstrip('/')}/{edition.name}/",
    }
    tags = {"README.txt": readme(edition, build.site.book.settings, pages, figures, day)}
    body = pack(edition.name, payload, info=info, tags=tags, epoch=epoch)
    entry = Entry(
        edition.year,
        edition.version,
        day,
        sha256(body),
        pages,
        figures,
        sha256(payload[ADDRESSES]),
    )
    replace_file(path, body)
    Bag.open(path)
    try:
        append(root, entry)
    except (InputError, OutputError):
        path.unlink(missing_ok=True)
        raise
    return Frozen(entry, path, len(body))


def edition_payload(config: Path, name: str) -> tuple[Build, dict[str, bytes]]:
    """What a bag holds of the finished edition, from the sources alone: (its build, payload)."""
    with tempfile.TemporaryDirectory(prefix="niengiam-") as folder:
        place = Path(folder) / "site"
        place.mkdir()
        build = build_edition(config, name, place)
        built = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }
    assets = {uri: body for uri, body in built.items() if uri.startswith("assets/")}
    files = {uri: body for uri, body in built.items() if is_of(name, uri)}
    site = standing(name, build.site.book.settings.site_url, files, assets)
    edition = next(item for item in build.site.book.editions if item.name == name)
    listed = {address_of(uri) for uri in site if not uri.startswith(f"{name}/assets/")}
    own = {item for item in published(build.site) if is_of(name, item.removeprefix("/"))}
    payload = {SITE + uri: body for uri, body in site.items()}
    payload |= {TABLES + path: body for path, body in tables(build, edition).items()}
    payload[EDITION] = _json(described(edition))
    payload[FIGURES] = shown(build.site.view(edition)).as_json()
    payload[ADDRESSES] = "".join(f"{item}\n" for item in sorted(listed | own)).encode()
    return build, payload


def tables(build: Build, edition: Edition) -> dict[str, bytes]:
    """The edition's data package, out of the zip that its page offers."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(edition_zip(build.site, edition))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _json(data: Mapping[str, object]) -> bytes:
    data = {**data, "program": f"niengiam {__version__}"}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
