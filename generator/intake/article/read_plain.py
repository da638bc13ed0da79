"""Plain text: paragraphs by line, lines of one paragraph joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.intake.article.blocks import Block, Source

_MARKER = re.compile(r"[*•●▪◆►▶➤■○»+–—-]|\d{1,2}[.)/]\s|[A-ZĐ][\w .()]{0,40}:\s")
_ENDED = re.compile(r"[.!?…:;”\"’)\]]$")


def read_plain(text: str) -> Source:
    """Read plain text, also that of a web page's copy."""
    groups = list(_groups(text))
    wrapped = _is_wrapped(groups)
    return Source([block for group in groups for block in _paragraphs(group, wrapped)])


def _groups(text: str) -> Iterable[list[Block]]:
    """Lines that no blank line parts."""
    group: list[Block] = []
    for number, line in enumerate(text.split("\n"), start=1):
        plain = " ".join(line.replace("\u00a0", " ").split())
        if plain:
            group.append(Block(plain, number))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_wrapped(groups: list[list[Block]]) -> bool:
    """The whole text was broken at a width: lines end anywhere."""
    inner = [len(line.text) for group in groups for line in group[:-1]]
    longest = max((len(line.text) for group in groups for line in group), default=0)
    if len(inner) < 4 or longest > 130:
        return False
    return sum(1 for length in inner if length > 0.7 * longest) >= 0.8 * len(inner)


def _paragraphs(group: list[Block], wrapped: bool) -> list[Block]:
    found: list[Block] = []
    for line in group:
        if found and _goes_on(found[-1].text, line.text, wrapped):
            found[-1] = found[-1].join(line)
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: str, wrapped: bool) -> bool:
    """A line belongs to the paragraph above."""
    if _MARKER.match(line):
        return False
    return wrapped or (line[0].islower() and not _ENDED.search(before))
