"""Measures: `python -m benchmarks S,M,L`, or `make bench WORKLOADS=S,M,L`."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import growth, national, rounds
from benchmarks.content import Work
from benchmarks.results import Results, goals, machine, table
from benchmarks.sizes import SIZES, Size
from benchmarks.tools import Hugo, Material, Niengiam, Tool, Writer, has_material, hugo_program

HERE = Path(__file__).parent
ROUNDS = {"XS": 2, "S": 7, "M": 5, "L": 3, "XL": 1}
REAL = (
    (),
    ("citations",),
    ("citations", "embeds"),
    ("citations", "embeds", "downloads"),
    ("citations", "embeds", "downloads", "cards"),
)
"""What the parts of the standard theme cost, one more each time."""
WORKS = ("cold", "rebuilds", "real", "serve")


def peers(size: Size, base: Path) -> list[Tool]:
    """Those that are installed; Material where it doesn't take minutes."""
    tools: list[Tool] = [Niengiam(base / "niengiam")]
    if hugo_program().exists():
        tools.append(Hugo(base / "hugo"))
    if has_material() and size.pages < 2000:
        tools.append(Material(base / "material"))
    return tools


def measure(size: Size, works: list[str], number: int, base: Path, results: Results) -> None:
    """The works of one size."""
    record, work = results.recorder(size.name), Work(size)
    tools = [*peers(size, base), Writer(base / "writer")]
    for tool in tools:
        tool.write(work)
    if "cold" in works or "real" in works:
        every = list(tools)
        if "real" in works:
            shown = REAL if size.pages < 500 else REAL[:3]  # downloads take minutes
            real = [Niengiam(base / f"real-{len(parts)}", "real", parts) for parts in shown]
            for tool in real:
                tool.write(work)
            every += real
        rounds.cold(size, every, base, number, record)
    again = [tool for tool in tools if not isinstance(tool, Writer)]
    if "rebuilds" in works:
        rounds.rebuilds(size, again, base, number, record)
    if "serve" in works and size.pages < 2000:
        from benchmarks.serving import served

        served(size, again, number, record)


def report(results: Results, base: Path) -> str:
    """benchmarks/RESULTS.md."""
    return "\n".join([*_report(results, base), ""])


def _report(results: Results, base: Path) -> Iterator[str]:
    yield "# What a build costs"
    yield ""
    yield (HERE / "METHOD.md").read_text("utf-8").strip()
    yield ""
    yield machine(base)
    yield ""
    yield "## Goals"
    yield ""
    yield from goals(results)
    for size in SIZES.values():
        if any(key[0] == size.name for key in results.rows):
            yield ""
            yield (
                f"## {size.name}: {size.indicators} indicators, {size.years} years, "
                f"{size.editions} editions: {size.pages:,} pages"
            )
            yield ""
            yield from table(results, size.name)
    yield ""
    yield "## Growth"
    yield ""
    yield "![CPU seconds of a cold build against pages, both axes by powers of ten](growth.svg)"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="?", default="S,M,L", help="of XS,S,M,L,XL")
    parser.add_argument("--works", default=",".join(WORKS))
    parser.add_argument("--rounds", type=int, help="else by size")
    parser.add_argument("--results", type=Path, default=HERE / "results.json")
    given = parser.parse_args()
    results = Results(given.results)
    shm = Path("/dev/shm")
    base = Path(tempfile.mkdtemp(prefix="niengiam-", dir=shm if shm.is_dir() else None))
    try:
        for name in given.sizes.split(","):
            number = given.rounds or ROUNDS[name]
            measure(SIZES[name], given.works.split(","), number, base / name, results)
            results.save()
        said = report(results, base)
    finally:
        shutil.rmtree(base)
    folder = given.results.parent
    (folder / "RESULTS.md").write_text(said, "utf-8")
    (folder / "growth.svg").write_text(growth.draw(results), "utf-8")
    if folder == HERE:
        national.write(results)
    print(said)


if __name__ == "__main__":
    main()
