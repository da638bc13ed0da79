"""What an edition changed since the one before: new, revised, confirmed and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures import Series
from generator.model import Edition, Indicator, Observation, Yearbook
from generator.pages.common import fill, local
from generator.pages.results import in_order
from generator.pages.revisions import correction_of, value_of
from generator.pages.site import Site
from generator.words import Words


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that the edition before had otherwise."""

    indicator: Indicator
    anchor: str
    sentence: str
    old: Observation
    """As the edition before had it."""
    new: Observation


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value that the edition before didn't have."""

    row: Observation
    anchor: str


@dataclass(frozen=True, slots=True)
class NewValues:
    """The values that an indicator known before has gained."""

    indicator: Indicator
    values: tuple[NewValue, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """From one edition to the next."""

    before: Edition
    added: tuple[Indicator, ...]
    revised: tuple[Revision, ...]
    confirmed: tuple[Revision, ...]
    """The same value, of another status: final instead of estimate."""
    values: tuple[NewValues, ...]
    dropped: tuple[Indicator, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing changed."""
        return not (self.added or self.revised or self.confirmed or self.values or self.dropped)


def edition_before(site: Site, edition: Edition) -> Edition | None:
    """The newest version of the year published before."""
    earlier = [item for item in site.book.published if item.year < edition.year]
    return earlier[-1] if earlier else None


def changes(site: Site, edition: Edition) -> Changes | None:
    """What is otherwise than in the edition before; None for the first one."""
    before = edition_before(site, edition)
    if before is None:
        return None
    now, then = shown(site, edition), shown(site, before)
    kept = set(now) & set(then)
    series = [item for item in in_order(edition, site.view(edition)) if item.observations]
    revised, confirmed = _altered(site, series, before)
    return Changes(
        before,
        tuple(site.book.indicators[id] for id in now if id not in kept),
        revised,
        confirmed,
        tuple(_gained(site, [item for item in series if item.indicator.id in kept], before)),
        tuple(site.book.indicators[id] for id in then if id not in kept),
    )


def shown(site: Site, edition: Edition) -> tuple[str, ...]:
    """Indicators on an edition's page: as listed, then others with a value or plan of its year."""
    others = (
        series.indicator.id for series in site.view(edition) if series.year(edition.year).totals
    )
    return tuple(dict.fromkeys((*edition.indicators, *others)))


def _altered(
    site: Site, now: list[Series], before: Edition
) -> tuple[tuple[Revision, ...], tuple[Revision, ...]]:
    revised: list[Revision] = []
    confirmed: list[Revision] = []
    for series in now:
        earlier = site.view(before).series(series.indicator.id)
        for row in other(series, earlier):
            old = (earlier.vintages_of(row.subject) or (row,))[-1]
            if value_of(old) == value_of(row) and old.status == row.status:
                continue
            anchor = series.figure_of(row).anchor
            sentence = said(site.words, site.book, series, old, row)
            found = Revision(series.indicator, anchor, sentence, old, row)
            (confirmed if value_of(old) == value_of(row) else revised).append(found)
    return tuple(revised), tuple(confirmed)


def said(words: Words, book: Yearbook, series: Series, old: Observation, new: Observation) -> str:
    """A change in one sentence: another value or plan, or the same one of another status.

    What a correction announced is called corrected, all else revised.
    """
    say, group = words.say, ""
    if new.group:
        group = local(book.label("group", new.group), words) + words.strings["colon"]
    if value_of(old) == value_of(new) and old.status != new.status:
        return group + _confirmed(words, series, old, new)
    sentence = say.replanned if new.measure == "plan" else say.revised
    corrected = correction_of(book, old, new) is not None
    return group + str(sentence(old, new, series.indicator, corrected))


def _confirmed(words: Words, series: Series, old: Observation, new: Observation) -> str:
    say = words.say
    key = "edition_confirmed_final" if new.status == "final" else "edition_confirmed"
    return fill(
        words,
        key,
        period=say.period(new, series.indicator),
        value=say.value(new, series.indicator),
        old=say.status(old.status),
        new=say.status(new.status),
    )


def other(now: Series, before: Series) -> Iterator[Observation]:
    """The newest rows of the years of which not the same is known."""
    changed = dict(now.years.items() - before.years.items())
    for year in sorted(changed):
        yield from changed[year].newest


def _gained(site: Site, now: list[Series], before: Edition) -> Iterator[NewValues]:
    for series in now:
        earlier = site.view(before).series(series.indicator.id)
        rows = [
            row
            for row in other(series, earlier)
            if row.is_total and not earlier.vintages_of(row.subject)
        ]
        if rows:
            values = tuple(NewValue(row, series.figure_of(row).anchor) for row in rows)
            yield NewValues(series.indicator, values)
