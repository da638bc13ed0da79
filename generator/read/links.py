"""Links and images of a Markdown text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:\\.|\[[^\]\n]*\]|[^\]\[\n\\])*)\]"
    r"\(\s*<?(?P<target>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?"
    r"(?:\s+(?P<quote>[\"'])(?P<title>.*?)(?P=quote))?\s*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<target>[^\s<>]+)>?")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Link:
    """One link as written; `line` and `column` are those of the file."""

    line: int
    column: int
    text: str
    target: str
    title: str
    is_image: bool


def links(body: str, first_line: int) -> Iterator[Link]:
    """Every link outside code, in order."""
    fence = ""
    for number, line in enumerate(body.split("\n"), start=first_line):
        opening = _FENCE.match(line)
        if opening:
            mark = opening.group(1)[:3]
            fence = "" if fence == mark else fence or mark
            continue
        if fence:
            continue
        plain = _CODE.sub(lambda found: " " * len(found.group()), line)
        if found := _DEFINITION.match(plain):
            yield Link(number, found.start("target") + 1, "", found["target"], "", False)
        for found in _LINK.finditer(plain):
            yield Link(
                number,
                found.start() + 1,
                found["text"],
                found["target"],
                found["title"] or "",
                bool(found["image"]),
            )
