"""The tools that are measured: how each gets its input, is run, and is changed."""

from __future__ import annotations

import pickle
import shutil
import sys
import sysconfig
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from benchmarks import peers
from benchmarks.content import Work
from benchmarks.workload import text, write_observations, write_site

FOOT = "Số liệu đặt ra để đo tốc độ."
"""Stands at the foot of every page; a changed template says it another way."""


class Tool(ABC):
    """One tool with its project in `folder`."""

    name: str
    footer: str
    """The template that has the foot of the page, relative to the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def write(self, work: Work) -> None:
        """The project, made anew."""

    @abstractmethod
    def feed(self, work: Work) -> None:
        """What changes with the data: never on the clock."""

    @abstractmethod
    def command(self, out: Path) -> list[str]:
        """Builds into `out`, run in the project."""

    def clean(self) -> None:  # noqa: B027 (most keep nothing)
        """Forget what earlier builds kept."""

    def change_template(self, number: int) -> str:
        """Say the foot another way; returns what it says now."""
        path = self.folder / self.footer
        was = path.read_text("utf-8")
        said = f"{FOOT} ({number})"
        path.write_text(
            was.partition("<footer><p>")[0]
            + f"<footer><p>{said}</p></footer>"
            + was.partition("</footer>")[2],
            "utf-8",
        )
        return said


class Niengiam(Tool):
    """This program."""

    footer = "templates/base.html"

    def __init__(self, folder: Path, flavour: str = "plain", parts: Iterable[str] = ()) -> None:
        super().__init__(folder)
        self.flavour, self.parts = flavour, tuple(parts)
        also = f" + {self.parts[-1]}" if self.parts else ""
        self.name = "niengiam" if flavour == "plain" else f"niengiam, real pages{also}"

    def write(self, work: Work) -> None:
        write_site(work.size, self.folder, self.flavour, self.parts)

    def feed(self, work: Work) -> None:
        write_observations(work, self.folder / "data")

    def command(self, out: Path) -> list[str]:
        return [sys.executable, "-m", "generator.cli", "build", "-q", "-d", str(out)]

    def clean(self) -> None:
        for kept in (".cache", "archive"):
            shutil.rmtree(self.folder / kept, ignore_errors=True)


class Hugo(Tool):
    """Hugo, its program without the package's Python around it."""

    name = "Hugo"
    footer = "layouts/_default/baseof.html"

    def write(self, work: Work) -> None:
        peers.write_hugo(work, self.folder)

    def feed(self, work: Work) -> None:
        peers.write_hugo_data(work, self.folder)

    def command(self, out: Path) -> list[str]:
        return [str(hugo_program()), "--quiet", "--noBuildLock", "-d", str(out)]

    def clean(self) -> None:
        shutil.rmtree(self.folder / "resources", ignore_errors=True)


class Material(Tool):
    """MkDocs with Material."""

    name = "MkDocs + Material"
    footer = "overrides/main.html"

    def write(self, work: Work) -> None:
        peers.write_material(work, self.folder)

    def feed(self, work: Work) -> None:
        peers.write_material_data(work, self.folder)

    def command(self, out: Path) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(out)]


WRITER = """
import os, pickle, sys
with open("bytes.pickle", "rb") as file:
    files = pickle.load(file)
made = set()
for name, body in files:
    path = sys.argv[1] + "/" + name
    folder = path.rpartition("/")[0]
    if folder not in made:
        os.makedirs(folder, exist_ok=True)
        made.add(folder)
    with open(path, "wb") as file:
        file.write(body)
"""


class Writer(Tool):
    """A bare loop that writes the bytes of a site that is there already."""

    name = "bare write"

    def write(self, work: Work) -> None:
        text(self.folder / "write.py", WRITER)

    def feed(self, work: Work) -> None:
        raise NotImplementedError

    def pack(self, site: Path) -> None:
        """Take the bytes of a built site into one file."""
        paths = sorted(path for path in site.rglob("*") if path.is_file())
        found = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in paths]
        (self.folder / "bytes.pickle").write_bytes(pickle.dumps(found))

    def command(self, out: Path) -> list[str]:
        return [sys.executable, "-S", "write.py", str(out)]


def hugo_program() -> Path:
    """Where the package has its binary."""
    return Path(sysconfig.get_path("purelib")) / "hugo" / "binaries" / "hugo"


def has_material() -> bool:
    """Installed."""
    return (Path(sysconfig.get_path("purelib")) / "material").is_dir()
