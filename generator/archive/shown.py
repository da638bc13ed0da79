"""What an edition showed, as data: so that a later change of it can be named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from generator.figures import View
from generator.model import Observation

OF_INDICATOR = tuple(
    "name name_en unit unit_en decimals direction topic part_of definition".split()
)
"""What of an indicator a reader goes by."""
OF_ROW = ("value", "upper", "bound", "since", "status", "source", "note")
"""What of an observation a reader goes by."""
OF_SUBJECT = OF_ROW[:-2]
"""What of a value a correction tells, whichever vintage it comes from."""
OF_WORDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sources": (("source",), ("title", "publisher", "published", "url", "note")),
    "topics": (("topic",), ("name", "name_en")),
    "labels": (("kind", "key"), ("name", "name_en")),
}
"""Tables that say what things are called: what names a row, and what of it a reader goes by."""
KEY = ("indicator", "year", "measure", "by", "group", "basis", "as_of")
"""What an observation is known by."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an edition showed in another way than it is now."""

    indicator: str
    field: str
    """A column of indicators.csv or observations.csv; '' where the row is gone."""
    old: str
    new: str
    words: tuple[str, ...] = ()
    """Table and row, where it is one of `OF_WORDS`: ('labels', 'group', 'Ba Tri')."""
    year: str = ""
    measure: str = ""
    by: str = ""
    group: str = ""
    basis: str = ""
    as_of: str = ""

    @property
    def is_figures(self) -> bool:
        """Of an observation, not of the indicator itself."""
        return bool(self.year)

    @property
    def subject(self) -> Key:
        """What is observed."""
        return tuple(getattr(self, name) for name in KEY[:-1])


@dataclass(frozen=True, slots=True)
class Shown:
    """Indicators by id and observations by `KEY`, each as its cells."""

    indicators: Mapping[str, Mapping[str, str]]
    rows: Mapping[Key, Mapping[str, str]]
    words: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)
    """Sources, topics and labels by table and row."""

    def as_json(self) -> bytes:
        """The same bytes for the same content."""
        data = {
            "indicators": self.indicators,
            "rows": [{**dict(zip(KEY, key, strict=True)), **row} for key, row in self.rows.items()],
        }
        return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def shown(view: View) -> Shown:
    """All that a view holds."""
    book = view.yearbook
    indicators: dict[str, dict[str, str]] = {}
    rows: dict[Key, dict[str, str]] = {}
    for series in view:
        indicators[series.indicator.id] = _cells(series.indicator, OF_INDICATOR)
        for row in series.observations:
            rows[tuple(_cells(row, KEY).values())] = _cells(row, OF_ROW)
    tables: Mapping[str, Mapping[Any, object]] = {
        "sources": book.sources,
        "topics": book.topics,
        "labels": book.labels,
    }
    words = {
        (name, *(key if isinstance(key, tuple) else (key,))): _cells(item, OF_WORDS[name][1])
        for name, items in tables.items()
        for key, item in items.items()
    }
    return Shown(indicators, dict(sorted(rows.items())), words)


def from_tables(read: Callable[[str], bytes]) -> Shown:
    """What an edition's own tables hold; `read` gives a file of its data package."""

    def table(name: str) -> Iterator[dict[str, str]]:
        text = io.StringIO(read(f"{name}.csv").decode(), newline="")
        return ({key: _cell(cell) for key, cell in row.items()} for row in csv.DictReader(text))

    def only(row: Mapping[str, str], columns: tuple[str, ...]) -> dict[str, str]:
        return {name: row[name] for name in columns}

    rows = {tuple(row[name] for name in KEY): only(row, OF_ROW) for row in table("observations")}
    indicators = {row["indicator"]: only(row, OF_INDICATOR) for row in table("indicators")}
    words = {
        (name, *(row[column] for column in key)): only(row, columns)
        for name, (key, columns) in OF_WORDS.items()
        for row in table(name)
    }
    return Shown(indicators, dict(sorted(rows.items())), words)


def observations(shown: Shown) -> Iterator[Observation]:
    """The rows as the model has them."""
    for key, cells in shown.rows.items():
        row = {**dict(zip(KEY, key, strict=True)), **cells}
        typed = {
            "year": int(row["year"]),
            "since": int(row["since"]) if row["since"] else None,
            "value": Decimal(row["value"]),
            "upper": Decimal(row["upper"]) if row["upper"] else None,
            "as_of": date.fromisoformat(row["as_of"]),
        }
        yield Observation(**(row | typed), line=0)  # type: ignore[arg-type]


