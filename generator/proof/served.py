"""A built or published site: frozen editions as in their bags, every other file as listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.archive.bag import Bag
from generator.archive.manifest import MANIFEST, read_manifest
from generator.problems import InputError
from generator.proof.kept import SITE, Archive
from generator.proof.status import Later
from generator.proof.tree import Tree

_REGION = re.compile(rb"(.*<!--status-->)(.*)(<!--/status-->.*)", re.DOTALL)
_MARKS = (b"<!--status-->", b"<!--/status-->")
LANGUAGES = ("", "en/")
"""Where an edition has its folders."""


def check_editions(tree: Tree, archive: Archive, later: Later) -> int:
    """Every frozen edition is served byte for byte; returns how many of its files were compared.

    Only what its pages say between the marks of the status region may differ from the bag.
    """
    return sum(_check_edition(tree, bag, later) for bag in archive.bags.values())


def _check_edition(tree: Tree, bag: Bag, later: Later) -> int:
    wanted = {uri for uri in _site_of(bag) if not later.is_withdrawn(uri)}
    there = {uri for uri in tree.files if _is_of(bag.name, uri) and not later.is_withdrawn(uri)}
    if wanted and not there:
        tree.tell("verify-edition", f"{bag.name}/", against=bag.path)
        return 0
    for uri in sorted(wanted | there):
        if uri not in tree.files:
            tree.tell("verify-missing", uri, against=bag.path)
        elif uri not in wanted:
            tree.tell("verify-extra", uri, against=bag.path)
        else:
            _check_file(tree, bag, uri, later)
    return len(wanted)


def _check_file(tree: Tree, bag: Bag, uri: str, later: Later) -> None:
    try:
        kept = bag.read(SITE + uri)
    except InputError:
        return  # a broken bag is told once, of the bag
    served = tree.read(uri)
    if served is None or (served == kept and not uri.endswith(".html")):
        return
    before, now = parted(kept), parted(served)
    if not uri.endswith(".html") or before is None or now is None:
        if served != kept:
            tree.tell("verify-differs", uri, against=bag.path)
    elif (before[0], before[2]) != (now[0], now[2]):
        tree.tell("verify-differs", uri, against=bag.path)
    else:
        wanted = later.status(bag, uri, kept)
        if wanted is not None and wanted != now[1]:
            tree.tell("verify-status", uri)


def parted(page: bytes) -> tuple[bytes, bytes, bytes] | None:
    """A page before, in and after its status region; None where it hasn't exactly one."""
    found = _REGION.fullmatch(page)
    if found is None or any(page.count(mark) != 1 for mark in _MARKS):
        return None
    return found[1], found[2], found[3]


def _site_of(bag: Bag) -> Iterator[str]:
    return (name.removeprefix(SITE) for name in bag.names if name.startswith(SITE))


def _is_of(name: str, uri: str) -> bool:
    """The file lies in the edition's folder, or in that of a language."""
    return any(uri.startswith(f"{language}{name}/") for language in LANGUAGES)


def listed(tree: Tree) -> dict[str, str] | None:
    """Each file's sha256 by the site's own list; None, and told, where there is none."""
    if MANIFEST not in tree.files:
        tree.tell("verify-no-list", MANIFEST)
        return None
    body = tree.read(MANIFEST)
    found = None if body is None else read_manifest(body)
    if found is None:
        tree.tell("verify-list", MANIFEST)
    return found


def check_listed(tree: Tree, known: dict[str, str]) -> None:
    """Every file is in the site's list, with these bytes, and every listed file is there."""
    for uri in sorted({*tree.files, *known} - {MANIFEST}):
        if uri not in tree.files:
            tree.tell("verify-missing", uri, against=MANIFEST)
        elif uri not in known:
            tree.tell("verify-extra", uri, against=MANIFEST)
        elif (found := tree.hash(uri)) and found != known[uri]:
            tree.tell("verify-differs", uri, against=MANIFEST)
