"""A zip that a stranger sent: looked at before anything in it is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from generator.intake.table.grid import Refused

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PART = 32 * 1024 * 1024
LARGEST_WHOLE = 96 * 1024 * 1024
MOST_PARTS = 2000
HIGHEST_RATIO = 150
"""Of unpacked to packed bytes; sheets full of empty cells reach 60."""
_SMALL = 1024 * 1024
"""Below that a high ratio harms nobody."""
_CHUNK = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises for a broken or hostile zip (found by changing bytes at random)."""


class Archive:
    """A zip whose directory was checked; parts are read in pieces, never more than declared."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {item.filename: item for item in self._zip.infolist()}
        except _BROKEN as error:
            raise Refused("import-zip") from error
        _check(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def chunks(self, name: str, limit: int = LARGEST_PART) -> Iterator[bytes]:
        """A part's bytes in pieces; Refused where it is broken or goes beyond the limit."""
        if name not in self._parts:
            raise Refused("import-zip")
        if self._parts[name].file_size > limit:
            raise Refused("import-bomb", part=name)
        try:
            with self._zip.open(self._parts[name]) as part:
                while piece := part.read(_CHUNK):
                    yield piece
        except _BROKEN as error:
            raise Refused("import-zip") from error

    def read(self, name: str, limit: int) -> bytes:
        """A small part whole."""
        return b"".join(self.chunks(name, limit))


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise Refused("import-bomb", part=len(parts))
    if len({part.filename for part in parts}) < len(parts):
        raise Refused("import-zip")
    for part in parts:
        name = part.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise Refused("import-path", part=name)
        if part.flag_bits & 1:
            raise Refused("import-encrypted")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("import-zip")
        large = part.file_size > _SMALL
        if large and part.file_size > HIGHEST_RATIO * max(1, part.compress_size):
            raise Refused("import-bomb", part=name)
