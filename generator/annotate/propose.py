"""The links that a page's unbound numbers should get."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.annotate.candidates import Figures, Said, said_at, target_of
from generator.annotate.names import Names
from generator.annotate.text import Text
from generator.annotate.weigh import AHEAD, SURE, Weight, spot_of, weigh
from generator.binding import Bound, Unbound, bind, parse
from generator.numerals import Mention, scan
from generator.read.front_matter import Page
from generator.read.links import links, visible
from generator.validate.prose import Known, unbound

_MARKS = re.compile(r"[\[\]\\`<>&*_~|{}]|\n[ \t]*\n|\n[ \t]*(?:[-+*>#|]|[0-9]+[.)]\s)")
_COMPARING = re.compile(r"(?:thấp|cao) hơn|vượt|(?:lower|higher) than")
"""'thấp hơn mức 4% của kế hoạch': the plan is 4%, without the word."""
_CHANGE_WORDS = 40
"""How far before a number the word of its change may begin."""
_LISTED = 4


@dataclass(frozen=True, slots=True)
class Edit:
    """A link around a stretch of the body; nothing else changes."""

    start: int
    end: int
    target: str
    """'fig:viec-lam/2020/plan'."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a number could be."""

    target: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Unsure:
    """A number that isn't bound, why, and what it could be, likeliest first."""

    start: int
    end: int
    why: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a page's unbound numbers should be bound to."""

    sure: tuple[Edit, ...]
    unsure: tuple[Unsure, ...]


def propose(page: Page, known: Known) -> Proposals:
    """A link for every unbound figure whose words and value leave no doubt; a list for the rest."""
    return _Reader(page, known).read()


class _Reader:
    def __init__(self, page: Page, known: Known) -> None:
        self.page, self.known = page, known
        body, language = page.body, known.language
        year = page.uri.partition("/")[0]
        edition = int(year) if re.fullmatch("[0-9]{4}", year) else None
        self.text = Text(body, visible(body, page.body_line), edition, language)
        self.figures = Figures(known.view, language)
        self.names = Names(known.view.yearbook, language)
        self.links = list(links(body, page.body_line))
        self.ends = sorted(
            [item.end for item in scan(self.text.seen, language)]
            + [link.end for link in self.links if link.target.startswith("fig:")]
        )
        self.bound = list(self._bound())

    def _bound(self) -> Iterator[tuple[int, Bound]]:
        """Figures that are bound already, with their places."""
        for link in self.links:
            scheme, _, target = link.target.partition(":")
            if scheme == "fig" and not link.is_image:
                try:
                    yield link.start, bind(parse(target), self.known.view)
                except Unbound:
                    continue

    def read(self) -> Proposals:
        sure: list[Edit] = []
        unsure: list[Unsure] = []
        for mention in unbound(self.page, self.known.language):
            found = self._one(mention)
            if isinstance(found, Edit):
                sure.append(found)
            else:
                unsure.append(found)
        return Proposals(tuple(sure), tuple(unsure))

    def _one(self, mention: Mention) -> Edit | Unsure:
        start, end = mention.start_with_word, mention.end
        readings: list[tuple[Said, Weight]] = []
        for begin, stop in self._stretches(mention):
            said = said_at(self.page.body, begin, stop, self.known.language)
            readings += self._weighed(said) if said else []
        open_ones = [one for one in readings if not self._closed(one[0].start, one[0].end)]
        readings = open_ones or readings
        if not readings:
            return Unsure(start, end, self._closed(start, end) or "none", ())
        readings = _best_of_each(readings)
        weights = [weight for _, weight in readings]
        said, best = readings[0]
        why = self._closed(said.start, said.end) or _doubt(weights)
        if why:
            listed = tuple(Candidate(target_of(one.bound), one.bound) for one in weights[:_LISTED])
            return Unsure(said.start, said.end, why, listed)
        self.bound.append((said.start, best.bound))
        return Edit(said.start, said.end, target_of(best.bound))

    def _weighed(self, said: Said) -> list[tuple[Said, Weight]]:
        """What a stretch of the text could be, each with what speaks for it."""
        agreeing = self.figures.agreeing(said)
        if not agreeing:
            return []
        last = max((one for one in self.bound if one[0] < said.start), default=None, key=_place)
        before = self.ends[bisect_right(self.ends, said.start) - 1] if self.ends else 0
        before = before if before <= said.start else 0
        spot = spot_of(self.text, said, last, before)
        return [(said, weigh(spot, one, self.names)) for one in agreeing]

    def _stretches(self, mention: Mention) -> Iterator[tuple[int, int]]:
        """What the link's text could be: with bound word and unit, up to a mark, with a change."""
        start, end = mention.start_with_word, mention.end
        if mention.bound and start == mention.start:
            behind = re.compile(rf"\s+{re.escape(mention.word)}(?!\w)", re.IGNORECASE)
            if found := behind.match(self.text.low, end):
                end = found.end()
        yield start, end
        stretch = self.page.body[start:end]
        if (mark := _MARKS.search(stretch)) and any(c.isdigit() for c in stretch[: mark.start()]):
            yield start, start + len(stretch[: mark.start()].rstrip())
        if start < mention.start and _COMPARING.match(mention.word.lower()):
            yield mention.start, end
        if mention.change:
            area = self.text.low[max(0, start - _CHANGE_WORDS) : start]
            for word in reversed(list(re.finditer(r"(?<!\w)\w+", area))):
                begin = start - len(area) + word.start()
                said = said_at(self.page.body, begin, end, self.known.language)
                if said and said.mention.change:
                    yield begin, end
                    return

    def _closed(self, start: int, end: int) -> str:
        """Why no brackets can stand around a stretch; '' where they can."""
        body = self.page.body
        if any(link.start < end and start < link.end for link in self.links):
            return "link"
        stretch = body[start:end]
        if (
            self.text.seen[start:end] != stretch
            or _MARKS.search(stretch)
            or stretch != stretch.strip()
        ):
            return "markup"
        if body[start - 1 : start] in ("[", "!", "\\") or body[end : end + 1] in ("]", "("):
            return "markup"
        return ""


def _best_of_each(readings: list[tuple[Said, Weight]]) -> list[tuple[Said, Weight]]:
    """The likeliest first, each figure once: by the shortest text where it weighs the same."""
    best: dict[str, tuple[Said, Weight]] = {}
    for said, weight in sorted(readings, key=lambda one: (-one[1].points, -one[0].start)):
        best.setdefault(target_of(weight.bound), (said, weight))
    return list(best.values())


def _place(one: tuple[int, Bound]) -> int:
    return one[0]


def _doubt(weights: list[Weight]) -> str:
    """Why the first isn't sure; '' where it is."""
    best = weights[0]
    if best.doubt:
        return best.doubt
    if best.points < SURE:
        return "words"
    if len(weights) > 1 and best.points - weights[1].points < AHEAD:
        return "several"
    return ""
