"""Whether two tools wrote the same figures on the same pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from benchmarks.sizes import Size
from benchmarks.workload import TALK

_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
_BODY = re.compile(r"<tbody>(.*?)</tbody>", re.S)
_SAID = re.compile(r'<p class="said">(.*?)</p>', re.S)
_FIGURE = re.compile(r'<script type="application/json" id="figure">(.*?)</script>', re.S)
_POINTS = re.compile(r'<polyline[^>]*points="([^"]*)"')
_LINK = re.compile(r'<a href="[^"]*#\d{4}-(?:plan|actual)">(.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Facts:
    """What a page tells a reader in figures."""

    cells: tuple[str, ...]
    """Of the bodies of its tables, in order."""
    said: str
    figure: object
    """The chart as data."""
    bars: int
    points: int
    linked: tuple[str, ...]
    """Figures in running text."""


def addresses(size: Size) -> Iterator[str]:
    """The files of the pages that are counted."""
    yield "index.html"
    yield "chi-tieu/index.html"
    for folder in ("", *(f"{year}/" for year in size.edition_years)):
        if folder:
            yield f"{folder}index.html"
            yield f"{folder}{TALK}/index.html"
        for number in range(1, size.indicators + 1):
            yield f"{folder}chi-tieu/ct-{number:04d}/index.html"


def facts(html: str) -> Facts:
    """Read a page, whatever frame stands around its content."""
    said, figure, line = _SAID.search(html), _FIGURE.search(html), _POINTS.search(html)
    bodies = "".join(_BODY.findall(html))
    return Facts(
        cells=tuple(map(_text, _CELL.findall(bodies))),
        said=_text(said[1]) if said else "",
        figure=json.loads(figure[1]) if figure else None,
        bars=html.count("<rect "),
        points=len(line[1].split()) if line else 0,
        linked=tuple(map(_text, _LINK.findall(html))),
    )


def _text(html: str) -> str:
    """As a reader sees it; a blank that keeps a line together is a blank."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def differences(size: Size, ours: Path, theirs: Path) -> list[str]:
    """A line for each page that is missing or tells something else; empty where all agree."""
    found = []
    for uri in addresses(size):
        one, two = ours / uri, theirs / uri
        if not (one.is_file() and two.is_file()):
            found.append(f"{uri}: missing in {theirs if one.is_file() else ours}")
            continue
        left, right = facts(one.read_text("utf-8")), facts(two.read_text("utf-8"))
        for name in Facts.__dataclass_fields__:
            if getattr(left, name) != getattr(right, name):
                said = f"{str(getattr(left, name))[:200]} | {str(getattr(right, name))[:200]}"
                found.append(f"{uri}: {name}: {said}")
    return found
