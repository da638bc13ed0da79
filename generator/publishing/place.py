"""Where a site may be published: an empty folder, or one that holds our own site and nothing else.

A site is known by its manifest, which names each of its files. What isn't named was written by
somebody else and would be lost, so it is told, and nothing is touched.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.problems import InputError, Problems
from generator.publishing.manifest import listed
from generator.read.settings import read_project

_SHOWN = 10
"""That many foreign names are told one by one."""


def check_place(target: Path, config: Path | None) -> None:
    """Refuse a folder that isn't ours to replace; raises InputError and touches nothing."""
    problems = Problems()
    name = str(target)
    if target.is_symlink():
        problems.add("publish-link", name)
    elif target.exists() and not target.is_dir():
        problems.add("publish-file", name)
    elif reason := _reserved(target.resolve(), config):
        problems.add("publish-place", name, reason=str(reason))
    elif target.is_dir():
        _check_content(target, name, problems)
    if problems.errors():
        raise InputError(problems)


def _reserved(target: Path, config: Path | None) -> Path | None:
    """The place that must not be replaced, which the target is, holds, or lies in."""
    root = Path(target.anchor)
    for place in (root, Path.home().resolve(), *_project(config)):
        if place.is_relative_to(target):
            return place
    return next((place for place in _sources(config) if target.is_relative_to(place)), None)


def _project(config: Path | None) -> list[Path]:
    return [config.parent.resolve()] if config else []


def _sources(config: Path | None) -> list[Path]:
    """Folders of the project in which nothing is published."""
    if config is None or (project := read_project(config, Problems())) is None:
        return []
    folders = [project.content, project.data, project.root / "archive", project.root / ".git"]
    return [*folders, project.templates] if project.templates else folders


def _check_content(target: Path, name: str, problems: Problems) -> None:
    if os.path.ismount(target):
        problems.add("publish-mount", name)
        return
    known = listed(target)
    if known is None:
        if found := sorted(entry.name for entry in target.iterdir()):
            problems.add("publish-unknown", name, files=_told(found))
        return
    if foreign := _foreign(target, known):
        problems.add("publish-foreign", name, files=_told(foreign))


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


def _told(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")
