"""One place that several machines reach: a shared folder, a bucket. fsspec knows the ways to it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from generator.problems import InputError, OutputError, Problems

INPUTS = "inputs.zip"


class Place:
    """A folder by its address: file:///mnt/share/x, s3://bucket/x, whatever fsspec knows.

    fsspec takes an address as it is written: a blank in it isn't `%20`.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        with told(address):
            from fsspec.core import url_to_fs

            found: tuple[Any, str] = url_to_fs(self.address)
        self._system, self._path = found
        self.is_local = "file" in _protocols(self._system)
        if self.is_local:
            self._system.auto_mkdir = True

    def below(self, name: str) -> str:
        """Address of what lies in this place."""
        return f"{self.address}/{name}"

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by their paths from here; side by side where the place takes many at once."""
        with told(self.address):
            self._system.pipe({f"{self._path}/{uri}": body for uri, body in files.items()})

    def pack(self, files: Mapping[str, Path | bytes]) -> None:
        """Put the inputs there, as one file."""
        with (
            told(self.address),
            self._system.open(f"{self._path}/{INPUTS}", "wb") as out,
            ZipFile(out, "w", ZIP_DEFLATED, strict_timestamps=False) as archive,
        ):
            for name, content in sorted(files.items()):
                if isinstance(content, Path):
                    archive.write(content, name)
                else:
                    archive.writestr(name, content)

    def unpack(self, folder: Path) -> None:
        """Fetch the inputs into an empty folder."""
        packed = folder / INPUTS
        with told(self.address):
            self._system.get_file(f"{self._path}/{INPUTS}", str(packed))
        with ZipFile(packed) as archive:
            archive.extractall(folder)
        packed.unlink()

    def bring(self, folder: Path) -> None:
        """Move every file here into a folder of this machine; what stood there is replaced."""
        if self.is_local:
            _move(Path(self._path), folder)
            return
        with told(self.address):
            self._system.get(f"{self._path}/", f"{folder}/", recursive=True)
        self.clear()

    def clear(self) -> None:
        """Delete all that is here; a place that is gone already is as good."""
        with contextlib.suppress(Exception):  # each system has its own; the site doesn't need it
            self._system.rm(self._path, recursive=True)


@contextlib.contextmanager
def told(address: str) -> Iterator[None]:
    """What a place raises (a bucket's own errors, a package that it needs) is the officer's."""
    try:
        yield
    except (InputError, OutputError):
        raise
    except Exception as error:
        problems = Problems()
        reason = str(error).replace(address, "").strip() or type(error).__name__
        problems.add("shared-unreachable", address, reason=f"{type(error).__name__}: {reason}")
        raise InputError(problems) from error


def _protocols(system: Any) -> tuple[str, ...]:
    named = system.protocol
    return (named,) if isinstance(named, str) else tuple(named)


def _move(source: Path, folder: Path) -> None:
    for place in sorted(source.iterdir()):
        target = folder / place.name
        if place.is_dir():
            target.mkdir(exist_ok=True)
            _move(place, target)
        else:
            try:
                place.replace(target)
            except OSError:  # another file system
                target.unlink(missing_ok=True)
                shutil.copyfile(place, target)
                place.unlink()
    source.rmdir()
