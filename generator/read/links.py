"""Links and images of a Markdown text with their places, and the text that a reader sees."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:\\.|\[[^\]\n]*\]|[^\]\[\n\\]|\n(?!\s*\n))*)\]"
    r"\(\s*<?(?P<target>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?"
    r"(?:\s+(?P<quote>[\"'])(?P<title>.*?)(?P=quote))?\s*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<target>[^\s<>]+)>?.*$", re.MULTILINE)
_HIDDEN = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?P=fence)[^\n]*$|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_UNSEEN = re.compile(
    r"</?[A-Za-z][^<>\n]*>"
    r"|<[a-z]+:[^<>\s]*>|https?://\S+"
    r"|^\s*(?:>\s*)*(?:[-+*]|[0-9]{1,9}[.)])(?=\s)"
    r"|^\s*#+|\{[^{}\n]*\}|\*+|(?<!\w)_+|_+(?!\w)",
    re.MULTILINE,
)
_MARK = "\u200b"
"""Stands where a link's brackets and target were: no page holds it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link as written; `line` and `column` are those of the file."""

    line: int
    column: int
    text: str
    target: str
    title: str
    is_image: bool
    start: int
    """Offsets in the body: of the whole link, and of its text."""
    end: int
    text_start: int
    text_end: int


class Places:
    """Offsets of a body as lines and columns of its file."""

    def __init__(self, body: str, first_line: int) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", body))]
        self._first_line = first_line

    def __call__(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        row = bisect_right(self._starts, offset) - 1
        return self._first_line + row, offset - self._starts[row] + 1


def links(body: str, first_line: int) -> Iterator[Link]:
    """Every link outside code and comments, in order."""
    place = Places(body, first_line)
    plain = without_code(body)
    for found in _DEFINITION.finditer(plain):
        start, end = found.span("target")
        yield Link(*place(start), "", found["target"], "", False, *found.span(), start, end)
    for found in _LINK.finditer(plain):
        yield Link(
            *place(found.start()),
            found["text"],
            found["target"],
            found["title"] or "",
            bool(found["image"]),
            *found.span(),
            *found.span("text"),
        )


def without_code(body: str) -> str:
    """The body with code and comments blanked: every letter that stays keeps its offset."""
    return _HIDDEN.sub(_blank, body)


@dataclass(frozen=True, slots=True)
class Seen:
    """The running text of a body as a reader meets it, without the marks of links."""

    text: str
    places: tuple[int, ...]
    """Offset in the body of each letter."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text as one of the body; what is empty stays so."""
        first = self.places[start] if start < len(self.places) else len(self.places)
        return (first, self.places[end - 1] + 1) if end > start else (first, first)


def seen(body: str, first_line: int = 1) -> Seen:
    """What a reader sees as one text: where a link's mark parts two words, a blank stays."""
    letters: list[str] = []
    places: list[int] = []
    parted = False
    for place, letter in enumerate(_marked(body, first_line)):
        if letter == _MARK:
            parted = True
            continue
        if parted and letters and letters[-1].isalnum() and letter.isalnum():
            letters.append(" ")
            places.append(place - 1)
        parted = False
        letters.append(letter)
        places.append(place)
    return Seen("".join(letters), tuple(places))


def visible(body: str, first_line: int = 1) -> str:
    """What a reader sees, markup blanked: as long as the body, each letter at its offset."""
    return _marked(body, first_line).replace(_MARK, " ")


def _marked(body: str, first_line: int) -> str:
    """The body with its links' brackets and targets as marks, all else that is unseen as blanks."""
    letters = list(without_code(body))
    for link in links(body, first_line):
        kept = range(0) if link.is_image else range(link.text_start, link.text_end)
        for index in range(link.start, link.end):
            if index not in kept and letters[index] != "\n":
                letters[index] = " " if link.is_image else _MARK
    return _UNSEEN.sub(_blank_marks, "".join(letters))


def _blank_marks(found: re.Match[str]) -> str:
    return re.sub(rf"[^\n{_MARK}]", " ", found.group())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())
