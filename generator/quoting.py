"""What a bound link quotes: which vintage it agrees with, and what the data say now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.attainment import attainment
from generator.binding import Bound
from generator.figures import Series, View
from generator.model import Observation
from generator.numerals import Mention, parse_whole
from generator.numerals.agree import Disagreement, agrees

_MARKUP = re.compile(r"[*_~`\\]|<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure as it stands in a text, held against the data."""

    bound: Bound
    mention: Mention | None
    """None where the text is empty, or no number can be read in it."""
    disagreement: Disagreement | None
    """With what the page's edition knows, and with what was known on the page's date."""
    said: Observation
    """The vintage that the text quotes."""
    now: Observation | None
    """What the newest data say, where that is another value."""


def quote(text: str, bound: Bound, every: View, said_on: date | None, language: str) -> Quote:
    """Hold a link's text against its row, and the row against all data known today.

    `said_on` is the page's date: a text that agrees with what was known then stays as said.
    """
    row = bound.figure.observation
    mention = parse_whole(words_of(text), language)
    disagreement = agrees(mention, bound, language) if mention else None
    if disagreement and said_on is not None and mention is not None:
        then = _known_on(bound, said_on)
        if then and agrees(mention, then, language) is None:
            said = then.figure.observation
            return Quote(bound, mention, None, said, _now(said, every))
    return Quote(bound, mention, disagreement, row, _now(row, every))


def words_of(text: str) -> str:
    """A link's text without the marks of emphasis."""
    return " ".join(_MARKUP.sub("", text).split())


def _known_on(bound: Bound, day: date) -> Bound | None:
    """The same link bound to what was known on a day, its plan too; None where nothing was."""
    rows = tuple(row for row in bound.series.observations if row.as_of <= day)
    series, link = Series(bound.series.indicator, rows), bound.link
    row = series.find(link.year, link.measure, group=link.group)
    if row is None:
        return None
    found = attainment(series, row) if row.measure == "actual" else None
    if link.kind == "attainment" and (found is None or found.plan is None):
        return None
    return Bound(link, series, series.figure_of(row), found)


def _now(said: Observation, every: View) -> Observation | None:
    newest = every.series(said.indicator).vintages_of(said.subject)[-1]
    same = (newest.value, newest.upper, newest.bound) == (said.value, said.upper, said.bound)
    return None if same else newest
