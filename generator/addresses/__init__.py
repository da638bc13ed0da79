"""Every address that was ever published, in archive/addresses.txt: it only grows, none is lost.

One address a line, sorted: '/chi-tieu/viec-lam/', '/chi-tieu/viec-lam/#2020-actual'. A build that
would lose one stops and names it, unless redirects.csv sends it on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path

from generator.addresses.listed import Anchors, listed, published
from generator.addresses.register import REGISTER, others, read, record
from generator.figures import stem_of
from generator.folding import slug
from generator.model import Observation
from generator.pages import redirects
from generator.pages.common import indicator_uri
from generator.pages.redirects import address_of, is_page, is_within, sent, uri_of
from generator.pages.site import Page, Site, is_spoken
from generator.problems import Problems
from generator.read.files import read_text

__all__ = [
    "REGISTER",
    "Anchors",
    "check",
    "copies",
    "listed",
    "published",
    "record",
    "redirect_pages",
    "register",
]
ADDRESS = re.compile(r"/[A-Za-z0-9._/-]*(?:#[A-Za-z0-9._-]+)?")
FIGURE = re.compile(r"(?:.*-)?[0-9]{4}-(?:plan|actual)(?:-.*)?")
"""Anchor of a figure; of others a page may have more than are known here."""

SAMPLE = re.compile(r"[/#](?:vi-du|example)(?:[./]|-(?:so-nguoi|ty-le|people|share)\b)")
"""What a new site's samples stood at: they go when real figures come, all at once."""


class Now(Container[str]):
    """Whether an address is published."""

    def __init__(self, listed: Mapping[str, Anchors]) -> None:
        self.listed = listed

    def __contains__(self, address: object) -> bool:
        page, mark, anchor = str(address).partition("#")
        groups = self.listed.get(page)
        return groups is not None and (not mark or any(anchor in group for group in groups))


def register(root: Path, problems: Problems) -> tuple[str, ...]:
    """What was published before, in the order of its lines; nothing where none is begun."""
    return tuple(read(root, problems).split("\n")[:-1])


def check(
    root: Path,
    site: Site,
    listed: Mapping[str, Anchors],
    problems: Problems,
    gone: Callable[[str], bool] = lambda _: False,
) -> None:
    """No published address is lost, and redirects.csv leads to what there is.

    `listed` is what is published now; `gone` are pages that had to go.
    """
    now = Now(listed)
    sendings = _sendings(site)
    _check_redirects(root, site, now, problems)
    text = read(root, problems)
    _check_taken(site, text, problems)
    samples: list[tuple[int, str]] = []
    for number, address in others(text, now.listed):
        if not ADDRESS.fullmatch(address):
            problems.add("register-line", REGISTER, number, 1, cell=address)
            continue
        kept = address in sendings or _goes_along(address, sendings, now)
        if kept or gone(uri_of(address.partition("#")[0])):
            continue
        if SAMPLE.search(address):
            samples.append((number, address))
        else:
            problems.add("address-lost", REGISTER, number, 1, address=address)
    if samples:
        number, address = samples[0]
        problems.add("address-samples", REGISTER, number, 1, address=address, count=len(samples))


def _check_taken(site: Site, text: str, problems: Problems) -> None:
    """No published address shows another basis' value than before.

    Of two bases the one that was known first has the plain address. A row that came later, further
    down, and is known as early takes it from the row that was published there alone.
    """
    for series in site.view(None):
        for year in series.years.values():
            if len({row.basis for row in year.rows}) == 1:
                continue
            for stem, rows in _by_stem(year.rows).items():
                before, now = rows[0], year.by_anchor[stem].observation
                page = address_of(indicator_uri(series.indicator.id))
                number = _number(text, f"{page}#{stem}")
                told = (_number(text, f"{page}#{stem}-{slug(row.basis)}") for row in rows)
                if before.basis == now.basis or not number or any(told):
                    continue
                taker = next(row for row in rows if row.basis == now.basis)
                values = {
                    "address": f"{page}#{stem}",
                    "line": taker.line,
                    "basis": taker.basis,
                    "known": before.basis,
                    "day": before.as_of.isoformat(),
                }
                problems.add("address-taken", REGISTER, number, 1, **values)


