"""The yearbook as the program knows it: typed, checked, frozen. No file, no HTML, no MkDocs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Measure = Literal["plan", "actual"]
Direction = Literal["up", "down", "neutral"]
Status = Literal["final", "provisional", "estimate", "forecast"]
Bound = Literal["", "about", "below", "above"]
EditionStatus = Literal["draft", "published"]
PLAIN = "vi"
"""The language of columns without a suffix: `name` beside `name_en`."""
_TRANSLATION = re.compile(r"\.([a-z]{2,3})\.md$")


def in_language(thing: object, column: str, language: str) -> str:
    """A column as a language has it: `name_en` where that is given, else `name`."""
    said: str = getattr(thing, f"{column}_{language}", "") or getattr(thing, column)
    return said


def translation_of(path: str) -> tuple[str, str]:
    """The page that a file translates, and into what: 'a.en.md' is ('a.md', 'en'); '' for none."""
    found = _TRANSLATION.search(path)
    return (f"{path[: found.start()]}.md", found[1]) if found else (path, "")


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of work that indicators belong to."""

    id: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured."""

    id: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    decimals: int
    """The most decimals that a value has."""
    direction: Direction
    """Which side of the plan is better."""
    topic: str
    part_of: str
    """The indicator that this one is a part of; empty for none."""
    definition: str

    @property
    def is_rate(self) -> bool:
        """Measured in percent or percentage points: compared by difference, never by percent."""
        unit = self.unit.strip().lower()
        return unit.startswith(("%", "điểm %", "điểm phần trăm"))

    @property
    def is_count(self) -> bool:
        """Whole things that can be counted."""
        return self.decimals == 0 and not self.is_rate


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one indicator for one year, as known on one date."""

    indicator: str
    year: int
    since: int | None
    """First year that the value covers; None where it covers `year` alone."""
    measure: Measure
    value: Decimal
    upper: Decimal | None
    """The other end of a range; None for a single value."""
    bound: Bound
    status: Status
    as_of: date
    basis: str
    by: str
    group: str
    source: str
    note: str
    line: int
    """Line of observations.csv, so that a problem can name it."""
    subject: tuple[str, int, str, str, str, str] = field(init=False, repr=False, compare=False)
    """What is observed: rows that share it are vintages of one value."""

    def __post_init__(self) -> None:
        subject = (self.indicator, self.year, self.measure, self.basis, self.by, self.group)
        object.__setattr__(self, "subject", subject)

    @property
    def is_total(self) -> bool:
        """Not one group of a breakdown."""
        return not self.group


