"""One file replaced at once: the whole new one or the old one, whatever happens on the way."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from generator.problems import OutputError


def replace_file(path: Path, body: bytes | Iterable[bytes]) -> None:
    """Write a file of the project, its folder too; raises OutputError where that fails.

    A long body may come in parts.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            out.writelines([body] if isinstance(body, bytes) else body)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(path.stat().st_mode if path.exists() else 0o644)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # where nothing could be written, nothing lies there
            beside.unlink()
        raise OutputError(f"{error.filename or path}: {error.strerror}") from error