def _by_stem(rows: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Rows that would have one address but for their basis, in the order of their lines."""
    found: dict[str, list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.line):
        found.setdefault(stem_of(row), []).append(row)
    return found


def _number(text: str, address: str) -> int:
    """The line of an address in the register; 0 where it isn't there."""
    place = f"\n{text}".find(f"\n{address}\n")
    return 0 if place < 0 else text.count("\n", 0, place) + 1


def _goes_along(address: str, sendings: dict[str, str], now: Container[str]) -> bool:
    """A figure or a file whose whole page moved, and which stands at the new place by its name."""
    page, mark, anchor = address.partition("#")
    if mark:
        return page in sendings and f"{sendings[page]}#{anchor}" in now
    return any(
        page in sendings and _beside(sendings[page], rest) in now
        for page, rest in _page_and_rest(address)
    )


def _page_and_rest(address: str) -> Iterator[tuple[str, str]]:
    """The pages that a file may belong to: '/chi-tieu/viec-lam/' and '.csl.json', 'embed.html'."""
    folder, _, name = address.rpartition("/")
    stem, dot, suffix = name.partition(".")
    yield f"{folder}/{stem}/", dot + suffix
    yield f"{folder}/", name


def _beside(page: str, rest: str) -> str:
    """Address of a page's file: with its suffix beside the folder, or by its name inside."""
    return (page.rstrip("/") if rest.startswith(".") else page) + rest


def _sendings(site: Site) -> dict[str, str]:
    """Every old address with its new one; a page that moved moved in every language."""
    found = sent(site)
    moved = {old: new for old, new in found.items() if is_spoken(uri_of(old))}
    also = {
        f"/{language}{old}": f"/{language}{new}"
        for language in site.languages[1:]
        for old, new in moved.items()
        if site.at(uri_of(new), language) != uri_of(new)
    }
    return also | found


def _check_redirects(root: Path, site: Site, now: Container[str], problems: Problems) -> None:
    sendings = sent(site)
    if not sendings:
        return
    name = f"{site.book.settings.data_dir}/redirects.csv"
    text = read_text(root / name, root, Problems()) or ""
    for item in site.book.redirects:
        if any(one.frozen and is_within(item, one.name) for one in site.book.editions):
            continue  # in the bag
        old, new = redirects.plain(item.old), redirects.plain(item.new)
        if code := _fault(old, new, sendings, now):
            place = (name, _line_of(text, item.old, item.new), 1)
            problems.add(code, *place, old=old, new=new, last=_end(old, sendings))


def _fault(old: str, new: str, sendings: dict[str, str], now: Container[str]) -> str:
    """What is wrong with one row; '' for nothing."""
    if old in now:
        return "redirect-alive"
    if new in sendings:
        return "redirect-loop" if _end(old, sendings) == "" else "redirect-chain"
    page, mark, anchor = new.partition("#")
    exact = new in now or (mark and page in now and not FIGURE.fullmatch(anchor))
    if not exact:
        return "redirect-target"
    return "" if is_page(old) == is_page(new) else "redirect-kind"


def _end(old: str, sendings: dict[str, str]) -> str:
    """Where a chain of rows leads in the end; '' where it runs in a circle."""
    seen = {old}
    while (new := sendings.get(old)) is not None:
        if new in seen:
            return ""
        seen.add(new)
        old = new
    return old


def _line_of(text: str, old: str, new: str) -> int:
    """The line of a row, by its cells."""
    for number, line in enumerate(text.split("\n"), start=1):
        cells = [cell.strip(' "\t') for cell in line.split(",")]
        if old in cells and new in cells:
            return number
    return 1


def redirect_pages(root: Path, site: Site) -> Iterator[Page]:
    """What stands at the old address of every page that moved."""
    known: dict[str, list[str]] = {}
    sendings = sent(site)
    pages = [old for old in sendings if "#" not in old and is_page(old)]
    if not pages:
        return
    now = published(site)
    for address in register(root, Problems()):
        page, mark, anchor = address.partition("#")
        if mark:
            known.setdefault(page, []).append(anchor)
    for old in pages:
        if old not in now:
            moved = [
                anchor
                for anchor in known.get(old, ())
                if f"{old}#{anchor}" in sendings or f"{sendings[old]}#{anchor}" in now
            ]
            yield redirects.page(site, old, sendings[old], moved)


def copies(site: Site, files: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Files that moved: (new uri, old uri). A page can't stand at a file's address; a copy can.

    `files` are the uris of published files that aren't pages: those of a moved page go along.
    """
    sendings = _sendings(site)
    for old, new in sendings.items():
        if not is_page(old) and not is_page(new):
            yield uri_of(new), uri_of(old)
    moved = {new: old for old, new in sendings.items() if is_page(old) and "#" not in old}
    for uri in files if moved else ():
        for page, rest in _page_and_rest(address_of(uri)):
            if rest and page in moved and (old := _beside(moved[page], rest)) not in sendings:
                yield uri, uri_of(old)
