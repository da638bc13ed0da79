"""Build an edition from a bag's sources in a process of its own, in a world that differs.

`python -m generator.freezing.again MKDOCS_YML NAME FOLDER` writes what a bag would hold of the
finished edition into FOLDER. Folders are listed in another order and the clock shows another day
there: what depends on them shows in the comparison.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DAYS = 400
"""How far the clock is put forward."""


def elsewhere(seed: int) -> None:
    """List folders in a random order, and put the clock forward, for this process alone."""
    shuffled = random.Random(seed)  # noqa: S311 (an order, not a secret)
    listdir, scandir, clock = os.listdir, os.scandir, time.time

    def listed(*arguments: Any) -> list[Any]:
        names = list(listdir(*arguments))
        shuffled.shuffle(names)
        return names

    @contextmanager
    def scanned(*arguments: Any) -> Iterator[Iterator[os.DirEntry[Any]]]:
        with scandir(*arguments) as found:
            entries = list(found)
        shuffled.shuffle(entries)
        yield iter(entries)

    class Scanned:
        """Both an iterator and a context, as os.scandir is."""

        def __init__(self, *arguments: Any) -> None:
            with scanned(*arguments) as entries:
                self._entries = entries

        def __iter__(self) -> Iterator[os.DirEntry[Any]]:
            return self._entries

        def __next__(self) -> os.DirEntry[Any]:
            return next(self._entries)

        def __enter__(self) -> Scanned:
            return self

        def __exit__(self, *_: object) -> None: ...

        def close(self) -> None: ...

    later: Callable[[], float] = lambda: clock() + DAYS * 86_400  # noqa: E731
    for module, name, replacement in (
        (os, "listdir", listed),
        (os, "scandir", Scanned),
        (time, "time", later),
    ):
        setattr(module, name, replacement)


def main(config: str, name: str, folder: str) -> None:
    """Write the payload, a file each; the exit says why not, in a line."""
    elsewhere(int(os.environ.get("PYTHONHASHSEED", "0")))
    from generator.freezing.freeze import edition_payload
    from generator.problems import InputError
    from generator.report import language_of, line

    try:
        _, payload = edition_payload(Path(config), name)
    except InputError as error:
        sys.exit(line(next(iter(error.problems)), language_of(Path(config))))
    for path, body in payload.items():
        place = Path(folder) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)


if __name__ == "__main__":
    main(*sys.argv[1:])
