"""Parts of a page's context that are made when a template asks for them, and once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_NOTHING = object()


class Later:
    """One value of a context: what a template leaves out is never worked out."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = _NOTHING

    def get(self) -> Any:
        """The value, made now if need be."""
        if self._made is _NOTHING:
            self._made = self._make()
        return self._made


def later(make: Callable[[], Mapping[str, Any]], *names: str) -> dict[str, Later]:
    """Values that are made together; `names` are the keys that `make` will have."""
    whole = Later(make)
    return {name: Later(lambda name=name: whole.get()[name]) for name in names}  # type: ignore[misc]


class Context(dict[str, Any]):
    """A context for who reads it by itself: what is made later is made when it is read."""

    def __getitem__(self, name: str) -> Any:
        found = super().__getitem__(name)
        return found.get() if type(found) is Later else found
