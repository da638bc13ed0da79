"""The works that are measured, each tool in turn, round after round."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.compare import differences
from benchmarks.content import Work, said
from benchmarks.measure import Cost, run
from benchmarks.sizes import Size
from benchmarks.tools import Niengiam, Tool, Writer

Record = Callable[[str, str, Cost, Path | None], None]
"""Takes work, tool, cost and the folder that was written."""
YARDSTICK = "import pandas"


class NotAlike(AssertionError):
    """Two tools tell different figures: their times must not be compared."""


def cold(size: Size, tools: Sequence[Tool], base: Path, rounds: int, record: Record) -> None:
    """Nothing kept from before, each time into a folder that never was.

    The first round holds what the peers wrote against what niengiam wrote.
    """
    for number in range(rounds):
        ours: Path | None = None
        for tool in tools:
            tool.clean()
            out = base / f"out-{number}" / tool.name.replace(" ", "-")
            out.parent.mkdir(parents=True, exist_ok=True)
            record("cold", tool.name, run(tool.command(out), tool.folder), out)
            if number == 0 and isinstance(tool, Niengiam) and tool.flavour == "plain":
                ours = out
                for other in tools:
                    if isinstance(other, Writer):
                        other.pack(out)
            elif ours is not None and not isinstance(tool, Niengiam):
                alike(size, ours, out)
        shutil.rmtree(base / f"out-{number}")


def alike(size: Size, ours: Path, theirs: Path) -> None:
    """Raises NotAlike where a page tells other figures."""
    if found := differences(size, ours, theirs):
        raise NotAlike(f"{len(found)} differences, first: {found[0]}")


def rebuilds(size: Size, tools: Sequence[Tool], base: Path, rounds: int, record: Record) -> None:
    """Over the site that is there: after a changed value, a changed template, and no change.

    `import pandas` runs in the same turns, as a yardstick.
    """
    outs = {tool.name: base / "again" / tool.name.replace(" ", "-") for tool in tools}
    (base / "again").mkdir(parents=True, exist_ok=True)
    for tool in tools:
        run(tool.command(outs[tool.name]), tool.folder)
    for number in range(1, rounds + 1):
        work = Work(size, number)
        moved, shown = work.moved, said(work.values(work.moved)[-1].actual)
        page = f"{size.edition_years[-1]}/chi-tieu/{moved.id}/index.html"
        for tool in tools:
            tool.feed(work)
            _again("one value", tool, outs[tool.name], shown, page, record)
        for tool in tools:
            foot = tool.change_template(number)
            _again("one template", tool, outs[tool.name], foot, page, record)
        for tool in tools:
            _again("no change", tool, outs[tool.name], shown, page, record)
        record("no change", YARDSTICK, run([sys.executable, "-c", YARDSTICK], base), None)
    shutil.rmtree(base / "again")


def _again(kind: str, tool: Tool, out: Path, shown: str, page: str, record: Record) -> None:
    cost = run(tool.command(out), tool.folder)
    if shown not in (out / page).read_text("utf-8").replace("\xa0", " "):
        raise NotAlike(f"{tool.name}, {kind}: {page} doesn't show {shown}")
    record(kind, tool.name, cost, None)
