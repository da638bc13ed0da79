"""The sites that were published before, beside the one that is: numbered folders and a list.

`sites.txt` has a line for each site that was live, oldest first: when, and the sum of its
manifest. A site that stands here and isn't on the list was never live: a killed run left it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.archive.manifest import MANIFEST
from generator.publishing.manifest import hash_of
from generator.write import aside, mend, sync_one

LIST = "sites.txt"
NEXT = "next"
"""The folder in which a site is made."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A site that was live, and where it stands now."""

    hash: str
    day: str
    """When it went live first, in UTC: 2026-11-23T08:00:00+00:00."""
    folder: Path


class Shelf:
    """What stands beside a target. Its lock must be held; every method raises OSError."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.parent / f".{target.name}.kept"
        self.next = self.folder / NEXT
        self.is_swapped = False
        """What stands in `next` was live until now."""

    def open(self) -> None:
        """Make the shelf, closed to a web server, and mend what a killed run left."""
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o700)
        mend(self.target)
        live = hash_of(self.target)
        days = self._days()
        if live and live not in days:
            days[live] = _day_of(self.target)
            self._write(days)
        self.take_in()
        self._clear(days, live)

    def _clear(self, days: dict[str, str], live: str) -> None:
        """Only sites that were live stay, each once."""
        seen = {live}
        for place in self._numbered():
            hash = hash_of(place)
            if hash in seen or hash not in days:
                shutil.rmtree(place)
            seen.add(hash)
        for entry in (*self.folder.iterdir(), aside(self.target)):
            if entry.name == LIST or entry in self._numbered():
                continue
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink(missing_ok=True)

    def note(self) -> Kept:
        """Put the live site at the end of the list."""
        days, hash = self._days(), hash_of(self.target)
        days.pop(hash, None)
        days[hash] = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(days)
        return Kept(hash, days[hash], self.target)

    def take_in(self) -> None:
        """Number the site that was live until now, wherever the swap left it."""
        days, live = self._days(), hash_of(self.target)
        for place in (self.next, aside(self.target)):
            if not place.exists():
                continue
            if hash_of(place) == live or hash_of(place) not in days:
                shutil.rmtree(place)
                continue
            numbers = [int(path.name) for path in self._numbered()]
            place.rename(self.folder / f"{max(numbers, default=0) + 1}")

    def sweep(self) -> None:
        """Remove what was being made, where it wasn't published, and the lock of its build."""
        with contextlib.suppress(OSError):
            (self.folder / f".{NEXT}.lock").unlink()
        if not self.is_swapped:
            shutil.rmtree(self.next, ignore_errors=True)

    def prune(self, count: int) -> None:
        """Keep the newest so many of the sites before the live one; the rest goes for good."""
        kept = self.kept()
        for item in kept[: max(len(kept) - count, 0)]:
            shutil.rmtree(item.folder)
        present = {item.hash for item in self.kept()} | {hash_of(self.target)}
        self._write({hash: day for hash, day in self._days().items() if hash in present})

    def settle(self) -> None:
        """See that the names of what was moved are on the disk."""
        sync_one(self.folder)
        sync_one(self.target.parent)

    def kept(self) -> list[Kept]:
        """The sites that can be put back, in the order in which they went live."""
        places = {hash_of(place): place for place in self._numbered()}
        days = self._days()
        return [Kept(hash, day, places[hash]) for hash, day in days.items() if hash in places]

    def older(self) -> Kept | None:
        """The site that was live before the one that is."""
        before = [item for item in self.kept() if self._rank(item) < self._live_rank()]
        return before[-1] if before else None

    def newer(self) -> Kept | None:
        """The site that was live after the one that is."""
        after = [item for item in self.kept() if self._rank(item) > self._live_rank()]
        return after[0] if after else None

    def _rank(self, item: Kept) -> int:
        return list(self._days()).index(item.hash)

    def _live_rank(self) -> int:
        order, live = list(self._days()), hash_of(self.target)
        return order.index(live) if live in order else len(order)

    def _numbered(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        found = [path for path in self.folder.iterdir() if path.name.isdecimal()]
        return sorted(found, key=lambda path: int(path.name))

    def _days(self) -> dict[str, str]:
        """The list: when each site went live by its hash. Lost, it is told by the folders."""
        try:
            lines = (self.folder / LIST).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return {hash: _day_of(place) for place in self._numbered() if (hash := hash_of(place))}
        pairs = [line.split(" ", 1) for line in lines if " " in line]
        return {hash: day for day, hash in pairs}

    def _write(self, days: dict[str, str]) -> None:
        text = "".join(f"{day} {hash}\n" for hash, day in days.items())
        new = self.folder / f"{LIST}.new"
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.folder / LIST)


def _day_of(site: Path) -> str:
    """When a site was made, for one that no list names."""
    seconds = int((site / MANIFEST).stat().st_mtime)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
