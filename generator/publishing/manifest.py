"""The list of a site's files with their sums: what makes it ours, and names it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

MANIFEST = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sums(folder: Path) -> dict[str, str] | None:
    """The sums that a site's manifest gives, by file; None where it has no readable one."""
    try:
        text = (folder / MANIFEST).read_text("utf-8")
    except (OSError, ValueError):
        return None
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        found[match[2]] = match[1]
    return found or None


def listed(folder: Path) -> set[str] | None:
    """Every file that belongs to a site, the manifest too; None where it isn't ours."""
    found = sums(folder)
    return None if found is None else {*found, MANIFEST}


def hash_of(folder: Path) -> str:
    """The name of a site: the sum of its manifest; '' where there is none."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def seal(folder: Path) -> None:
    """Write the manifest of a site that has none yet; raises OSError."""
    if (folder / MANIFEST).exists():
        return
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    ]
    (folder / MANIFEST).write_bytes("".join(lines).encode())
    (folder / MANIFEST).chmod(0o644)


def differing(folder: Path) -> list[str]:
    """Files that aren't what the manifest says, sorted: changed, missing, or not listed."""
    told = sums(folder) or {}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wrong = (found ^ set(told)) - {MANIFEST}
    for name in found & set(told):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != told[name]:
            wrong.add(name)
    return sorted(wrong)
