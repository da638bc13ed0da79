"""Where a site may be built or published: never over what somebody else wrote.

A site replaces its whole folder. So the folder must be missing, empty or a site, and hold or lie
in nothing that can't be made again: the project's sources, its archive, a home.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.archive.manifest import MANIFEST
from generator.problems import Problems
from generator.read.settings import Project

_SHOWN = 10
"""That many foreign names are told one by one."""
_NEVER = (".git", ".hg", "mkdocs.yml", "pyproject.toml")
"""What no site holds beside its pages."""
_ALWAYS = ("index.html", "editions.json", "data/datapackage.json", "assets/site.css")
"""What every site has."""


def check_place(target: Path, project: Project | None, problems: Problems) -> None:
    """Note what keeps a folder from being replaced as a whole; touches nothing."""
    name = str(target)
    if target.is_symlink():
        problems.add("publish-link", name)
    elif target.exists() and not target.is_dir():
        problems.add("publish-file", name)
    elif reason := _reserved(Path(os.path.realpath(target)), project):
        problems.add("publish-place", name, reason=str(reason))


def check_replaceable(target: Path, project: Project | None, problems: Problems) -> None:
    """`check_place`, and that what stands there is a site, as far as its own list tells."""
    check_place(target, project, problems)
    if problems.errors() or not target.is_dir():
        return
    found = sorted(entry.name for entry in target.iterdir())
    foreign = [name for name in found if name in _NEVER] if _is_site(target) else found
    if foreign:
        problems.add("publish-unknown", str(target), files=told(foreign))


def _is_site(folder: Path) -> bool:
    """Its list of files names a first page; that of a bag, say, doesn't.

    One that lost its list is known by what each site has: a build is how to mend it.
    """
    try:
        return b"  index.html\n" in (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return all((folder / name).is_file() for name in _ALWAYS)


def _reserved(target: Path, project: Project | None) -> Path | None:
    """The place that must not be replaced, which the target is, holds, or lies in."""
    root = [project.root] if project else []
    for place in (Path(target.anchor), Path(os.path.realpath(Path.home())), *root):
        if place.is_relative_to(target):
            return place
    within = (*_sources(project), *_sites_around(target))
    return next((place for place in within if target.is_relative_to(place)), None)


def _sources(project: Project | None) -> list[Path]:
    """Folders of the project in which no site is made."""
    if project is None:
        return []
    folders = [project.content, project.data, project.root / "archive", project.root / ".git"]
    return [*folders, project.templates] if project.templates else folders


def _sites_around(target: Path) -> list[Path]:
    """Sites in which the target lies: what isn't theirs would be lost with their next edition."""
    return [place for place in target.parents if _is_site(place)]


def told(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")
