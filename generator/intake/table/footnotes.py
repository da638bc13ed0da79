"""Footnote marks, and what the notes below a table say of them."""

from __future__ import annotations

import re

from generator.folding import fold
from generator.intake.table.vocabulary import vocabulary


def bare_marks(marks: str) -> set[str]:
    """The marks of '(*)1)' without their brackets."""
    return set(re.findall(r"\*+|[0-9]|[a-z]", marks))


def statuses_of(notes: list[str]) -> dict[str, str]:
    """Statuses that the notes give to marks: '(*) Số ước thực hiện'."""
    found: dict[str, str] = {}
    for note in notes:
        plain_note = re.sub(r"^ghi chu\s*:\s*", "", fold(note).strip())
        head = re.match(r"\(?(\*+|[0-9])\)?\s*:?\s*(.+)", plain_note)
        if not head:
            continue
        for status, pattern in vocabulary().status.items():
            if pattern.search(head[2]):
                found.setdefault(head[1], status)
                break
    return found
