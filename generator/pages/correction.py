"""The address of a correction: its feed and its page agree on it for good."""

from __future__ import annotations

from generator.folding import slug
from generator.model import Correction


def anchor(item: Correction) -> str:
    """'2021-02-01-2020-v2-viec-lam-value-2020-actual-18-832': what was mended, and to what."""
    what = (item.indicator, item.field, item.year, item.measure, item.by, item.group, item.basis)
    parts = (item.date, item.edition, f"v{item.version}", *what, item.new)
    return "-".join(slug(str(part)) for part in parts if part)
