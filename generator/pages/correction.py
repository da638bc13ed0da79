"""The address and the words of a correction: its feed and its page agree on them."""

from __future__ import annotations

import re

from generator.folding import slug
from generator.model import Correction
from generator.pages.common import fill
from generator.words import Words

_VERSION = re.compile(r"version (\d+)")
"""What `freeze --correct` writes where only words of an edition's pages changed."""


def anchor(item: Correction) -> str:
    """'2021-02-01-2020-v2-viec-lam-value-2020-actual-18-832': what was mended, and to what."""
    what = (item.indicator, item.field, item.year, item.measure, item.by, item.group, item.basis)
    parts = (item.date, item.edition, f"v{item.version}", *what, item.new)
    return "-".join(slug(str(part)) for part in parts if part)


def words_of(cell: str, words: Words) -> str:
    """A cell that tells of text: a whole version by its name, else the words themselves."""
    found = _VERSION.fullmatch(cell)
    return fill(words, "cor_text_version", version=found[1]) if found else cell
