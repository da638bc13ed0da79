"""What the feeds say: editions and interviews, corrections, and the new figures of each topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from generator.attainment import attainment
from generator.extras.atom import NOTHING_YET, Entry, Feed, write
from generator.figures import Series, in_order
from generator.model import Correction, Observation, Topic
from generator.pages.common import (
    CATALOGUE,
    CORRECTIONS,
    edition_named,
    edition_uri,
    fill,
    indicator_uri,
    local,
)
from generator.pages.correction import anchor
from generator.pages.corrections import cell_said
from generator.pages.site import Site
from generator.pages.tally import lede, tally_of

MOST = 50
"""Entries of one feed."""
EDITIONS, MENDED = "feed.xml", "dinh-chinh/feed.xml"


def files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every feed, each made when it is written."""
    yield EDITIONS, lambda: write(editions(site), site)
    yield MENDED, lambda: write(corrections(site), site)
    for topic in site.book.topics.values():
        yield topic_uri(topic), partial(_topic_bytes, site, topic)


def _topic_bytes(site: Site, topic: Topic) -> bytes:
    return write(of_topic(site, topic), site)


def topic_uri(topic: Topic) -> str:
    """File of a topic's feed."""
    return f"chi-tieu/{topic.id}.xml"


def editions(site: Site) -> Feed:
    """Each version of each edition, and the interviews of its first."""
    title = site.words.strings["feed_editions"]
    entries = _newest_first(_editions(site))
    return Feed(EDITIONS, title, "index.html", entries, _since(site))


def corrections(site: Site) -> Feed:
    """Each correction of a published edition."""
    title = site.words.strings["feed_corrections"]
    said = dict.fromkeys(_correction(site, item) for item in site.book.corrections)
    entries = _newest_first(said)
    return Feed(MENDED, title, CORRECTIONS, entries, _since(site))


def of_topic(site: Site, topic: Topic) -> Feed:
    """The newest vintages of a topic's indicators, as they were known on their own day."""
    rows = [
        (series, row)
        for series in site.view(None)
        if series.indicator.topic == topic.id
        for row in series.observations
    ]
    rows.sort(key=lambda pair: _rank(pair[1]))
    entries = tuple(_vintage(site, series, row) for series, row in rows[:MOST])
    title = fill(site.words, "feed_topic", topic=local(topic, site.words))
    return Feed(topic_uri(topic), title, f"{CATALOGUE}#{topic.id}", entries, _since(site))


def _rank(row: Observation) -> tuple[int, bool, bool, int]:
    """Newest first; of one day totals before groups, what was done before what is planned."""
    return (-row.as_of.toordinal(), not row.is_total, row.measure == "plan", -row.year)


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.day, reverse=True)[:MOST])


def _since(site: Site) -> date:
    return max((item.published for item in site.book.published), default=NOTHING_YET)


def _editions(site: Site) -> Iterator[Entry]:
    for edition in site.book.published:
        said = lede(tally_of(site, edition), edition.year, site.words)
        title = edition.title
        if edition.version > 1:
            title = f"{title} ({edition_named(edition, site.words)})"
        day = max(edition.published, edition.as_of)
        yield Entry(edition_uri(edition), title, said, day, license=edition.license)
        if edition.version > 1:
            continue
        for talk in edition.interviews:
            day = talk.date or edition.published
            page = f"{edition.name}/{talk.slug}/index.html"
            yield Entry(page, talk.title, talk.lede or talk.title, day, license=edition.license)


def _correction(site: Site, item: Correction) -> Entry:
    words = site.words
    indicator = site.book.indicators.get(item.indicator)
    parts = (
        local(indicator, words) if indicator else item.indicator,
        item.group and local(site.book.label("group", item.group), words),
        item.measure and words.say.measure(item.measure),
        item.year,
    )
    named = fill(words, "edition_version", year=item.edition, version=item.version)
    what = ", ".join(str(part) for part in parts if part) or words.strings["cor_text"]
    old, new = (cell_said(site, item, cell) for cell in (item.old, item.new))
    title = fill(words, "feed_correction", edition=named, what=what)
    text = fill(words, "feed_correction_text", old=old, new=new, reason=item.reason)
    return Entry(f"{CORRECTIONS}#{anchor(item)}", title, text, item.date)


def _vintage(site: Site, series: Series, row: Observation) -> Entry:
    """One value in the words of its own day: what came later doesn't change the entry."""
    words, indicator = site.words, series.indicator
    known = Series(
        indicator, in_order(other for other in series.observations if other.as_of <= row.as_of)
    )
    group = local(site.book.label("group", row.group), words) if row.group else ""
    name = local(indicator, words) + (f" ({group})" if group else "")
    period, day = words.say.period(row, indicator), words.say.day(row.as_of)
    if row.measure == "plan":
        value, key = words.say.planned_value(row, indicator), "feed_entry_plan"
        said, sentence = words.say.planned(row, indicator), "feed_sentence_plan"
    else:
        value, key, sentence = words.say.value(row, indicator), "feed_entry", "feed_sentence"
        said = words.say.result(known, attainment(known, row), group=group)
    title = fill(words, key, name=name, period=period, value=value)
    if row.status != "final" and row.measure == "actual":
        title = fill(words, "feed_entry_status", said=title, status=words.say.status(row.status))
    source = site.book.sources[row.source].publisher
    summary = fill(words, sentence, name=name, said=said, source=source, day=day)
    return Entry(_address(series, row), title, summary, row.as_of, topic=local(indicator, words))


def _address(series: Series, row: Observation) -> str:
    """The vintage's own anchor on the current page, for good."""
    figure = series.figure_of(row)
    own = figure.aliases[0] if figure.is_current else figure.anchor
    return f"{indicator_uri(row.indicator)}#{own}"
