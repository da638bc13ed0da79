"""HTML through the standard library: the article's own blocks, the page's frame left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from generator.folding import nfc
from generator.intake.article.blocks import Block, Role, Source
from generator.intake.article.rules import rules

_BREAKING = re.compile(r"[-_\s]+|(?<=[a-z])(?=[A-Z])")


@dataclass
class _Tag:
    name: str
    names: frozenset[str]


@dataclass
class _Run:
    text: str
    line: int
    bold: bool
    italic: bool


@dataclass
class _Found:
    block: Block
    region: int
    """Number of the <article> or <main> around it; 0 for none."""
    frame: str
    """Why it is furniture; empty for text."""


def read_html(text: str) -> Source:
    """Read a web page as it was saved."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.flush()
    found = parser.found
    if _length(item for item in found if not item.frame) < 0.3 * _length(found):
        found = [replace(item, frame=item.frame if item.frame == "tag" else "") for item in found]
    return _source(found, parser)


def _length(found: Iterable[_Found]) -> int:
    return sum(len(item.block.text) for item in found)


def _source(found: list[_Found], parser: _Parser) -> Source:
    """The largest region, with the title and what stands between it and the region."""
    sizes: dict[int, int] = defaultdict(int)
    for item in found:
        sizes[item.region] += 0 if item.frame else len(item.block.text)
    best = max((region for region in sizes if region), key=lambda key: sizes[key], default=0)
    if best and sizes[best] < 0.4 * sum(sizes.values()):
        best = 0
    inside = [i for i, item in enumerate(found) if item.region == best or not best]
    first = inside[0] if inside else 0
    head = [i for i, item in enumerate(found) if item.block.heading == 1 and not item.frame]
    if head and head[0] < first and not any(found[i].block.heading == 1 for i in inside):
        first = head[0]
    last = inside[-1] if inside else 0
    kept: list[Block] = []
    dropped: list[Block] = []
    for index, item in enumerate(found):
        near = first <= index <= last and item.region in (0, best)
        is_kept = not item.frame and (not best or item.region == best or near)
        (kept if is_kept else dropped).append(item.block)
    titles = [block.text for block in kept if block.heading == 1]
    title = titles[0] if titles else re.split(r"\s+[|–-]\s+(?=[^|–-]*$)", parser.title)[0].strip()
    return Source(
        kept, title, "", parser.date, [block.out("furniture") for block in dropped if block.text]
    )


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        table = rules("html")
        self.skipped, self.blocks = frozenset(table["skipped_tags"]), frozenset(table["block_tags"])
        self.void = frozenset(table["void_tags"])
        self.names = {
            kind: frozenset(table[f"{kind}_names"])
            for kind in ("furniture", "caption", "lede", "date")
        }
        self.stack: list[_Tag] = []
        self.runs: list[_Run] = []
        self.found: list[_Found] = []
        self.regions = 0
        self.region_stack: list[int] = []
        self.title, self.date = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in self.blocks:
            self.flush()
        if tag == "meta" and given.get("property") == "article:published_time":
            self.date = given.get("content", "")
        if tag == "time" and given.get("datetime"):
            self.date = self.date or given["datetime"]
        if tag in self.void:
            return
        if tag in ("p", "li") and self.stack and self.stack[-1].name == tag:
            self.stack.pop()
        names = {part.lower() for part in _BREAKING.split(f"{given.get('class', '')} ")}
        names |= {part.lower() for part in _BREAKING.split(given.get("id", ""))}
        names |= {given.get("class", "").lower(), given.get("id", "").lower()}
        if tag in ("article", "main") and not self.region_stack:
            self.regions += 1
            self.region_stack.append(self.regions)
        self.stack.append(_Tag(tag, frozenset(names)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.blocks:
            self.flush()
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 60), -1):
            if self.stack[index].name == tag:
                gone = self.stack[index:]
                del self.stack[index:]
                outer = any(item.name in ("article", "main") for item in self.stack)
                if any(item.name in ("article", "main") for item in gone) and not outer:
                    self.region_stack.clear()
                return

    def handle_data(self, data: str) -> None:
        tags = [item.name for item in self.stack]
        if "title" in tags and "head" in tags:
            self.title += " ".join(data.split())
        if any(tag in self.skipped and tag not in ("nav", "aside", "footer") for tag in tags):
            return
        bold = any(tag in ("b", "strong") for tag in tags)
        italic = any(tag in ("i", "em") for tag in tags)
        line = self.getpos()[0]
        for number, part in enumerate(data.split("\n")):
            self.runs.append(_Run(f" {part}" if number else part, line + number, bold, italic))

    def flush(self) -> None:
        """End the block that is being read."""
        runs, self.runs = self.runs, []
        said = [run for run in runs if run.text.strip()]
        if not said:
            return
        text = ""
        breaks: list[tuple[int, int]] = []
        for run in runs:
            plain = re.sub(r"\s+", " ", run.text.replace("\u00a0", " "))
            piece = plain.lstrip() if not text or text.endswith(" ") else plain
            if not piece:
                continue
            if text and run.line != said[0].line and (not breaks or breaks[-1][1] != run.line):
                breaks.append((len(text), run.line))
            text += piece
        block = Block(
            nfc(text.strip()),
            said[0].line,
            self._role(text),
            bold=all(run.bold for run in said),
            italic=all(run.italic for run in said),
            heading=self._level(),
            breaks=tuple(breaks),
        )
        region = self.region_stack[0] if self.region_stack else 0
        self.found.append(_Found(block, region, self._frame()))

    def _level(self) -> int:
        for tag in reversed(self.stack):
            if re.fullmatch("h[1-6]", tag.name):
                return int(tag.name[1])
        return 0

    def _frame(self) -> str:
        if any(tag.name in self.skipped for tag in self.stack):
            return "tag"
        held = ("html", "body", "article", "main")
        outer = [tag for tag in self.stack if tag.name not in held]
        return "name" if any(tag.names & self.names["furniture"] for tag in outer) else ""

    def _role(self, text: str) -> Role:
        inner = self.stack[-4:]
        if any(tag.name == "figcaption" or tag.names & self.names["caption"] for tag in inner):
            return "caption"
        if any(tag.names & self.names["lede"] for tag in inner):
            return "lede"
        named = any(tag.name == "time" or tag.names & self.names["date"] for tag in inner[-2:])
        if named and len(text) < 80:
            return "date"
        return "item" if any(tag.name == "li" for tag in inner) else "text"
