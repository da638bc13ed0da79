"""The build's side: it packs the inputs, sets workers to the units, and brings their pages home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Protocol
from uuid import uuid4

from generator.build import Build
from generator.crew import SHARES, Known, write_units
from generator.problems import InputError, Problems
from generator.remote.errand import PROJECT, ROWS, Errand, do_errand, likeness
from generator.remote.place import Place

PATIENCE = 10.0
"""Seconds between two looks whether anybody is there at all."""


class Cluster(Protocol):
    """Workers under one address."""

    @property
    def name(self) -> str:
        """As problems name it."""

    @property
    def executor(self) -> Executor:
        """Takes any function, as concurrent.futures has it."""

    def size(self) -> int:
        """How many processes there are now."""

    def close(self, errand: Errand) -> None:
        """The build is over."""


@dataclass
class FarCrew:
    """Workers under way, elsewhere."""

    build: Build
    folder: Path
    cluster: Cluster | None
    errand: Errand
    near: Sequence[int]
    """Numbers of the units that this machine makes, last of all: indexes, feeds, lists."""
    shares: list[Future[str]] = field(default_factory=list)

    def wait(self) -> Known:
        """Until all is written; raises what a worker raised. Returns what this machine made."""
        try:
            self._bring_all()
        except (CancelledError, BrokenExecutor) as error:
            self._lost(error)
        except Exception as error:
            if type(error).__name__ == "KilledWorker":  # Dask's, which may not be here
                self._lost(error)
            raise
        finally:
            self.stop()
        every = self.build.units
        return write_units(self.build, (every[number] for number in self.near), self.folder)

    def stop(self) -> None:
        """Nothing more is begun; what a worker still writes is never looked at."""
        for share in self.shares:
            share.cancel()
        cluster, self.cluster = self.cluster, None
        if cluster is not None:
            cluster.close(self.errand)
            Place(self.errand.place).clear()

    def _bring_all(self) -> None:
        pending, alone = set(self.shares), 0
        while pending:
            done, pending = wait_for(pending, timeout=PATIENCE, return_when=FIRST_COMPLETED)
            for share in done:
                Place(share.result()).bring(self.folder)
            nobody = not done and self.cluster is not None and self.cluster.size() == 0
            alone = alone + 1 if nobody else 0
            if alone > 1:
                self._lost(None)

    def _lost(self, error: BaseException | None) -> NoReturn:
        name = self.cluster.name if self.cluster else self.errand.place
        problems = Problems()
        problems.add("executor-lost", name)
        raise InputError(problems) from error


def set_out(
    build: Build,
    folder: Path,
    connect: Callable[[], Cluster],
    shared: str,
    roots: Iterable[Path],
    wanted: Sequence[int] | None = None,
) -> FarCrew:
    """Set workers to a build's units; `wanted` are the numbers of those to make, None for all.

    `shared` is the address of a place that this machine and all workers reach, `roots` what the
    build reads. Nobody is called where nothing is to be rendered. Raises InputError.
    """
    every = build.units
    numbers = range(len(every)) if wanted is None else wanted
    far = [every[number].subject for number in numbers if _is_far(build, every[number].subject)]
    near = [number for number in numbers if not _is_far(build, every[number].subject)]
    place = f"{shared.rstrip('/')}/{uuid4().hex}"
    config = build.project.config.relative_to(build.project.root).as_posix()
    errand = Errand(place, config, likeness())
    crew = FarCrew(build, folder, None, errand, near)
    if not far:
        return crew
    crew.cluster = connect()
    try:
        Place(place).pack(_inputs(build, roots))
        count = SHARES * max(crew.cluster.size(), 1)
        parts = (tuple(far[first::count]) for first in range(count))
        executor = crew.cluster.executor
        crew.shares = [executor.submit(do_errand, errand, part) for part in parts if part]
    except BaseException:
        crew.stop()
        raise
    return crew


def _is_far(build: Build, subject: str) -> bool:
    """The pages of an indicator or of an edition; what lists them all is written here."""
    return subject in build.site.book.indicators or subject.endswith("/")


def _inputs(build: Build, roots: Iterable[Path]) -> dict[str, Path | bytes]:
    """Every file that a build reads by its path in the pack; rows from elsewhere as fetched."""
    root, found = build.project.root, dict[str, Path | bytes]()
    source = build.project.source
    for place in roots:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and not (source and path == root / source.address):
                found[f"{PROJECT}/{path.relative_to(root).as_posix()}"] = path
    if build.loaded.fetched is not None:
        found[ROWS] = build.loaded.fetched
    return found
