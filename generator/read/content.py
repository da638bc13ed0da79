"""The content folder: pages, and the pictures beside them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from generator.model import translation_of
from generator.problems import Problems
from generator.read.files import LARGEST, shown
from generator.read.front_matter import Page, read_page
from generator.words import LANGUAGES

KINDS = frozenset(
    (
        ".svg .png .jpg .jpeg .webp .avif .gif .pdf .csv .xlsx .ods .docx .txt .zip .mp3 .mp4 .vtt"
    ).split()
)
"""Suffixes that may be published beside pages; .html may not: it would escape every check."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ACTIVE = re.compile(
    rb"<\s*script|\son[a-z]+\s*=|javascript:|<\s*foreignobject|<!entity|<\s*(?:iframe|embed|object)"
    rb"|(?:href|src)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Content:
    """Pages in the order of their names, and other files by uri."""

    pages: tuple[Page, ...]
    files: frozenset[str]
    path: str = "content"
    """Of the folder, as problems name it."""

    @property
    def originals(self) -> tuple[Page, ...]:
        """Pages that aren't the translation of another: of known languages' names."""
        return tuple(page for page in self.pages if not _is_translation(page))

    @property
    def translations(self) -> tuple[Page, ...]:
        """Pages in another language beside their original: 'phong-van.en.md'."""
        return tuple(page for page in self.pages if _is_translation(page))


def _is_translation(page: Page) -> bool:
    return translation_of(page.uri)[1] in LANGUAGES


def read_content(folder: Path, root: Path, problems: Problems) -> Content:
    """Read every page and list every picture; links and odd names are problems."""
    pages: list[Page] = []
    files: set[str] = set()
    if folder.is_symlink() or not folder.is_dir():
        problems.add("folder-missing", shown(folder, root))
        return Content((), frozenset(), shown(folder, root))
    for path in _walk(folder, root, problems):
        if path.suffix == ".md":
            if page := read_page(path, folder, root, problems):
                pages.append(page)
        elif _may_be_published(path, folder, root, problems):
            files.add(path.relative_to(folder).as_posix())
    return Content(tuple(pages), frozenset(files), shown(folder, root))


def _walk(folder: Path, root: Path, problems: Problems) -> list[Path]:
    """Files below a folder, sorted; symbolic links are told, not followed."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder, followlinks=False):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *names]:
            if (here / name).is_symlink():
                problems.add("file-link", shown(here / name, root))
        found.extend(
            here / name
            for name in sorted(names)
            if not name.startswith(".") and not (here / name).is_symlink()
        )
        folders[:] = [name for name in folders if not (here / name).is_symlink()]
    return found


def _may_be_published(path: Path, folder: Path, root: Path, problems: Problems) -> bool:
    name = shown(path, root)
    odd = [part for part in path.relative_to(folder).parts if not _NAME.fullmatch(part)]
    if not path.is_file() or path.suffix.lower() not in KINDS:
        known = ", ".join([".md", *sorted(KINDS)])
        problems.add("file-kind", name, kind=path.suffix or path.name, known=known)
    elif odd:
        problems.add("file-name", name, name=odd[0])
    elif path.stat().st_size > LARGEST:
        problems.add("file-large", name, size=LARGEST // 1024 // 1024)
    elif path.suffix.lower() == ".svg" and (found := _active(path, name, problems)):
        problems.add("svg-active", name, *found)
    else:
        return True
    return False


def _active(path: Path, name: str, problems: Problems) -> tuple[int, int] | None:
    """Where a drawing holds a script or a link; it could run when opened alone."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add("file-unreadable", name, reason=error.strerror or error)
        return None
    if b"\x00" in data:
        return 1, 1
    found = _ACTIVE.search(data)
    if not found:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    return line, found.start() - data.rfind(b"\n", 0, found.start())
