"""Every number in the prose against the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.binding import Unbound, bind, parse
from generator.figures import View
from generator.model import translation_of
from generator.numerals import Mention, scan
from generator.numerals.arithmetic import checks
from generator.problems import Problems
from generator.quoting import Quote, quote
from generator.read.content import Content
from generator.read.front_matter import Page
from generator.read.links import Link, Places, Seen, links, seen
from generator.words import words

HEAD_TEXTS = ("title", "lede", "description")
"""Keys of a page's head that readers see, and that can't hold a link."""


@dataclass(frozen=True)
class Known:
    """What is known of a page's data."""

    view: View
    """What its edition knows."""
    every: View
    """All data."""
    said_on: date | None
    language: str
    row_of: Callable[[int], str]
    """Where a row stands, by its line: 'data/observations.csv:9'."""


def check_prose(
    content: Content,
    known: Callable[[str], Known],
    problems: Problems,
    doubtful: frozenset[str] = frozenset(),
) -> None:
    """Check bound figures, unbound numbers and reckoning of every page.

    Figures of `doubtful` indicators wait until their rows are mended.
    """
    for page in content.pages:
        quotes = [
            found
            for found in _quotes(page, known(page.uri))
            if found[1].said.indicator not in doubtful
        ]
        _check_bound(page, quotes, known(page.uri), problems)
        _check_unbound(page, quotes, known(page.uri), problems)
        _check_sums(page, known(page.uri), problems)
    _check_translations(content, problems)


def _check_translations(content: Content, problems: Problems) -> None:
    """A translation says the figures of its original."""
    said = {page.uri: _targets(page) for page in content.pages}
    for page in content.translations:
        lacking = said.get(translation_of(page.uri)[0], set()) - said[page.uri]
        for target in sorted(lacking):
            problems.warn("translation-figures", page.path, page.body_line, 1, False, target=target)


def _targets(page: Page) -> set[str]:
    """The figures that a page's text is bound to."""
    found = (link.target for link in links(page.body, page.body_line) if not link.is_image)
    return {target.rstrip("/") for target in found if target.startswith("fig:")}


def _quotes(page: Page, known: Known) -> Iterator[tuple[Link, Quote]]:
    """Links that can be bound; the others are told by the check of links."""
    for link in links(page.body, page.body_line):
        scheme, _, target = link.target.partition(":")
        if scheme != "fig" or link.is_image:
            continue
        try:
            bound = bind(parse(target), known.view)
        except Unbound:
            continue
        yield link, quote(link.text, bound, known.every, known.said_on, known.language)


def _check_bound(
    page: Page, quotes: Iterable[tuple[Link, Quote]], known: Known, problems: Problems
) -> None:
    for link, found in quotes:
        if link.title or not link.text.strip():
            continue
        row = known.row_of(found.said.line)
        if found.mention is None:
            problems.add(
                "figure-unread", page.path, link.line, link.column, text=link.text, row=row
            )
        elif found.disagreement:
            problems.add(
                "figure-disagrees",
                page.path,
                link.line,
                link.column,
                target=link.target,
                written=link.text,
                data=found.disagreement.data,
                row=row,
            )


def _check_unbound(
    page: Page, quotes: list[tuple[Link, Quote]], known: Known, problems: Problems
) -> None:
    place = Places(page.body, page.body_line)
    for mention in unbound(page, known.language):
        written = page.body[mention.start : mention.end]
        problems.warn(
            "number-unbound",
            page.path,
            *place(mention.start),
            False,
            text=" ".join(written.split()),
        )
    bound = {_measure(found.mention) for _, found in quotes if found.mention}
    for key in HEAD_TEXTS:
        text = page.meta.get(key)
        for mention in scan(text, known.language) if isinstance(text, str) else ():
            if _measure(mention) not in bound:
                line = page.lines.get(key, 1)
                written = text[mention.start : mention.end]  # type: ignore[index]
                problems.warn("number-in-head", page.path, line, 1, False, key=key, text=written)


def unbound(page: Page, language: str) -> list[Mention]:
    """Figures of a page's text that no link binds."""
    spans = [
        (link.start, link.end)
        for link in links(page.body, page.body_line)
        if link.target.startswith(("fig:", "chart:"))
    ]
    text = seen(page.body, page.body_line)
    found = (_placed(mention, text) for mention in scan(text.text, language))
    return [
        mention
        for mention in found
        if not any(start < mention.end and mention.start < end for start, end in spans)
    ]


def _placed(mention: Mention, text: Seen) -> Mention:
    """A mention with its offsets in the body."""
    start, end = text.span(mention.start, mention.end)
    lead = text.span(mention.start_with_word, mention.end)[0]
    return replace(mention, start=start, end=end, start_with_word=lead)


def _measure(mention: Mention) -> tuple[object, ...]:
    """What makes two mentions the same figure."""
    return (mention.amount, mention.upper, mention.family in ("percent", "points"))


def _check_sums(page: Page, known: Known, problems: Problems) -> None:
    place = Places(page.body, page.body_line)
    text = seen(page.body, page.body_line)
    for found in checks(text.text, known.language):
        if not found.ok:
            say = words(known.language).say
            problems.warn(
                "sum-wrong",
                page.path,
                *place(_placed(found.mention, text).start),
                False,
                said=say.number(found.said),
                formula=found.formula,
            )
