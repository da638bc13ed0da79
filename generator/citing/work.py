"""What is cited: one figure, an indicator's page, an interview or an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model import Edition, Source, Yearbook
from generator.words import Words, words

Kind = Literal["figure", "indicator", "interview", "edition"]


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation says, whatever its form; when it was read is the reader's to add."""

    kind: Kind
    key: str
    """Stable, ASCII: 'viec-lam-2020-actual-ed2020'."""
    title: str
    author: str
    """The body that answers for it, as one whole name."""
    publisher: str
    date: date
    version: str
    """Of the edition; outside of one the date of the data."""
    container: str
    """The edition or site that it stands in; '' for an edition itself."""
    url: str
    """Its address for good."""
    language: str
    abstract: str
    note: str
    """Where it was published first: 'Nguồn: ...'."""
    license: str
    sentences: tuple[tuple[str, str], ...]
    """A sentence to paste in each language."""

    def sentence(self, language: str) -> str:
        """The sentence of a language."""
        return dict(self.sentences)[language]

    @property
    def is_data(self) -> bool:
        """Figures, rather than a text."""
        return self.kind in ("figure", "indicator")


def site_words(book: Yearbook) -> Words:
    """The language that the site's citations are in."""
    return words(book.settings.language)


def publisher_of(book: Yearbook, edition: Edition | None) -> str:
    """Who answers for an edition, else for the site."""
    return (edition.publisher if edition else "") or book.settings.publisher


def license_of(book: Yearbook, edition: Edition | None) -> str:
    """The edition's licence; of current pages that of the newest edition that names one."""
    if edition:
        return edition.license
    return next((item.license for item in reversed(book.published) if item.license), "")


def address(book: Yearbook, edition: Edition | None, path: str = "") -> str:
    """A full address: in an edition, else among the current pages."""
    folder = f"{edition.name}/" if edition else ""
    return f"{book.settings.site_url.rstrip('/')}/{folder}{path}"


def edition_mark(edition: Edition | None, since: date) -> str:
    """The end of a key: 'ed2020', 'ed2020-v2'; outside of an edition the date of the data."""
    return f"ed{edition.name}" if edition else since.isoformat()


def said_source(source: Source, language: str) -> str:
    """'Báo Dân sinh, “Kết quả năm 2020”, 01/01/2021'."""
    dated = (words(language).say.day(source.published),) if source.published else ()
    return ", ".join((source.publisher, f"“{source.title}”", *dated))


def noted(sources: Iterable[str], language: str) -> str:
    """'Nguồn: ...; ...'; '' without one."""
    named, strings = tuple(dict.fromkeys(sources)), words(language).strings
    return f"{strings['source']}{strings['colon']}{'; '.join(named)}" if named else ""


def uncut(name: str) -> str:
    """A name without what a reference manager would cut it at, into persons or their halves."""
    return re.sub(r"\s*[,;]+", " -", name)


def one_line(text: str) -> str:
    """Text for a field of a reference manager: plain blanks alone, no line breaks."""
    return " ".join(text.split())