def silent(then: Shown, now: Shown) -> Iterator[Change]:
    """What was shown and is no longer so, though nothing newer was added to say why.

    `now` is what the same edition would show of today's tables.
    """
    yield from _of_names(then, now)
    for key, old in then.rows.items():
        place: dict[str, Any] = dict(zip(KEY, key, strict=True))
        if key not in now.rows:
            yield Change(field="", old=old["value"], new="", **place)
            continue
        for name, cell in old.items():
            if now.rows[key][name] != cell:
                yield Change(field=name, old=cell, new=now.rows[key][name], **place)
    for key in now.rows.keys() - then.rows.keys():
        place = dict(zip(KEY, key, strict=True))
        yield Change(field="", old="", new=now.rows[key]["value"], **place)


def between(then: Shown, now: Shown) -> Iterator[Change]:
    """What differs between two versions of an edition.

    Its names, its newest values, and whatever was altered in a row that both have: one change for
    all vintages that share it.
    """
    yield from _of_names(then, now)
    newest = tuple(_of_newest(then, now))
    told = {(item.subject, cell) for item in newest for cell in (item.old, item.new)}
    changes = dict.fromkeys((*newest, *_of_vintages(then, now, told)))
    yield from sorted(changes, key=lambda item: (item.subject, OF_ROW.index(item.field)))


def _of_newest(then: Shown, now: Shown) -> Iterator[Change]:
    old, new = _newest(then), _newest(now)
    for subject in old.keys() | new.keys():
        before, after = old.get(subject), new.get(subject)
        fields = OF_SUBJECT if before and after else ("value",)
        yield from _of_cells(subject, before or {}, after or {}, fields)


def _of_vintages(then: Shown, now: Shown, told: Container[tuple[Key, str]]) -> Iterator[Change]:
    """Rows of a day that the version before knew: altered, taken out or put in.

    `told` are values of subjects that are told of already.
    """
    last = max((key[-1] for key in then.rows), default="")
    for key in then.rows.keys() | {key for key in now.rows if key[-1] <= last}:
        before, after = then.rows.get(key), now.rows.get(key)
        if before and after:
            yield from _of_cells(key[:-1], before, after, OF_ROW)
        elif (key[:-1], (before or after or {})["value"]) not in told:
            yield from _of_cells(key[:-1], before or {}, after or {}, ("value",))


def _of_cells(
    subject: Key, before: Mapping[str, str], after: Mapping[str, str], fields: tuple[str, ...]
) -> Iterator[Change]:
    place: dict[str, Any] = dict(zip(KEY[:-1], subject, strict=True))
    for name in fields:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield Change(field=name, old=old, new=new, **place)


def _of_names(then: Shown, now: Shown) -> Iterator[Change]:
    """Names, units and definitions, of indicators and of what they are told by.

    A translation where there was none is an addition: nothing that was shown is altered.
    """
    for id, old in then.indicators.items():
        for name, cell in old.items():
            new = now.indicators.get(id, old)[name]
            if new != cell and (cell or not _is_translation(name)):
                yield Change(id, name, cell, new)
    for row, old in then.words.items():
        if row not in now.words:
            yield Change("", "", old.get("name") or old["title"], "", words=row)
            continue
        for name, cell in old.items():
            new = now.words[row][name]
            if new != cell and (cell or not _is_translation(name)):
                yield Change("", name, cell, new, words=row)


def _is_translation(column: str) -> bool:
    return "_" in column and column.partition("_")[0] in OF_INDICATOR


def _newest(shown: Shown) -> dict[Key, Mapping[str, str]]:
    """The newest vintage of each subject; keys end with their date, so the last one wins."""
    return {key[:-1]: row for key, row in sorted(shown.rows.items())}


def _cells(item: object, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _cell(getattr(item, name)) for name in names}


def _cell(value: Any) -> str:
    """As in the edition's tables, where an apostrophe may stand before what a sheet would run."""
    said = format(value, "f") if isinstance(value, Decimal) else str(value)
    return "" if value is None else said.removeprefix("'")
