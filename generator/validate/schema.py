"""Cells against the contract: types, constraints, keys. Knows no column by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from generator.problems import Problems
from generator.read.contract import Field, Resource, standard_contract
from generator.read.tables import Table

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_NUMBER = 24
"""Digits; beyond that no statistic is meant."""

Tables = Mapping[str, Table]
Contract = Mapping[str, Resource]


def check_tables(tables: Tables, contract: Contract, problems: Problems) -> dict[str, set[int]]:
    """Check every table; the lines, per table, whose cells can't be used.

    A site's own contract comes first; what the program itself needs holds beside it.
    """
    bad: dict[str, set[int]] = {name: set() for name in tables}
    standard = standard_contract()
    for rules in (contract, standard) if contract != standard else (contract,):
        _check_all(tables, rules, bad, problems)
    return bad


def _check_all(
    tables: Tables, contract: Contract, bad: dict[str, set[int]], problems: Problems
) -> None:
    found = {name: table for name, table in tables.items() if name in contract}
    for name, table in found.items():
        bad[name] |= _check_cells(table, contract[name], bad[name], problems)
    for name, table in found.items():
        _check_unique(table, contract[name], bad[name], problems)
        _check_foreign(name, tables, contract[name], bad[name], problems)


def _check_cells(table: Table, resource: Resource, known: set[int], problems: Problems) -> set[int]:
    """Lines with a wrong cell; those of `known` have been told already. Once a cell is enough."""
    bad: set[int] = set()
    for field in resource.fields:
        cells = table.columns[field.name]
        faults = _faults(field, set(cells))
        if not faults:
            continue
        for line, cell in zip(table.numbers, cells, strict=True):
            if cell in faults and line not in known:
                code, values = faults[cell]
                bad.add(line)
                place = table.place(line, field.name)
                problems.add(code, *place, column=field.name, cell=cell, **values)
    return bad


Fault = tuple[str, dict[str, str]]
"""Code, and values for the sentence."""


def _faults(field: Field, cells: Iterable[str]) -> dict[str, Fault]:
    """The cells that are wrong, each with the first rule that it breaks."""
    found = ((cell, _fault(field, cell)) for cell in cells)
    return {cell: fault for cell, fault in found if fault}


def _fault(field: Field, cell: str) -> Fault | None:
    if cell == "":
        return ("cell-required", {}) if field.constraints.get("required") else None
    typed = _TYPE_RULES.get(field.type)
    if typed and not typed[1](cell):
        return code_of(cell, typed[0]), {}
    for name, limit in field.constraints.items():
        check = _CONSTRAINTS.get(name)
        if check and not check(cell, limit, field.type):
            said = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
            return f"cell-{name.lower()}", {"limit": said}
    return None


def code_of(cell: str, code: str) -> str:
    """A problem of its own for the ways of writing numbers that offices really use."""
    if code == "cell-date":
        return code
    if "\u2212" in cell or "\u2013" in cell:
        return "number-minus"
    if re.fullmatch(r"[-0-9., \u00a0\u202f\t]+", cell) and re.search(r"[^-0-9.,]", cell):
        return "number-blank"
    if cell.lower() in {"nan", "inf", "-inf", "infinity", "na", "n/a", "null", "none", "-", "..."}:
        return "number-missing"
    if re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{3}){2,}", cell) or ("," in cell and "." in cell):
        return "number-thousands"
    if "," in cell and re.search(r"[0-9]", cell):
        return "number-comma"
    if "_" in cell or re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", cell):
        return "number-exponent"
    if sum(letter.isdigit() for letter in cell) > LONGEST_NUMBER:
        return "number-long"
    return code


def _is_number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and len(cell) <= LONGEST_NUMBER


def _is_integer(cell: str) -> bool:
    return bool(INTEGER.fullmatch(cell)) and len(cell) <= LONGEST_NUMBER


def _is_date(cell: str) -> bool:
    if not DATE.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


_TYPE_RULES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "number": ("cell-number", _is_number),
    "integer": ("cell-integer", _is_integer),
    "date": ("cell-date", _is_date),
}


def _comparable(cell: str, limit: object, kind: str) -> tuple[object, object]:
    if kind in ("number", "integer"):
        return Decimal(cell), Decimal(str(limit))
    return cell, str(limit)


def _at_least(cell: str, limit: object, kind: str) -> bool:
    value, least = _comparable(cell, limit, kind)
    return bool(value >= least)  # type: ignore[operator]


def _at_most(cell: str, limit: object, kind: str) -> bool:
    value, most = _comparable(cell, limit, kind)
    return bool(value <= most)  # type: ignore[operator]


_CONSTRAINTS: dict[str, Callable[[str, object, str], bool]] = {
    "minimum": _at_least,
    "maximum": _at_most,
    "minLength": lambda cell, limit, _: len(cell) >= int(str(limit)),
    "maxLength": lambda cell, limit, _: len(cell) <= int(str(limit)),
    "pattern": lambda cell, limit, _: re.fullmatch(str(limit), cell) is not None,
    "enum": lambda cell, limit, _: cell in [str(item) for item in limit],  # type: ignore[attr-defined]
}


def _check_unique(table: Table, resource: Resource, bad: set[int], problems: Problems) -> None:
    keys: list[tuple[str, ...]] = [
        (field.name,) for field in resource.fields if field.constraints.get("unique")
    ]
    if resource.primary_key and resource.primary_key not in keys:
        keys.append(resource.primary_key)
    skipped = frozenset(bad)
    for key in keys:
        firsts: dict[tuple[str, ...], int] = {}
        for line, cells in table.rows(*key):
            if line in skipped or not any(cells):
                continue
            first = firsts.setdefault(cells, line)
            if first == line:
                continue
            code = "row-twice" if len(key) > 1 else "key-twice"
            problems.add(
                code,
                *table.place(line, key[0]),
                column=", ".join(key),
                cell=", ".join(cell for cell in cells if cell),
                first=table.named(first),
            )
            bad.add(line)


def _check_foreign(
    name: str, tables: Tables, resource: Resource, bad: set[int], problems: Problems
) -> None:
    table = tables[name]
    for key in resource.foreign_keys:
        target = tables.get(key.resource or name)
        if target is None:
            continue
        known = target.columns[key.target]
        missing = {*table.columns[key.field]} - {"", *known}
        if not known or not missing:
            continue
        for line, (cell,) in table.rows(key.field):
            if cell not in missing:
                continue
            problems.add(
                "key-unknown",
                *table.place(line, key.field),
                column=key.field,
                cell=cell,
                table=f"{key.resource or name}.csv",
                hint=nearest(cell, known),
            )
            bad.add(line)


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that was perhaps meant; '' where none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else ""
