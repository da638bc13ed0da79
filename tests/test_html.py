"""Every page and style sheet of the built example is valid to the Nu checker."""

import re
from pathlib import Path
from typing import Any

from tests.checkers import nu

BESIDE_THE_POINT = (
    # The checker reads files from a folder, where 'self' is nothing; browsers are asked instead:
    # tests/test_browser.py hears every complaint about the policy, over http and from file://.
    "Content Security Policy",
    # An interview's questions have headings, each in its own section; its h1 stands before it.
    "Article lacks heading",
)

NEWER = {
    # than the checker. All are in the specifications; a browser that lacks one keeps what stands
    # before it.
    "container-type",
    "@container",
    "paint-order",
    "anchor-scope",
    "anchor-name",
    "position-anchor",
    "position-area",
    "position-try-fallbacks",
}


def said(message: dict[str, Any]) -> str:
    extract = " ".join(message.get("extract", "").split())
    return f"{message['url']}:{message.get('lastLine')}: {message['message']} [{extract}]"


def test_every_page_and_style_sheet_is_valid(every_page: Path) -> None:
    pages = sorted(every_page.rglob("*.html"))
    sheets = sorted((every_page / "assets").rglob("*.css"))
    assert len(pages) > 200 and len(sheets) >= 2
    known = (*BESIDE_THE_POINT, *(f"“{word}”" for word in NEWER))
    told = nu([*pages, *sheets], "--also-check-css")
    assert not [said(one) for one in told if not any(word in one["message"] for word in known)]


def test_what_a_page_loads_lies_beside_it(every_page: Path) -> None:
    loads = re.compile(
        r'<(?:img|script|link rel="(?:stylesheet|icon)")[^>]* (?:src|href)="([^"]+)"'
    )
    for page in sorted(every_page.rglob("*.html")):
        if page.name == "404.html":
            continue  # it is served at any depth
        for target in loads.findall(page.read_text("utf-8")):
            assert (page.parent / target).resolve().is_file(), f"{page}: {target}"
