"""The archive itself: the register, and every bag that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.addresses import REGISTER as LISTED
from generator.addresses import register
from generator.archive.bag import DATA, Bag, sha256
from generator.archive.register import FOLDER, REGISTER, Entry, read_entries, root_hashes
from generator.archive.withdrawn import FILE as WITHDRAWN
from generator.problems import InputError, Problems
from generator.read.files import shown

ADDRESSES, FIGURES, SITE = "addresses.txt", "figures.json", "site/"
"""Where a bag's payload holds what the register says of it."""


@dataclass(frozen=True)
class Archive:
    """Frozen editions as one folder keeps them: a project's archive/, a copy's luu-tru/."""

    folder: Path
    root: Path
    """Problems name files as seen from here."""
    entries: tuple[Entry, ...]
    bags: dict[str, Bag]
    """Those that could be read, by name; of registered editions."""
    register: bytes
    """The register's own bytes; empty where nothing is frozen yet."""

    @property
    def is_kept(self) -> bool:
        """There is a register."""
        return bool(self.register)

    def hashes(self) -> set[str]:
        """Whatever of this archive may have been kept elsewhere."""
        return {bag.sha256 for bag in self.bags.values()} | set(root_hashes(self.register))

    def without(self, newest: tuple[Entry, ...]) -> Archive:
        """The same as it was before its newest editions were frozen."""
        entries = self.entries[: len(self.entries) - len(newest)]
        bags = {entry.name: self.bags[entry.name] for entry in entries if entry.name in self.bags}
        lines = self.register.splitlines(keepends=True)
        register = b"".join(lines[: len(lines) - len(newest)]) if entries else b""
        return replace(self, entries=entries, bags=bags, register=register)

    def path(self, name: str) -> Path:
        """Where the bag of a version lies."""
        return self.folder / f"{name}.zip"

    def entry(self, name: str) -> Entry | None:
        """The line of a version; None where it has none."""
        return next((item for item in self.entries if item.name == name), None)


def archive_of(root: Path, problems: Problems) -> Archive:
    """A project's archive, whatever state it is in; what can't be read is told."""
    return read_archive(root / FOLDER, root, problems)


def read_archive(
    folder: Path, root: Path, problems: Problems, offered: frozenset[str] | None = None
) -> Archive:
    """A register and its bags. `offered` names the files of a copy that may leave bags out."""
    path = folder / REGISTER
    entries = read_entries(path, root, problems)
    register = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    archive = Archive(folder, root, entries, {}, register)
    for entry in entries:
        place = archive.path(entry.name)
        if offered is not None and shown(place, root) not in offered and not place.exists():
            continue
        try:
            archive.bags[entry.name] = Bag.open(place, root)
        except InputError as error:
            problems.extend(error.problems)
    return archive


def check_archive(archive: Archive, problems: Problems) -> None:
    """Every bag is the one that was registered, is valid, and no other one is there."""
    for entry in archive.entries:
        if bag := archive.bags.get(entry.name):
            check_bag(bag, entry, problems)
    known = {archive.path(entry.name) for entry in archive.entries}
    for path in sorted(archive.folder.glob("*.zip")):
        if path not in known:
            problems.add("verify-unregistered", shown(path, archive.root))


def check_others(archive: Archive, problems: Problems) -> None:
    """Nothing but the program's own files lies in a project's archive; hidden ones may."""
    names = {REGISTER, *(Path(name).name for name in (LISTED, WITHDRAWN))}
    names |= {archive.path(entry.name).name for entry in archive.entries}
    for path in sorted(archive.folder.glob("[!.]*")):
        if path.name not in names and path.suffix != ".zip":  # which was told already
            problems.add("verify-unregistered", shown(path, archive.root))


def check_addresses(archive: Archive, problems: Problems) -> None:
    """Since a site was built, the list of all addresses has those of every frozen edition."""
    known = set(register(archive.root, Problems()))
    for name, bag in archive.bags.items():
        body = _body(bag, ADDRESSES) or b""
        lost = [line for line in body.decode(errors="replace").splitlines() if line not in known]
        if lost:
            place = shown(archive.root / LISTED, archive.root)
            problems.add("verify-addresses", place, edition=name, count=len(lost), address=lost[0])


def check_bag(bag: Bag, entry: Entry | None, problems: Problems) -> None:
    """One bag against itself, and against its line of the register where it has one."""
    for item in bag.differences():
        problems.add(f"verify-bag-{item.kind}", bag.path, file=item.name)
    if entry is None:
        return
    if bag.sha256 != entry.sha256:
        problems.add("verify-hash", bag.path, found=bag.sha256, wanted=entry.sha256)
    if bag.name != entry.name:
        problems.add("verify-name", bag.path, found=bag.name, wanted=entry.name)
    for column, found in _said(bag):
        if found is None:
            problems.add("verify-uncounted", bag.path, column=column)
        elif found != str(getattr(entry, column)):
            wanted = getattr(entry, column)
            problems.add("verify-count", bag.path, column=column, found=found, wanted=wanted)


def _said(bag: Bag) -> Iterator[tuple[str, str | None]]:
    """What the register says of a bag's content, counted anew; None where that can't be done."""
    yield "date", bag.info.get("Bagging-Date")
    yield "pages", str(pages_of(bag))
    body = _body(bag, FIGURES)
    yield "figures", None if body is None else figures_of(body)
    body = _body(bag, ADDRESSES)
    yield "addresses", None if body is None else sha256(body)


def pages_of(bag: Bag) -> int:
    """The HTML files of an edition."""
    return sum(name.startswith(SITE) and name.endswith(".html") for name in bag.names)


def figures_of(body: bytes) -> str | None:
    """How many figures figures.json holds: its rows; None where it can't be read."""
    try:
        return str(len(json.loads(body)["rows"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _body(bag: Bag, name: str) -> bytes | None:
    """A file of the payload; None where it is missing or broken, which is told elsewhere."""
    if DATA + name not in bag.files:
        return None
    try:
        return bag.read(name)
    except InputError:
        return None
