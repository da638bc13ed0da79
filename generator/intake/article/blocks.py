"""A text as a list of blocks: what every reader makes and everything else works on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Role = Literal["text", "title", "lede", "date", "caption", "item", "out"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, as plain text in NFC without marks of bold or italic."""

    text: str
    line: int
    """Of the source on which it begins; the paragraph's number in a .docx."""
    role: Role = "text"
    bold: bool = False
    """All of it."""
    italic: bool = False
    heading: int = 0
    """Level; 0 for none."""
    breaks: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, line of the source) where it runs over more lines."""
    reason: str = ""
    """Why it was left out."""

    def line_at(self, offset: int) -> int:
        """Line of the source that a letter stands on."""
        return max((line for start, line in self.breaks if start <= offset), default=self.line)

    def cut(self, start: int, end: int | None = None) -> Block:
        """A part of the block, blanks at its ends dropped."""
        raw = self.text[start:end]
        lead = len(raw) - len(raw.lstrip())
        first = start + lead
        text = raw.strip()
        breaks = tuple(
            (place - first, line)
            for place, line in self.breaks
            if first < place < first + len(text)
        )
        return replace(self, text=text, line=self.line_at(first), breaks=breaks)

    def join(self, other: Block, glue: str = " ") -> Block:
        """This block with another one behind it."""
        offset = len(self.text) + len(glue)
        moved = tuple((place + offset, line) for place, line in other.breaks)
        breaks = (*self.breaks, (offset, other.line), *moved)
        return replace(self, text=f"{self.text}{glue}{other.text}", breaks=breaks)

    def out(self, reason: str) -> Block:
        """The same, left out."""
        return replace(self, role="out", reason=reason)


@dataclass
class Source:
    """What a reader found in a file."""

    blocks: list[Block]
    title: str = ""
    """Where the file itself names it."""
    lede: str = ""
    date: str = ""
    """As written, where the file itself gives one."""
    dropped: list[Block] = field(default_factory=list)
    """Furniture that the reader left out by its mark-up."""
