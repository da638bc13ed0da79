"""A yearbook as the pages of another language read it: translated words, the same figures."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Edition, Interview, Prose, Settings, Speaker, Translation, Yearbook


def spoken(book: Yearbook, language: str) -> Yearbook:
    """The yearbook in a language; what isn't translated keeps its words and says whose they are."""
    main, told = book.settings.main, book.settings.translations.get(language, {})
    if language == main:
        return book
    settings = replace(book.settings, language=language, **told)  # type: ignore[arg-type]
    editions = tuple(_edition(book, settings, item) for item in book.editions)
    pages = {path: _prose(book, path, page, settings) for path, page in book.pages.items()}
    return replace(book, settings=settings, editions=editions, pages=pages)


def _edition(book: Yearbook, settings: Settings, item: Edition) -> Edition:
    found = book.translations.get((item.path, settings.language))
    is_sites = item.publisher == book.settings.publisher
    publisher = settings.publisher if is_sites else item.publisher
    talks = tuple(_interview(book, talk, settings) for talk in item.interviews)
    item = replace(item, publisher=publisher, interviews=talks)
    if found is None:
        return replace(item, language=settings.main)
    return replace(
        item,
        path=found.path,
        title=found.title,
        lede=found.lede,
        publisher=found.publisher or publisher,
        license=found.license or item.license,
        contact=found.contact or item.contact,
        body=found.body,
        body_line=found.body_line,
    )


def _interview(book: Yearbook, item: Interview, settings: Settings) -> Interview:
    found = book.translations.get((item.path, settings.language))
    if found is None:
        return replace(item, language=settings.main)
    return replace(
        item,
        path=found.path,
        title=found.title,
        lede=found.lede,
        speakers=_speakers(item, found),
        body=found.body,
        body_line=found.body_line,
    )


def _speakers(item: Interview, found: Translation) -> tuple[Speaker, ...]:
    """Those of the original, under the names and roles that the translation gives."""
    told = {speaker.id: speaker for speaker in found.speakers}
    return tuple(told.get(speaker.id, speaker) for speaker in item.speakers)


def _prose(book: Yearbook, path: str, item: Prose, settings: Settings) -> Prose:
    found = book.translations.get((path, settings.language))
    if found is None:
        return replace(item, language=settings.main)
    return replace(
        item,
        path=found.path,
        title=found.title,
        lede=found.lede,
        description=found.description,
        body=found.body,
        body_line=found.body_line,
    )
