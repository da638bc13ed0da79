"""What every page of one build shares: the yearbook, the words, the views of the editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.charts import Chart, charts
from generator.figures import Series, View
from generator.model import Edition, Yearbook
from generator.words import Words, words


@dataclass(frozen=True)
class Page:
    """One page to be written: its address, its template and what stands in it."""

    uri: str
    """File of the page: 'chi-tieu/viec-lam/index.html'."""
    template: str
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    """What stands in it; a function where it is made only when the page is rendered."""

    def filled(self) -> Mapping[str, Any]:
        """The context, made now if need be."""
        return self.context() if callable(self.context) else self.context


@dataclass(frozen=True)
class Site:
    """One build's input for pages."""

    book: Yearbook
    cache: Path | None = None
    """Folder that keeps drawings between builds; it may be deleted at any time."""

    @cached_property
    def words(self) -> Words:
        """The site's language."""
        return words(self.book.settings.language)

    @cached_property
    def _views(self) -> dict[date | None, View]:
        return {}

    def view(self, edition: Edition | None) -> View:
        """The data that an edition knows; all of it for the current pages."""
        as_of = edition.as_of if edition else None
        if as_of not in self._views:
            self._views[as_of] = View(self.book, as_of)
        return self._views[as_of]

    def charts(self, series: Series) -> tuple[Chart, ...]:
        """The charts of a series of one of these views, drawn once a build."""
        if id(series) not in self._charts:
            self._charts[id(series)] = (series, charts(series, self.book, self.words))
        return self._charts[id(series)][1]

    @cached_property
    def _charts(self) -> dict[int, tuple[Series, tuple[Chart, ...]]]:
        """By identity; the series is kept beside, so that no other gets its place."""
        return {}

    def edition_of(self, uri: str) -> Edition | None:
        """The edition that a page belongs to by its address; None for the current pages."""
        first = uri.partition("/")[0]
        return next((item for item in self.book.editions if item.name == first), None)
