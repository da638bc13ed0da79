"""A site that was built before the archive's newest editions were frozen: older, not altered."""

from __future__ import annotations

import json

from generator.archive.register import Entry
from generator.archive.withdrawn import BAGS
from generator.frozen.served import EDITIONS, REGISTER
from generator.proof.kept import Archive
from generator.proof.tree import Tree


def frozen_since(tree: Tree, archive: Archive) -> tuple[Entry, ...]:
    """The editions that were frozen since a site was built.

    Nothing where anything in the site says that it knew of them: its register, their bags, its list
    of editions. So what was altered isn't taken for what is older.
    """
    register = tree.read(REGISTER) if REGISTER in tree.files else b""
    if register is None or not archive.register.startswith(register):
        return ()
    if register and not register.endswith(b"\n"):
        return ()
    since = archive.entries[max(register.count(b"\n") - 1, 0) :]
    if any(f"{BAGS}{entry.name}.zip" in tree.files for entry in since) or _lists(tree, since):
        return ()
    return since


def _lists(tree: Tree, since: tuple[Entry, ...]) -> bool:
    """The site's list of editions has one of these as frozen, or can't be read."""
    body = tree.read(EDITIONS) if EDITIONS in tree.files else None
    known = {(entry.edition, entry.version) for entry in since}
    try:
        listed = json.loads(body or b"")["editions"]
        return any(
            item["frozen"] and (item["edition"], item["version"]) in known for item in listed
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return True
