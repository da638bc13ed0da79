"""Every address that was ever published, in archive/addresses.txt: it only grows, none is lost.

One address a line, sorted: '/chi-tieu/viec-lam/', '/chi-tieu/viec-lam/#2020-actual'. A build that
would lose one stops and names it, unless redirects.csv sends it on.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.model import Edition
from generator.pages import differences, indicator, redirects
from generator.pages import edition as edition_page
from generator.pages.common import (
    ARCHIVE,
    CATALOGUE,
    COMPARE,
    CORRECTIONS,
    DATA,
    edition_uri,
)
from generator.pages.redirects import address_of, is_page, is_within, sent, uri_of
from generator.pages.site import Page, Site, is_spoken
from generator.problems import OutputError, Problems
from generator.read.files import read_text, shown
from generator.replacing import replace_file
from generator.search import search_uri

REGISTER = "archive/addresses.txt"
"""Below the project's folder."""
ADDRESS = re.compile(r"/[A-Za-z0-9._/-]*(?:#[A-Za-z0-9._-]+)?")
FIGURE = re.compile(r"(?:.*-)?[0-9]{4}-(?:plan|actual)(?:-.*)?")
"""Anchor of a figure; of others a page may have more than are known here."""


def published(site: Site) -> set[str]:
    """Every address that the site has: its pages, and each figure on them; drafts left out.

    They are the same in every language, below its name; a frozen edition has those of its bag.
    """
    found = {
        address if language == site.book.settings.main else f"/{language}{address}"
        for address in _built(site)
        for language in site.languages
    }
    for edition in site.book.published:
        found.update(edition.frozen.addresses if edition.frozen else ())
    return found


def _built(site: Site) -> set[str]:
    """Those of the pages that a build makes, in the main language."""
    own = (CATALOGUE, ARCHIVE, DATA, CORRECTIONS, COMPARE, search_uri())
    found = {address_of(uri) for uri in own}
    found |= {address_of(page.uri) for page in site.book.pages.values()}
    found |= {address_of(page.uri) for page in differences.pages(site) if _is_out(site, page)}
    for edition in site.book.published:
        found.update(() if edition.frozen else _of_edition(site, edition))
    for page in indicator.pages(site):
        if _is_out(site, page):
            found.update(_of_indicator(site, page))
    return found


def _is_out(site: Site, page: Page) -> bool:
    edition = site.edition_of(page.uri)
    return edition is None or (edition.status == "published" and edition.frozen is None)


def _of_edition(site: Site, edition: Edition) -> Iterator[str]:
    uri = edition_uri(edition)
    yield address_of(uri)
    yield address_of(search_uri(edition))
    yield from (address_of(uri, anchor) for anchor in edition_page.anchors(site, edition))
    for talk in edition.interviews:
        yield address_of(f"{edition.name}/{talk.slug}/index.html")


def _of_indicator(site: Site, page: Page) -> Iterator[str]:
    id = page.uri.split("/")[-2]
    yield address_of(page.uri)
    for figure in site.view(site.edition_of(page.uri)).series(id).figures:
        for anchor in (figure.anchor, *figure.aliases):
            yield address_of(page.uri, anchor)


def register(root: Path, problems: Problems) -> tuple[str, ...]:
    """What was published before, in the order of its lines; nothing where none is begun."""
    path = root / REGISTER
    if not path.exists() and not path.is_symlink():
        return ()
    text = read_text(path, root, problems)
    if text is None:
        return ()
    lines = text.removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines, start=1):
        if not ADDRESS.fullmatch(line):
            problems.add("register-line", shown(path, root), number, 1, cell=line)
    return tuple(lines)


def updated(register: Iterable[str], now: Iterable[str]) -> str:
    """The register with what is published now: nothing of it goes."""
    return "".join(f"{address}\n" for address in sorted({*register, *now}))


def check(
    root: Path,
    site: Site,
    problems: Problems,
    files: Iterable[str] = (),
    gone: Callable[[str], bool] = lambda _: False,
) -> None:
    """No published address is lost, and redirects.csv leads to what there is.

    `files` are the uris of published files that aren't pages; `gone` are those that had to go.
    """
    now = published(site) | {address_of(uri) for uri in files}
    sendings = _sendings(site)
    _check_redirects(root, site, now, problems)
    for number, address in enumerate(register(root, problems), start=1):
        kept = address in now or address in sendings or _goes_along(address, sendings, now)
        kept = kept or gone(uri_of(address.partition("#")[0]))
        if not kept and ADDRESS.fullmatch(address):
            problems.add("address-lost", REGISTER, number, 1, address=address)


def _goes_along(address: str, sendings: dict[str, str], now: set[str]) -> bool:
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


def _check_redirects(root: Path, site: Site, now: set[str], problems: Problems) -> None:
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


def _fault(old: str, new: str, sendings: dict[str, str], now: set[str]) -> str:
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


def record(root: Path, site: Site, files: Iterable[str] = ()) -> None:
    """Write the register after a site was published; raises OutputError where that fails."""
    path = root / REGISTER
    now = published(site) | {address_of(uri) for uri in files}
    try:
        path.parent.mkdir(exist_ok=True)
        with _alone(path.parent):
            before = path.read_text("utf-8") if path.exists() else ""
            text = updated(before.splitlines(), now)
            if text != before:
                replace_file(path, text.encode())
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time: two builds of one project both keep what they publish."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
