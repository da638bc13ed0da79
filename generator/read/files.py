"""The one way to a file: inside the project, no link, text in UTF-8."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from generator.folding import nfc
from generator.problems import Problems

LARGEST = 64 * 1024 * 1024
"""Bytes that a text or table may have."""

ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffd\ud800-\udfff]"
)
"""Letters that can't be seen, stand for a broken one, or are a program's own (`pages.gaps`)."""
MOST_LETTERS = 100
"""Problems of that kind told of one file: beyond that it is no text at all."""


def shown(path: Path, root: Path) -> str:
    """A path as problems name it: relative to the project, with '/', letters one can see."""
    name = path.relative_to(root) if path.is_relative_to(root) else path
    return "".join(letter if letter.isprintable() else "·" for letter in name.as_posix())


def is_inside(path: Path, root: Path) -> bool:
    """The path, links followed, lies in the project."""
    return path.resolve().is_relative_to(root.resolve())


def below(folder: Path) -> list[Path]:
    """The files of a folder, in order; hidden ones, and those in hidden folders, left out."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def read_text(path: Path, root: Path, problems: Problems, largest: int = LARGEST) -> str | None:
    """A file's text in NFC with '\\n' as line end; None, and a problem, where there is none."""
    name = shown(path, root)
    if path.is_symlink() or not is_inside(path, root):
        problems.add("file-link", name)
        return None
    try:
        if not path.is_file():
            problems.add("file-missing", name)
            return None
        if path.stat().st_size > largest:
            problems.add("file-large", name, size=largest // 1024 // 1024)
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add("file-unreadable", name, reason=error.strerror or error)
        return None
    return _decoded(data, name, problems)


def _decoded(data: bytes, name: str, problems: Problems) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_bare_utf16(data):
        problems.add("file-utf16", name)
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        problems.add("file-bom", name, 1, 1)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end_of(_one_line_end(data[: error.start].decode("utf-8")))
        problems.add("file-encoding", name, *place, byte=f"0x{data[error.start]:02X}")
        return None
    text = _one_line_end(text)
    if "\x00" in text:
        problems.add("file-nul", name, *_end_of(text[: text.index("\x00")]))
        return None
    odd = list(islice(ODD.finditer(text), MOST_LETTERS))
    for found in odd:
        place = _end_of(text[: found.start()])
        problems.add("file-letter", name, *place, letter=f"U+{ord(found.group()):04X}")
    return None if odd else nfc(text)


def _is_bare_utf16(data: bytes) -> bool:
    """Every other byte of the beginning is zero: UTF-16 without its mark."""
    start = data[:40]
    return len(start) >= 4 and (not any(start[1::2]) or not any(start[0::2])) and any(start)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end_of(text: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")
