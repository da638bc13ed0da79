"""archive/register.csv: every frozen edition and the hash of its bag; lines are only added."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from generator.archive.bag import sha256
from generator.problems import InputError, OutputError, Problems
from generator.read.files import read_text, shown
from generator.replacing import replace_file

FOLDER = "archive"
REGISTER = "register.csv"
_HASH = r"[0-9a-f]{64}"
_COUNT = r"0|[1-9][0-9]{0,8}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One frozen version of one edition, a line of the register."""

    edition: int
    version: int
    date: date
    sha256: str
    """Of the bag, archive/<name>.zip."""
    pages: int
    figures: int
    addresses: str
    """sha256 of the edition's list of addresses."""

    @property
    def name(self) -> str:
        """Its place in addresses: '2020', '2020-v2'."""
        return str(self.edition) if self.version == 1 else f"{self.edition}-v{self.version}"

    @property
    def line(self) -> str:
        """The line that stands in the register, without its end."""
        return ",".join(str(getattr(self, field.name)) for field in fields(self))


HEADER = ",".join(field.name for field in fields(Entry))

_FORMS: dict[str, tuple[str, Callable[[str], object]]] = {
    "edition": (r"[1-9][0-9]{3}", int),
    "version": (r"[1-9][0-9]{0,3}", int),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    "sha256": (_HASH, str),
    "pages": (_COUNT, int),
    "figures": (_COUNT, int),
    "addresses": (_HASH, str),
}


def register_path(root: Path) -> Path:
    """Where a project keeps its register."""
    return root / FOLDER / REGISTER


def bag_path(root: Path, name: str) -> Path:
    """Where a project keeps a version's bag."""
    return root / FOLDER / f"{name}.zip"


def read_register(root: Path, problems: Problems) -> tuple[Entry, ...]:
    """The lines of a project's register that hold; every broken one is told.

    No register is an empty one: nothing is frozen yet.
    """
    return read_entries(register_path(root), root, problems)


def read_entries(path: Path, root: Path, problems: Problems) -> tuple[Entry, ...]:
    """The same of a register at any place below `root`."""
    if not path.is_symlink() and not path.exists():
        return ()
    text = read_text(path, root, problems)
    if text is None:
        return ()
    name = shown(path, root)
    if path.read_bytes() != text.encode():
        problems.add("archive-ends", name, 1, 1)
    lines = text.split("\n")
    if lines[0] != HEADER:
        problems.add("archive-header", name, 1, 1, wanted=HEADER)
        return ()
    if lines.pop():
        problems.add("archive-unfinished", name, len(lines) + 1, 1)
    parsed = [(at, _entry(line, name, at, problems)) for at, line in enumerate(lines[1:], start=2)]
    entries = [(at, entry) for at, entry in parsed if entry is not None]
    _check_versions(entries, name, problems)
    return tuple(entry for _, entry in entries)


def append(root: Path, entry: Entry) -> None:
    """Add a line, at once or not at all, whoever else adds one now.

    Raises InputError where the register is broken or the entry doesn't follow it, OutputError
    where it can't be written.
    """
    path = register_path(root)
    try:
        with _locked(path.parent):
            problems = Problems()
            known = read_register(root, problems)
            name = shown(path, root)
            lines = [(at, item) for at, item in enumerate((*known, entry), start=2)]
            _check_versions(lines, name, problems)
            _entry(entry.line, name, len(lines) + 1, problems)
            if problems.errors():
                raise InputError(problems)
            before = path.read_bytes() if path.exists() else f"{HEADER}\n".encode()
            replace_file(path, before + f"{entry.line}\n".encode())
    except OSError as error:
        raise OutputError(f"{error.filename or path}: {error.strerror}") from error


def root_hashes(data: bytes) -> tuple[str, ...]:
    """sha256 of a register's bytes after each of its entries: what may be kept elsewhere."""
    lines = data.splitlines(keepends=True)
    return tuple(sha256(b"".join(lines[:end])) for end in range(2, len(lines) + 1))


def _entry(line: str, name: str, at: int, problems: Problems) -> Entry | None:
    """A line's entry; None, and a problem at the cell, where it has no such form."""
    cells = line.split(",")
    if len(cells) != len(_FORMS):
        problems.add("archive-cells", name, at, 1, found=len(cells), wanted=len(_FORMS))
        return None
    values: list[object] = []
    column = 1
    for cell, (field, (form, made)) in zip(cells, _FORMS.items(), strict=True):
        try:
            if not re.fullmatch(form, cell):
                raise ValueError
            values.append(made(cell))
        except ValueError:
            problems.add("archive-cell", name, at, column, column=field, cell=cell)
        column += len(cell) + 1
    return Entry(*values) if len(values) == len(_FORMS) else None  # type: ignore[arg-type]


def _check_versions(entries: list[tuple[int, Entry]], name: str, problems: Problems) -> None:
    """The versions of an edition are 1, 2, 3 ... in the order of lines and of days."""
    before: dict[int, Entry] = {}
    for at, entry in entries:
        last = before.get(entry.edition)
        wanted = last.version + 1 if last else 1
        column = len(str(entry.edition)) + 2
        if entry.version != wanted:
            values = {"edition": entry.edition, "version": entry.version, "wanted": wanted}
            problems.add("archive-version", name, at, column, **values)
        elif last and entry.date < last.date:
            column += len(str(entry.version)) + 1
            problems.add("archive-order", name, at, column, day=entry.date, before=last.date)
        before[entry.edition] = entry


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Alone with the archive: the lock lies on the folder itself and leaves no file."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
