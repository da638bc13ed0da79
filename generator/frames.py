"""The site's tables and results as pandas frames, for who reckons further in a notebook.

    from generator.frames import frames
    found = frames("mkdocs.yml")
    found["results"].query("verdict == 'missed'")

pandas is loaded here and nowhere else: a build doesn't need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from generator.attainment import attainment
from generator.figures import View
from generator.model import Indicator, Label, Observation, Source, Topic, Yearbook
from generator.validate.yearbook import load

YEARS = ("year", "since")


def frames(config: str | Path) -> dict[str, pd.DataFrame]:
    """Every checked table by name, and `results`: each newest value beside its plan and verdict.

    `config` is the site's mkdocs.yml. Values are Decimal, as exact as they were written, days are
    datetime.date, years Int64; what a row leaves out is missing. Results have the columns of
    observations, then name and unit, plan, verdict, percent of plan (counts and amounts), and
    difference (rates, ranges). Raises InputError with every problem of the site.
    """
    _, book, _ = load(Path(config))
    tables: dict[str, tuple[type, Iterable[Any]]] = {
        "topics": (Topic, book.topics.values()),
        "indicators": (Indicator, book.indicators.values()),
        "sources": (Source, book.sources.values()),
        "labels": (Label, book.labels.values()),
        "observations": (Observation, book.observations),
    }
    found = {name: _frame(kind, rows) for name, (kind, rows) in tables.items()}
    return {**found, "results": _results(book, found["indicators"])}


def _results(book: Yearbook, indicators: pd.DataFrame) -> pd.DataFrame:
    judged = [
        attainment(series, row)
        for series in View(book)
        for row in series.newest
        if row.measure == "actual"
    ]
    values = _frame(Observation, (item.actual for item in judged))
    named = indicators.set_index("id")[["name", "unit"]]
    found = values.merge(named, how="left", left_on="indicator", right_index=True)
    found["plan"] = pd.Series([item.plan and item.plan.value for item in judged], dtype="object")
    found["verdict"] = pd.Series([item.verdict for item in judged], dtype="object")
    found["percent"] = pd.Series([item.percent for item in judged], dtype="object")
    found["difference"] = pd.Series([item.difference for item in judged], dtype="object")
    return found


def _frame(kind: type, rows: Iterable[Any]) -> pd.DataFrame:
    """One column for each field; rows in their order."""
    every = list(rows)
    found = pd.DataFrame(index=pd.RangeIndex(len(every)))
    for name in _columns(kind):
        cells = [getattr(row, name) for row in every]
        if name in YEARS:
            found[name] = pd.array(cells, dtype="Int64")
        else:
            found[name] = pd.Series(
                [None if cell == "" else cell for cell in cells], dtype="object"
            )
    return found


def _columns(kind: type) -> Iterator[str]:
    """What the table says; not where a row stands."""
    return (field.name for field in fields(kind) if field.name not in ("line", "subject"))
