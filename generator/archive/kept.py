"""Frozen editions as the register and their bags tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.archive.bag import Bag
from generator.archive.register import Entry, bag_path, read_register
from generator.archive.shown import Shown, from_tables, observations
from generator.figures import View
from generator.model import Edition, Frozen, Interview, Observation, Speaker, Yearbook
from generator.problems import InputError, Problems

FORMAT = "niengiam-edition/1"
EDITION, FIGURES, ADDRESSES = "edition.json", "figures.json", "addresses.txt"
SITE, SOURCES, TABLES = "site/", "sources/", "tables/"
"""Where the payload of a bag holds what."""
KNOWN = "archive/known.json"
"""In a bag's sources: the editions that were frozen before, for those who build it again."""


@dataclass(frozen=True)
class Kept:
    """One frozen version of one edition."""

    edition: Edition
    bag: Bag

    @property
    def name(self) -> str:
        """Its place in addresses."""
        return self.edition.name

    def offered(self, is_offered: bool) -> Kept:
        """The same, its bag for everyone to take or not."""
        assert self.edition.frozen is not None
        if self.edition.frozen.is_offered is is_offered:
            return self
        frozen = replace(self.edition.frozen, is_offered=is_offered)
        return Kept(replace(self.edition, frozen=frozen), self.bag)

    @cached_property
    def shown(self) -> Shown:
        """What its pages show."""
        return from_tables(lambda name: self.bag.read(TABLES + name))

    def view(self, book: Yearbook) -> View:
        """The same as a view, whatever the tables have become: its own rows and units."""
        named = {
            id: replace(book.indicators[id], unit=cells["unit"], unit_en=cells["unit_en"])
            for id, cells in self.shown.indicators.items()
            if id in book.indicators
        }
        rows = tuple(row for row in self._observations if row.indicator in named)
        own = replace(book, indicators={**book.indicators, **named}, observations=rows)
        return View(own, self.edition.as_of)

    @cached_property
    def _observations(self) -> tuple[Observation, ...]:
        return tuple(observations(self.shown))

    def files(self) -> Iterator[tuple[str, str]]:
        """(uri, path in the bag) of every file of its site."""
        return ((name.removeprefix(SITE), name) for name in self.bag.names if name.startswith(SITE))

    def sources(self, folder: str) -> dict[str, bytes]:
        """The sources below a folder by their path in the project."""
        start = SOURCES + folder
        return {
            name.removeprefix(SOURCES): self.bag.read(name)
            for name in self.bag.names
            if name.startswith(start)
        }


def read_kept(root: Path, problems: Problems) -> tuple[Kept, ...]:
    """Every frozen edition of a project, in the order of the register.

    A bag that is missing or isn't the one that was registered is a problem: it names the file.
    """
    found = []
    for entry in read_register(root, problems):
        path = bag_path(root, entry.name)
        try:
            bag = Bag.open(path, root)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if bag.sha256 != entry.sha256:
            problems.add("bag-altered", bag.path, found=bag.sha256, wanted=entry.sha256)
            continue
        try:
            found.append(Kept(edition_of(bag, entry), bag))
        except (KeyError, ValueError, TypeError, InputError) as error:
            problems.add("bag-edition", bag.path, reason=error)
    return tuple(found)


def known_before(root: Path) -> tuple[Edition, ...]:
    """Editions of which only the description is there: where a bag is built again."""
    path = root / KNOWN
    return tuple(map(_edition, json.loads(path.read_text("utf-8")))) if path.is_file() else ()


def edition_of(bag: Bag, entry: Entry) -> Edition:
    """The edition in a bag."""
    edition = _edition(json.loads(bag.read(EDITION)))
    addresses = tuple(bag.read(ADDRESSES).decode().splitlines())
    frozen = Frozen(entry.date, entry.sha256, bag.size, entry.pages, entry.figures, addresses)
    return replace(edition, frozen=frozen)


def described(edition: Edition) -> dict[str, Any]:
    """An edition without its text, as JSON holds it."""
    return {
        "format": FORMAT,
        "name": edition.name,
        **{name: getattr(edition, name) for name in _PLAIN},
        "published": edition.published.isoformat(),
        "as_of": edition.as_of.isoformat(),
        "indicators": list(edition.indicators),
        "interviews": [_talk(talk) for talk in edition.interviews],
    }


_PLAIN = ("year", "version", "path", "title", "lede", "publisher", "license", "contact")
_TALK = ("slug", "path", "title", "lede", "source", "photo")


def _talk(talk: Interview) -> dict[str, Any]:
    return {
        **{name: getattr(talk, name) for name in _TALK},
        "date": talk.date.isoformat() if talk.date else None,
        "speakers": [{"id": one.id, "name": one.name, "role": one.role} for one in talk.speakers],
    }


def _edition(raw: dict[str, Any]) -> Edition:
    return Edition(
        **{name: raw[name] for name in _PLAIN},
        published=date.fromisoformat(raw["published"]),
        as_of=date.fromisoformat(raw["as_of"]),
        status="published",
        indicators=tuple(raw["indicators"]),
        interviews=tuple(_interview(raw["year"], talk) for talk in raw["interviews"]),
    )


def _interview(year: int, raw: dict[str, Any]) -> Interview:
    return Interview(
        edition=year,
        **{name: raw[name] for name in _TALK},
        date=date.fromisoformat(raw["date"]) if raw["date"] else None,
        speakers=tuple(Speaker(**one) for one in raw["speakers"]),
        body="",
        body_line=1,
    )
