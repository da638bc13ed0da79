"""Zip files with the same bytes on every day, in every place."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can say."""


def bundle(files: Mapping[str, bytes], first: tuple[str, ...] = ()) -> bytes:
    """The files by name; those of `first` stand before the others, uncompressed."""
    out = io.BytesIO()
    with ZipFile(out, "w") as folder:
        for name in (*first, *sorted(files.keys() - set(first))):
            entry = ZipInfo(name, DAY)
            entry.compress_type = ZIP_STORED if name in first else ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            folder.writestr(entry, files[name], compresslevel=9)
    return out.getvalue()
