"""The single writer: a site is written beside the one that is published, then swapped in at once.

Whatever happens before the swap, the published folder stays as it was. The swap is one system
call (RENAME_EXCHANGE) where the file system has it, else two renames that the next run mends.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO

from generator.archive.manifest import Written, seal
from generator.ledger import stat_of
from generator.problems import BusyError, OutputError

READABLE = 0o022
"""The umask of a site, whatever the user's: a web server reads every file."""
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class Staging:
    """A folder beside the target; `commit` makes it the target, anything else leaves no trace."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.parent / f".{target.name}.new"
        self._lock: IO[str] | None = None
        self._umask = 0

    def open(self) -> None:
        """Take the lock, mend what a killed run left, and begin with an empty folder.

        Raises OutputError where another build runs or the place can't be written.
        """
        self._lock = lock(self.target)
        self._umask = os.umask(READABLE)
        try:
            mend(self.target)
            for leftover in (self.folder, aside(self.target)):
                if leftover.exists():
                    shutil.rmtree(leftover)
            self.folder.mkdir()
        except OSError as error:
            self.close()
            raise OutputError(f"{error.filename or self.folder}: {error.strerror}") from error

    def write(self, uri: str, body: bytes) -> None:
        """Write one file of the site; raises OutputError where that fails."""
        write_file(self.folder / uri, body)

    def commit(self, known: Mapping[str, Written] | None = None) -> dict[str, str]:
        """List the new site's files and make it the published one, at once; remove the old.

        `known` are files whose bytes needn't be read again. Returns the sha256 of each file.
        """
        try:
            hashes = seal(self.folder, known)
            swap(self.folder, self.target)
        except OSError as error:
            raise OutputError(f"{error.filename or self.target}: {error.strerror}") from error
        self.close()
        return hashes

    def close(self) -> None:
        """Remove what isn't published and let the lock go; the target is untouched."""
        if self._lock is None:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        os.umask(self._umask)
        self._lock.close()
        self._lock = None


def lock(target: Path) -> IO[str]:
    """Keep other runs from a target until the file is closed; makes the folder it stands in.

    Raises BusyError where another run has it, OutputError where the place can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        held = (target.parent / f".{target.name}.lock").open("w")
    except OSError as error:
        raise OutputError(f"{error.filename or target}: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        if isinstance(error, BlockingIOError):
            raise BusyError(str(target)) from error
        raise OutputError(f"{target}: {error.strerror}") from error
    return held


def aside(target: Path) -> Path:
    """Where a site waits between two renames, on a file system that can't swap at once."""
    return target.parent / f".{target.name}.old"


def mend(target: Path) -> None:
    """Bring back the site that a run killed between two renames left aside."""
    if aside(target).exists() and not target.exists():
        aside(target).rename(target)


def swap(new: Path, target: Path) -> None:
    """Make `new` the target, at once where the system can; what stood there stands at `new`.

    Raises OSError; the target is then what it was before.
    """
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        return
    waiting = aside(target)
    target.rename(waiting)
    try:
        new.rename(target)
    except OSError:
        waiting.rename(target)
        raise
    with contextlib.suppress(OSError):  # the new site stands; the next run finds the old one
        waiting.rename(new)


def sync(folder: Path) -> None:
    """See that every file and folder below is on the disk, itself too; raises OSError."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync_one(os.path.join(place, name))  # noqa: PTH118
        sync_one(place)


def sync_one(path: str | Path) -> None:
    """See that one file, or the list of names in one folder, is on the disk; raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_known(path: Path, body: bytes) -> Written:
    """Write one file; what is known of it then. Raises OutputError where that fails."""
    write_file(path, body)
    return Written(sha256(body).hexdigest(), stat_of(path))


def write_file(path: Path, body: bytes) -> None:
    """Write one file, its folders too; raises OutputError where that fails.

    What stood there goes first: it may be a second name of a file of the published site.
    """
    try:
        handle = _opened(path)
        try:
            rest = memoryview(body)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def _opened(path: Path) -> int:
    """A new file, by the system's own call: a site has ten thousand of them."""
    kind = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, kind, 0o666)
    except FileExistsError:
        path.unlink()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, kind, 0o666)


def copy_file(source: Path, path: Path) -> None:
    """Copy one file, its folders too; raises OutputError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        shutil.copyfile(source, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def _exchange(one: Path, two: Path) -> bool:
    """Swap two folders in one system call; False where the system can't."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    failed = renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(two))
