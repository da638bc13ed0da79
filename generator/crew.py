"""Many pages are rendered by several processes: each gets its share once and writes its files.

Any `concurrent.futures.Executor` will do. A forked worker has the site already; another one reads
it by itself, once. The bytes are the same for any number of workers.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generator.archive.manifest import Written
from generator.build import Build, prepare
from generator.units import Unit
from generator.write import write_known

VARIABLE = "NIENGIAM_WORKERS"
"""How many processes; by default one for each processor, where there is enough to do."""
LEAST = 1000
"""A site of fewer files than these is written faster than processes are started."""
SHARES = 6
"""For each worker, so that none waits long for the last."""
_DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG."""


Known = dict[str, Written]
"""The files that were written, by uri."""


@dataclass(frozen=True)
class Job:
    """One build's pages, as any process can be told of them."""

    config: Path
    folder: Path
    """Where the site is written."""


_builds: dict[Job, Build] = {}
"""The build of a job; a forked worker finds it here."""


@dataclass
class Crew:
    """Workers under way."""

    executor: Executor
    shares: list[Future[Known]]
    job: Job

    def wait(self) -> Known:
        """Until all is written; raises what a worker raised."""
        found: Known = {}
        try:
            for share in self.shares:
                found |= share.result()
        finally:
            self.stop()
        return found

    def stop(self) -> None:
        """Let what is under way end and begin nothing more; nobody writes behind this."""
        self.executor.shutdown(wait=True, cancel_futures=True)
        _builds.pop(self.job, None)


def workers() -> int:
    """How many are wanted; 0 leaves it to how much there is to do."""
    wanted = os.environ.get(VARIABLE, "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() else 0


def start(
    build: Build,
    folder: Path,
    executor: Executor | None = None,
    wanted: Sequence[int] | None = None,
) -> Crew | None:
    """Set workers to a build's units; None where this process does them as well alone.

    `wanted` are the numbers of the units to make; all where it is None.
    """
    every = build.units
    numbers = range(len(every)) if wanted is None else wanted
    count = workers() or (len(os.sched_getaffinity(0)) if _is_much(build, numbers) else 1)
    # Only a forked worker has the one edition that is to be frozen: by itself it reads the whole.
    alone = build.freezing and (executor is not None or sys.platform != "linux")
    if alone or (executor is None and (count == 1 or build.is_preview)):
        return None
    job = Job(build.project.config.absolute(), folder.absolute())
    _builds[job] = build
    pool, shares = executor or _pool(count), SHARES * count
    parts = (tuple(numbers[first::shares]) for first in range(shares))
    return Crew(pool, [pool.submit(do_share, job, part) for part in parts if part], job)


def _is_much(build: Build, numbers: Sequence[int]) -> bool:
    """Several things to do in a large site: even a few of its pages tell of everything."""
    return len(numbers) > 1 and sum(len(unit.tasks) for unit in build.units) >= LEAST


def do_share(job: Job, numbers: Iterable[int]) -> Known:
    """Render and write some units; a second time does no harm."""
    build = _builds.get(job)
    if build is None:
        build = _builds[job] = prepare(job.config)
    every = build.units
    return write_units(build, (every[number] for number in numbers), job.folder)


def write_units(build: Build, wanted: Iterable[Unit], folder: Path) -> Known:
    """Render and write some units; what their pages shared is let go after each."""
    found: Known = {}
    for unit in wanted:
        for uri, make in unit.tasks:
            found[uri] = write_known(folder / uri, make())
        build.forget()
    return found


def _pool(number: int) -> ProcessPoolExecutor:
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(number, context, _die_with, (os.getpid(),))


def _die_with(parent: int) -> None:
    """A worker whose build was killed must not go on writing into the next one's folder."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
