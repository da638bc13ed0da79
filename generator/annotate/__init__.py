"""Links for the unbound numbers of a page."""

from __future__ import annotations

from generator.annotate.command import annotate
from generator.annotate.propose import Edit, Proposals, propose

__all__ = ["Edit", "Proposals", "annotate", "propose"]
