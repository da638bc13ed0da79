"""What a frozen page says of later changes: the one region of a served copy that may differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.archive.kept import Kept
from generator.figures import Series
from generator.model import Correction, Edition, Observation
from generator.pages.common import CORRECTIONS, Link, edition_named, fill, indicator_uri, local
from generator.pages.revisions import number
from generator.render.env import Renderer

REGION = re.compile(rb"<!--status-->.*?<!--/status-->", re.DOTALL)
OF_FIGURES = ("value", "upper", "bound")
"""What of an observation is the number that a reader meets."""
EMPTY = b"<!--status--><!--/status-->"


def blanked(page: bytes) -> bytes:
    """A page with its status region as in the bag."""
    return REGION.sub(EMPTY, page)


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure of the edition that has another value now."""

    indicator: str
    anchor: str
    """On the indicator's page of the edition."""
    what: str
    """'Số người được giải quyết việc làm, thực hiện năm 2020'."""
    old: str
    new: str
    why: str
    """'đính chính ngày 3/11/2026: ...', or 'điều chỉnh ngày ...'."""
    now: str
    """Where the new value stands."""


class Status:
    """What has happened to the figures of one frozen edition."""

    def __init__(self, renderer: Renderer, kept: Kept) -> None:
        self.renderer = renderer
        self.site = renderer.site
        self.words = renderer.site.words
        self.kept = kept
        self.edition = _same(renderer, kept.edition) or kept.edition

    def page(self, uri: str, body: bytes) -> bytes:
        """A page of the edition as it is served."""
        said = self.said(uri, body)
        if not said:
            return body
        filled = f"<!--status-->{said}<!--/status-->".encode()
        return REGION.sub(lambda _: filled, body, count=1)

    def said(self, uri: str, body: bytes) -> str:
        """The notice of a page; '' where nothing is to be said."""
        if EMPTY not in body:
            return ""
        text = body.decode()
        changed = [item for item in self.changed if _stands_on(item, uri, text)]
        if self.newer is None and not changed:
            return ""
        context = {
            "superseded": self._superseded() if self.newer else "",
            "newer": self._newer_page(uri) if self.newer else "",
            "reasons": self._reasons(),
            "changed": tuple(changed),
            "corrections": CORRECTIONS,
        }
        return self.renderer.render("status.html", uri, context).strip()

    @cached_property
    def newer(self) -> Edition | None:
        """The newest later version of the same year."""
        later = [
            item
            for item in self.site.book.published
            if item.year == self.edition.year and item.version > self.edition.version
        ]
        return later[-1] if later else None

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """Every figure that has another value now, in the order of the tables."""
        return tuple(self._changed())

    def _changed(self) -> Iterator[Changed]:
        """By what its bag holds: a correction may have altered the row itself."""
        now = self.site.view(None)
        for series in self.kept.view(self.site.book):
            today = now.series(series.indicator.id)
            newest = {row.subject: row for row in today.newest}
            for row in series.newest:
                new = newest.get(row.subject)
                if new is None or _cells(new, today) != _cells(row, series):
                    yield self._change(series, row, today, new)

    def _change(
        self, series: Series, old: Observation, today: Series, new: Observation | None
    ) -> Changed:
        say, indicator = self.words.say, today.indicator
        now = f"#{today.figure_of(new).anchor}" if new else ""
        group = (
            f", {local(self.site.book.label('group', old.group), self.words)}" if old.group else ""
        )
        what = f"{say.measure(old.measure)} {say.period(old, indicator)}"
        return Changed(
            indicator.id,
            series.figure_of(old).anchor,
            f"{local(indicator, self.words)}{group}, {what}",
            say.value(old, series.indicator),
            say.value(new, indicator) if new else self.words.strings["status_gone"],
            self._why(series, old, today, new),
            f"{indicator_uri(indicator.id)}{now}",
        )

    def _why(self, series: Series, old: Observation, today: Series, new: Observation | None) -> str:
        """Each correction says its reason; what they don't lead to is a revision, with its day."""
        then = _cells(old, series)
        now = _cells(new, today) if new else then
        said: dict[str, None] = {}
        for item in sorted(self.site.book.corrections, key=self._is_elsewhere):
            if self._mends(item, old) and _alike(item.old, then[item.field]):
                then[item.field] = item.new
                day = self.words.say.day(item.date)
                said[fill(self.words, "status_correction", day=day, reason=item.reason)] = None
        if new and not all(_alike(then[name], now[name]) for name in OF_FIGURES):
            day = self.words.say.day(new.as_of)
            said[fill(self.words, "status_revision", day=day)] = None
        return "; ".join(said)

    def _is_elsewhere(self, item: Correction) -> tuple[bool, int]:
        return (item.edition != self.edition.year, item.version)

    def _mends(self, item: Correction, row: Observation) -> bool:
        """A correction of the figure that this version doesn't have yet."""
        own = item.edition == self.edition.year and item.version <= self.edition.version
        return _is_of(item, row) and not own

    def _superseded(self) -> str:
        assert self.newer is not None
        frozen = self.newer.frozen
        day = self.words.say.day(frozen.date if frozen else self.newer.published)
        said = fill(
            self.words,
            "status_superseded",
            this=edition_named(self.edition, self.words),
            newer=edition_named(self.newer, self.words),
            day=day,
        )
        return str(self.words.say.upper_first(said))

    def _newer_page(self, uri: str) -> Link:
        """The same page of the newer version, or its first page where that one has it not."""
        assert self.newer is not None
        there = uri.replace(f"{self.edition.name}/", f"{self.newer.name}/", 1)
        frozen = self.newer.frozen
        address = "/" + there.removesuffix("index.html")
        if frozen and address not in frozen.addresses:
            there = f"{self.newer.name}/index.html"
        return Link(fill(self.words, "status_see", version=self.newer.version), there)

    def _reasons(self) -> tuple[str, ...]:
        """Why the later versions were made."""
        if self.newer is None:
            return ()
        found = [
            item.reason
            for item in self.site.book.corrections
            if item.edition == self.edition.year and item.version > self.edition.version
        ]
        return tuple(dict.fromkeys(found))


