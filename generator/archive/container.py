"""The zip that a bag travels in: the same bytes on every run, and read with suspicion."""

from __future__ import annotations

import io
import re
import struct
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

LARGEST_FILE = 512 * 1024 * 1024
LARGEST_PART = 256 * 1024 * 1024
LARGEST_WHOLE = 1024 * 1024 * 1024
MOST_PARTS = 200_000
HIGHEST_RATIO = 400
"""Of unpacked to packed bytes; a bomb of zeros has 1,000, the emptiest of tables 100."""
_PACKED = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".pdf", ".zip", ".xlsx", ".ods", ".whl")
"""What is packed already: to try again takes most of a freeze, and gains nothing."""
_SMALL = 4 * 1024 * 1024
"""Below that a high ratio harms nobody."""
_CHUNK = 1024 * 1024
_FIRST = 315_532_800
"""1980-01-01: no zip knows an earlier day."""
_LAST = 4_354_819_198
"""2107-12-31: nor a later one."""
_REGULAR = 0o100644
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
"""What `zipfile` raises for a broken or hostile zip."""


class Refused(Exception):
    """The zip can't be used; `code` and `values` fill a problem."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def zipped(files: Mapping[str, bytes], epoch: int) -> bytes:
    """The files as a zip: sorted, dated `epoch` (seconds), 0644, whatever locale and umask.

    Raises Refused for what `Container` wouldn't read again.
    """
    check_names(list(files))
    moment = time.gmtime(min(max(epoch, _FIRST), _LAST))[:6]
    out = io.BytesIO()
    with ZipFile(out, "w") as folder:
        for name in sorted(files):
            entry = ZipInfo(name, moment)
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _REGULAR << 16
            folder.writestr(entry, files[name], compresslevel=6)
    data = out.getvalue()
    Container(data)
    return data


class Container:
    """A zip whose directory was checked; no member is unpacked before it is asked for."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise Refused("bag-large", size=LARGEST_FILE // 1024 // 1024)
        try:
            self._zip = ZipFile(io.BytesIO(data))
            every = self._zip.infolist()
        except _BROKEN as error:
            raise Refused("bag-zip") from error
        _check_sizes(every)
        check_names([item.filename for item in every])
        for item in every:
            _check_kind(item)
        self._parts = {item.filename: item for item in every if not item.is_dir()}

    @property
    def names(self) -> list[str]:
        """Files of the zip, sorted; its folders aren't told."""
        return sorted(self._parts)

    def length(self, name: str) -> int:
        """A file's bytes, as the zip's directory says."""
        return self._parts[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file in pieces; KeyError where there is none, Refused where it is broken."""
        entry = self._parts[name]
        try:
            with self._zip.open(entry) as part:
                # A piece at a time: never more is unpacked than was declared.
                while piece := part.read(_CHUNK):
                    yield piece
        except _BROKEN as error:
            raise Refused("bag-part", part=seen(name)) from error

    def read(self, name: str) -> bytes:
        """A whole file; raises as `chunks` does."""
        return b"".join(self.chunks(name))


def check_names(names: list[str]) -> None:
    """No name leaves the folder, none stands twice or hides another; Refused else.

    A name that ends with '/' is a folder's.
    """
    known: dict[str, str] = {}
    for name in names:
        bare = name.removesuffix("/")
        odd = any(part in ("", ".", "..") for part in bare.split("/"))
        if odd or re.match(r"[A-Za-z]:", name) or re.search(r"[\\\0\ud800-\udfff]", name):
            raise Refused("bag-name", part=seen(name))
        alike = unicodedata.normalize("NFC", bare).casefold()
        if alike in known:
            raise Refused("bag-twice", part=seen(name), other=seen(known[alike]))
        known[alike] = name
    folders = {alike[: slash.start()] for alike in known for slash in re.finditer("/", alike)}
    for alike in sorted(folders & known.keys()):
        if not known[alike].endswith("/"):
            raise Refused("bag-twice", part=seen(known[alike]), other=seen(known[alike] + "/"))


def seen(name: str) -> str:
    """A name in letters that can be seen, short enough for one line."""
    plain = "".join(letter if letter.isprintable() else "·" for letter in name)
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


def _check_sizes(every: list[ZipInfo]) -> None:
    whole = sum(item.file_size for item in every)
    if len(every) > MOST_PARTS or whole > LARGEST_WHOLE:
        raise Refused("bag-bomb", parts=len(every), size=whole // 1024 // 1024)
    for item in every:
        swollen = item.file_size > _SMALL and item.file_size > HIGHEST_RATIO * item.compress_size
        if item.file_size > LARGEST_PART or swollen:
            raise Refused("bag-swollen", part=seen(item.filename), size=item.file_size)


def _check_kind(item: ZipInfo) -> None:
    """A plain file or folder, packed in a way that every tool unpacks."""
    kind = item.external_attr >> 28
    known = kind in (0, 0o4) if item.is_dir() else kind in (0, 0o10)
    if not known or item.flag_bits & 1 or item.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused("bag-kind", part=seen(item.filename))
