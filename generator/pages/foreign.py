"""What a page shows in another language than its own, because nobody has translated it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.model import PLAIN, Yearbook
from generator.pages.site import Site


def foreign(site: Site) -> Mapping[str, str]:
    """Each text with its language; nothing on pages of the main language.

    Columns without a suffix are in Vietnamese, pages and settings in the site's main language.
    """
    if not site.is_other:
        return {}
    language, main = site.words.language, site.book.settings.main
    found = dict.fromkeys(_prose(site), main)
    if language != PLAIN:
        found |= dict.fromkeys(_data(site.book, language), PLAIN)
    return {text: code for text, code in found.items() if not text.isascii()}


def _data(book: Yearbook, language: str) -> Iterator[str]:
    yield from _lacking(book.topics.values(), "name", language)
    yield from _lacking(book.indicators.values(), "name", language)
    yield from _lacking(book.indicators.values(), "unit", language)
    yield from (item.definition for item in book.indicators.values())
    rows = book.observations
    for kind in ("by", "group", "basis", "note"):
        keys = dict.fromkeys(getattr(row, kind) for row in rows)
        yield from _lacking((book.label(kind, key) for key in keys if key), "name", language)
    for source in book.sources.values():
        yield from (source.title, source.publisher, source.note)
    for item in book.corrections:
        yield from (item.old, item.new, item.reason)


def _lacking(things: Iterable[Any], column: str, language: str) -> Iterator[str]:
    """What a column says where it has no translation."""
    for thing in things:
        said, plain = getattr(thing, f"{column}_{language}", ""), getattr(thing, column)
        if said in ("", plain):
            yield plain


def _prose(site: Site) -> Iterator[str]:
    book, main = site.book, site.main.book
    for name in ("site_name", "publisher", "place", "notice"):
        if getattr(book.settings, name) == getattr(main.settings, name):
            yield getattr(book.settings, name)
    for page in book.pages.values():
        yield from (page.title, page.lede) if page.language else ()
    for item, original in zip(book.editions, main.editions, strict=True):
        if item.language:
            yield from (item.title, item.contact, item.license)
        if item.publisher == original.publisher:
            yield item.publisher
        for talk, first in zip(item.interviews, original.interviews, strict=True):
            yield from (talk.title, talk.lede) if talk.language else ()
            told = {speaker.role for speaker in first.speakers}
            yield from (speaker.role for speaker in talk.speakers if speaker.role in told)