class Statuses:
    """`Status` in every language: a page's is that of the folder that it stands in."""

    def __init__(self, renderers: Iterable[Renderer], kept: Kept) -> None:
        """`renderers`: one for each language, the main one first."""
        every = tuple(renderers)
        self._site = every[0].site
        self._own = {one.site.words.language: Status(one, kept) for one in every}

    def page(self, uri: str, body: bytes) -> bytes:
        """A page of the edition as it is served."""
        language, plain = self._site.split(uri)
        return self._own[language].page(plain, body)

    def said(self, uri: str, body: bytes) -> str:
        """The notice of a page; '' where nothing is to be said."""
        language, plain = self._site.split(uri)
        return self._own[language].said(plain, body)


def _same(renderer: Renderer, edition: Edition) -> Edition | None:
    """The edition as a language's pages have it."""
    editions = renderer.site.book.editions
    return next((one for one in editions if one.name == edition.name), None)


def _cells(row: Observation, series: Series) -> dict[str, str]:
    found = {name: getattr(row, name) for name in OF_FIGURES} | {"unit": series.indicator.unit}
    return {name: "" if cell is None else str(cell) for name, cell in found.items()}


def _alike(one: str, other: str) -> bool:
    """The same cell, whatever zeros a number is written with."""
    return one == other or (number(one) is not None and number(one) == number(other))


def _is_of(item: Correction, row: Observation) -> bool:
    if item.field == "unit":
        return item.indicator == row.indicator
    same = (item.indicator, item.year, item.measure, item.by, item.group)
    found = (row.indicator, row.year, row.measure, row.by, row.group)
    return same == found and item.basis in ("", row.basis) and item.field in OF_FIGURES


def _stands_on(item: Changed, uri: str, text: str) -> bool:
    """The figure is shown on the page: its row, or a link to it."""
    if f"chi-tieu/{item.indicator}/" in uri:
        return True
    link = f'chi-tieu/{item.indicator}/index.html#{item.anchor}"'
    return link in text or f'id="{item.indicator}-{item.anchor}"' in text
