"""Where a build's time goes: `python -m benchmarks.profiled PROJECT`, by room and function."""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import shutil
import sys
from collections import defaultdict
from pathlib import Path

Key = tuple[str, int, str]
PACKAGES = "site-packages"


def profile(project: Path) -> pstats.Stats:
    """One cold build, in this process."""
    for leftover in (".cache", "site", "archive"):
        shutil.rmtree(project / leftover, ignore_errors=True)
    os.chdir(project)
    running = cProfile.Profile()
    running.enable()
    from generator.plugin import build_site

    build_site(project / "mkdocs.yml")
    running.disable()
    return pstats.Stats(running)


def room_of(key: Key) -> str:
    """'generator/charts', 'jinja2', 'python': where a function lives."""
    file = key[0]
    if file == "~":
        return "built in"
    if file == "<template>" or file.endswith(".html"):
        return "templates"
    parts = Path(file).parts
    if PACKAGES in parts:
        return parts[parts.index(PACKAGES) + 1].removesuffix(".py")
    if "generator" in parts:
        place = len(parts) - 1 - parts[::-1].index("generator")
        return "/".join(parts[place : place + 2]).removesuffix(".py")
    return "python"


def by_room(stats: pstats.Stats) -> list[tuple[str, float]]:
    """Seconds spent in each room's own code; what it calls that is built in counts as its own."""
    seconds: dict[str, float] = defaultdict(float)
    for key, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        room = room_of(key)
        if room in ("built in", "python") and callers:
            whole = sum(each[2] for each in callers.values()) or 1
            for caller, each in callers.items():
                above = room_of(caller)
                seconds["python" if above == "built in" else above] += own * each[2] / whole
        else:
            seconds[room] += own
    return sorted(seconds.items(), key=lambda item: -item[1])


def functions(stats: pstats.Stats, rooms: str = "generator") -> list[tuple[str, int, float]]:
    """(place and name, calls, seconds with all that it calls) of our own functions."""
    found = [
        (f"{room_of(key)}: {Path(key[0]).name}:{key[2]}", calls, whole)
        for key, (_, calls, _, whole, _) in stats.stats.items()  # type: ignore[attr-defined]
        if room_of(key).startswith((rooms, "pandas", "mkdocs", "markdown"))
    ]
    return sorted(found, key=lambda item: -item[2])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiled", description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    given = parser.parse_args()
    stats = profile(given.project.resolve())
    out = sys.stdout
    out.write(f"{stats.total_tt:.2f} s profiled\n\n")  # type: ignore[attr-defined]
    for room, seconds in by_room(stats)[:24]:
        out.write(f"{seconds:8.2f} s  {room}\n")
    out.write("\n")
    for name, calls, seconds in functions(stats)[: given.lines]:
        out.write(f"{seconds:8.2f} s {calls:9d}  {name}\n")


if __name__ == "__main__":
    main()
