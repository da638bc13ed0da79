"""The head of a Markdown page, read strictly: a broken one is a problem, never body text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.problems import Problems
from generator.read.files import read_text, shown
from generator.read.yaml_text import load_mapping

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A Markdown file as written: its head, and the text below."""

    path: str
    """As problems name it."""
    uri: str
    """Relative to the content folder, with '/'."""
    meta: dict[str, Any]
    lines: dict[str, int]
    """Line of each key of `meta`."""
    body: str
    body_line: int


def read_page(path: Path, content: Path, root: Path, problems: Problems) -> Page | None:
    """Read one page; None, and a problem, where its head is missing or broken."""
    text = read_text(path, root, problems)
    if text is None:
        return None
    name = shown(path, root)
    opening = _OPEN.match(text)
    if not opening:
        problems.add("page-no-head", name, 1, 1)
        return None
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        problems.add("page-head-open", name, 1, 1)
        return None
    loaded = load_mapping(text[opening.end() : closing.start()], name, problems, first_line=2)
    if loaded is None:
        return None
    body = text[closing.end() :].lstrip("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Page(name, path.relative_to(content).as_posix(), *loaded, body, body_line)
