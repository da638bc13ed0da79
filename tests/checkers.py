"""What pages are checked with that comes from npm: axe-core, the Nu checker, Lighthouse."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

AXE = "checkers/node_modules/axe-core/axe.min.js"
NU = "checkers/node_modules/vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = "lighthouse/node_modules/lighthouse/cli/index.js"

AS_JSON = ["--format", "json", "--stdout", "--exit-zero-always"]


def installed(path: str) -> Path:
    """A file that `make test` or `make audit` puts beside the tests' own Python; skips without."""
    file = Path(sys.prefix) / path
    if not file.is_file():
        name = path.partition("/")[0]
        pytest.skip(f"tests/npm/{name} isn't installed: needs npm, then `make test`")
    return file


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} here")
    return found


def nu(files: Iterable[Path], *options: str) -> list[dict[str, Any]]:
    """What the Nu checker says of all files, in one run."""
    done = subprocess.run(
        [
            program("java"),
            "-Xss2m",
            "-jar",
            str(installed(NU)),
            *options,
            *AS_JSON,
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages
