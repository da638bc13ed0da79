"""Markdown: the same blocks, its marks read and dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from generator.intake.article.blocks import Block, Source
from generator.intake.article.read_plain import read_plain
from generator.problems import Problems
from generator.read.yaml_text import load_mapping

_HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+[\"'](.*?)[\"'])?\s*\)(?:\{[^}]*\})?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRONG = re.compile(r"(?<![\\*])(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_COMMENT = re.compile(r"<!--.*?-->|</?[a-z][^>\n]*>", re.DOTALL | re.IGNORECASE)


def read_markdown(text: str) -> Source:
    """Read Markdown with or without a head."""
    head: dict[str, Any] = {}
    if found := _HEAD.match(text):
        loaded = load_mapping(found[1], "", Problems())
        head = loaded[0] if loaded else {}
        text = "\n" * found[0].count("\n") + text[found.end() :]
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    source = read_plain(text)
    source.blocks = [made for block in source.blocks if (made := _block(block)).text]
    source.title = _text(head, "title")
    source.lede = _text(head, "lede") or _text(head, "description")
    source.date = _text(head, "date")
    return source


def _text(head: dict[str, Any], key: str) -> str:
    value = head.get(key)
    return "" if value is None or isinstance(value, list | dict) else " ".join(str(value).split())


def _block(block: Block) -> Block:
    if image := _IMAGE.fullmatch(block.text):
        return replace(block, text=image[2] or image[1] or "", role="caption")
    level = 0
    if heading := _HEADING.fullmatch(block.text):
        level, block = len(heading[1]), replace(block, text=heading[2])
    text = re.sub(r"^>\s*", "", block.text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    whole = _STRONG.fullmatch(re.sub(r"^([*•-]\s+)", "", text))
    mark = whole[1] if whole and whole[1] not in whole[2] else ""
    inner = _STRONG.fullmatch(whole[2]) if whole else None
    marks = mark + (inner[1] if inner else "")
    plain = _ESCAPED.sub(r"\1", _without_marks(text))
    return replace(
        block,
        text=plain.strip(),
        heading=level,
        bold=len(marks) >= 2,
        italic=len(marks) in (1, 3),
        breaks=block.breaks if plain == block.text else _scaled(block, plain),
    )


def _without_marks(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _STRONG.sub(r"\2", text)
    return text


def _scaled(block: Block, plain: str) -> tuple[tuple[int, int], ...]:
    """Places of line breaks after marks were dropped: nearly right, never beyond the text."""
    lost = len(block.text) - len(plain)
    return tuple((max(0, place - lost), line) for place, line in block.breaks)
