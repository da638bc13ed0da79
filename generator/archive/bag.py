"""An edition's bag (BagIt, RFC 8493) in a zip: one file that proves itself with public tools.

2020.zip / 2020 / bagit.txt bag-info.txt manifest-sha256.txt tagmanifest-sha256.txt
                  README.txt ... (tag files)   data/... (the payload)
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from generator import __version__
from generator.archive.container import LARGEST_FILE, Container, Refused, zipped
from generator.archive.manifest import MANIFEST, manifest, read_manifest
from generator.problems import InputError, Problems
from generator.read.files import shown

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DATA = "data/"
_DECLARATION, _INFO = "bagit.txt", "bag-info.txt"
_PAYLOAD, _TAGS = MANIFEST, f"tag{MANIFEST}"
_OWN = (_DECLARATION, _INFO, _PAYLOAD, _TAGS)
_OXUM = "Payload-Oxum"

Kind = Literal["differs", "missing", "extra", "broken"]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One file that isn't as its bag says; `name` counts from the bag's folder ('data/...')."""

    name: str
    kind: Kind


def sha256(data: bytes) -> str:
    """The hash that everything here is named by."""
    return hashlib.sha256(data).hexdigest()


def pack(
    name: str,
    payload: Mapping[str, bytes],
    *,
    info: Mapping[str, str],
    tags: Mapping[str, bytes],
    epoch: int,
) -> bytes:
    """A bag as a zip with one folder, `name`; the same input gives the same bytes anywhere.

    `payload` goes below data/, `tags` beside it; `info` fills bag-info.txt in its order, before
    the date (of `epoch`, seconds), the program and the size. Raises InputError for a name that
    no archive could unpack safely; ValueError for a label or tag file that isn't the caller's.
    """
    if taken := [tag for tag in tags if tag in _OWN or tag.startswith(DATA)]:
        raise ValueError(f"not a tag file of the caller's: {taken[0]}")
    beside = {
        _DECLARATION: BAGIT,
        _INFO: _info(payload, info, epoch),
        _PAYLOAD: manifest({DATA + path: sha256(body) for path, body in payload.items()}),
        **tags,
    }
    beside[_TAGS] = manifest({path: sha256(body) for path, body in beside.items()})
    files = beside | {DATA + path: body for path, body in payload.items()}
    try:
        return zipped({f"{name}/{path}": body for path, body in files.items()}, epoch)
    except Refused as reason:
        raise _told(f"{name}.zip", reason) from None


