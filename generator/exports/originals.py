"""The tables of /data/: the publisher's own bytes, but for cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from generator.exports.table import Column, csv_bytes, harmless
from generator.problems import Problems
from generator.read.contract import Resource, read_contract
from generator.read.settings import Project
from generator.read.tables import BLANKS

_SUSPECT = re.compile(rb'(?:^|[,"\n])(?:[ \t]|\xc2\xa0|\xe2\x80\xaf)*(?:[=+@-]|\xef\xbc)|"[\r\n]')
"""Where a cell, number or text, begins with one of `table.RUN`; of a wide letter two bytes."""


def files(project: Project, fetched: bytes | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each table of the contract, also one that the site hasn't: then without rows.

    So the contract beside them names no file that isn't there. `fetched` are the observations
    where they lie elsewhere.
    """
    contract = read_contract(project.data, project.root, Problems()) or {}
    for resource in contract.values():
        given = fetched if resource.name == "observations" else None
        yield f"data/{resource.path}", partial(_made, resource, project.data, given)


def _made(resource: Resource, folder: Path, given: bytes | None) -> bytes:
    path = folder / resource.path
    if given is None and not path.is_file():
        return csv_bytes([Column(name) for name in resource.columns], ())
    return neutral(path.read_bytes() if given is None else given, resource)


def neutral(table: bytes, resource: Resource) -> bytes:
    """The same bytes; written anew only where a text of it begins like a formula."""
    if not _SUSPECT.search(table):
        return table
    types = {field.name: field.type for field in resource.fields}
    columns = [Column(name, types[name]) for name in next(_rows(table))]
    texts = [index for index, column in enumerate(columns) if column.is_text]
    if all(harmless(cells[index]) == cells[index] for cells in _rows(table) for index in texts):
        return table
    return csv_bytes(columns, islice(_rows(table), 1, None))


def _rows(table: bytes) -> Iterator[list[str]]:
    """Every row with its head, cells as they are read; one by one, a table may be long."""
    for cells in csv.reader(io.StringIO(table.decode(), newline="")):
        if any(cells):
            yield [cell.strip(BLANKS) for cell in cells]
