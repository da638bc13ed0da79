"""The `<meta>` tags from which Zotero's translators and search engines take a page's citation.

What each tag becomes was read in Zotero's Embedded Metadata.js and RDF.js: a body's name stays
whole only with a comma after it and none within; `DC.type` says a data page is no journal article.
"""

from __future__ import annotations

from generator.citing.work import Kind, Work, address, one_line, publisher_of, uncut
from generator.model import Edition, Yearbook

_TYPES: dict[Kind, str] = {"figure": "Dataset", "indicator": "Dataset", "interview": "webpage"}


def tags(work: Work, site_name: str) -> tuple[tuple[str, str], ...]:
    """Name and content of each."""
    found = (
        ("citation_title", work.title),
        ("DC.type", _TYPES.get(work.kind, "")),
        ("citation_author", whole(work.author)),
        ("citation_publication_date", work.date.isoformat()),
        ("citation_public_url", work.url),
        *_of_kind(work, site_name),
        ("citation_publisher", work.publisher),
        ("citation_language", work.language),
        ("citation_abstract", work.abstract),
        ("bibo.edition", work.version),
        ("so.version", work.version),
        ("DC.rights", work.license),
    )
    return tuple((name, one_line(content)) for name, content in found if content)


def of_page(
    book: Yearbook, title: str, path: str = "", edition: Edition | None = None
) -> tuple[tuple[str, str], ...]:
    """Of a page that nobody cites ready-made: as of its edition, else of the newest."""
    settings, newest = book.settings, edition or next(iter(book.published[::-1]), None)
    publisher, version = publisher_of(book, edition), ""
    if newest:
        version = str(newest.version) if edition else newest.as_of.isoformat()
    found = (
        ("citation_title", title),
        ("DC.type", "webpage"),
        ("citation_author", whole(publisher)),
        ("citation_publication_date", newest.published.isoformat() if newest else ""),
        ("citation_public_url", address(book, None, path)),
        ("prism.publicationName", settings.site_name if path else ""),
        ("citation_publisher", publisher),
        ("citation_language", settings.language),
        ("bibo.edition", version),
        ("so.version", version),
    )
    return tuple((name, one_line(content)) for name, content in found if content)


def whole(name: str) -> str:
    """A name that a comma or a semicolon would have cut into persons."""
    return f"{uncut(name)},"


def _of_kind(work: Work, site_name: str) -> tuple[tuple[str, str], ...]:
    """A report's institution and number; of a text of the site the site's name."""
    if work.kind == "edition":
        return (
            ("citation_technical_report_institution", work.publisher),
            ("citation_technical_report_number", work.key.removeprefix("ed")),
        )
    return (("prism.publicationName", site_name),) if work.kind == "interview" else ()
