"""What later events may change of a frozen page as it is served."""

from __future__ import annotations

from generator.proof.kept import Archive


def expected_status(archive: Archive, name: str, uri: str, page: bytes) -> bytes | None:
    """What must stand between the marks of the status region of an edition's page, as served.

    `page` is the page in the bag. None where that can't be known: the region is then left out of
    the comparison.
    """
    return None


def is_withdrawn(archive: Archive, uri: str) -> bool:
    """A notice stands at this address (`niengiam withdraw`), or nothing any more."""
    return False
