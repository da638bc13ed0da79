"""What a national site costs, from the slopes in results.json: `python -m benchmarks.national`.

Writes the tables between the marks in docs/national.md; `make bench` does so too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

from benchmarks.results import OURS, Results, Row
from benchmarks.sizes import SIZES

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "national.md"
BEGIN, END = "<!-- from benchmarks/national.py -->", "<!-- end -->"

INDICATORS, LANGUAGES = 300, 2
BEFORE, NOW = 63, 34
"""Provinces until 2024 and since 2025."""
EDITIONS_BEFORE, EDITIONS_NOW = 19, 1
"""Twenty years' editions, the last of them that of 2025."""
PROCESSORS = (2, 16, 64)

FLAVOURS = {
    OURS: "plain pages",
    f"{OURS}, real pages": "the theme's pages",
    f"{OURS}, real pages + citations": "and citations",
    f"{OURS}, real pages + embeds": "and embeds",
    f"{OURS}, real pages + downloads": "and downloads",
    f"{OURS}, real pages + cards": "and social cards: all",
}
"""Each with all that the ones before it have."""


def pages_of(editions: int) -> int:
    """Pages of one province's site: of indicators in each edition and now, editions, interviews."""
    return LANGUAGES * (INDICATORS * (editions + 1) + 2 * editions + 2)


OLD, NEW = pages_of(EDITIONS_BEFORE), pages_of(EDITIONS_NOW)
ALL = BEFORE * OLD + NOW * NEW


Law = Callable[[int], float]
"""A cost by the number of pages."""


@dataclass(frozen=True)
class Slopes:
    """How one kind of pages costs, and how that is known."""

    cpu: Law
    """Seconds."""
    memory: Law
    """MB of all processes."""
    size: Law
    """MB written."""
    known: str
    powers: str = ""
    """Of CPU and of memory: 1 where twice the pages cost twice as much."""


def slopes(results: Results) -> Iterator[tuple[str, Slopes | None]]:
    """Each kind of pages with its costs; None where they can't be known."""
    before, before_tool = None, ""
    for tool, said in FLAVOURS.items():
        own = _rows(results, tool)
        if len(own) > 1:
            found: Slopes | None = _measured(own)
        elif own and before and own[0][0] in dict(_rows(results, before_tool)):
            found = _more(before, own[0], results.rows[own[0][0], "cold", before_tool])
        else:
            found = None
        yield said, found
        if found:
            before, before_tool = found, tool


def _measured(rows: list[tuple[str, Row]]) -> Slopes:
    """Time and memory by a power through the two largest sizes, bytes by a straight line."""
    (one, small), (two, large) = rows[-2:]
    few, many = SIZES[one].pages, SIZES[two].pages

    def power(name: str) -> float:
        return log(large.middle(name) / small.middle(name)) / log(many / few)

    cpu, memory = power("cpu"), power("together")
    each = (large.size - small.size) / (many - few)
    return Slopes(
        lambda pages: float(large.middle("cpu") * (pages / many) ** cpu),
        lambda pages: float(large.middle("together") * (pages / many) ** memory),
        lambda pages: (large.size + each * (pages - many)) / 1e6,
        f"{one}, {two}",
        f"{cpu:.2f}, {memory:.2f}",
    )


def _more(before: Slopes, own: tuple[str, Row], without: Row) -> Slopes:
    """What it costs more than the kind before it, by the page: measured at one size alone."""
    size, row = own
    pages = SIZES[size].pages
    cpu = (row.middle("cpu") - without.middle("cpu")) / pages
    memory = row.middle("together") - without.middle("together")
    each = (row.size - without.size) / pages / 1e6
    return Slopes(
        lambda number: before.cpu(number) + max(cpu, 0) * number,
        lambda number: before.memory(number) + max(memory, 0),
        lambda number: before.size(number) + max(each, 0) * number,
        f"{size}, by the page",
    )


def _rows(results: Results, tool: str) -> list[tuple[str, Row]]:
    """Cold builds by growing size; those of a few pages are all start."""
    found = ((size, results.rows.get((size, "cold", tool))) for size in SIZES if size != "XS")
    return [(size, row) for size, row in found if row]


