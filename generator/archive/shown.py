"""What an edition showed, as data: so that a later change of it can be named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.figures import View
from generator.model import Indicator, Observation

OF_INDICATOR = ("name", "name_en", "unit", "unit_en", "decimals", "direction", "definition")
"""What of an indicator a reader goes by."""
OF_ROW = ("value", "upper", "bound", "since", "status", "source")
"""What of an observation a reader goes by."""
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


@dataclass(frozen=True, slots=True)
class Shown:
    """Indicators by id and observations by `KEY`, each as its cells."""

    indicators: Mapping[str, Mapping[str, str]]
    rows: Mapping[Key, Mapping[str, str]]

    def as_json(self) -> bytes:
        """The same bytes for the same content."""
        data = {
            "indicators": self.indicators,
            "rows": [{**dict(zip(KEY, key, strict=True)), **row} for key, row in self.rows.items()],
        }
        return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def shown(view: View) -> Shown:
    """All that a view holds."""
    indicators: dict[str, dict[str, str]] = {}
    rows: dict[Key, dict[str, str]] = {}
    for series in view:
        indicators[series.indicator.id] = _cells(series.indicator, OF_INDICATOR)
        for row in series.observations:
            rows[tuple(_cells(row, KEY).values())] = _cells(row, OF_ROW)
    return Shown(indicators, dict(sorted(rows.items())))


def from_json(data: bytes) -> Shown:
    """What `as_json` wrote."""
    raw = json.loads(data)
    rows = {
        tuple(row[name] for name in KEY): {name: row[name] for name in OF_ROW}
        for row in raw["rows"]
    }
    return Shown(raw["indicators"], rows)


def silent(then: Shown, now: Shown) -> Iterator[Change]:
    """What was shown and is no longer so, though nothing newer was added to say why.

    `now` is what the same edition would show of today's tables.
    """
    yield from _of_indicators(then, now)
    for key, old in then.rows.items():
        place = dict(zip(KEY, key, strict=True))
        if key not in now.rows:
            yield Change(field="", old=old["value"], new="", **place)
            continue
        for field, cell in old.items():
            if now.rows[key][field] != cell:
                yield Change(field=field, old=cell, new=now.rows[key][field], **place)
    for key in now.rows.keys() - then.rows.keys():
        place = dict(zip(KEY, key, strict=True))
        yield Change(field="", old="", new=now.rows[key]["value"], **place)


def between(then: Shown, now: Shown) -> Iterator[Change]:
    """What differs between two versions of an edition: its newest values, and its indicators."""
    yield from _of_indicators(then, now)
    old, new = _newest(then), _newest(now)
    for subject in sorted(old.keys() | new.keys()):
        place = dict(zip(KEY[:-1], subject, strict=True))
        before, after = old.get(subject), new.get(subject)
        if before is None or after is None:
            cells = [(row or {}).get("value", "") for row in (before, after)]
            yield Change(field="value", old=cells[0], new=cells[1], **place)
            continue
        for field in ("value", "upper", "bound", "since", "status"):
            if before[field] != after[field]:
                yield Change(field=field, old=before[field], new=after[field], **place)


def _of_indicators(then: Shown, now: Shown) -> Iterator[Change]:
    for id, old in then.indicators.items():
        if new := now.indicators.get(id):
            for field, cell in old.items():
                if new[field] != cell:
                    yield Change(id, field, cell, new[field])


def _newest(shown: Shown) -> dict[Key, Mapping[str, str]]:
    """The newest vintage of each subject; keys end with their date, so the last one wins."""
    return {key[:-1]: row for key, row in sorted(shown.rows.items())}


def _cells(item: Indicator | Observation, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _cell(getattr(item, name)) for name in names}


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
