"""Where a number stands: its clause, sentence, paragraph and section, and the year that holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.annotate.cues import Cues, cues
from generator.numerals import leftovers

_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-+*>|#]|[0-9]+[.)])[ \t|#>]*)")
_SENTENCE = re.compile(r"[.!?…]+[\"”’)*_]*(?=\s)")
_CLAUSE = re.compile(r"[,;:()]*[,;:](?![0-9])|[()]+|\s[-–—]\s|\|")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERIOD = re.compile(r"((?:19|20)[0-9]{2})\s*(?:[-–—]|đến|tới|to)\s*(?:năm\s*)?((?:19|20)[0-9]{2})")
_WORDS_TO_YEAR = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """The year that holds at a number."""

    year: int | None
    said: bool
    """By its sentence, its paragraph or its heading; not only by the edition."""
    since: int | None = None
    """First year, where a period is named."""


class Text:
    """The text of a page as a reader sees it, each letter at its offset in the body."""

    def __init__(self, body: str, seen: str, edition: int | None, language: str) -> None:
        self.body, self.seen, self.low = body, seen, seen.lower()
        if len(self.low) != len(seen):
            self.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in seen)
        self.edition, self.language = edition, language

    @property
    def cues(self) -> Cues:
        """The telling words of the page's language."""
        return cues(self.language)

    @cached_property
    def _blocks(self) -> list[int]:
        return [0, *(found.end() for found in _BLOCK.finditer(self.body)), len(self.body)]

    @cached_property
    def _headings(self) -> list[int]:
        return [found.start() for found in _HEADING.finditer(self.seen_marks)]

    @cached_property
    def seen_marks(self) -> str:
        """The body where the seen text isn't blank around it: '#' in code is no heading."""
        lines = zip(self.body.split("\n"), self.seen.split("\n"), strict=True)
        return "\n".join(body if seen.strip() else " " * len(body) for body, seen in lines)

    def block(self, at: int) -> Span:
        """The paragraph, list item or table row."""
        return _around(self._blocks, at)

    def sentence(self, at: int) -> Span:
        """The sentence; a table row is one."""
        block = self.block(at)
        if self.body[block.start : block.end].lstrip().startswith("|"):
            return block
        found = _SENTENCE.finditer(self.seen, block.start, block.end)
        return _around([block.start, *(stop.end() for stop in found), block.end], at)

    def clause(self, start: int, end: int) -> Span:
        """The words around a number up to the next marks; a bracket keeps those before it."""
        sentence = self.sentence(start)
        left, right = sentence.start, sentence.end
        for found in _CLAUSE.finditer(self.seen, sentence.start, sentence.end):
            if found[0] == "(" and not self.seen[found.end() : start].strip():
                continue
            if found.end() <= start:
                left = found.end()
            elif found.start() >= end:
                right = found.start()
                break
        return Span(left, right)

    def heading(self, at: int) -> str:
        """The heading of the section."""
        index = bisect_right(self._headings, at) - 1
        if index < 0:
            return ""
        start = self._headings[index]
        return self.low[start : self._end_of_line(start)]

    def column(self, at: int) -> str:
        """The header of a table's column; '' outside tables."""
        block = self.block(at)
        row = self.body[block.start : block.end]
        if not row.lstrip().startswith("|"):
            return ""
        index = self.body.count("|", block.start, at)
        first = block.start
        while first > 0:
            above = self._blocks[bisect_right(self._blocks, first - 1) - 1]
            if not self.body[above:first].lstrip().startswith("|"):
                break
            first = above
        cells = self.low[first : self._end_of_line(first)].split("|")
        return cells[index] if first < block.start and index < len(cells) else ""

    def _end_of_line(self, at: int) -> int:
        end = self.seen.find("\n", at)
        return len(self.seen) if end < 0 else end

    @cached_property
    def years(self) -> tuple[tuple[int, int, When], ...]:
        """Years that the text names, with their places."""
        found: list[tuple[int, int, When]] = []
        for item in leftovers(self.seen, self.language):
            if item.reason not in ("year", "date", "period"):
                continue
            period = _PERIOD.search(item.text)
            named = _YEAR.findall(item.text)
            if period:
                when = When(int(period[2]), True, int(period[1]))
            elif named:
                when = When(int(named[-1]), True)
            else:
                continue
            found.append((item.start, item.end, when))
        if self.edition is not None:
            for pattern, step in self.cues.relative:
                for word in pattern.finditer(self.low):
                    found.append((word.start(), word.end(), When(self.edition + step, True)))
        return tuple(sorted(found, key=lambda item: item[:2]))

    def when(self, start: int, end: int) -> When:
        """The year of a number: beside it, in its sentence, its paragraph, its section."""
        clause, sentence, block = self.clause(start, end), self.sentence(start), self.block(start)
        behind = [item for item in self.years if end <= item[0] < clause.end]
        if behind and self._leads(end, behind[0][0]):
            return behind[0][2]
        if column := self._year_in(self.column(start)):
            return column
        for area in (sentence, block):
            before = [
                item
                for item in self.years
                if area.start <= item[0] and item[1] <= start and self._holds(item, start)
            ]
            if before:
                return before[-1][2]
        near = behind and len(self.seen[end : behind[0][0]].split()) <= _WORDS_TO_YEAR
        if near and not self._is_compared(behind[0][0]):
            return behind[0][2]
        return self._year_in(self.heading(start)) or When(self.edition, False)

    def _leads(self, end: int, year: int) -> bool:
        return self.cues.year_lead.match(self.low[end:year]) is not None

    def _holds(self, year: tuple[int, int, When], start: int) -> bool:
        """A year that is only compared with holds for what stands right behind it."""
        return not self._is_compared(year[0]) or not self.seen[year[1] : start].strip(" (:,")

    def _is_compared(self, at: int) -> bool:
        return self.cues.compared.search(self.low[max(0, at - 40) : at]) is not None

    def _year_in(self, words: str) -> When | None:
        named = _YEAR.findall(words)
        return When(int(named[0]), True) if named and len(set(named)) == 1 else None


def _around(cuts: Sequence[int], at: int) -> Span:
    index = min(max(bisect_right(cuts, at) - 1, 0), len(cuts) - 2)
    return Span(cuts[index], cuts[index + 1])
