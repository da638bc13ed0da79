"""What a worker on another machine does: fetch the inputs once, then render share after share."""

from __future__ import annotations

import hashlib
import os
import platform
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from threading import Lock
from uuid import uuid4

from generator import resources
from generator.build import Build, prepare
from generator.problems import InputError, Problems
from generator.remote.folder import Folder
from generator.remote.place import Place

ROWS = "fetched.csv"
"""Observations from elsewhere, beside the packed project: a database is asked once for all."""
PROJECT = "project"


@dataclass(frozen=True)
class Errand:
    """One build's pages, as a worker anywhere can be told of them."""

    place: str
    """Address of this build's own place, where the inputs lie and the pages go."""
    config: str
    """The settings' path in the packed project."""
    program: str
    """What `likeness` must give, for the bytes to be the same."""


@dataclass(frozen=True)
class _Site:
    errand: Errand
    folder: Folder
    build: Build


_one_at_a_time = Lock()
"""A process renders one share after another: what its pages share isn't made for threads."""
_sites: list[_Site] = []
"""The site at hand, one at most."""
_over: set[str] = set()
"""Places of builds that are over: nothing more is written there."""
_PATIENCE = 10
"""Seconds that the end of a build waits for a unit that is being made."""


def do_errand(errand: Errand, subjects: Sequence[str]) -> str:
    """Render some units into a place of their own, and tell which: a second time does no harm.

    Another worker that does the same, because this one was held to be dead, writes elsewhere.
    """
    with _one_at_a_time:
        build = _site_of(errand).build
        units = {unit.subject: unit for unit in build.units}
        place = Place(f"{errand.place}/{uuid4().hex}")
        for subject in subjects:
            if errand.place in _over:
                break
            place.write({uri: make() for uri, make in units[subject].tasks})
            build.forget()
    return place.address


def let_go(errand: Errand) -> None:
    """The build is over, or given up: what is under way ends, and the site is forgotten."""
    _over.add(errand.place)
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        return
    try:
        if _sites and _sites[0].errand == errand:
            _sites.pop().folder.close()
    finally:
        _one_at_a_time.release()


def _site_of(errand: Errand) -> _Site:
    if _sites and _sites[0].errand == errand:
        return _sites[0]
    if errand.program != likeness():
        problems = Problems()
        problems.add("executor-differs", platform.node() or "worker")
        raise InputError(problems)
    while _sites:
        _sites.pop().folder.close()
    folder = Folder()
    try:
        Place(errand.place).unpack(folder.path)
        rows = folder.path / ROWS
        config = folder.path / PROJECT / errand.config
        build = prepare(config, given=rows if rows.is_file() else None)
    except BaseException:
        folder.close()
        raise
    _sites.append(_Site(errand, folder, build))
    return _sites[0]


@lru_cache(maxsize=1)
def likeness() -> str:
    """One word for the program and for what else shapes the bytes of a page."""
    found = hashlib.sha256()
    for folder in (Path(__file__).parent.parent, resources.templates()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    python = ".".join(platform.python_version_tuple()[:2])
    found.update(f"{os.name} {python} {zlib.ZLIB_RUNTIME_VERSION} {_packages()}".encode())
    return found.hexdigest()


def _packages() -> list[str]:
    try:
        asked = requires("niengiam") or []
    except PackageNotFoundError:
        return []
    names = sorted({line.split(";")[0].strip() for line in asked if "extra ==" not in line})
    return [f"{name} {_version(name)}" for name in names]


def _version(requirement: str) -> str:
    name = requirement
    for mark in "[<>=~! (":
        name = name.partition(mark)[0]
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
