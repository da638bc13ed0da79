"""From an edition to the bytes of its report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from generator.archive.kept import Kept
from generator.binding import Bound
from generator.model import Edition, Interview
from generator.pages.common import edition_uri, fill
from generator.pages.interview import box
from generator.paper.contents import Talk, html, uri_of
from generator.paper.press import print_pdf
from generator.problems import UsageError
from generator.render.env import Renderer

Finished = tuple[Markup, Sequence[Bound]]
"""A page's Markdown as HTML, and the figures bound in it."""


def report(
    renderer: Renderer,
    edition: Edition,
    finish: Callable[[Edition | Interview, str], Finished],
    files: Mapping[str, Path],
    kept: Iterable[Kept] = (),
) -> bytes:
    """The report in the edition's bag where it was frozen with one, else printed.

    `finish` takes a text and the file of its page; `files` are those beside the texts. Raises
    UsageError for an older version without a report in its bag: its texts are gone from content/.
    """
    site, here = renderer.site, edition_uri(edition)
    if frozen := _in_bag(site.at(uri_of(edition)), edition, kept):
        return frozen
    if edition.frozen and edition is not site.book.edition(edition.year):
        raise UsageError(fill(site.words, "pdf_no_text", name=edition.name))
    body, _ = finish(edition, here)
    talks = []
    for talk in edition.interviews:
        done, bounds = finish(talk, f"{edition.name}/{talk.slug}/index.html")
        talks.append(Talk(talk, done, box(bounds, site.words)))
    whole = html(renderer, edition, body, talks)
    pictures = {_address(name, edition): path for name, path in files.items()}
    return print_pdf(whole, site.at(here), site.book.settings, pictures, site.cache)


def _in_bag(uri: str, edition: Edition, kept: Iterable[Kept]) -> bytes | None:
    for item in kept:
        if item.name == edition.name and (path := dict(item.files()).get(uri)):
            return item.bag.read(path)
    return None


def _address(name: str, edition: Edition) -> str:
    """Where a file of the content folder stands: a year's in that of the printed version."""
    year = f"{edition.year}/"
    return f"{edition.name}/{name.removeprefix(year)}" if name.startswith(year) else name
