"""Where a site may be published: an empty folder, or one that holds our own site and nothing else.

A site is known by its manifest, which names each of its files. What isn't named was written by
somebody else and would be lost, so it is told, and nothing is touched.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator import places
from generator.places import told
from generator.problems import InputError, Problems
from generator.publishing.manifest import listed
from generator.read.settings import read_project


def check_place(target: Path, config: Path | None) -> None:
    """Refuse a folder that isn't ours to replace; raises InputError and touches nothing."""
    problems = Problems()
    project = read_project(config, Problems()) if config else None
    places.check_place(target, project, problems)
    if not problems.errors() and target.is_dir():
        _check_content(target, str(target), problems)
    if problems.errors():
        raise InputError(problems)


def _check_content(target: Path, name: str, problems: Problems) -> None:
    if os.path.ismount(target):
        problems.add("publish-mount", name)
        return
    known = listed(target)
    if known is None:
        if found := sorted(entry.name for entry in target.iterdir()):
            problems.add("publish-unknown", name, files=told(found))
        return
    if foreign := _foreign(target, known):
        problems.add("publish-foreign", name, files=told(foreign))


def _foreign(target: Path, known: set[str]) -> list[str]:
    """Files that no manifest names, sorted; links and whole foreign folders are named once."""
    folders = {"/".join(parts[:end]) for parts in map(_parts, known) for end in range(len(parts))}
    found: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for entry in os.scandir(target / folder):
            uri = f"{folder}/{entry.name}".lstrip("/")
            if entry.is_dir(follow_symlinks=False):
                if uri in folders:
                    waiting.append(uri)
                elif any(Path(entry).iterdir()):
                    found.append(f"{uri}/")
            elif uri not in known or not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                found.append(uri)
    return sorted(found)


def _parts(uri: str) -> list[str]:
    return uri.split("/")
