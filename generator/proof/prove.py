"""The whole proof: of a project, of a published copy, of one bag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive.bag import Bag, sha256
from generator.archive.manifest import MANIFEST
from generator.archive.register import REGISTER
from generator.problems import Problems
from generator.proof.kept import (
    Archive,
    archive_of,
    check_addresses,
    check_archive,
    check_bag,
    check_others,
    read_archive,
)
from generator.proof.older import frozen_since
from generator.proof.served import check_editions, check_listed, listed
from generator.proof.status import Later
from generator.proof.tree import Tree
from generator.read.files import shown
from generator.read.settings import Project

OFFERED = "luu-tru"
"""Where a published site offers its register and bags."""


@dataclass
class Proof:
    """What was found, and what was looked at."""

    problems: Problems = field(default_factory=Problems)
    hashes: dict[str, str] = field(default_factory=dict)
    """sha256 of the register, of each bag and of the site's list, by name."""
    known: set[str] = field(default_factory=set)
    """Every hash that may have been kept elsewhere."""
    bags: int = 0
    editions: int = 0
    """Registered versions."""
    files: int = 0
    """Of the site."""
    frozen: int = 0
    """Of these, the files that a bag holds too."""


def prove(path: Path | None, project: Project | None, roots: Iterable[str] = ()) -> Proof:
    """Check a bag (a file), a published copy (a folder) or, without a path, the project itself.

    `roots` are hashes kept elsewhere, in small letters. Raises InputError where a bag that was
    asked for is none at all.
    """
    proof = Proof()
    if path is not None and not path.is_dir():
        subject = _prove_bag(path, project, proof)
    elif path is not None:
        subject = _prove_copy(path, project, proof)
    else:
        assert project is not None
        subject = _prove_project(project, proof)
    for root in sorted(set(roots) - proof.known):
        proof.problems.add("verify-root", subject, hash=root)
    return proof


def _prove_project(project: Project, proof: Proof) -> str:
    archive = archive_of(project.root, proof.problems)
    check_archive(archive, proof.problems)
    check_others(archive, proof.problems)
    _note_archive(archive, proof)
    if project.site.is_dir():
        tree = Tree.of(project.site, project.root, proof.problems)
        then, later = _as_built(tree, archive, project)
        check_addresses(then, proof.problems)
        _check_offered(tree, then)
        _prove_site(tree, then, later, proof)
        return shown(project.site, project.root)
    return shown(archive.folder, project.root)


def _prove_copy(path: Path, project: Project | None, proof: Proof) -> str:
    """A published copy: against the project's archive, else against the bags that it offers."""
    root = path.parent
    tree = Tree.of(path, root, proof.problems)
    archive = archive_of(project.root, proof.problems) if project else None
    if archive is None or project is None or not archive.is_kept:
        offered = listed(tree) or {}
        names = frozenset(tree.shown(uri) for uri in offered)
        archive = then = read_archive(path / OFFERED, root, proof.problems, names)
        later = Later(project.config if project else None)
    else:
        then, later = _as_built(tree, archive, project)
        _check_offered(tree, then)
    check_archive(archive, proof.problems)
    _note_archive(archive, proof)
    _prove_site(tree, then, later, proof)
    return tree.shown("")


def _prove_bag(path: Path, project: Project | None, proof: Proof) -> str:
    """One bag: against the register beside it, else that of the project, if it stands in one."""
    bag = Bag.open(path)
    archives = [read_archive(path.parent, path.parent, proof.problems, frozenset())]
    if project is not None:
        archives.append(archive_of(project.root, Problems()))
    for archive in archives:
        entry = archive.entry(bag.name) or archive.entry(path.stem)
        if entry is not None:
            proof.known |= archive.hashes()
            proof.hashes[REGISTER] = sha256(archive.register)
            proof.editions = 1
            break
    else:
        entry = None
        if archives[0].is_kept:
            proof.problems.add("verify-unregistered", bag.path)
    check_bag(bag, entry, proof.problems)
    proof.bags = 1
    proof.hashes[path.name] = bag.sha256
    proof.known.add(bag.sha256)
    return bag.path


def _as_built(tree: Tree, archive: Archive, project: Project) -> tuple[Archive, Later]:
    """The archive that a site was built with, and what its frozen pages must say.

    An older site is told in a warning; what its pages would say of later events, it can't know.
    """
    since = frozen_since(tree, archive)
    if not since:
        return archive, Later(project.config)
    names = ", ".join(entry.name for entry in since)
    tree.problems.warn("verify-older", tree.shown(""), 0, 0, False, editions=names)
    return archive.without(since), Later(project.config, says=False)


def _prove_site(tree: Tree, archive: Archive, later: Later, proof: Proof) -> None:
    proof.files = len(tree.files)
    proof.frozen = check_editions(tree, archive, later)
    known = listed(tree)
    if known is not None:
        check_listed(tree, known)
        tree.tell_empty()
        proof.hashes[MANIFEST] = tree.hash(MANIFEST)
        proof.known.add(tree.hash(MANIFEST))


def _check_offered(tree: Tree, archive: Archive) -> None:
    """The register that a copy offers, and what it offers of the bags, are the project's own."""
    register = f"{OFFERED}/{REGISTER}"
    if archive.is_kept and register not in tree.files:
        tree.tell("verify-missing", register, against=shown(archive.folder, archive.root))
    wanted = {register: sha256(archive.register)}
    wanted |= {f"{OFFERED}/{entry.name}.zip": entry.sha256 for entry in archive.entries}
    for uri, hash in wanted.items():
        if uri in tree.files and tree.hash(uri) != hash:
            kept = archive.folder / uri.removeprefix(f"{OFFERED}/")
            tree.tell("verify-differs", uri, against=shown(kept, archive.root))


def _note_archive(archive: Archive, proof: Proof) -> None:
    proof.editions, proof.bags = len(archive.entries), len(archive.bags)
    proof.known |= archive.hashes()
    if archive.is_kept:
        proof.hashes[REGISTER] = sha256(archive.register)
    for name, bag in archive.bags.items():
        proof.hashes[f"{name}.zip"] = bag.sha256
