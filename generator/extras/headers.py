"""What a web server adds to each answer: `_headers`, and what the recipes for servers say.

Every page carries its policy itself, which also holds from file:// and where headers can't be
set. What a page can't say of itself, who may frame it and that nobody guesses its type, is here.
Newspapers frame the light pages (embed.html), so these alone may be framed from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.render.env import CSP

HEADERS = "_headers"
"""The file that Cloudflare Pages, Netlify and GitLab Pages obey; others serve it as a text."""

EVERYWHERE = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
UNFRAMED = f"{CSP}; frame-ancestors 'self'"
"""The policy of a page that only this site may frame."""
HSTS = ("Strict-Transport-Security", "max-age=31536000")
"""Only where every page is and stays on https: a browser keeps to it for a year."""

PLOTLY_AGE = 86_400
"""Seconds that the one large script may be kept; all else is asked for anew: names don't change."""
FRESH = "no-cache"
KEPT = f"public, max-age={PLOTLY_AGE}"

TYPES = (
    ("csv", "text/csv"),
    ("bib", "application/x-bibtex"),
    ("ris", "application/x-research-info-systems"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
"""Types that servers don't know by themselves."""

PAGES = (
    "/",
    "/:one/",
    "/:one/:two/",
    "/:edition/chi-tieu/:indicator/",
    "/en/:one/:two/",
    "/en/:edition/chi-tieu/:indicator/",
)
"""Addresses of pages by their depth. None is that of an embed.html, even where a host takes
`/a/b/` and `/a/b` for the same. Where several patterns fit, one host adds up what they say and
another takes the narrowest: so each says the whole policy."""


def headers_file() -> bytes:
    """`_headers`: a pattern, then what answers get, indented."""
    lines = ["# Made by niengiam; a page's own policy stands in the page, too.", "/*"]
    lines += [f"  {name}: {value}" for name, value in EVERYWHERE]
    lines += [f"  # only when https is there to stay:  {HSTS[0]}: {HSTS[1]}"]
    for pattern in PAGES:
        for address in (pattern, f"{pattern}index.html"):
            lines += ["", address, f"  Content-Security-Policy: {UNFRAMED}"]
    lines += ["", "/404.html", f"  Content-Security-Policy: {UNFRAMED}"]
    lines += ["", "/assets/plotly.min.js", f"  Cache-Control: {KEPT}"]
    return ("\n".join(lines) + "\n").encode()


def files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The one file, and how it is made."""
    yield HEADERS, headers_file
