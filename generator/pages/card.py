"""What stands on the social card of an indicator, an edition and an interview."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from generator.attainment import attainment
from generator.binding import Unbound, bind, parse
from generator.cards import Face, draw
from generator.cards.face import Told
from generator.figures import Series
from generator.model import Edition, Interview, Observation
from generator.pages.common import NO_BREAK, edition_link, fill, local, mark
from generator.pages.results import cards, results_of
from generator.pages.site import Site
from generator.read.brand import tinted

_FIGURE = re.compile(r"\]\(fig:([^\s)]+)")
_WORD = re.compile(r"[^\W\d]+\s")


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a page names it."""

    svg: str
    alt: str

    @property
    def uri(self) -> str:
        """Its file: the name is made from the drawing, so what is alike is drawn once."""
        return f"assets/cards/{sha256(self.svg.encode()).hexdigest()[:12]}.png"


def every(site: Site) -> Iterator[Card]:
    """The cards of all pages, each drawing once."""
    if not _are_wanted(site):
        return
    seen: set[str] = set()
    for card in _all(site):
        if card is not None and card.svg not in seen:
            seen.add(card.svg)
            yield card


def _all(site: Site) -> Iterator[Card | None]:
    for indicator in site.book.indicators:
        yield of_indicator(site, site.view(None).series(indicator))
    for edition in site.book.editions:
        yield of_edition(site, edition)
        for series in site.view(edition):
            yield of_indicator(site, series, edition)
        for interview in edition.interviews:
            yield of_interview(site, edition, interview)


def of_indicator(site: Site, series: Series, edition: Edition | None = None) -> Card | None:
    """The newest figure, in the edition; on a current page in the newest edition that has it."""
    if not _are_wanted(site):
        return None
    row = series.latest
    told = _told(site, series, row, "") if row else None
    return _card(site, local(series.indicator, site.words), told, _label(site, row, edition))


def of_edition(site: Site, edition: Edition) -> Card | None:
    """The edition's title over its leading result."""
    if not _are_wanted(site):
        return None
    shown = cards(results_of(site, edition), site.words)
    told = None
    if shown:
        result = shown[0].result
        told = _told(site, result.series, result.row, local(result.indicator, site.words))
    return _card(site, edition.title, told, edition_link(edition, site.words).title)


def of_interview(site: Site, edition: Edition, interview: Interview) -> Card | None:
    """The interview's title over the first figure in it that was held against a plan."""
    if not _are_wanted(site):
        return None
    found = list(_quoted(site, edition, interview.body))
    judged = [(series, row) for series, row in found if _is_judged(series, row)]
    told = None
    for series, row in (judged or found)[:1]:
        told = _told(site, series, row, local(series.indicator, site.words))
    words = site.words
    kind = words.strings["interview_kind" if interview.speakers else "interview_kind_none"]
    label = f"{kind} · {edition_link(edition, words).title}"
    return _card(site, interview.title, told, label)


def _are_wanted(site: Site) -> bool:
    return bool(site.book.settings.cards and site.book.settings.site_url)


def _card(site: Site, title: str, told: Told | None, label: str) -> Card | None:
    settings = site.book.settings
    if not _are_wanted(site):
        return None
    face = Face(settings.site_name, label, title, told, settings.publisher)
    return Card(tinted(draw(face), settings.colour), face.alt)


def _label(site: Site, row: Observation | None, edition: Edition | None) -> str:
    if edition is None and row is not None:
        holding = [
            item
            for item in site.book.published
            if row.indicator in item.indicators
            and any(known is row for known in site.view(item).series(row.indicator).newest)
        ]
        edition = holding[-1] if holding else None
    if edition is not None:
        return edition_link(edition, site.words).title
    if row is None:
        return ""
    return fill(site.words, "card_as_of", day=site.words.say.day(row.as_of))


def _told(site: Site, series: Series, row: Observation, name: str) -> Told:
    say = site.words.say
    bound, number, unit = _number(site, series, row)
    found = attainment(series, row) if row.measure == "actual" else None
    judged = found is not None and found.plan is not None
    when = _when(site, series, row)
    return Told(
        name=name,
        bound=bound,
        number=number,
        unit=unit,
        measure=row.measure,
        when=when if name else say.upper_first(when),
        verdict=found.verdict if found else "none",
        is_firm=found.is_firm if found else True,
        judged=mark(found, site.words).text if found and judged else "",
        compared=say.comparison(found) if found and judged else "",
    )


def _number(site: Site, series: Series, row: Observation) -> tuple[str, str, str]:
    """'khoảng ', '1.500', ' người'; a plan of none at all is said in words."""
    say, indicator = site.words.say, series.indicator
    whole = say.value(row, indicator)
    if row.measure == "plan":
        whole = say.planned_value(row, indicator)
    bare = say.value(row, indicator, with_unit=False)
    if not whole.startswith(bare):
        return "", say.upper_first(whole), ""
    word = _WORD.match(bare)
    first = word.end() if word else 0
    return bare[:first], bare[first:], whole[len(bare) :].replace(NO_BREAK, " ")


def _when(site: Site, series: Series, row: Observation) -> str:
    words = site.words
    parts = [words.say.period(row, series.indicator)]
    if row.measure == "plan":
        parts[0] = f"{words.say.measure('plan')} {parts[0]}"
    elif row.status != "final":
        parts.append(words.say.lower_first(words.strings[f"fig_status_{row.status}"]))
    if row.group:
        parts.insert(0, local(site.book.label("group", row.group), words))
    return ", ".join(parts)


def _quoted(site: Site, edition: Edition, body: str) -> Iterator[tuple[Series, Observation]]:
    """The figures that a text is bound to, in its order."""
    view = site.view(edition)
    for target in _FIGURE.findall(body):
        try:
            bound = bind(parse(target), view)
        except Unbound:
            continue
        yield bound.series, bound.figure.observation


def _is_judged(series: Series, row: Observation) -> bool:
    return row.measure == "actual" and attainment(series, row).verdict != "none"
