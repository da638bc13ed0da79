"""What stands before a paragraph: a dash, a star, 'PV:', 'Ông A:'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from generator.folding import fold
from generator.intake.article.blocks import Block
from generator.intake.article.people import UPPER, Person, is_name, labelled
from generator.intake.article.rules import rules, words

Kind = Literal["", "ask", "answer"]

_BULLET = re.compile(r"([*•●▪◆►▶➤■○»+–—-]|->|\d{1,2}[.)])\s*(?=[^\d\s]|\d[\d.,]*\s)")
_LABEL = re.compile(r"[\"“]?(?P<label>[^\W\d_][^:?!\n;]{0,110}?)\s*:(?=\s|$|[^\W\d_\s/])")
_MOST_WORDS = 18
_ASKING = 0.6
"""Share of a label's paragraphs that end in a question mark, from which on it asks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The marks of one paragraph."""

    bullet: str
    label: str
    kind: Kind
    person: Person | None
    start: int
    """Where the words begin."""
    plain: int = 0
    """Where they begin behind the bullet alone."""


def marks(blocks: Sequence[Block]) -> list[Mark]:
    """The marks of every paragraph; a label that mostly asks is an interviewer's."""
    found = [_mark(block) for block in blocks]
    asked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for block, mark in zip(blocks, found, strict=True):
        if (mark.label and not mark.kind) or mark.person:
            said[fold(mark.label)] += 1
            asked[fold(mark.label)] += block.text.rstrip('"” ').endswith("?")
    asking = {label for label in said if said[label] > 1 and asked[label] >= _ASKING * said[label]}
    return [_settled(mark, asking) for mark in found]


def _settled(mark: Mark, asking: set[str]) -> Mark:
    """A label that asks is an interviewer's; one that is nobody's is text."""
    if mark.kind == "ask" or not mark.label:
        return mark
    if fold(mark.label) in asking and (not mark.kind or mark.person):
        return replace(mark, kind="ask", person=None)
    return mark if mark.kind else replace(mark, label="", start=mark.plain)


def _mark(block: Block) -> Mark:
    text = block.text
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    name = re.sub(r"\d+", "1", bullet[1]) if bullet else ""
    if name[:1].isdigit() and not re.match(r"[^\W\d_]", text[start:]):
        name, start = "", 0
    label = _LABEL.match(text, start)
    if label and len(label["label"].split()) <= _MOST_WORDS:
        kind, person = _kind(label["label"])
        if kind:
            return Mark(name, label["label"], kind, person, _after(text, label.end()), start)
        if len(label["label"].split()) <= 6 and label["label"][0].isupper():
            return Mark(name, label["label"], "", None, _after(text, label.end()), start)
    return Mark(name, "", "", None, start, start)


def _after(text: str, end: int) -> int:
    found = re.match(r"\s*(?:[-–—]\s+)?", text[end:])
    return end + (found.end() if found else 0)


def _kind(label: str) -> tuple[Kind, Person | None]:
    plain = " ".join(fold(label).strip('"“ *_').split())
    if plain in words("talk", "askers"):
        return "ask", None
    if plain in words("talk", "answers"):
        return "answer", None
    begun = next((item for item in words("talk", "askers_begin") if _begins(plain, item)), "")
    if begun and len(plain.split()) <= 8:
        rest = label.split()[len(begun.split()) :]
        if all(part[0].isupper() or not part[0].isalpha() for part in rest):
            return "ask", None
    person = labelled(label)
    known = person is not None and (person.title or person.role or is_name(label))
    if person and known and _is_named(person):
        return "answer", person
    return "", None


def _begins(plain: str, item: str) -> bool:
    return plain == item or plain.startswith((f"{item} ", f"{item}(", f"{item}."))


def _is_named(person: Person) -> bool:
    """A name, and no 'Ông: ...' nor a heading with a capital."""
    return bool(person.name) and len(person.role) < 120


@lru_cache(maxsize=1)
def inline_label() -> re.Pattern[str]:
    """A label in the middle of a paragraph, behind the end of a sentence."""
    askers = [re.escape(item) for item in ("PV", "P.V", "P.V.", "Phóng viên", "Hỏi", "Đáp")]
    titles = [re.escape(str(item)) for item in rules("talk")["titles"]]
    upper = rf"{UPPER}[\w'’]*"
    person = rf"(?i:{'|'.join(sorted(titles, key=len, reverse=True))})(?:\s+{upper}){{1,5}}"
    bullet = r"(?:[*•–-]\s*)?"
    return re.compile(rf"(?<=[.?!…”\"])\s+(?={bullet}(?:{'|'.join(askers)}|{person})\s*:\s)")


def split_inline(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs cut where a speaker's label stands in their middle."""
    found: list[Block] = []
    for block in blocks:
        start = 0
        for match in inline_label().finditer(block.text):
            found.append(block.cut(start, match.start()))
            start = match.end()
        found.append(block.cut(start) if start else block)
    return found
