"""The list of a site's files: what makes a folder ours, and names the site in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.archive.manifest import MANIFEST, read_manifest


def listed(folder: Path) -> set[str] | None:
    """Every file that belongs to a site, the manifest too; None where it isn't ours."""
    try:
        found = read_manifest((folder / MANIFEST).read_bytes())
    except OSError:
        return None
    return {*found, MANIFEST} if found else None


def hash_of(folder: Path) -> str:
    """The name of a site: the sum of its manifest; '' where there is none.

    Raises OSError where there is one that can't be read: that site mustn't be taken for none.
    """
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