class Bag:
    """A bag that was found readable; whether it is whole, `differences` says."""

    def __init__(self, data: bytes, path: str) -> None:
        """`path` is how problems name the file. Raises InputError where it holds no bag."""
        self.path = path
        self._bytes = data
        try:
            self._zip = Container(data)
        except Refused as reason:
            raise _told(path, reason) from None
        tops = {name.partition("/")[0] for name in self._zip.names}
        top = min(tops, default="")
        if len(tops) != 1 or f"{top}/{_DECLARATION}" not in self._zip.names:
            raise _told(path, Refused("bag-none"))
        self.name = top
        """Its one folder: '2020', '2020-v2'."""

    @classmethod
    def open(cls, path: Path, root: Path | None = None) -> Bag:
        """Read a bag's file; problems name it as seen from `root`.

        Raises InputError where there is no such file, no zip or no bag.
        """
        name = shown(path, root) if root else path.as_posix()
        try:
            if path.is_symlink() or not path.is_file():
                raise _told(name, Refused("file-link" if path.is_symlink() else "file-missing"))
            if path.stat().st_size > LARGEST_FILE:
                raise _told(name, Refused("bag-large", size=LARGEST_FILE // 1024 // 1024))
            data = path.read_bytes()
        except OSError as error:
            reason = Refused("file-unreadable", reason=error.strerror or error)
            raise _told(name, reason) from None
        return cls(data, name)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file of the bag, tag files too, sorted."""
        start = len(self.name) + 1
        return tuple(name[start:] for name in self._zip.names)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Paths of the payload, sorted, without 'data/'."""
        return tuple(name.removeprefix(DATA) for name in self.files if name.startswith(DATA))

    @property
    def size(self) -> int:
        """Bytes of the zip."""
        return len(self._bytes)

    @cached_property
    def sha256(self) -> str:
        """Hash of the zip's bytes: what the register and the press release hold."""
        return sha256(self._bytes)

    @cached_property
    def info(self) -> dict[str, str]:
        """bag-info.txt: its labels in their order; empty where it can't be read."""
        try:
            text = self.tag(_INFO).decode("utf-8")
        except (KeyError, InputError, UnicodeDecodeError):
            return {}
        pairs = (line.partition(": ") for line in text.split("\n") if line)
        return {label: value for label, _, value in pairs}

    def read(self, path: str) -> bytes:
        """A file of the payload; KeyError where there is none, InputError where it is broken."""
        return self.tag(DATA + path)

    def tag(self, name: str) -> bytes:
        """A file beside the payload ('README.txt'); raises as `read` does."""
        try:
            return self._zip.read(f"{self.name}/{name}")
        except Refused as reason:
            raise _told(self.path, reason) from None

    def differences(self) -> Iterator[Difference]:
        """What isn't as the bag says of itself; nothing for a valid bag."""
        yield from sorted({*self._of_files(), *self._of_tags()})

    def _of_files(self) -> Iterator[Difference]:
        """Every file against its manifest: the payload's, or that of the tag files."""
        for listing in (_PAYLOAD, _TAGS):
            known = self._manifest(listing)
            if known is None or any((listing == _PAYLOAD) != _is_data(name) for name in known):
                yield Difference(listing, "differs" if listing in self.files else "missing")
                continue
            there = {name for name in self.files if _is_data(name) == (listing == _PAYLOAD)}
            for name in sorted(there | known.keys()):
                if name not in there:
                    yield Difference(name, "missing")
                elif name not in known:
                    yield from () if name == _TAGS else (Difference(name, "extra"),)
                elif (found := self._hash(name)) != known[name]:
                    yield Difference(name, "differs" if found else "broken")

    def _of_tags(self) -> Iterator[Difference]:
        """What the tag files must say whatever the manifests hold."""
        for name in (_DECLARATION, _INFO):
            if name not in self.files:
                yield Difference(name, "missing")
        if self._safely(_DECLARATION) not in (None, BAGIT):
            yield Difference(_DECLARATION, "differs")
        sizes = [self._zip.length(f"{self.name}/{DATA}{path}") for path in self.names]
        if _INFO in self.files and self.info.get(_OXUM) != _oxum(sizes):
            yield Difference(_INFO, "differs")

    def _manifest(self, name: str) -> dict[str, str] | None:
        data = self._safely(name)
        return None if data is None else read_manifest(data)

    def _safely(self, name: str) -> bytes | None:
        try:
            return self.tag(name)
        except (KeyError, InputError):
            return None

    def _hash(self, name: str) -> str:
        """A file's sha256; empty where it can't be unpacked."""
        found = hashlib.sha256()
        try:
            for piece in self._zip.chunks(f"{self.name}/{name}"):
                found.update(piece)
        except Refused:
            return ""
        return found.hexdigest()


def _info(payload: Mapping[str, bytes], info: Mapping[str, str], epoch: int) -> bytes:
    for label in info:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", label):
            raise ValueError(f"not a label of bag-info.txt: {label}")
    pairs = {
        **info,
        "Bagging-Date": time.strftime("%Y-%m-%d", time.gmtime(epoch)),
        "Bag-Software-Agent": f"niengiam {__version__}",
        _OXUM: _oxum([len(body) for body in payload.values()]),
    }
    # A value is one line: line ends and runs of blanks in it become a blank.
    return "".join(
        f"{label}: {' '.join(value.split())}\n" for label, value in pairs.items()
    ).encode()


def _is_data(name: str) -> bool:
    return name.startswith(DATA)


def _oxum(sizes: list[int]) -> str:
    return f"{sum(sizes)}.{len(sizes)}"


def _told(path: str, reason: Refused) -> InputError:
    problems = Problems()
    problems.add(reason.code, path, **reason.values)
    return InputError(problems)
