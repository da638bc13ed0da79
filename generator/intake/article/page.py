"""An article as a page of the yearbook: Markdown with a head that validation accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import count

from generator.folding import fold, slug
from generator.intake.article.article import Article
from generator.intake.article.blocks import Block
from generator.intake.article.people import Person
from generator.intake.article.talk import Part

_LONGEST_SLUG = 70
_SPECIAL = re.compile(r"([\\`*{<]|(?<!\w)_|_(?!\w)|!(?=\[)|\[(?=[^\]\n]*\][(\[:]))")
_OPENING = re.compile(r"(#|>|\+\s|-(?=\s|-)|=|~~~|:\s|\d{3,}[.)]\s)")
WAITING = "Ảnh {number} đang chờ tệp: {caption}"
"""How a photo that has no file yet stands in the page, in an HTML comment."""

ONLY = "Nội dung"
"""Heading of an article without subheads, which a page of questions and answers needs."""


def slug_of(title: str) -> str:
    """File name of an article: its title, cut at a word."""
    whole = slug(title)
    if len(whole) > _LONGEST_SLUG:
        whole = whole[: _LONGEST_SLUG + 1].rpartition("-")[0]
    return whole if whole not in ("", "index", "chi-tieu") else f"bai-{whole}".rstrip("-")


def page_of(article: Article, source: str) -> str:
    """The whole Markdown file; `source` is an id of sources.csv, or empty."""
    paragraphs = [text for text in _body(article) if text]
    return _head(article, source) + "\n" + "\n\n".join(paragraphs) + "\n"


def edition_of(year: int, day: date | None, title: str) -> str:
    """The index of an edition that begins with this article, as a draft."""
    told = (day or date(year, 12, 31)).isoformat()
    lines = ["---", f"edition: {year}", f"title: {_quoted(f'Kết quả năm {year}')}"]
    lines += [f"published: {told}", f"as_of: {told}", "status: draft", "---", ""]
    lines.append(f"Bản nháp, mở ra khi nhập bài {_escaped(title)}.")
    return "\n".join(lines) + "\n"


def _head(article: Article, source: str) -> str:
    lines = ["---", "type: interview", f"title: {_quoted(article.title.text)}"]
    if article.lede:
        lines.append(f"lede: {_quoted(article.lede.text)}")
    if article.day:
        lines.append(f"date: {article.day.isoformat()}")
    if article.talk.speakers:
        lines.append("speakers:")
    taken: set[str] = set()
    for person in article.talk.speakers:
        id = next(name for name in _ids(person) if name not in taken)
        taken.add(id)
        lines += [f"  - id: {id}", f"    name: {_quoted(person.full)}"]
        if person.role:
            lines.append(f"    role: {_quoted(person.role)}")
    if source:
        lines.append(f"source: {source}")
    return "\n".join([*lines, "---", ""])


def _ids(person: Person) -> Iterator[str]:
    yield person.id
    yield from (f"{person.id}-{number}" for number in count(2))


def _quoted(text: str) -> str:
    """A text as YAML reads it, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _body(article: Article) -> Iterator[str]:
    photos = count(1)
    talk = article.talk
    if not talk.sections and talk.opening:
        yield f"## {ONLY}"
    for block in talk.opening:
        yield _paragraph(Part(block), photos, article)
    for section in talk.sections:
        yield f"## {_escaped(section.heading.text)}"
        for block in section.rest:
            yield f"> {_escaped(block.text)}"
        yield from _answer(section.parts, photos, article)
    if talk.thanks is not None:
        yield f"*{_escaped(talk.thanks.text)}*"
    for part in talk.after:
        heading = part.block.text if _is_label(part.block) else ""
        yield f"### {_escaped(heading)}" if heading else _paragraph(part, photos, article)


def _answer(parts: list[Part], photos: Iterator[int], article: Article) -> Iterator[str]:
    """Paragraphs; the items of one list stay together."""
    items: list[str] = []
    for part in parts:
        if part.is_item and part.block.role != "caption":
            text = _escaped(part.block.text)
            items.append(text if re.match(r"\d{1,2}[.)]\s", text) else f"- {text}")
            continue
        yield "\n".join(items)
        items = []
        yield _paragraph(part, photos, article)
    yield "\n".join(items)


def _paragraph(part: Part, photos: Iterator[int], article: Article) -> str:
    block = part.block
    if block.role == "caption":
        caption = re.sub(r"-{2,}|>", "–", block.text)
        return f"<!-- {WAITING.format(number=next(photos), caption=caption)} -->"
    text = _escaped(block.text)
    if part.speaker is None:
        return text
    return f"{_name(part.speaker, article.talk.speakers)}: {text}".rstrip()


def _name(person: Person, speakers: list[Person]) -> str:
    """The declared name of a speaker, so that the page knows who it is."""
    same = [other.full for other in speakers if other.is_same(person)]
    return same[0] if same else person.full


def _is_label(block: Block) -> bool:
    """A short line without a full stop: the heading of a side box."""
    text = block.text
    return len(text) <= 90 and text[-1] not in '.!?…;:,”"' and len(fold(text).split()) <= 14


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    plain = _SPECIAL.sub(lambda found: "&lt;" if found[1] == "<" else f"\\{found[1]}", text)
    plain = re.sub(r"&(?=#?\w+;)", "&amp;", plain) if "&" in text else plain
    plain = plain.replace("&amp;lt;", "&lt;") if "<" in text else plain
    opening = _OPENING.match(plain)
    if not opening:
        return plain
    if opening[1][0].isdigit():
        return plain.replace(
            opening[1].rstrip(), f"{opening[1].rstrip()[:-1]}\\{opening[1].rstrip()[-1]}", 1
        )
    return "\\" + plain
