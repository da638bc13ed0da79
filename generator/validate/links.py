"""What the links of Markdown pages lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from generator.binding import Unbound, bind, parse, series_of
from generator.figures import View
from generator.problems import Problems
from generator.read.content import Content
from generator.read.front_matter import Page
from generator.read.links import Link, links
from generator.validate.pages import file_of
from generator.validate.schema import nearest

SCHEMES = ("http", "https", "mailto", "tel", "fig", "chart")
LISTS = ("figure-unknown",)
"""Problems of links that name what there is, rather than what was perhaps meant."""


def check_links(
    content: Content,
    view_of: Callable[[str], View],
    problems: Problems,
    doubtful: frozenset[str] = frozenset(),
) -> None:
    """Every link of every page leads somewhere; `view_of` gives a page's data by its uri.

    Links to the figures of `doubtful` indicators wait until their rows are mended.
    """
    for page in content.pages:
        for link in links(page.body, page.body_line):
            scheme, _, rest = link.target.partition(":")
            if scheme in ("fig", "chart") and rest.partition("/")[0] in doubtful:
                continue
            fault = _fault(link, page, content, view_of)
            if fault:
                code, hint = fault
                values = {"known" if code in LISTS else "hint": hint or "–" * (code in LISTS)}
                problems.add(code, page.path, link.line, link.column, target=link.target, **values)


def _fault(
    link: Link, page: Page, content: Content, view_of: Callable[[str], View]
) -> tuple[str, str] | None:
    scheme, _, rest = link.target.partition(":")
    if link.target.startswith("//"):
        return "link-absolute", ""
    if rest or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link.target):
        return _scheme_fault(scheme.lower(), rest, link, view_of(page.uri))
    path = unquote(link.target).partition("#")[0].partition("?")[0]
    if not path:
        return None
    if path.startswith("/") or "\\" in path:
        return "link-absolute", ""
    target = file_of(page.uri, path)
    if target is None:
        return "link-outside", ""
    if target in content.files or target in {other.uri for other in content.pages}:
        return None
    if link.is_image or target.endswith(".md"):
        folder = posixpath.dirname(page.uri)
        names = [*content.files, *(other.uri for other in content.pages)]
        return "link-missing", nearest(path, [posixpath.relpath(name, folder) for name in names])
    return None


def _scheme_fault(scheme: str, rest: str, link: Link, view: View) -> tuple[str, str] | None:
    try:
        if scheme == "fig":
            if link.is_image:
                return "figure-image", ""
            bind(parse(rest), view)
        elif scheme == "chart":
            if not series_of(rest, view).observations:
                return "chart-empty", ""
        elif scheme not in SCHEMES:
            return "link-scheme", ""
    except Unbound as reason:
        return reason.code, reason.hint
    return ("link-image-host", "") if link.is_image and scheme != "chart" else None
