"""The single writer: a site is written beside the one that is published, then swapped in at once.

Whatever happens before the swap, the published folder stays as it was. The swap is one system
call (RENAME_EXCHANGE) where the file system has it, else two renames that the next run mends.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from pathlib import Path
from typing import IO

from generator.problems import OutputError

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_FOREIGN = (".git", "mkdocs.yml", "pyproject.toml", "data", ".hg")
"""What a published site never holds beside its pages: a folder with it isn't ours to replace."""


class Staging:
    """A folder beside the target; `commit` makes it the target, anything else leaves no trace."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.parent / f".{target.name}.new"
        self._previous = target.parent / f".{target.name}.old"
        self._lock_path = target.parent / f".{target.name}.lock"
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Take the lock, mend what a killed run left, and begin with an empty folder.

        Raises OutputError where another build runs or the place can't be written.
        """
        _refuse_foreign(self.target)
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._lock_path.open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{self.target}: another build is running") from error
        except OSError as error:
            raise OutputError(f"{error.filename or self.target}: {error.strerror}") from error
        try:
            self._recover()
            self.folder.mkdir()
            self.folder.chmod(0o755)
        except OSError as error:
            raise OutputError(f"{error.filename or self.folder}: {error.strerror}") from error

    def write(self, uri: str, body: bytes) -> None:
        """Write one file of the site; raises OutputError where that fails."""
        write_file(self.folder / uri, body)

    def commit(self) -> None:
        """Make the new site the published one, at once; then remove the old."""
        try:
            # Whatever the umask: a web server reads every file. By os, for ten thousand of them.
            for place, folders, names in os.walk(self.folder):
                for name in folders:
                    os.chmod(os.path.join(place, name), 0o755)  # noqa: PTH101, PTH118, S103
                for name in names:
                    os.chmod(os.path.join(place, name), 0o644)  # noqa: PTH101, PTH118
            _swap(self.folder, self.target, self._previous)
        except OSError as error:
            raise OutputError(f"{error.filename or self.target}: {error.strerror}") from error
        self.close()

    def close(self) -> None:
        """Remove what isn't published and let the lock go; the target is untouched."""
        if self._lock is None:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self._previous, ignore_errors=True)
        self._lock.close()
        self._lock = None

    def _recover(self) -> None:
        if self._previous.exists() and not self.target.exists():
            self._previous.rename(self.target)
        for leftover in (self.folder, self._previous):
            if leftover.exists():
                shutil.rmtree(leftover)


def write_file(path: Path, body: bytes) -> None:
    """Write one file, its folders too; raises OutputError where that fails."""
    try:
        try:
            path.write_bytes(body)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def copy_file(source: Path, path: Path) -> None:
    """Copy one file, its folders too; raises OutputError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target}: is a link or a file; a folder is needed")
    for name in _FOREIGN:
        if (target / name).exists() and not (target / "index.html").exists():
            raise OutputError(f"{target}: holds {name}; it isn't a published site")
    if (target / ".git").exists() or (target / "mkdocs.yml").exists():
        raise OutputError(f"{target}: holds sources; it isn't a published site")


def _swap(new: Path, target: Path, previous: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        return
    target.rename(previous)
    new.rename(target)


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
