"""What is made once of a thing, however many pages show that thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Once:
    """Things made of others, by the identity of these: `once(row, "record", make)`.

    Each is kept beside what was made of it, so that no other can get its place in memory.
    """

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[tuple[int, Hashable], tuple[object, Any]] = {}

    def __call__(self, of: object, what: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` made the first time it was asked for, of this thing and by this name."""
        key = (id(of), what)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = (of, make())
        made: Made = found[1]
        return made

    def clear(self) -> None:
        """Let all of it go."""
        self._made.clear()
