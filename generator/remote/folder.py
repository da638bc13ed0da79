"""A worker's own folder: it goes with the worker, and those of killed workers go with the next."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import tempfile
from pathlib import Path

PREFIX = "niengiam-far-"
_LOCK = "lock"


class Folder:
    """An empty folder until `close`; a lock tells others that it is in use."""

    def __init__(self) -> None:
        sweep()
        self._made = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self.path = Path(self._made.name)
        new = self.path / f"{_LOCK}.new"
        self._held = new.open("w")
        fcntl.flock(self._held, fcntl.LOCK_EX)
        new.rename(self.path / _LOCK)  # it is locked before anybody can find it

    def close(self) -> None:
        """Delete the folder."""
        self._held.close()
        self._made.cleanup()


def sweep() -> None:
    """Delete what killed workers left: no process holds their locks any more."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        with contextlib.suppress(OSError), lock.open("r+") as held:  # another's, or gone by now
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
