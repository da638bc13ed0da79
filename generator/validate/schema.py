"""Cells against the contract: types, constraints, keys. Knows no column by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pandas as pd

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
        cells = table.frame[field.name]
        told = set(known)
        for code, wrong, values in _rules(field, cells):
            for line in cells.index[wrong]:
                if line in told:
                    continue
                told.add(int(line))
                bad.add(int(line))
                cell = str(cells[line])
                problems.add(
                    code,
                    *table.place(int(line), field.name),
                    column=field.name,
                    cell=cell,
                    **values,
                )
    return bad


Rule = tuple[str, "pd.Series[bool]", dict[str, str]]


def _rules(field: Field, cells: pd.Series[str]) -> list[Rule]:
    """(code, which cells are wrong, values for the sentence), the first that fails is told."""
    empty = cells == ""
    rules: list[Rule] = []
    if field.constraints.get("required"):
        rules.append(("cell-required", empty, {}))
    typed = _TYPE_RULES.get(field.type)
    wrong_type = empty & False
    if typed:
        code, is_right = typed
        kinds = cells.map(lambda cell: "" if cell == "" or is_right(cell) else code_of(cell, code))
        wrong_type = kinds != ""
        rules.extend((kind, kinds == kind, {}) for kind in sorted(set(kinds) - {""}))
    usable = ~empty & ~wrong_type
    for name, limit in field.constraints.items():
        check = _CONSTRAINTS.get(name)
        if check is None:
            continue
        wrong = usable & ~cells.where(usable, "").map(
            lambda cell, check=check, limit=limit: cell == "" or check(cell, limit, field.type)
        ).astype(bool)
        said = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        rules.append((f"cell-{name.lower()}", wrong, {"limit": said}))
    return rules


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
    frame = table.frame.drop(index=list(bad & set(table.frame.index)))
    for key in keys:
        columns = list(key)
        filled = frame[(frame[columns] != "").any(axis=1)]
        repeated = filled[filled.duplicated(columns, keep="first")]
        firsts = {
            tuple(row): line
            for line, row in zip(
                reversed(filled.index), reversed(filled[columns].values.tolist()), strict=True
            )
        }
        for line, row in zip(repeated.index, repeated[columns].values.tolist(), strict=True):
            said = ", ".join(cell for cell in row if cell)
            code = "row-twice" if len(columns) > 1 else "key-twice"
            problems.add(
                code,
                *table.place(int(line), columns[0]),
                column=", ".join(columns),
                cell=said,
                first=table.named(int(firsts[tuple(row)])),
            )
            bad.add(int(line))


def _check_foreign(
    name: str, tables: Tables, resource: Resource, bad: set[int], problems: Problems
) -> None:
    table = tables[name]
    for key in resource.foreign_keys:
        target = tables.get(key.resource or name)
        if target is None:
            continue
        known = list(target.frame[key.target])
        if not known:
            continue
        cells = table.frame[key.field]
        for line in cells.index[(cells != "") & ~cells.isin(known)]:
            problems.add(
                "key-unknown",
                *table.place(int(line), key.field),
                column=key.field,
                cell=cells[line],
                table=f"{key.resource or name}.csv",
                hint=nearest(str(cells[line]), known),
            )
            bad.add(int(line))


def nearest(word: str, known: list[str]) -> str:
    """The known word that was perhaps meant; '' where none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else ""
