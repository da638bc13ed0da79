"""What was measured: kept as numbers, told as tables."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost
from benchmarks.sizes import SIZES

Key = tuple[str, str, str]
"""Size, work, tool."""
OURS = "niengiam"


@dataclass
class Row:
    """The runs of one tool at one work, in the order of the rounds."""

    costs: list[Cost] = field(default_factory=list)
    pages: int = 0
    """HTML files written."""
    size: int = 0
    """Bytes of all files."""

    def middle(self, name: str) -> float:
        """Median of a cost over the rounds."""
        return float(median(getattr(cost, name) for cost in self.costs))


class Results:
    """All rows; those of an earlier run stay until they are measured again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[Key, Row] = {}
        self._new: set[Key] = set()
        if path.exists():
            for key, found in json.loads(path.read_text("utf-8"))["rows"].items():
                size, work, tool = key.split("/")
                costs = [Cost(**cost) for cost in found["costs"]]
                self.rows[size, work, tool] = Row(costs, found["pages"], found["size"])

    def recorder(self, size: str) -> Callable[[str, str, Cost, Path | None], None]:
        """Takes the runs of a size as they come."""

        def record(work: str, tool: str, cost: Cost, out: Path | None) -> None:
            key = (size, work, tool)
            if key not in self._new:
                self.rows[key] = Row()
                self._new.add(key)
            row = self.rows[key]
            row.costs.append(cost)
            if out is not None:
                files = [path for path in out.rglob("*") if path.is_file()]
                row.pages = sum(path.suffix == ".html" for path in files)
                row.size = sum(path.stat().st_size for path in files)
            said = f"{size:3} {work:14} {tool:28} {cost.wall:8.3f} s {cost.peak:7.0f} MB"
            print(said, flush=True)

        return record

    def save(self) -> None:
        """Keep the numbers."""
        rows = {"/".join(key): asdict(row) for key, row in self.rows.items()}
        said = json.dumps({"rows": rows}, ensure_ascii=False, indent=1)
        self.path.write_text(said + "\n", "utf-8")

    def ratio(
        self, size: str, work: str, other: str, name: str = "wall", ours: str = OURS
    ) -> tuple[float, float, float] | None:
        """Ours against another, round by round: median, least, most; None where not measured."""
        one, two = self.rows.get((size, work, ours)), self.rows.get((size, work, other))
        if not (one and two):
            return None
        pairs = zip(one.costs, two.costs, strict=False)
        found = sorted(getattr(left, name) / getattr(right, name) for left, right in pairs)
        return median(found), found[0], found[-1]


GOALS = (
    ("cold build of L, against Hugo", "L", "cold", "Hugo", "wall", OURS, 0.8),
    ("cold build of L, against writing the same bytes", "L", "cold", "bare write", "wall", OURS, 4),
    (
        "rebuild of L after one observation, against Hugo's",
        "L",
        "one value",
        "Hugo",
        "wall",
        OURS,
        0.2,
    ),
    (
        "rebuild with nothing changed, M, against `import pandas`",
        "M",
        "no change",
        "import pandas",
        "wall",
        OURS,
        1.5,
    ),
    ("peak memory at L, against Hugo", "L", "cold", "Hugo", "together", OURS, 0.4),
    ("S, cold, against MkDocs with Material", "S", "cold", "MkDocs + Material", "wall", OURS, 1.5),
    (
        "cold build of M, against MkDocs with Material",
        "M",
        "cold",
        "MkDocs + Material",
        "wall",
        OURS,
        0.1,
    ),
    (
        "real pages with citations, cold build of L, against Hugo's plain pages",
        "L",
        "cold",
        "Hugo",
        "wall",
        "niengiam, real pages + citations",
        2.5,
    ),
)


def goals(results: Results) -> Iterator[str]:
    """The table of goals with what was reached."""
    yield "| work | goal | reached (least to most) | by CPU seconds | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for title, size, work, other, name, ours, most in GOALS:
        found = results.ratio(size, work, other, name, ours)
        if found is None:
            yield f"| {title} | {most:g} | not measured | | |"
            continue
        middle, least, top = found
        verdict = "reached" if middle <= most else "**not reached**"
        used = results.ratio(size, work, other, "cpu", ours) if name == "wall" else None
        by_cpu = f"{used[0]:.2f}" if used else ""
        reached = f"{middle:.2f} ({least:.2f} to {top:.2f})"
        yield f"| {title} | {most:g} | {reached} | {by_cpu} | {verdict} |"
    yield _memory_growth(results)


def _memory_growth(results: Results) -> str:
    small, large = (results.rows.get((size, "cold", OURS)) for size in ("L", "XL"))
    title = "memory of XL against L: less than the pages"
    pages = SIZES["XL"].pages / SIZES["L"].pages
    if not (small and large):
        return f"| {title} | {pages:.1f} | not measured | | |"
    found = large.middle("together") / small.middle("together")
    verdict = "reached" if found < pages else "**not reached**"
    return f"| {title} | {pages:.1f} | {found:.2f} | | {verdict} |"


def table(results: Results, size: str) -> Iterator[str]:
    """Every row of a size."""
    yield (
        "| work | tool | n | wall s (least to most) | CPU s | peak MB, one process | all processes "
        "| pages/s | MB written | niengiam against it |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    order = ("cold", "one value", "one template", "no change", "serve")
    keys = [key for key in results.rows if key[0] == size]
    for key in sorted(keys, key=lambda key: (order.index(key[1]), key[2].startswith(OURS) < 1)):
        row = results.rows[key]
        walls = [cost.wall for cost in row.costs]
        rate = f"{row.pages / median(walls):,.0f}" if row.pages else ""
        wrote = f"{row.size / 1e6:,.1f}" if row.size else ""
        found = results.ratio(size, key[1], key[2]) if not key[2].startswith(OURS) else None
        against = f"{found[0]:.2f} ({found[1]:.2f} to {found[2]:.2f})" if found else ""
        yield (
            f"| {key[1]} | {key[2]} | {len(walls)} "
            f"| {median(walls):.3f} ({min(walls):.3f} to {max(walls):.3f}) "
            f"| {_shown(row, 'cpu', 2)} | {_shown(row, 'peak')} | {_shown(row, 'together')} "
            f"| {rate} | {wrote} | {against} |"
        )


def _shown(row: Row, name: str, decimals: int = 0) -> str:
    """A median; nothing where it wasn't looked at."""
    found = row.middle(name)
    return f"{found:,.{decimals}f}" if found else ""


def machine(base: Path) -> str:
    """On what it was measured, and with which versions."""
    names = ("mkdocs", "mkdocs-material", "hugo", "jinja2", "markdown", "pandas", "plotly")
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    load = os.getloadavg()[0]
    busy = " **Neighbours were at work: trust CPU seconds only.**" if load > 3 else ""
    return (
        f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, Python "
        f"{platform.python_version()}; output on {_kind(base)}; load average at the end {load:.1f}."
        f"{busy} Versions: {', '.join(found)}."
    )


def _kind(folder: Path) -> str:
    return "tmpfs (/dev/shm)" if str(folder).startswith("/dev/shm") else f"disk ({sys.platform})"
