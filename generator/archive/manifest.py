"""Lines of a manifest: a sha256, two blanks, a path; as BagIt and `sha256sum -c` know them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.ledger import Stat, stats

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
    return re.sub("%(25|0[DdAa])", lambda found: chr(int(found[1], 16)), path)


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was when its bytes were known."""

    sha256: str
    stat: Stat


def seal(folder: Path, known: Mapping[str, Written] | None = None) -> dict[str, str]:
    """List every file of a finished site in its own manifest-sha256.txt; raises OSError.

    `sha256sum -c manifest-sha256.txt` checks it; the manifest's own hash names the whole site.
    A file of `known` that nobody has touched since isn't read again. Returns the hashes.
    """
    found, known = stats(folder), known or {}
    found.pop(MANIFEST, None)
    hashes = {}
    for uri, stat in found.items():
        told = known.get(uri)
        fresh = told is not None and told.stat == stat
        hashes[uri] = told.sha256 if told and fresh else hash_file(folder / uri)
    (folder / MANIFEST).write_bytes(manifest(hashes))
    return hashes
