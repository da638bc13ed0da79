"""A Markdown body as what can be found in it: its sections, their addresses, their plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from generator.folding import nfc, slug
from generator.read.links import links, seen, without_code

_HEADING = re.compile(
    r"^(?P<level>#{1,6})(?P<text>(?:\\.|[^\\\n])*?)#*[ ]*$"
    r"|(?:(?<=\n\n)|\A)(?P<above>[^\s#>|*+-][^\n]*)\n(?P<line>=+|-+)[ ]*$",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*([^}\n ][^}\n]*)[ ]*\}[ ]*$")
_OWN_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"<[^<>\n]*>|[*`]|(?<!\w)_+|_+(?!\w)")
_RULES = re.compile(r"\|?[ ]*:?-{3,}:?[ ]*(?=\||$)|\|", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_PARTED = re.compile(r"(?<=\S) ([.,;:!?)\]](?=\s|$))")
_BOUND_HEADING = "](fig:"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of the second level; the first one is what stands before."""

    heading: str
    anchor: str
    """Of the heading on its page; '' for the page itself."""
    text: str


def sections(body: str, value_of: Callable[[str], str]) -> tuple[Section, ...]:
    """The sections of a page in order; empty ones are left out.

    `value_of` says what a link without words to a figure is filled with: `fig:` target -> text.
    """
    text = _filled(nfc(body), value_of)
    found: list[Section] = []
    start, heading, anchor = 0, "", ""
    for head in _headings(text):
        if head.level != 2:
            continue
        found.append(Section(heading, anchor, _plain(text[start : head.start])))
        start, heading, anchor = head.end, head.name, head.anchor
    found.append(Section(heading, anchor, _plain(text[start:])))
    return tuple(section for section in found if section.heading or section.text)


@dataclass(frozen=True, slots=True)
class _Head:
    level: int
    name: str
    anchor: str
    start: int
    end: int


def _headings(text: str) -> Iterator[_Head]:
    """Every heading, with the address that Markdown's table of contents gives it."""
    shown = without_code(text)
    heads = [
        found for found in _HEADING.finditer(text) if shown[found.start()] == text[found.start()]
    ]
    taken = {own[1] for own in map(_own_id, heads) if own}
    for found in heads:
        level = len(found["level"]) if found["level"] else (1 if found["line"][0] == "=" else 2)
        raw = _ATTRIBUTES.sub("", (found["text"] or found["above"] or "").strip())
        name = " ".join(_ESCAPED.sub(r"\1", _bare(raw)).split())
        own = _own_id(found)
        anchor = own[1] if own else _unique(slug(name), taken)
        taken.add(anchor)
        # A figure in a heading brings all its words into the address: better none than a wrong one.
        yield _Head(level, name, "" if _BOUND_HEADING in raw else anchor, *found.span())


def _own_id(found: re.Match[str]) -> re.Match[str] | None:
    attributes = _ATTRIBUTES.search((found["text"] or found["above"] or "").rstrip())
    return _OWN_ID.search(attributes[1]) if attributes else None


def _unique(name: str, taken: set[str]) -> str:
    """As Python-Markdown counts: 'x', 'x_1', 'x_2'."""
    if name and name not in taken:
        return name
    number = 1
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def _bare(text: str) -> str:
    """A heading's words without its marks."""
    return unescape(_MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text))))


def _filled(body: str, value_of: Callable[[str], str]) -> str:
    """The body with what a reader sees in place of empty figure links, and of pictures."""
    changes = []
    for link in links(body, 1):
        scheme, _, target = link.target.partition(":")
        if link.is_image:
            changes.append((link.start, link.end, f" {link.title} "))
        elif scheme == "fig" and not link.text.strip():
            changes.append((link.start, link.end, value_of(target)))
    for start, end, text in sorted(changes, reverse=True):
        body = body[:start] + text + body[end:]
    return body


def _plain(text: str) -> str:
    """Running text: no markup, single blanks."""
    shown = _RULES.sub(" ", seen(text).text)
    words = " ".join(unescape(_ESCAPED.sub(r"\1", shown)).split())
    return _PARTED.sub(r"\1", words)
