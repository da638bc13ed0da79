"""A notice instead of a page that must go: a court's order, somebody's privacy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.addresses import REGISTER, register
from generator.archive.withdrawn import FILE, HEADER, Withdrawal, read_withdrawn
from generator.pages.redirects import is_page, plain
from generator.problems import InputError, Problems
from generator.read.settings import read_project
from generator.replacing import replace_file

_EDITION = re.compile(r"/([a-z]{2}/)?\d{4}(-v\d+)?/")


def withdraw(config: Path, address: str, reason: str, day: date) -> Withdrawal:
    """Write the withdrawal down; the next build puts the notice in the page's place.

    `address` is as published: '/2020/phong-van/', or with the site's own address before it.
    Raises InputError where no such page was published, OutputError where it can't be written.
    """
    problems = Problems()
    project = read_project(config, problems)
    if project is None:
        raise InputError(problems)
    root = project.root
    address = _local(address, project.settings.site_url)
    known = register(root, problems)
    before = read_withdrawn(root, problems)
    if address not in known or not is_page(address):
        problems.add("withdraw-unknown", REGISTER, address=address)
    elif _is_list(address, known):
        problems.add("withdraw-list", REGISTER, address=address)
    for item in before.items:
        if item.address == address:
            problems.add("withdraw-again", FILE, address=address, day=item.date.isoformat())
    if problems.errors():
        raise InputError(problems)
    found = Withdrawal(address, day, reason)
    _write(root / FILE, (*before.items, found))
    return found


def _is_list(address: str, known: Iterable[str]) -> bool:
    """Other pages stand below it, and it is no edition: its own text is made from theirs."""
    if _EDITION.fullmatch(address):
        return False
    pages = (item for item in known if "#" not in item and item.endswith("/"))
    return any(item != address and item.startswith(address) for item in pages)


def _local(address: str, site_url: str) -> str:
    root = site_url.rstrip("/")
    if root and address.startswith(root):
        address = address.removeprefix(root)
    address = plain(address.partition("#")[0])
    return address if address.startswith("/") else f"/{address}"


def _write(path: Path, items: tuple[Withdrawal, ...]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((item.address, item.date.isoformat(), item.reason) for item in items)
    replace_file(path, out.getvalue().encode())
