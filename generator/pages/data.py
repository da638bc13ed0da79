"""The page of tables to download."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from generator.pages import citations
from generator.pages.common import DATA, Link, count, crumbs, fill
from generator.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Table:
    """One file for download."""

    file: Link
    holds: str
    rows: str
    count: int


def page(site: Site) -> Page:
    """What there is to download, and how to read it; a table without rows may have no file."""
    words, book = site.words, site.book
    tables: tuple[tuple[str, Sized], ...] = (
        ("observations", book.observations),
        ("indicators", book.indicators),
        ("topics", book.topics),
        ("sources", book.sources),
        ("labels", book.labels),
        ("corrections", book.corrections),
        ("redirects", book.redirects),
    )
    context = {
        **citations.of_page(site, words.strings["data_title"], DATA),
        "title": words.strings["data_title"],
        "description": words.strings["data_description"],
        "crumbs": crumbs(words, Link(words.strings["data"])),
        "tables": tuple(
            Table(
                Link(f"{name}.csv", f"data/{name}.csv"),
                words.strings[f"data_{name}"],
                fill(words, "data_rows_short", count=count(len(rows), words)),
                len(rows),
            )
            for name, rows in tables
            if rows
        ),
        "contract": Link("datapackage.json", "data/datapackage.json"),
        "licenses": tuple(dict.fromkeys(item.license for item in book.editions if item.license)),
    }
    return Page(DATA, "data.html", context)
