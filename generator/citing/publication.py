"""Works made of text: an edition, and an interview in it."""

from __future__ import annotations

from generator.citing.work import Work, address, noted, publisher_of, said_source, site_words
from generator.model import Edition, Interview, Yearbook
from generator.words import LANGUAGES, words


def work_of_edition(book: Yearbook, edition: Edition) -> Work:
    """One year's publication, in one version."""
    own, publisher, url = site_words(book), publisher_of(book, edition), address(book, edition)
    day = own.say.day(edition.as_of)
    return Work(
        kind="edition",
        key=f"ed{edition.name}",
        title=edition.title,
        author=publisher,
        publisher=publisher,
        date=edition.published,
        version=str(edition.version),
        container="",
        url=url,
        language=own.language,
        abstract=edition.lede
        or own.strings["cite_edition_abstract"].format(
            title=edition.title, year=edition.year, day=day
        ),
        note="",
        license=edition.license,
        sentences=_sentences(edition.title, publisher, edition, url),
    )


def work_of_interview(book: Yearbook, edition: Edition, interview: Interview) -> Work:
    """A page of questions and answers: who publishes it answers for it, who speaks is named."""
    own, publisher = site_words(book), publisher_of(book, edition)
    url = address(book, edition, f"{interview.slug}/")
    source = book.sources.get(interview.source)
    speakers = "; ".join(
        ", ".join(part for part in (speaker.name, speaker.role) if part)
        for speaker in interview.speakers
    )
    answers = own.strings["cite_answers"].format(speakers=speakers) if speakers else ""
    return Work(
        kind="interview",
        key=f"{interview.slug}-ed{edition.name}",
        title=interview.title,
        author=publisher,
        publisher=publisher,
        date=interview.date or edition.published,
        version=str(edition.version),
        container=edition.title,
        url=url,
        language=own.language,
        abstract=" ".join(part for part in (answers, interview.lede) if part),
        note=noted([said_source(source, own.language)] if source else [], own.language),
        license=edition.license,
        sentences=_sentences(
            f"“{interview.title}”", publisher, edition, url, source.publisher if source else ""
        ),
    )


def _sentences(
    title: str, publisher: str, edition: Edition, url: str, source: str = ""
) -> tuple[tuple[str, str], ...]:
    """A sentence for each language; another body's interview names that body."""
    found = []
    for language in LANGUAGES:
        strings = words(language).strings
        detail = strings["edition_version"].format(year=edition.year, version=edition.version)
        key = "cite_page_source" if source and source != publisher else "cite_page"
        said = strings[key].format(
            title=title, publisher=publisher, detail=detail, source=source, address=url
        )
        found.append((language, said))
    return tuple(found)
