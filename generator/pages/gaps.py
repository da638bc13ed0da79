"""A stand-in for an edition: what is said of a figure in every edition is made once, with gaps.

Each gap is a letter that Unicode keeps for a program's own use, and that no input may hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model import Edition

YEAR, VERSION, NAME, TITLE, ISSUED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"


@dataclass(frozen=True, slots=True)
class _Day:
    """The day on which any edition was published: only its year is said."""

    year: str = ISSUED


class _AnyEdition(Edition):
    """Any edition of one publisher; what the editions differ in are gaps."""

    @property
    def name(self) -> str:
        """Its place in addresses."""
        return NAME


def any_edition(publisher: str) -> Edition:
    """The stand-in for every edition of a publisher."""
    texts: dict[str, Any] = {"year": YEAR, "version": VERSION, "title": TITLE, "published": _Day()}
    nothing: dict[str, Any] = {"path": "", "lede": "", "license": "", "contact": ""}
    return _AnyEdition(
        publisher=publisher,
        as_of=date.min,
        status="published",
        indicators=(),
        **texts,
        **nothing,
    )


def gaps_of(edition: Edition) -> dict[str, str]:
    """What an edition puts into the gaps."""
    return {
        YEAR: str(edition.year),
        VERSION: str(edition.version),
        NAME: edition.name,
        TITLE: edition.title,
        ISSUED: str(edition.published.year),
    }
