"""What a frozen page says of later changes: the one region of a served copy that may differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.figures import Series
from generator.model import Correction, Edition, Observation
from generator.pages.common import CORRECTIONS, Link, edition_named, fill, indicator_uri, local
from generator.render.env import Renderer

REGION = re.compile(rb"<!--status-->.*?<!--/status-->", re.DOTALL)
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

    def __init__(self, renderer: Renderer, edition: Edition) -> None:
        self.renderer = renderer
        self.site = renderer.site
        self.words = renderer.site.words
        self.edition = edition

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
        then, now = self.site.view(self.edition), self.site.view(None)
        for series in then:
            newest = {row.subject: row for row in now.series(series.indicator.id).newest}
            for row in series.newest:
                new = newest.get(row.subject)
                if new is not None and _value(new) != _value(row):
                    yield self._change(series, row, new)

    def _change(self, series: Series, old: Observation, new: Observation) -> Changed:
        say, indicator = self.words.say, series.indicator
        anchor = series.figure_of(old).anchor
        now = self.site.view(None).series(indicator.id).figure_of(new).anchor
        group = (
            f", {local(self.site.book.label(old.by, old.group), self.words)}" if old.group else ""
        )
        what = f"{say.measure(old.measure)} {say.period(old, indicator)}"
        return Changed(
            indicator.id,
            anchor,
            f"{local(indicator, self.words)}{group}, {what}",
            say.value(old, indicator),
            say.value(new, indicator),
            self._why(old, new),
            f"{indicator_uri(indicator.id)}#{now}",
        )

    def _why(self, old: Observation, new: Observation) -> str:
        """A correction says its reason, a revision its day."""
        day = self.words.say.day
        for item in self.site.book.corrections:
            if _is_of(item, old):
                return fill(self.words, "status_correction", day=day(item.date), reason=item.reason)
        return fill(self.words, "status_revision", day=day(new.as_of))

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

    def __init__(self, renderers: Iterable[Renderer], edition: Edition) -> None:
        """`renderers`: one for each language, the main one first."""
        every = tuple(renderers)
        self._site = every[0].site
        self._own = {
            one.site.words.language: Status(one, _same(one, edition) or edition) for one in every
        }

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


def _value(row: Observation) -> tuple[object, ...]:
    return (row.value, row.upper, row.bound)


def _is_of(item: Correction, row: Observation) -> bool:
    same = (item.indicator, item.year, item.measure, item.by, item.group)
    return same == (row.indicator, row.year, row.measure, row.by, row.group)


def _stands_on(item: Changed, uri: str, text: str) -> bool:
    """The figure is shown on the page: its row, or a link to it."""
    if f"chi-tieu/{item.indicator}/" in uri:
        return True
    link = f'chi-tieu/{item.indicator}/index.html#{item.anchor}"'
    return link in text or f'id="{item.indicator}-{item.anchor}"' in text
