"""What later events may change of a frozen page as it is served."""

from __future__ import annotations

from pathlib import Path

from generator.archive.bag import Bag
from generator.archive.withdrawn import Withdrawn, read_withdrawn
from generator.build import Build, prepare
from generator.frozen.status import Statuses
from generator.problems import InputError, Problems


class Later:
    """What a project knows of its editions' later fate.

    Without a project, or with one that has problems of its own, that can't be computed, nor of a
    site that is older than the archive (`says` is False): the status region of a page is then left
    out of the comparison.
    """

    def __init__(self, config: Path | None = None, *, says: bool = True) -> None:
        self.build: Build | None = None
        self.withdrawn = Withdrawn()
        if config is None:
            return
        self.withdrawn = read_withdrawn(config.parent, Problems())
        if not says:
            return
        try:
            self.build = prepare(config)
        except InputError:
            return
        self._statuses: dict[str, Statuses] = {}

    def status(self, bag: Bag, uri: str, page: bytes) -> bytes | None:
        """What must stand in the status region of a page as it is served; `page` as in the bag."""
        if self.build is None:
            return None
        if bag.name not in self._statuses:
            kept = next((item for item in self.build.loaded.kept if item.name == bag.name), None)
            if kept is None:
                return None
            renderers = [each.renderer for each in self.build.all]
            self._statuses[bag.name] = Statuses(renderers, kept)
        return self._statuses[bag.name].said(uri, page).encode()

    def is_withdrawn(self, uri: str) -> bool:
        """A notice stands at this address (`niengiam withdraw`), or nothing any more."""
        return self.withdrawn.holds(uri)
