"""What the site offers of the archive: the bags, their register, and a list for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.archive.kept import Kept
from generator.archive.register import bag_path, register_path
from generator.model import Edition
from generator.pages.archive import bag_uri, figures_of
from generator.pages.site import Site

REGISTER = "luu-tru/register.csv"
EDITIONS = "editions.json"


def files(
    site: Site, root: Path, kept: Iterable[Kept]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """(uri, make) of each; a bag that holds a page that had to go isn't offered."""
    items = tuple(kept)
    yield EDITIONS, partial(editions, site)
    if items:
        yield REGISTER, register_path(root).read_bytes
    for item in items:
        if item.edition.frozen and item.edition.frozen.is_offered:
            yield bag_uri(item.edition), bag_path(root, item.name).read_bytes


def editions(site: Site) -> bytes:
    """Every edition and version, newest first, as JSON."""
    root = site.book.settings.site_url.rstrip("/")
    listed = [_edition(site, item, root) for item in reversed(site.book.published)]
    return (json.dumps({"editions": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def _edition(site: Site, item: Edition, root: str) -> dict[str, object]:
    found: dict[str, object] = {
        "edition": item.year,
        "version": item.version,
        "title": item.title,
        "published": item.published.isoformat(),
        "as_of": item.as_of.isoformat(),
        "address": f"{root}/{item.name}/",
        "figures": figures_of(site, item),
        "frozen": None,
    }
    if item.frozen:
        found["frozen"] = {
            "date": item.frozen.date.isoformat(),
            "pages": item.frozen.pages,
            "figures": item.frozen.figures,
            "bytes": item.frozen.size,
            "sha256": item.frozen.sha256,
            "download": f"{root}/{bag_uri(item)}" if item.frozen.is_offered else None,
        }
    return found
