"""Pages that had to go: archive/withdrawn.csv, and what stands at their addresses instead."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.problems import Problems
from generator.read.files import read_text, shown

FILE = "archive/withdrawn.csv"
HEADER = ("address", "date", "reason")
BAGS = "luu-tru/"
"""Where the site offers the bags."""
LANGUAGE = re.compile(r"[a-z]{2}/")
"""A page that must go, goes in every language; one of a language's folder goes alone."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One page that must not be shown any more."""

    address: str
    """'/2020/phong-van/'."""
    date: date
    reason: str

    @property
    def uri(self) -> str:
        """The page's file."""
        file = self.address.removeprefix("/")
        return f"{file}index.html" if not file or file.endswith("/") else file


@dataclass(frozen=True)
class Withdrawn:
    """Every withdrawal of a site."""

    items: tuple[Withdrawal, ...] = ()

    def holds(self, uri: str) -> bool:
        """The file isn't served: the page itself, its downloads, and what quotes its text."""
        bag = uri.removeprefix(BAGS).removesuffix(".zip")
        if uri == f"{BAGS}{bag}.zip" and self.touches(bag):
            return True
        return any(_covers(item.uri, each) for item in self.items for each in {uri, _plain(uri)})

    def above(self, uri: str) -> Withdrawal | None:
        """What took the file's page away with one that it stands below."""
        said = (uri, _plain(uri))
        found = (item for item in self.items if item.uri.endswith("index.html"))
        return next(
            (item for item in found if any(each.startswith(_folder(item.uri)) for each in said)),
            None,
        )

    def touches(self, name: str) -> bool:
        """A page of the edition had to go, so its bag can't be offered either."""
        return any(f"/{item.uri}".find(f"/{name}/") >= 0 for item in self.items)


def _plain(uri: str) -> str:
    """A file without its language's folder."""
    return uri.partition("/")[2] if LANGUAGE.match(uri) else uri


def _folder(page: str) -> str:
    return page.removesuffix("index.html")


def _covers(page: str, uri: str) -> bool:
    folder = _folder(page)
    stem = folder.rstrip("/")
    edition = _plain(page).partition("/")[0]
    if uri.startswith(folder) or uri.startswith(f"{stem}."):
        return True
    whole = ("tim-kiem/", "du-lieu.zip", "bao-cao.pdf")
    there = _plain(uri)
    return edition[:4].isdigit() and there.startswith(tuple(f"{edition}/{name}" for name in whole))


def read_withdrawn(root: Path, problems: Problems) -> Withdrawn:
    """The list of a project; empty where nothing was withdrawn."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        return Withdrawn()
    text = read_text(path, root, problems)
    if text is None:
        return Withdrawn()
    rows = list(csv.reader(io.StringIO(text), strict=True))
    found = []
    for number, row in enumerate(rows[1:], start=2):
        try:
            address, day, reason = row
            found.append(Withdrawal(address, date.fromisoformat(day), reason))
        except ValueError:
            problems.add("withdrawn-line", shown(path, root), number, 1, cell=",".join(row))
    if rows and tuple(rows[0]) != HEADER:
        problems.add("withdrawn-line", shown(path, root), 1, 1, cell=",".join(rows[0]))
    return Withdrawn(tuple(found))
