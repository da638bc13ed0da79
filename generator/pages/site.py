"""What every page of one build shares: the yearbook, the words, the views of the editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.charts import Chart, charts
from generator.figures import Series, Shelf, View
from generator.folding import sort_key
from generator.model import Edition, Indicator, Yearbook, translation_of
from generator.once import Made, Once
from generator.pages.spoken import spoken
from generator.words import Words, words

_TOLD = re.compile(r"(?:^|/)(?:chi-tieu/[^/]+\.(?:svg|png|xlsx|ods)|bao-cao\.pdf)$")
"""Downloads that a person reads; those for programs are the same for all."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be written: its address, its template and what stands in it."""

    uri: str
    """File of the page in its language's folder: 'chi-tieu/viec-lam/index.html'."""
    template: str
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    """What stands in it; a function where it is made only when the page is rendered, and a
    `later.Later` where a value is made only when a template asks for it."""

    def filled(self) -> Mapping[str, Any]:
        """The context, made now if need be."""
        return self.context() if callable(self.context) else self.context


@dataclass(frozen=True)
class Site:
    """One build's input for the pages of one language."""

    book: Yearbook
    cache: Path | None = None
    """Folder that keeps drawings between builds; it may be deleted at any time."""
    shelf: Shelf | None = field(default=None, repr=False, compare=False)
    """The book's rows, where they are on one already."""
    _views: dict[date | None, View] = field(default_factory=dict, repr=False, compare=False)
    """Shared by all languages: they have no words."""
    _main: Site | None = field(default=None, repr=False, compare=False)

    @cached_property
    def words(self) -> Words:
        """The language of the pages."""
        return words(self.book.settings.language)

    @cached_property
    def others(self) -> tuple[Site, ...]:
        """The same site in every other language that it has."""
        languages = self.book.settings.languages[1:]
        return tuple(
            replace(self, book=spoken(self.book, language), _main=self) for language in languages
        )

    @property
    def main(self) -> Site:
        """The site in its main language."""
        return self._main or self

    @property
    def is_other(self) -> bool:
        """Not the main language."""
        return self.book.settings.language != self.book.settings.main

    def at(self, target: str, language: str = "") -> str:
        """The file that a link to `target` leads to, an anchor kept.

        Pages, feeds, oEmbed answers and files with words in them stand once in each language:
        those of the main one at the site's top, others below the language's name. All other
        files, data above all, there are once.
        """
        language = language or self.book.settings.language
        if language == self.book.settings.main or not is_spoken(target):
            return target
        own, edition = f"{language}/{target}", target.partition("/")[0]
        if edition not in self._frozen:
            return own
        there = own if _TOLD.search(target) else f"{language}/{edition}/"
        return own if f"/{there}" in self._frozen[edition] else target

    def at_newest(self, uri: str) -> str:
        """Where a file that prose names lies: a year's folder is that of its newest version."""
        year, _, rest = uri.partition("/")
        edition = self.book.edition(int(year)) if rest and year.isdigit() else None
        return self.at(f"{edition.name}/{rest}" if edition else uri)

    def split(self, uri: str) -> tuple[str, str]:
        """The language of a file's folder, and the file in it: the other way from `at`."""
        first, _, rest = uri.partition("/")
        return (first, rest) if first in self.languages[1:] else (self.languages[0], uri)

    @property
    def languages(self) -> tuple[str, ...]:
        """All that there are pages in, the main one first."""
        return self.book.settings.languages or (self.book.settings.language,)

    def languages_of(self, uri: str) -> tuple[str, ...]:
        """Those that a page has words in: not only a notice that leads to the original."""
        if len(self.languages) == 1:
            return self.languages
        path, (main, *others) = self._texts.get(uri), self.languages
        told = (
            language
            for language in others
            if self.at(uri, language) != uri
            and (path is None or (path, language) in self.book.translations)
        )
        return (main, *told)

    @cached_property
    def _frozen(self) -> dict[str, frozenset[str]]:
        """The addresses of each frozen edition: it may be older than a language or a file."""
        return {
            item.name: frozenset(item.frozen.addresses)
            for item in self.book.editions
            if item.frozen
        }

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The originals of pages that are a text and nothing else, by the file of the page."""
        book = self.book
        texts = {page.uri: path for path, page in book.pages.items() if path != "index.md"}
        for edition in book.editions:
            for talk in edition.interviews:
                uri = f"{edition.name}/{talk.slug}/index.html"
                texts[uri] = translation_of(talk.path)[0]
        return texts

    @cached_property
    def _shelf(self) -> Shelf:
        """One for all languages, like the views."""
        return self._main._shelf if self._main else self.shelf or Shelf(self.book)

    def view(self, edition: Edition | None) -> View:
        """The data that an edition knows; all of it for the current pages."""
        as_of = edition.as_of if edition else None
        if as_of not in self._views:
            self._views[as_of] = View(self.book, as_of, self._shelf)
        return self._views[as_of]

    def charts(self, series: Series) -> tuple[Chart, ...]:
        """The charts of a series of one of these views, drawn once a build."""
        return self.once(series, "charts", lambda: charts(series, self.book, self.words))

    @cached_property
    def once(self) -> Once:
        """What is made of a series or a row, until the pages that share it are written."""
        return Once()

    def always(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """What many pages far from each other show: made once, and kept to the end."""
        found: Made | None = self._kept.get(what)
        if found is None:
            found = self._kept[what] = make()
        return found

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def forget(self) -> None:
        """Let go what was made once: the pages that share it are written."""
        self.once.clear()
        self._shelf.forget()

    @cached_property
    def shown_in(self) -> Mapping[str, tuple[Edition, ...]]:
        """By indicator the editions that show it and have a value of it, oldest first."""
        found: dict[str, list[Edition]] = {}
        for edition in self.book.editions:
            named = set(edition.indicators)
            for id in self.view(edition).known():
                if id in named:
                    found.setdefault(id, []).append(edition)
        return {id: tuple(editions) for id, editions in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators that are part of each other one, in the order of their names."""
        found: dict[str, list[Indicator]] = {}
        for item in sorted(self.book.indicators.values(), key=lambda item: sort_key(item.name)):
            found.setdefault(item.part_of, []).append(item)
        return {id: tuple(items) for id, items in found.items()}

    def edition_of(self, uri: str) -> Edition | None:
        """The edition that a page belongs to by its address; None for the current pages."""
        return self._editions.get(self.split(uri)[1].partition("/")[0])

    @cached_property
    def _editions(self) -> Mapping[str, Edition]:
        return {item.name: item for item in reversed(self.book.editions)}


def is_spoken(target: str) -> bool:
    """A file that each language has its own of."""
    file = target.partition("#")[0]
    if file.endswith((".html", ".xml", "/oembed.json", "/chi-muc.js")):
        return file != "404.html"
    return _TOLD.search(file) is not None
