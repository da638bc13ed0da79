"""What the last build of a site read and wrote: what hasn't changed since needn't be done again.

Everything here may be deleted at any time; a damaged entry is as good as none. A file is held to be
unchanged where its size, its times and its inode are.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator import resources
from generator.problems import Problem, Problems

FOLDER = ".cache/builds"
"""Below the project's folder."""
TICK = 20_000_000
"""Nanoseconds in which two writes may bear the same time."""
_UNSAFE = ("!", "INHERIT", "hooks", "markdown_extensions")
"""Words in mkdocs.yml that let a build read what isn't listed here."""

Stat = tuple[int, int, int, int]
"""Size, time of change, time of change of the entry (both in ns), inode."""


@dataclass(frozen=True)
class Done:
    """A build that needn't be done again."""

    site: Path
    pages: int
    warnings: Problems


@dataclass(frozen=True)
class Run:
    """A build that is about to begin: what it will read, as it is now."""

    config: Path
    site_dir: Path | None
    strict: bool
    started: int

    @property
    def path(self) -> Path:
        """Where such builds are noted."""
        text = f"{self.site_dir and self.site_dir.absolute()}\0{self.strict}"
        return entry(self.config, text, "run")

    def unchanged(self) -> Done | None:
        """The same build as before, where neither its inputs nor its site have changed since."""
        noted = load(self.path)
        if noted is None or noted["program"] != program():
            return None
        site = Path(noted["site"])
        if noted["inputs"] != digest(inputs(noted["roots"])) or not site.is_dir():
            return None
        if noted["files"] != digest(stats(site)):
            return None
        found = (Problem(**{**item, "values": _pairs(item)}) for item in noted["warnings"])
        return Done(site, noted["pages"], Problems(set(found)))

    def note(
        self,
        site: Path,
        files: Mapping[str, Stat],
        roots: Iterable[Path],
        before: str,
        warnings: Problems,
    ) -> None:
        """After a build: `before` is the digest of its inputs when it began, `files` the site's."""
        places = [str(path.absolute()) for path in roots]
        found = inputs(places)
        read = [stat for path, stat in found.items() if not _is_register(path)]
        fresh = any(stat[1] > self.started - TICK for stat in read)
        if fresh or _without_register(found) != before or not _is_plain(self.config):
            self.forget()
            return
        save(
            self.path,
            {
                "program": program(),
                "site": str(site.absolute()),
                "roots": places,
                "inputs": digest(found),
                "files": digest(files),
                "pages": sum(1 for uri in files if uri.endswith(".html")),
                "warnings": [asdict(item) for item in warnings],
            },
        )

    def forget(self) -> None:
        """The next build has to look for itself."""
        self.path.unlink(missing_ok=True)


def begin(config: Path, site_dir: Path | None, strict: bool) -> Run:
    """A build of `config` into `site_dir`, or where the settings say."""
    return Run(config.absolute(), site_dir, strict, time.time_ns())


def _pairs(item: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in item["values"])


def _is_plain(config: Path) -> bool:
    """The settings name no code and no other file that could change unseen."""
    text = config.read_text("utf-8", errors="replace")
    names = text.partition("plugins:")[2].count("\n  - ")
    return names == 1 and not any(word in text for word in _UNSAFE)


def read(roots: Iterable[Path]) -> str:
    """One word for what a build is about to read; the register, which it writes too, left out."""
    return _without_register(inputs(str(path.absolute()) for path in roots))


def _without_register(found: Mapping[str, Stat]) -> str:
    return digest({path: stat for path, stat in found.items() if not _is_register(path)})


def _is_register(path: str) -> bool:
    return path.endswith("/archive/addresses.txt")


def inputs(roots: Iterable[str]) -> dict[str, Stat]:
    """Every file of some folders, and single files."""
    found: dict[str, Stat] = {}
    for root in roots:
        path = Path(root)
        if path.is_dir():
            found |= {f"{root}/{uri}": stat for uri, stat in stats(path).items()}
        elif path.exists():
            found[root] = stat_of(root)
    return found


def stats(folder: Path) -> dict[str, Stat]:
    """Every file below a folder, by its path from there."""
    found: dict[str, Stat] = {}
    stack = [(str(folder), "")]
    while stack:
        place, prefix = stack.pop()
        with os.scandir(place) as entries:
            for item in entries:
                if item.is_dir(follow_symlinks=False):
                    stack.append((item.path, f"{prefix}{item.name}/"))
                else:
                    info = item.stat(follow_symlinks=False)
                    found[prefix + item.name] = (
                        info.st_size,
                        info.st_mtime_ns,
                        info.st_ctime_ns,
                        info.st_ino,
                    )
    return found


def stat_of(path: str | Path) -> Stat:
    """One file's; raises OSError."""
    info = os.stat(path, follow_symlinks=False)  # noqa: PTH116 (tens of thousands of them)
    return (info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def digest(found: Mapping[str, Stat]) -> str:
    """One word for many files."""
    lines = "".join(f"{path}\0{stat}\n" for path, stat in sorted(found.items()))
    return hashlib.blake2b(lines.encode(errors="surrogateescape"), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """The program, its templates, and what is installed beside it."""
    own = stats(Path(__file__).parent)
    found = {path: stat for path, stat in own.items() if "__pycache__" not in path}
    found |= {f"templates/{path}": stat for path, stat in stats(resources.templates()).items()}
    packages = sorted(os.listdir(sysconfig.get_paths()["purelib"]))  # noqa: PTH208 (names alone)
    said = f"{sys.version}{packages}{digest(found)}"
    return hashlib.blake2b(said.encode(), digest_size=20).hexdigest()


def entry(config: Path, what: str, kind: str) -> Path:
    """The file of an entry."""
    name = hashlib.blake2b(f"{config}\0{what}".encode(), digest_size=10).hexdigest()
    return config.parent / FOLDER / f"{name}.{kind}"


def save(path: Path, content: object) -> None:
    """Keep an entry whole or not at all; a disk that is full costs time, no more."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", errors="surrogateescape")
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)


def load(path: Path) -> Any:
    """An entry; None where there is none, or where a byte of it is wrong."""
    try:
        mark, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest().encode() != mark:
        return None
    return json.loads(data.decode("utf-8", errors="surrogateescape"))