@dataclass(frozen=True, slots=True)
class Source:
    """Where observations were published."""

    id: str
    title: str
    publisher: str
    published: date | None
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Label:
    """Name of a breakdown, a group or a basis."""

    kind: str
    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake in a published edition, and what is right."""

    date: date
    edition: int
    version: int
    indicator: str
    field: str
    year: int | None
    measure: str
    by: str
    group: str
    basis: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that was published, and where it went."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in an interview."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Interview:
    """A page of questions and answers."""

    edition: int
    slug: str
    path: str
    """Of its file, relative to the content folder, with '/'."""
    title: str
    lede: str
    date: date | None
    speakers: tuple[Speaker, ...]
    source: str
    photo: str
    body: str
    """The Markdown below the front matter."""
    body_line: int
    """Line of the file on which `body` begins."""
    language: str = ""
    """Of its words, where that isn't the pages' own."""

    @property
    def address(self) -> str:
        """Folder of the page, with a closing '/'."""
        return f"{self.edition}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Prose:
    """Any other Markdown page."""

    path: str
    title: str
    lede: str
    description: str
    body: str
    body_line: int
    language: str = ""
    """Of its words, where that isn't the pages' own."""

    @property
    def uri(self) -> str:
        """File of the page: 'gioi-thieu.md' becomes 'gioi-thieu/index.html'."""
        stem = translation_of(self.path)[0].removesuffix(".md")
        is_index = stem == "index" or stem.endswith("/index")
        return f"{stem}.html" if is_index else f"{stem}/index.html"


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a page in another language; what is empty stays as in the original."""

    path: str
    title: str
    lede: str
    description: str
    publisher: str
    license: str
    contact: str
    speakers: tuple[Speaker, ...]
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """That an edition is kept for good, and what its bag holds."""

    date: date
    sha256: str
    """Of the bag, as the register has it."""
    size: int
    """Of the bag, in bytes."""
    pages: int
    figures: int
    addresses: tuple[str, ...] = ()
    """Every address of the edition: pages, figures on them, files."""
    is_offered: bool = True
    """False where one of its pages had to go: the bag still holds it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One year's publication."""

    year: int
    path: str
    title: str
    lede: str
    published: date
    as_of: date
    """The edition sees the rows known up to this date."""
    status: EditionStatus
    publisher: str
    license: str
    contact: str
    indicators: tuple[str, ...]
    """Ids in the order shown."""
    version: int = 1
    interviews: tuple[Interview, ...] = ()
    body: str = ""
    body_line: int = 1
    language: str = ""
    """Of its words, where that isn't the pages' own."""
    frozen: Frozen | None = None
    """None for one that is still made anew by every build."""

    @property
    def name(self) -> str:
        """Its place in addresses: '2020', '2020-v2'."""
        return str(self.year) if self.version == 1 else f"{self.year}-v{self.version}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a publisher sets in mkdocs.yml."""

    site_name: str
    site_url: str
    language: str
    """Of the pages."""
    publisher: str
    """Who publishes the site, as it stands in citations."""
    place: str
    """What the figures are about: 'tỉnh Bến Tre'."""
    notice: str
    """A sentence at the foot of every page."""
    plotlyjs: Literal["full", "basic", "none"] = "full"
    cards: bool = True
    """Draw social cards."""
    citations: bool = True
    """Show ready citations, and tell machines what a page is."""
    downloads: bool = True
    """Offer files to take away: tables, pictures, records of citations."""
    embeds: bool = True
    """Make the light pages for other sites, and the answers that lead to them."""
    pdf: bool = False
    """Print each edition's report."""
    colour: str = ""
    """The body's own colour: '#0b5394'; empty for the theme's."""
    logo: str = ""
    """The body's sign: a picture below the content folder; empty for none."""
    data_dir: str = "data"
    freeze_plotly: bool = False
    """Put plotly.js (5 MB of others' code) into the bag of a frozen edition."""
    languages: tuple[str, ...] = ()
    """All that there are pages in, the main one first; none: not said, or the main one alone."""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`site_name`, `publisher`, `place` and `notice` in other languages, by language."""

    @property
    def main(self) -> str:
        """The language whose pages stand at the site's top."""
        return self.languages[0] if self.languages else self.language


@dataclass(frozen=True)
class Yearbook:
    """Everything that is published, checked."""

    settings: Settings
    topics: Mapping[str, Topic]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    labels: Mapping[tuple[str, str], Label]
    observations: tuple[Observation, ...]
    editions: tuple[Edition, ...]
    """By year, oldest first; drafts only in a preview."""
    corrections: tuple[Correction, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    pages: Mapping[str, Prose] = field(default_factory=dict)
    """Other Markdown pages by the path of their original."""
    translations: Mapping[tuple[str, str], Translation] = field(default_factory=dict)
    """By the path of the original and the language."""

    def edition(self, year: int) -> Edition | None:
        """The newest version of a year's edition."""
        found = [edition for edition in self.editions if edition.year == year]
        return found[-1] if found else None

    @property
    def published(self) -> tuple[Edition, ...]:
        """Editions that are out."""
        return tuple(edition for edition in self.editions if edition.status == "published")

    def label(self, kind: str, key: str) -> Label:
        """Name of a breakdown, group or basis; its own key where none is given."""
        return self.labels.get((kind, key), Label(kind, key, key, key))
