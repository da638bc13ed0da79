"""An edition that stands alone: only what it knew, its own assets, other links marked as live."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from posixpath import join, normpath, relpath

from markupsafe import escape

from generator.model import Yearbook
from generator.pages.redirects import is_within
from generator.words import LANGUAGES

STATUS = "<!--status--><!--/status-->"
"""Where the served copy of a page may say what has changed since; empty in the bag."""
ASSETS = "assets/"

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ADDRESS = re.compile(r"(\s)((?:[a-z-]+-)?(?:href|src))=\"([^\"]*)\"")
_CONTENT = re.compile(r"(\s)(content)=\"([^\"]*)\"")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_MAIN = re.compile(r"<main\b[^>]*>")


def alone(book: Yearbook, name: str) -> Yearbook:
    """The yearbook as one edition knew it: nothing later than its own `as_of`.

    Freezing it today or in ten years gives the same pages. Raises KeyError for an unknown name.
    """
    edition = next((item for item in book.editions if item.name == name), None)
    if edition is None:
        raise KeyError(name)
    last = (edition.year, edition.version)
    settings = book.settings
    if not settings.freeze_plotly:
        settings = replace(settings, plotlyjs="none")
    return replace(
        book,
        settings=settings,
        editions=tuple(item for item in book.editions if (item.year, item.version) <= last),
        observations=tuple(row for row in book.observations if row.as_of <= edition.as_of),
        corrections=tuple(
            item for item in book.corrections if (item.edition, item.version) <= last
        ),
        redirects=tuple(item for item in book.redirects if is_within(item, name)),
    )


@dataclass
class Standing:
    """Makes the pages of one edition stand alone."""

    name: str
    """The edition's folder: '2020'."""
    root: str
    """The site's address, with a closing '/'."""
    files: frozenset[str]
    """Every file of the edition."""
    assets: set[str] = field(default_factory=set)
    """Assets that its pages use, found on the way."""

    def page(self, uri: str, html: str) -> str:
        """One page: assets out of the edition's own folder, links out of it marked as live."""
        standing = _TAG.sub(lambda found: self._tag(uri, found), html)
        if "<!--status-->" not in standing:
            standing = _MAIN.sub(lambda found: found[0] + STATUS, standing, count=1)
        return standing

    def data(self, text: str) -> str:
        """A file that names cards by their address: JSON, a feed."""
        names = re.findall(re.escape(self.root + ASSETS) + r"([\w./-]+)", text)
        self.assets.update(ASSETS + name for name in names)
        return text.replace(self.root + ASSETS, f"{self.root}{self.name}/{ASSETS}")

    def _tag(self, uri: str, found: re.Match[str]) -> str:
        tag, live = found[0], False

        def address(attribute: re.Match[str]) -> str:
            nonlocal live
            target = self._target(uri, unescape(attribute[3]))
            live = live or (target is not None and target.startswith(self.root))
            same = target is None or target == unescape(attribute[3])
            said = attribute[3] if same else str(escape(target))
            return f'{attribute[1]}{attribute[2]}="{said}"'

        tag = _ADDRESS.sub(address, tag)
        if found[1] == "meta":
            tag = _CONTENT.sub(self._content, tag)
        if live and found[1] == "a" and " rel=" not in tag:
            tag = tag.replace("<a", '<a rel="external" data-live', 1)
        return tag

    def _content(self, attribute: re.Match[str]) -> str:
        start = self.root + ASSETS
        if not attribute[3].startswith(start):
            return attribute[0]
        name = attribute[3].removeprefix(start)
        self.assets.add(ASSETS + name)
        return f'{attribute[1]}content="{self.root}{self.name}/{ASSETS}{name}"'

    def _target(self, uri: str, address: str) -> str | None:
        """Where a link of the page leads now; None where it stays as it is."""
        path, mark, anchor = address.partition("#")
        if not path or _ELSEWHERE.match(address):
            return None
        path, query, asked = path.partition("?")
        folder = uri.rpartition("/")[0]
        file = normpath(join(folder, path))
        if path.endswith("/"):
            file += "/index.html"
        if file in self.files:
            return None
        rest = query + asked + mark + anchor
        if file.startswith(ASSETS):
            self.assets.add(file)
            return relpath(f"{self.name}/{file}", folder or ".") + rest
        return self.root + file.removesuffix("index.html") + rest


def standing(
    name: str, root: str, files: Mapping[str, bytes], assets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of an edition, made to stand alone, with the assets that they use once.

    `files` and `assets` by uri; a page that needs a missing asset is a KeyError.
    """
    made = Standing(name, root.rstrip("/") + "/", frozenset(files))
    done: dict[str, bytes] = {}
    for uri, body in files.items():
        if uri.endswith(".html"):
            body = made.page(uri, body.decode()).encode()
        elif uri.endswith((".json", ".xml")):
            body = made.data(body.decode()).encode()
        done[uri] = body
    used = {f"{name}/{asset}": assets[asset] for asset in made.assets}
    return dict(sorted((done | used).items()))


def is_of(name: str, uri: str, languages: Iterable[str] = LANGUAGES) -> bool:
    """A file of the edition: below its folder, or below a language's folder for it."""
    first, _, rest = uri.partition("/")
    return first == name or (first in languages and rest.partition("/")[0] == name)
