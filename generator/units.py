"""Files in units that share what is made once: all of one indicator, all of one edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.pages.site import Site

Task = tuple[str, Callable[[], bytes]]
"""A file with how its bytes are made."""
_OF_INDICATOR = re.compile(r"(?:^|/)chi-tieu/([^/.]+)(?:/|\.(?!xml$))")
"""Not its topic's feed, which may have the same name."""


@dataclass(frozen=True)
class Unit:
    """Files about one thing."""

    subject: str
    """An indicator; an edition's folder, '2020/'; else the file itself."""
    tasks: tuple[Task, ...]


def grouped(site: Site, tasks: Iterable[Task]) -> tuple[Unit, ...]:
    """Every file in its unit."""
    found: dict[str, list[Task]] = {}
    for uri, make in tasks:
        found.setdefault(_subject_of(site, uri), []).append((uri, make))
    return tuple(Unit(subject, tuple(files)) for subject, files in found.items())


def _subject_of(site: Site, uri: str) -> str:
    found = _OF_INDICATOR.search(uri)
    if found and found[1] in site.book.indicators:
        return found[1]
    edition = site.edition_of(uri)
    return f"{edition.name}/" if edition else uri
