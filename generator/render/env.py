"""One Jinja environment: autoescape on, nothing undefined, links relative."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from generator import resources
from generator.model import in_language
from generator.once import Once
from generator.pages.embed import absolute
from generator.pages.foreign import foreign
from generator.pages.later import Later
from generator.pages.redirects import moved
from generator.pages.site import Page, Site
from generator.problems import InputError, Problems
from generator.render.marking import Marker
from generator.search import search_uri
from generator.words import language_name

CSP = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of every page; the hash is the empty style that plotly.js adds."""

_GAP = re.compile("[\ufdd0-\ufdef]")

NAV = (
    ("home", "index.html"),
    ("catalogue", "chi-tieu/index.html"),
    ("archive", "luu-tru/index.html"),
    ("corrections", "dinh-chinh/index.html"),
    ("data", "data/index.html"),
)


class Renderer:
    """Templates with a site's words and links.

    `own` is the site's theme folder, if it has one; `freezing` the edition that is made alone.
    """

    def __init__(self, site: Site, own: Path | None = None, freezing: str = "") -> None:
        self.site = site
        self.folders = template_folders(own)
        self.env = environment(tuple(self.folders))
        self.moved = moved(site)
        self.mark = Marker(foreign(site))
        self._shared = {
            "site": site,
            "settings": site.book.settings,
            "t": site.words.strings,
            "say": site.words.say,
            "lang": site.words.language,
            "csp": CSP,
            "freezing": freezing,
            "live_chart": bool(freezing) and site.book.settings.plotlyjs == "none",
            "absolute": partial(absolute, site),
            "language_name": language_name,
            "named": self._named,
            "once": self.once,
            "filled": self.filled,
        }
        self._made = Once()

    def page(self, page: Page) -> bytes:
        """A whole page as bytes in UTF-8; raises InputError where a template is broken."""
        return self.whole(page.template, page.uri, page.filled()).encode()

    def whole(self, template: str, uri: str, context: Mapping[str, Any]) -> str:
        """A whole page, what isn't in its language marked."""
        return self.mark(self.render(template, uri, context))

    def render(self, template: str, uri: str, context: Mapping[str, Any]) -> str:
        """A template filled in, with the links of the page at `uri`."""
        links = Links(uri, self.site)
        values = {
            **self._shared,
            "uri": uri,
            "moved": self.moved.get(uri, ()),
            "rel": links.to,
            "rel_in": links.in_language,
            "asset": links.asset,
            "languages": Later(partial(self._languages, uri, links)),
            "nav": Later(partial(self._nav, uri, links)),
            "search": Later(partial(self._search, uri, links)),
            **context,
        }
        try:
            return self.env.get_template(template).render(values)
        except TemplateError as error:
            raise InputError(self._problem(error, template)) from error

    def _named(self, thing: object, column: str = "name") -> str:
        """A column of a thing in the language of the pages."""
        return in_language(thing, column, self.site.words.language)

    def _languages(self, uri: str, links: Links) -> list[dict[str, Any]]:
        """The languages that the page is there in, its own too; nothing where that is one."""
        site, settings = self.site, self.site.book.settings
        told = site.languages_of(uri)
        return [
            {
                "code": code,
                "own": code == settings.language,
                "told": code in told,
                "address": absolute(site, uri, code)
                if settings.site_url
                else links.in_language(code, uri),
            }
            for code in site.languages
            if code == settings.main or site.at(uri, code) != uri
        ]

    def once(self, macro: Macro, item: object, *more: object) -> str:
        """What a macro makes of one thing, made once however many pages show that thing.

        The macro may use its arguments and the site's words, nothing of the page.
        """
        return self._made(item, (macro.name, *more), partial(macro, item, *more))

    def filled(
        self, groups: Iterable[tuple[Iterable[object], Mapping[str, str]]], macro: Macro
    ) -> Markup:
        """Things with gaps, one after the other, each by `macro` and with its gaps filled in.

        `groups` are some things and what stands in the gaps of all of them.
        """
        parts = []
        for items, gaps in groups:
            make = partial(self._patterns, items, macro)
            values = self._made(gaps, "gaps", partial(_escaped, gaps))
            parts.append(self._made(items, ("gaps", macro.name), make) % values)
        return Markup("".join(parts))  # noqa: S704 (macros escape, and so do the gaps)

    def _patterns(self, items: Iterable[object], macro: Macro) -> str:
        kind = ("gap", macro.name)

        def pattern(item: object) -> str:
            return self._made(item, kind, lambda: _pattern(macro(item)))

        return "".join(map(pattern, items))

    def forget(self) -> None:
        """Let go what was made once: the pages that share it are written."""
        self._made.clear()
        self.site.forget()

    def _nav(self, uri: str, links: Links) -> list[dict[str, Any]]:
        here = uri.partition("/")[0]
        return [
            {
                "title": self.site.words.strings[f"nav_{name}"],
                "uri": links.to(target),
                "current": target == uri,
                "within": "/" in target and target.partition("/")[0] == here,
            }
            for name, target in NAV
        ]

    def _search(self, uri: str, links: Links) -> dict[str, Any]:
        """The search page of the whole, on an edition's pages its own: a frozen one works alone."""
        target = search_uri(self.site.edition_of(uri))
        return {"uri": links.to(target), "current": target == uri}

    def _problem(self, error: TemplateError, template: str) -> Problems:
        """Where in which template it went wrong."""
        name, line = getattr(error, "filename", None) or template, getattr(error, "lineno", None)
        if isinstance(error, TemplateNotFound):
            name = template
        for frame in traceback.extract_tb(error.__traceback__):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self.folders):
                name, line = frame.filename, frame.lineno
        problems = Problems()
        problems.add("template-broken", f"templates/{Path(name).name}", line or 1, 1, reason=error)
        return problems


