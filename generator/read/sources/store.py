"""A table that answers SQL: its columns, and the statement that fetches the wanted rows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.read.sources.wanted import Condition, Value

Kind = Literal["text", "whole", "exact", "day", "float", "other"]
Cells = tuple[str | None, ...]


class Unreadable(Exception):
    """What the driver says of a source that it can't read; holds no password."""

    def __init__(self, error: object) -> None:
        super().__init__(" ".join(str(error).split())[:300])


class Unfit(Exception):
    """A condition that can't hold for its column."""

    def __init__(self, column: str, type: str) -> None:
        super().__init__(column)
        self.column, self.type = column, type


@dataclass(frozen=True)
class Column:
    """One column as the source describes it."""

    type: str
    """In the source's own words."""
    kind: Kind
    is_padded: bool = False
    """An exact number of fixed scale: zeros at its end say nothing."""


@dataclass(frozen=True)
class Store:
    """An open table."""

    place: str
    """What stands after FROM."""
    columns: dict[str, Column]
    fetch: Callable[[str, Sequence[object]], list[Cells]]
    """Rows of a statement whose `$1`, `$2` ... stand for the values; raises Unreadable."""
    number: str = ""
    """Expression for a row's number, from 1, where rows have an order; else ''."""
    given: tuple[object, ...] = ()
    """Values of the `$1`, `$2` ... in `place`."""


def statement(
    store: Store, names: Sequence[str], where: Sequence[Condition]
) -> tuple[str, list[object]]:
    """SELECT of some columns as text; the filter stands on bare columns, so that it is pushed down.

    A numbered store gives the row's number first, and its rows in that order. Raises Unfit.
    """
    shown = [f"CAST({quoted(name)} AS TEXT)" for name in names]
    if store.number:
        shown.insert(0, f"CAST({store.number} AS TEXT)")
    values = list(store.given)
    tests = [test for one in where for test in _tests(store, one, values)]
    text = f"SELECT {', '.join(shown)} FROM {store.place}"  # noqa: S608 (quoted; values are bound)
    text += f" WHERE {' AND '.join(tests)}" if tests else ""
    return text + (f" ORDER BY {store.number}" if store.number else ""), values


def quoted(name: str) -> str:
    """A name as SQL takes it for nothing else."""
    return '"' + name.replace('"', '""') + '"'


def _tests(store: Store, condition: Condition, values: list[object]) -> list[str]:
    column = store.columns.get(condition.column)
    if column is None:
        raise Unfit(condition.column, "–")
    name = quoted(condition.column)

    def bound(value: Value) -> str:
        try:
            values.append(_fitting(value, column.kind))
        except (ValueError, ArithmeticError):
            raise Unfit(condition.column, column.type) from None
        return f"${len(values)}"

    if condition.values:
        return [f"{name} IN ({', '.join(map(bound, condition.values))})"]
    if column.kind == "text":  # what lies between two words is another in every locale
        raise Unfit(condition.column, column.type)
    ends = ((">=", condition.low), ("<=", condition.high))
    return [f"{name} {mark} {bound(end)}" for mark, end in ends if end is not None]


def _fitting(value: Value, kind: Kind) -> object:
    """A value of mkdocs.yml as one of a column's kind; raises ValueError or ArithmeticError."""
    match kind:
        case "whole":
            return int(str(value))
        case "exact":
            return Decimal(str(value))
        case "day":
            return date.fromisoformat(str(value))
        case "float":
            raise ValueError
    return str(value)
