"""The steps of publishing, and of going back, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.plugin import build_site
from generator.problems import InputError, LiveError, OutputError, Problems
from generator.proof import prove
from generator.publishing.manifest import listed
from generator.publishing.place import check_place
from generator.publishing.shelf import Shelf
from generator.read.settings import Project, read_project
from generator.write import lock, swap, sync


@dataclass(frozen=True, slots=True)
class Live:
    """The site that readers see now."""

    hash: str
    day: str
    files: int
    warnings: Problems


def publish(config: Path, target: Path, *, keep: int = 3, strict: bool = False) -> Live:
    """Build, verify and put a site into a folder, at once; what stood there is kept.

    `keep` is the number of sites that stay for going back. Raises InputError, OutputError: the
    folder is then what it was; LiveError where only what comes after failed.
    """
    target = target.absolute()
    check_place(target, config)
    with _shelf(target) as shelf:
        check_place(target, config)  # again, now that nobody else publishes there
        _, warnings = build_site(config, shelf.next, strict=strict)
        _verify(shelf.next, read_project(config, Problems()))
        sync(shelf.next)
        swap(shelf.next, target)
        shelf.is_swapped = True
        with _afterwards():
            live = shelf.note()
            shelf.take_in()
            shelf.prune(keep)
            shelf.settle()
        return Live(live.hash, live.day, len(listed(target) or ()), warnings)


def step(target: Path, *, forward: bool = False) -> Live:
    """Go back to the site that was live before, or forward again; raises as `publish` does."""
    target = target.absolute()
    check_place(target, None)
    if not Shelf(target).folder.is_dir():
        raise _none_kept(target, forward)
    with _shelf(target) as shelf:
        check_place(target, None)
        wanted = shelf.newer() if forward else shelf.older()
        if wanted is None:
            raise _none_kept(target, forward)
        _verify(wanted.folder, None)  # its own bags: editions frozen since aren't in it
        swap(wanted.folder, target)
        with _afterwards():
            shelf.take_in()
            shelf.settle()
        return Live(wanted.hash, wanted.day, len(listed(target) or ()), Problems())


def _none_kept(target: Path, forward: bool) -> InputError:
    problems = Problems()
    problems.add("publish-newest" if forward else "publish-oldest", str(target))
    return InputError(problems)


def _verify(site: Path, project: Project | None) -> None:
    """A site goes live only whole, and with its frozen editions as they were; raises InputError."""
    found = prove(site, project).problems
    if found.errors():
        raise InputError(found)


@contextmanager
def _shelf(target: Path) -> Iterator[Shelf]:
    """The shelf beside a target, locked; what was being made is gone afterwards."""
    held = lock(target)
    shelf = Shelf(target)
    try:
        shelf.open()
        yield shelf
    except OSError as error:
        raise OutputError(f"{error.filename or target}: {error.strerror}") from error
    finally:
        shelf.sweep()
        held.close()


@contextmanager
def _afterwards() -> Iterator[None]:
    """The site is live: what fails now leaves it so."""
    try:
        yield
    except OSError as error:
        raise LiveError(f"{error.filename}: {error.strerror}") from error
