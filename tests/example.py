"""The example site as tests use it: built once, copied where it is changed."""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ("content", "data", "templates", "mkdocs.yml")


def copy_example(folder: Path) -> Path:
    """A copy of the example's inputs in `folder`; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    return folder


@lru_cache(maxsize=1)
def loose() -> Path:
    """The settings of a copy without the archive: every edition is made, none is laid out."""
    folder = Path(tempfile.mkdtemp(prefix="niengiam-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")
    return copy_example(folder) / "mkdocs.yml"


def run(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python's ('generator.cli', 'mkdocs') in a folder."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def build(cwd: Path, *arguments: str, env: dict[str, str] | None = None) -> Path:
    """Build the site in a folder; fails where the build does."""
    done = run("generator.cli", "build", *arguments, cwd=cwd, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return cwd / "site"


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder by its path, with the sha256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
