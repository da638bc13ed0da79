"""Brackets put into a page: first into its text, then into its file, where nothing else changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from generator.annotate.propose import Edit
from generator.folding import nfc

Rendered = Callable[[str], tuple[str, tuple[str, ...]]]
"""A body as HTML in which links to figures are their bare text, and those links' targets."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def applied(body: str, edits: Iterable[Edit]) -> str:
    """The text with its links."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        inside = body[edit.start : edit.end]
        body = f"{body[: edit.start]}[{inside}]({edit.target}){body[edit.end :]}"
    return body


def harmless(body: str, edits: Sequence[Edit], rendered: Rendered) -> list[Edit]:
    """The edits that make links and change nothing else that is rendered."""
    before = rendered(body)
    if _same(body, edits, before, rendered):
        return list(edits)
    kept: list[Edit] = []
    for edit in edits:
        if _same(body, [*kept, edit], before, rendered):
            kept.append(edit)
    return kept


def _same(
    body: str, edits: Sequence[Edit], before: tuple[str, tuple[str, ...]], rendered: Rendered
) -> bool:
    html, targets = rendered(applied(body, edits))
    wanted = sorted([*before[1], *(edit.target.partition(":")[2] for edit in edits)])
    return html == before[0] and sorted(targets) == wanted


def in_file(raw: str, body: str, body_line: int, edits: Iterable[Edit]) -> tuple[str, list[Edit]]:
    """The file's own text with the links, and the edits that have no place there.

    `body` is the file's text from `body_line` on, composed and with '\\n' as line end; the file may
    hold other letters and line ends, and keeps them.
    """
    starts = [0, *(found.end() for found in _LINE_END.finditer(raw))]
    ends = [*(found.start() for found in _LINE_END.finditer(raw)), len(raw)]
    lost: list[Edit] = []
    marks: list[tuple[int, int, str]] = []

    def place(offset: int) -> int | None:
        row = body.count("\n", 0, offset)
        column = offset - (body.rfind("\n", 0, offset) + 1)
        line = body_line - 1 + row
        if line >= len(starts):
            return None
        inside = _in_line(raw[starts[line] : ends[line]], body.split("\n")[row], column)
        return None if inside is None else starts[line] + inside

    for edit in edits:
        first, last = place(edit.start), place(edit.end)
        if first is None or last is None:
            lost.append(edit)
        else:
            marks += [(first, 1, "["), (last, 0, f"]({edit.target})")]
    for at, _, mark in sorted(marks, reverse=True):
        raw = raw[:at] + mark + raw[at:]
    return raw, lost


def _in_line(raw: str, composed: str, column: int) -> int | None:
    """The place in a line as written that a place in the composed line stands for."""
    if raw == composed:
        return column
    at = bisect_left(range(len(raw) + 1), column, key=lambda end: len(nfc(raw[:end])))
    while at < len(raw) and len(nfc(raw[: at + 1])) == column:
        at += 1
    fits = nfc(raw[:at]) == composed[:column] and nfc(raw[at:]) == composed[column:]
    return at if fits else None
