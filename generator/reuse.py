"""A build after another: what a file depends on is one key, and files with the same key stay.

The published site itself is the cache. A file is taken over, as a second name of the same file,
only where the last build noted it under the same key and nobody has touched it since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from generator import ledger
from generator.archive.manifest import Written
from generator.build import Build
from generator.model import Edition, Observation
from generator.units import Unit
from generator.write import copy_file

_NAMED = re.compile(r"(?:fig|chart):([^/\s)]+)")
"""Indicators that a text quotes: it shows their newest value too."""


@dataclass
class Reuse:
    """What of a published site stands for the next one."""

    build: Build
    target: Path

    @cached_property
    def _path(self) -> Path:
        return ledger.entry(self.build.project.config.absolute(), str(self.target), "files")

    @cached_property
    def _noted(self) -> dict[str, list[object]]:
        """Key, sha256 and stat of each file by its uri, as the last build left it."""
        found = ledger.load(self._path) or {}
        return found.get("files", {}) if found.get("program") == ledger.program() else {}

    @cached_property
    def todo(self) -> tuple[int, ...]:
        """Numbers of the units that must be made anew."""
        if not self._noted:
            return tuple(range(len(self.build.units)))
        return tuple(
            number for number, unit in enumerate(self.build.units) if not self._stays(unit)
        )

    def carry(self, folder: Path) -> dict[str, Written]:
        """Take over the files of the other units; what is known of them."""
        found: dict[str, Written] = {}
        todo, here, there = set(self.todo), f"{self.target}/", f"{folder}/"
        for number, unit in enumerate(self.build.units):
            if number not in todo:
                for uri, _ in unit.tasks:
                    _link(here + uri, there + uri)
                    sha256 = str(self._noted[uri][1])
                    found[uri] = Written(sha256, ledger.stat_of(there + uri))
        return found

    def page(self, uri: str) -> str | None:
        """The finished page of a Markdown file, by the page's uri; None where it must be made."""
        key = self._key(self._edition(uri))
        if not key or not self._is_noted(uri, key):
            return None
        return (self.target / uri).read_text("utf-8")

    def note(self, found: Mapping[str, ledger.Stat], hashes: Mapping[str, str]) -> None:
        """After the new site was published: what is to be known of it next time."""
        keys = {uri: self._key(unit.subject) for unit in self.build.units for uri, _ in unit.tasks}
        own = [each.site.at(page.uri) for each in self.build.all for page in each.authored.values()]
        keys |= {uri: self._key(self._edition(uri)) for uri in own}
        files = {
            uri: [key, hashes[uri], *found[uri]]
            for uri, key in keys.items()
            if key and uri in found
        }
        ledger.save(self._path, {"program": ledger.program(), "files": files})

    def _edition(self, uri: str) -> str:
        edition = self.build.site.edition_of(uri)
        return f"{edition.name}/" if edition else ""

    def _stays(self, unit: Unit) -> bool:
        key = self._key(unit.subject)
        return bool(key) and all(self._is_noted(uri, key) for uri, _ in unit.tasks)

    def _is_noted(self, uri: str, key: str) -> bool:
        noted = self._noted.get(uri)
        if noted is None or noted[0] != key:
            return False
        try:
            return list(ledger.stat_of(f"{self.target}/{uri}")) == noted[2:]
        except OSError:
            return False

    def _key(self, subject: str) -> str:
        """What everything about an indicator or an edition depends on; '' for the rest."""
        return self._keys.get(subject, "")

    @cached_property
    def _keys(self) -> dict[str, str]:
        site = self.build.site
        found = {id: self._of_indicator(id) for id in site.book.indicators}
        return found | {f"{item.name}/": self._of_edition(item) for item in site.book.editions}

    def _of_indicator(self, id: str) -> str:
        """Its rows and those of its whole and its parts, whose results stand on its page."""
        book, site = self.build.site.book, self.build.site
        kin = [id, book.indicators[id].part_of, *(part.id for part in site.parts.get(id, ()))]
        rows = [b"|".join(self._rows.get(one, ())) for one in kin]
        return _hash(self._world, id.encode(), *(rows if rows[0] else [*rows, self._newest]))

    def _of_edition(self, edition: Edition) -> str:
        """The rows that it knows, its texts, and every row of what they quote."""
        texts = [text for each in self.build.all for text in _texts(each, edition.name)]
        quoted = sorted({id for text in texts for id in _NAMED.findall(text)})
        known = b"".join(mark for row, mark in self._marked if row.as_of <= edition.as_of)
        rows = [b"|".join(self._rows.get(id, ())) for id in quoted]
        return _hash(self._world, edition.name.encode(), known, *map(_utf8, texts), *rows)

    @cached_property
    def _marked(self) -> tuple[tuple[Observation, bytes], ...]:
        """Every row with a word for all that it says; where it stands in the file is told apart."""
        return tuple((row, _mark(row)) for row in self.build.site.book.observations)

    @cached_property
    def _rows(self) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for row, mark in self._marked:
            found.setdefault(row.indicator, []).append(mark)
        return found

    @cached_property
    def _newest(self) -> bytes:
        """The day of an indicator without a row is the newest of all."""
        days = [row.as_of for row in self.build.site.book.observations]
        return str(max(days, default="")).encode()

    @cached_property
    def _world(self) -> bytes:
        """What every page depends on."""
        return _hash(*self._shared()).encode()

    def _shared(self) -> Iterator[bytes]:
        build = self.build
        yield ledger.program().encode()
        for each in build.all:
            book = each.site.book
            tables = (book.topics, book.indicators, book.sources, book.labels)
            for part in (book.settings, *tables, book.corrections, book.redirects):
                yield repr(part).encode()
            for edition in book.editions:
                talks = tuple(replace(talk, body="", body_line=1) for talk in edition.interviews)
                plain = replace(edition, body="", body_line=1, interviews=talks, frozen=None)
                yield repr((plain, edition.frozen is None)).encode()
            yield repr(sorted((path, page.language) for path, page in book.pages.items())).encode()
            yield repr(sorted(book.translations)).encode()
        yield repr(sorted(build.loaded.content.files)).encode()
        yield repr(sorted(page.uri for page in build.loaded.content.pages)).encode()
        for folder in build.renderer.folders:
            for path in sorted(folder.rglob("*.html")):
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
        for path in sorted((build.project.root / "archive").glob("*")):
            if path.name != "addresses.txt":
                yield f"{path.name} {ledger.stat_of(path)}".encode()


def _texts(build: Build, name: str) -> Iterator[str]:
    """The Markdown of an edition's pages in one language."""
    for edition in build.site.book.editions:
        if edition.name == name:
            yield edition.body
            yield from (talk.body for talk in edition.interviews)


def _mark(row: Observation) -> bytes:
    text = (
        f"{row.subject}\0{row.since}\0{row.value}\0{row.upper}\0{row.bound}\0{row.status}\0"
        f"{row.as_of}\0{row.source}\0{row.note}"
    )
    return blake2b(text.encode(), digest_size=12).digest()


def _utf8(text: str) -> bytes:
    return text.encode()


def _hash(*parts: bytes) -> str:
    found = blake2b(digest_size=20)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def _link(source: str, target: str) -> None:
    """A second name for a file; a copy where the file system won't have it."""
    try:
        try:
            os.link(source, target)
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target)
    except FileExistsError:
        return  # made anew by another part of the build
    except OSError:
        copy_file(Path(source), Path(target))