def tables(results: Results) -> str:
    """All that stands between the marks."""
    parts = (_counted(), *(part(results) for part in (_province, _country, _waiting, _again)))
    return "\n\n".join("\n".join(part) for part in parts)


def _counted() -> Iterator[str]:
    yield "| | sites | editions | pages of each | pages |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    yield f"| provinces until 2024 | {BEFORE} | {EDITIONS_BEFORE} | {OLD:,} | {BEFORE * OLD:,} |"
    yield f"| provinces since 2025 | {NOW} | {EDITIONS_NOW} | {NEW:,} | {NOW * NEW:,} |"
    yield f"| all | {BEFORE + NOW} | | | {ALL:,} |"


def _province(results: Results) -> Iterator[str]:
    """One site of the many."""
    yield "| one old province, with | known from | powers: CPU, memory | CPU | memory | disk |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for said, found in slopes(results):
        if found is None:
            yield f"| {said} | not measured | | | | |"
            continue
        yield (
            f"| {said} | {found.known} | {found.powers} | {_time(found.cpu(OLD))} "
            f"| {_mega(found.memory(OLD))} | {_mega(found.size(OLD))} |"
        )


def _country(results: Results) -> Iterator[str]:
    """All of it, in many sites or in one."""
    yield (
        f"| the country, with | {BEFORE + NOW} sites: CPU | disk | through a shared place "
        "| one site: CPU | memory |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for said, found in slopes(results):
        if found is not None:
            disk = _every(found.size)
            yield (
                f"| {said} | {_time(_every(found.cpu))} | {_mega(disk)} | {_mega(2 * disk)} "
                f"| {_time(found.cpu(ALL))} | {_mega(found.memory(ALL))} |"
            )


def _waiting(results: Results) -> Iterator[str]:
    """How long the country takes where its sites are built side by side."""
    shown = " | ".join(f"on {number} processors" for number in PROCESSORS)
    yield f"| {BEFORE + NOW} sites, with | {shown} |"
    yield "| --- |" + " ---: |" * len(PROCESSORS)
    for said, found in slopes(results):
        if found is not None:
            waits = (_time(_every(found.cpu) / number) for number in PROCESSORS)
            yield f"| {said} | {' | '.join(waits)} |"


def _again(results: Results) -> Iterator[str]:
    """One old province after one result changed, and where nothing did."""
    yield "| one old province again, plain pages | known from | CPU |"
    yield "| --- | --- | ---: |"
    cold = dict(slopes(results))[FLAVOURS[OURS]]
    for work in ("one value", "no change"):
        sizes = [
            size
            for size in SIZES
            if all((size, name, OURS) in results.rows for name in (work, "cold"))
        ]
        if not sizes or cold is None:
            yield f"| {work} | not measured | |"
            continue
        row, whole = (results.rows[sizes[-1], name, OURS] for name in (work, "cold"))
        part = row.middle("cpu") / whole.middle("cpu")
        yield f"| {work} | {sizes[-1]}, as a part of a cold build | {_time(part * cold.cpu(OLD))} |"


def _every(law: Law) -> float:
    return BEFORE * law(OLD) + NOW * law(NEW)


def _time(seconds: float) -> str:
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{_two(seconds / length)} {unit}"
    return f"{_two(seconds)} s"


def _mega(size: float) -> str:
    return f"{_two(size / 1000)} GB" if size >= 1000 else f"{_two(size)} MB"


def _two(value: float) -> str:
    """Two digits: more would be a pretence."""
    return f"{float(f'{value:.2g}'):,g}"


def filled(page: str, results: Results) -> str:
    """The page with its tables made anew."""
    made = f"{BEGIN}\n\n{tables(results)}\n\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: made, page, flags=re.DOTALL)


def write(results: Results) -> None:
    """Make docs/national.md agree with what was measured."""
    PAGE.write_text(filled(PAGE.read_text("utf-8"), results), "utf-8")


if __name__ == "__main__":
    write(Results(HERE / "results.json"))
