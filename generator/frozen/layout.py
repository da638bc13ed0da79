"""Frozen editions in the site: out of their bags, never rendered again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive.kept import Kept
from generator.archive.withdrawn import Withdrawn
from generator.frozen.status import Statuses
from generator.render.env import Renderer


def uris(kept: Iterable[Kept]) -> Iterator[str]:
    """Every file of the frozen editions."""
    for item in kept:
        yield from (uri for uri, _ in item.files())


def pages(kept: Iterable[Kept]) -> list[str]:
    """The HTML files among them."""
    return [uri for uri in uris(kept) if uri.endswith(".html")]


def laid_out(
    kept: Iterable[Kept], renderers: Iterable[Renderer], withdrawn: Withdrawn
) -> Iterator[tuple[str, bytes]]:
    """(uri, bytes) of every file: as in the bag, but for the status region of a page.

    `renderers` has one for each language, the main one first.
    """
    every, items = tuple(renderers), tuple(kept)
    for item in items:
        statuses = Statuses(every, item)
        for uri, path in item.files():
            if withdrawn.holds(uri):
                continue
            body = item.bag.read(path)
            yield uri, statuses.page(uri, body) if uri.endswith(".html") else body
