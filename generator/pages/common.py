"""Pieces that several pages show: marks, breadcrumbs, source numbers, editions, kept blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from generator.attainment import Attainment, Verdict
from generator.model import Edition, Observation, Source, Yearbook, in_language
from generator.pages.site import Site
from generator.words import Words

NO_BREAK = "\u00a0"
CATALOGUE = "chi-tieu/index.html"
ARCHIVE = "luu-tru/index.html"
DATA = "data/index.html"
CORRECTIONS = "dinh-chinh/index.html"
COMPARE = "so-sanh/index.html"
HOME = "index.html"


class Named(Protocol):
    """A thing with a name, perhaps in other languages too: `name_en`."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    """A title and the file it leads to; '' for the page itself."""

    title: str
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as shown: its shape says which, filled or hollow how sure, the words both."""

    verdict: Verdict
    firm: bool
    text: str
    """'Tốt hơn kế hoạch (ước)'."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One source in the list at the foot of a page."""

    number: int
    publisher: str
    title: str
    url: str
    dated: str
    note: str

    @property
    def anchor(self) -> str:
        """Where the list has it."""
        return f"nguon-{self.number}"


class References:
    """Sources numbered in the order in which a page first names them."""

    def __init__(
        self,
        book: Yearbook,
        words: Words,
        known: dict[tuple[str, int], Reference] | None = None,
    ) -> None:
        """`known` are entries by source and number that many pages share."""
        self._sources: Mapping[str, Source] = book.sources
        self._words = words
        self._found: dict[str, Reference] = {}
        self._known = {} if known is None else known

    def __call__(self, source: str) -> Reference:
        """The entry of a source; a new one gets the next number."""
        found = self._found.get(source)
        if found is None:
            number = len(self._found) + 1
            found = self._known.get((source, number))
            if found is None:
                found = self._known[source, number] = self._new(self._sources[source], number)
            self._found[source] = found
        return found

    def of(self, rows: Iterable[Observation]) -> tuple[Reference, ...]:
        """The entries of some rows, each once."""
        return tuple(map(self, dict.fromkeys(row.source for row in rows)))

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._found.values())

    def _new(self, source: Source, number: int) -> Reference:
        strings, day = self._words.strings, source.published
        dated = self._words.say.day(day) if day else strings["source_undated"]
        note = "" if source.note.casefold() == dated.casefold() else source.note
        return Reference(number, source.publisher, source.title, source.url, dated, note)


def fill(words: Words, key: str, **values: object) -> str:
    """A string of the interface with its gaps filled."""
    return words.strings[key].format(**values)


def count(number: int, words: Words) -> str:
    """A counted number in the language's form."""
    said: str = words.say.number(Decimal(number))
    return said


def local(thing: Named, words: Words) -> str:
    """The name in the page's language; the Vietnamese one where no other is given."""
    return in_language(thing, "name", words.language)


def mark(found: Attainment, words: Words) -> Mark:
    """The verdict of a value, with its status where it isn't final.

    Where there is a plan that decides nothing, that's what it says.
    """
    say = words.say
    text = say.upper_first(say.verdict(found.verdict, found.indicator.direction))
    if found.verdict == "none" and found.plan is not None:
        text = say.upper_first(words.strings["tally_undecided"])
    if found.verdict != "none" and not found.is_firm:
        text += f" ({say.status(found.actual.status)})"
    return Mark(found.verdict, found.is_firm, text)


def crumbs(words: Words, *path: Link) -> tuple[Link, ...]:
    """The way from the home page to here; the last one is the page itself."""
    return (Link(words.strings["home"], HOME), *path)


def indicator_uri(indicator: str, edition: Edition | None = None) -> str:
    """File of an indicator's page: the current one, or as published in an edition."""
    folder = f"{edition.name}/" if edition else ""
    return f"{folder}chi-tieu/{indicator}/index.html"


def edition_uri(edition: Edition) -> str:
    """File of an edition's page."""
    return f"{edition.name}/index.html"


def edition_named(edition: Edition, words: Words) -> str:
    """'ấn bản năm 2020, phiên bản 1'."""
    return fill(words, "edition_version", year=edition.year, version=edition.version)


def edition_link(edition: Edition, words: Words, uri: str = "") -> Link:
    """'Ấn bản 2020'; a later version says which."""
    title = fill(words, "edition_short", year=edition.year)
    if edition.version > 1:
        title = words.say.upper_first(edition_named(edition, words))
    return Link(title, uri or edition_uri(edition))


def showing(site: Site, indicator: str) -> tuple[Edition, ...]:
    """The editions that show the indicator and have a value of it, oldest first."""
    return site.shown_in.get(indicator, ())


def keep(text: str, words: Words) -> str:
    """A heading whose balanced lines don't cut common compounds or a year from its 'năm'."""
    return _kept(words.strings["compounds"]).sub(
        lambda found: found[0].replace(" ", NO_BREAK), text
    )


@lru_cache(maxsize=4)
def _kept(compounds: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:năm|ngày|giai đoạn) (?=\d)|\b(?:{compounds})\b", re.I)
