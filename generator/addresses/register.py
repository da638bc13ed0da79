"""The file archive/addresses.txt: one address a line, sorted; none is ever lost.

What is listed is known page by page, so that a line is looked at alone only where the file says
something else than what is published now.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from generator.addresses.listed import Anchors, lines
from generator.problems import OutputError, Problems
from generator.read.files import read_text
from generator.replacing import replace_file

REGISTER = "archive/addresses.txt"
"""Below the project's folder."""
LARGEST = 4 * 1024**3
"""Bytes: a hundred thousand pages have half a gigabyte of addresses."""


def read(root: Path, problems: Problems) -> str:
    """What was published before; nothing where no register is begun."""
    path = root / REGISTER
    if not path.exists() and not path.is_symlink():
        return ""
    return _ended(read_text(path, root, problems, largest=LARGEST) or "")


def _ended(text: str) -> str:
    """A text whose last line has its end too."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def others(text: str, listed: Mapping[str, Anchors]) -> Iterator[tuple[int, str]]:
    """The lines of a register that aren't listed, with their numbers."""
    now: set[str] | None = None
    for number, line in _apart(text, listed):
        now = set(lines(listed)) if now is None else now
        if line not in now:
            yield number, line


def _apart(text: str, listed: Mapping[str, Anchors]) -> Iterator[tuple[int, str]]:
    """The lines outside of blocks that are just as they are listed."""
    place = number = 0
    for page in sorted(listed):
        block = _block(page, listed[page])
        while not text.startswith(block, place) and place < len(text):
            end = text.index("\n", place)
            line = text[place:end]
            if line.partition("#")[0] > page:
                break
            place, number = end + 1, number + 1
            yield number, line
        else:
            if place < len(text):
                place, number = place + len(block), number + block.count("\n")
    for line in text[place:].split("\n")[:-1]:
        number += 1
        yield number, line


def _block(page: str, anchors: Anchors) -> str:
    """The lines of one page."""
    own = "".join([f"{page}#{anchor}\n" for anchor in chain.from_iterable(anchors)])
    return f"{page}\n{own}"


def grown(text: str, listed: Mapping[str, Anchors]) -> Iterator[str]:
    """The register with what is listed now, page by page: nothing of it goes."""
    also: dict[str, set[str]] = {}
    for _, line in others(text, listed):
        also.setdefault(line.partition("#")[0], set()).add(line)
    for page in sorted({*listed, *also}):
        block = _block(page, listed[page]) if page in listed else ""
        if page in also:
            block = "".join(f"{line}\n" for line in sorted({*also[page], *block.split("\n")[:-1]}))
        yield block


def is_whole(text: str, listed: Mapping[str, Anchors]) -> bool:
    """The register holds what is listed already, in its order."""
    place = 0
    for block in grown(_ended(text), listed):
        if not text.startswith(block, place):
            return False
        place += len(block)
    return place == len(text)


def record(root: Path, listed: Mapping[str, Anchors]) -> None:
    """Write the register after a site was published; raises OutputError where that fails."""
    path = root / REGISTER
    try:
        path.parent.mkdir(exist_ok=True)
        with _alone(path.parent):
            before = path.read_text("utf-8") if path.exists() else ""
            if not is_whole(before, listed):
                replace_file(path, (block.encode() for block in grown(_ended(before), listed)))
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time: two builds of one project both keep what they publish."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
