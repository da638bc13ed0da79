"""Lines of a manifest: a sha256, two blanks, a path; as BagIt and `sha256sum -c` know them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "manifest-sha256.txt"
"""The name that BagIt gives it; at the root of a site, the list of all its files."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)", re.DOTALL)
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def manifest(hashes: Mapping[str, str]) -> bytes:
    """The manifest of files by path with their sha256: sorted, one line each."""
    return "".join(f"{hashes[path]}  {escaped(path)}\n" for path in sorted(hashes)).encode()


def read_manifest(data: bytes) -> dict[str, str] | None:
    """Each path with its sha256; None where a line has no such form, or a path stands twice."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found: dict[str, str] = {}
    if text and not text.endswith("\n"):
        return None
    for line in text.split("\n")[:-1]:
        parts = _LINE.fullmatch(line)
        if parts is None or unescaped(parts[2]) in found:
            return None
        found[unescaped(parts[2])] = parts[1]
    return found


def escaped(path: str) -> str:
    """CR, LF and % percent-encoded, as RFC 8493 (2.1.3) wants them, and only those."""
    return re.sub("[%\r\n]", lambda found: _ESCAPES[found[0]], path)


def unescaped(path: str) -> str:
    """The path that `escaped` was given."""
    return re.sub(
        "%(25|0[DdAa])", lambda found: chr(int(found[1], 16)), path
    )


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path) -> None:
    """List every file of a finished site in its own manifest-sha256.txt; raises OSError.

    `sha256sum -c manifest-sha256.txt` checks it; the manifest's own hash names the whole site.
    """
    hashes = {}
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(place, name)
            hashes[path.relative_to(folder).as_posix()] = hash_file(path)
    hashes.pop(MANIFEST, None)
    (folder / MANIFEST).write_bytes(manifest(hashes))
