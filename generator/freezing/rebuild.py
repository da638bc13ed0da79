"""Build a frozen edition again from its bag alone, elsewhere, and compare byte for byte."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive.bag import Bag
from generator.archive.kept import ADDRESSES, EDITION, FIGURES, SITE, SOURCES, TABLES
from generator.problems import InputError, Problems

MADE = (SITE, TABLES, EDITION, FIGURES, ADDRESSES)
"""What of a bag is made from its sources."""
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "SOURCE_DATE_EPOCH": "1",
    "NIENGIAM_WORKERS": "1",
    "COLUMNS": "61",
}
"""Another time zone, locale, hash seed, day and number of processes than most machines have."""


@dataclass(frozen=True)
class Compared:
    """What came of building again."""

    name: str
    files: int
    differs: tuple[str, ...]
    missing: tuple[str, ...]
    """In the bag, and not made again."""
    extra: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Every byte."""
        return not (self.differs or self.missing or self.extra)


def rebuild(
    path: Path, python: str = sys.executable, world: Mapping[str, str] = ELSEWHERE
) -> Compared:
    """Build the edition in a bag again, with the program in the bag, and compare.

    `python` is the interpreter to do it with; it needs the packages that the program needs.
    `world` is the environment that it runs in. Raises InputError where the bag isn't whole or its
    sources can't be built.
    """
    bag = Bag.open(path)
    problems = Problems()
    for item in bag.differences():
        problems.add(f"verify-bag-{item.kind}", bag.path, file=item.name)
    if problems.errors():
        raise InputError(problems)
    try:
        with tempfile.TemporaryDirectory(prefix="niengiam-") as folder:
            made = _built(bag, Path(folder), python, world)
    except OSError as error:  # no such Python, no room to build in
        raise _failed(bag, f"{error.filename or tempfile.gettempdir()}: {error.strerror}") from None
    return _compared(bag, made)


def _built(bag: Bag, place: Path, python: str, world: Mapping[str, str]) -> dict[str, bytes]:
    """What the sources give, built in a folder with blanks and Vietnamese letters in its name."""
    sources, program, out = place / "Bản dựng lại, năm sau", place / "chương trình", place / "ra"
    wheel = _unpack(bag, sources)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        archive.extractall(program)
    out.mkdir()
    home = place / "nhà"
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NIENGIAM_")},
        **world,
        "HOME": str(home),
        "PYTHONPATH": str(program),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NIENGIAM_CACHE": str(place / "bộ nhớ"),
    }
    command = [python, "-m", "generator.freezing.again", "mkdocs.yml", bag.name, str(out)]
    done = subprocess.run(  # noqa: S603 (our own program, out of the bag that is to be proved)
        command,
        cwd=sources,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
    )
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise _failed(bag, said[-1] if said else str(done.returncode))
    return {
        item.relative_to(out).as_posix(): item.read_bytes()
        for item in out.rglob("*")
        if item.is_file()
    }


def _unpack(bag: Bag, folder: Path) -> bytes:
    """Write the sources, the last one first; returns the program's wheel."""
    wheel = b""
    for name in reversed(bag.names):
        if not name.startswith(SOURCES):
            continue
        body = bag.read(name)
        path = folder / name.removeprefix(SOURCES)
        if path.suffix == ".whl" and path.parent == folder:
            wheel = body
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    if not wheel:
        raise _failed(bag, "sources/niengiam-*.whl")
    return wheel


def _failed(bag: Bag, reason: str) -> InputError:
    problems = Problems()
    problems.add("rebuild-failed", bag.path, reason=reason)
    return InputError(problems)


def _compared(bag: Bag, made: dict[str, bytes]) -> Compared:
    kept = {name for name in bag.names if name.startswith(MADE)}
    both = kept & made.keys()
    return Compared(
        bag.name,
        len(kept),
        tuple(sorted(name for name in both if bag.read(name) != made[name])),
        tuple(sorted(kept - made.keys())),
        tuple(sorted(made.keys() - kept)),
    )
