"""Runs a command and says what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = resource.getpagesize()
_PAUSE = 0.05
"""Seconds between two looks at the memory of all processes together."""


@dataclass(frozen=True)
class Cost:
    """Of one run."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of all processes, user and system."""
    peak: float
    """MB of the largest process."""
    together: float
    """MB of all processes at once, looked at every 50 ms; shared pages count in each."""


def run(argv: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run to the end; raises RuntimeError with what it said where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    looking = _Looking(process.pid)
    looking.start()
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    looking.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(argv)}: {said.decode(errors='replace')[-2000:]}")
    peak = used.ru_maxrss / 1024
    return Cost(wall, used.ru_utime + used.ru_stime, peak, max(peak, looking.most / 2**20))


class _Looking(threading.Thread):
    """Adds up the memory of a process and all below it, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(_PAUSE):
            self.most = max(self.most, _memory(self.pid))

    def stop(self) -> None:
        """Look no more."""
        self._done.set()
        self.join()


def _memory(pid: int) -> int:
    """Bytes of a process and its children; 0 where it's gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        below = {int(each) for task in tasks for each in (task / "children").read_text().split()}
    except (OSError, ValueError, IndexError):
        return 0
    return pages * _PAGE + sum(_memory(each) for each in below)