def _pattern(html: str) -> str:
    """HTML with gaps, for the operator %."""
    text = html.replace("%", "%%")
    return _GAP.sub(lambda found: f"%({found[0]})s", text)


def _escaped(gaps: Mapping[str, str]) -> dict[str, str]:
    return {gap: str(escape(value)) for gap, value in gaps.items()}


_PLAIN = frozenset((int, Decimal))
_SPECIAL = re.compile("[&<>\"']").search


def _escape(value: Any) -> str:
    """`markupsafe.escape` for what is joined at once: most values have nothing to escape."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return value if _SPECIAL(value) is None else escape(value)
    return str(value) if kind in _PLAIN else escape(value)


class QuickTemplate(Template):
    """A template whose values are escaped the quick way."""

    @classmethod
    def from_code(cls, *arguments: Any, **more: Any) -> Template:
        """Load a compiled template."""
        found = super().from_code(*arguments, **more)
        found.root_render_func.__globals__["escape"] = _escape
        return found


class LazyContext(Context):
    """A template's names: a value that is made later is made when it is read."""

    def resolve_or_missing(self, key: str) -> Any:
        """The value of a name."""
        found = self.vars.get(key, missing)
        if found is missing:
            found = self.parent.get(key, missing)
        return found.get() if type(found) is Later else found


class Links:
    """Links of one page: relative, naming the file; absolute on 404, served at any depth."""

    def __init__(self, uri: str, site: Site) -> None:
        self.uri, self.site = uri, site
        self.up = "../" * site.at(uri).count("/")
        self.within = "../" * uri.count("/")
        if uri == "404.html":
            site_url = site.book.settings.site_url
            self.up = self.within = site_url.rstrip("/") + "/" if site_url else "/"

    def to(self, target: str) -> str:
        """Link to a file of the site, '#anchor' allowed: in the page's language if that has it."""
        file, mark, anchor = target.partition("#")
        if file == self.uri and mark:
            return mark + anchor
        place = self.site.at(target)
        return self.within + target if place != target else self.up + place

    def in_language(self, language: str, target: str) -> str:
        """Link to the same file in another language."""
        return self.up + self.site.at(target, language)

    def asset(self, name: str) -> str:
        """Link to a file of the theme's assets."""
        return f"{self.up}assets/{name}"


def template_folders(own: Path | None) -> list[Path]:
    """Where templates are looked up: the site's own folder first."""
    standard = resources.templates()
    return [own, standard] if own and own.resolve() != standard else [standard]


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...]) -> Environment:
    """Templates of some folders, compiled once; a preview compiles again what changed."""
    env = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=True,
    )
    env.context_class, env.template_class = LazyContext, QuickTemplate
    env.filters["svg"] = Markup  # drawings of our own, escaped where they are drawn
    env.filters["json_script"] = json_script
    return env


def json_script(data: Any, id: str) -> Markup:
    """Data in the page, safe inside HTML: `<script type="application/json" id="...">`."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    opening = Markup('<script type="application/json" id="{}">').format(id)
    return opening + Markup(text + "</script>")  # noqa: S704 (escaped above)


def preview_of(site: Site, site_url: str) -> Site:
    """The same site at a preview's address; nobody shares a preview: no cards, no reports."""
    settings = replace(site.book.settings, site_url=site_url, cards=False, pdf=False)
    return replace(site, book=replace(site.book, settings=settings))
