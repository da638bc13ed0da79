"""What can be wrong with the input, as data: collected, sorted, told all at once.

A `Problem` is the user's to mend and never shows a traceback. Anything else that is raised is a
fault of the program. The sentences of a problem live in `words/<language>/problems.yml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, at one place.

    `path` is relative to the project, with '/'; `line` and `column` count from 1, 0 where the
    whole file is meant. `code` names the sentence, `values` fill it.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity = "error"
    values: tuple[tuple[str, str], ...] = ()
    excused: bool = False
    """A warning whose row carries a note: `--strict` spares it."""


@dataclass
class Problems:
    """The problems of one run, in the order of their places."""

    items: set[Problem] = field(default_factory=set)

    def add(
        self,
        code: str,
        path: str,
        line: int = 0,
        column: int = 0,
        /,
        **values: object,
    ) -> None:
        """Note an error; `values` fill the sentence that `code` names."""
        self.items.add(Problem(path, line, column, code, "error", _filled(values)))

    def warn(
        self,
        code: str,
        path: str,
        line: int,
        column: int,
        excused: bool,
        /,
        **values: object,
    ) -> None:
        """Note a warning; `excused` ones are spared by `--strict`."""
        self.items.add(Problem(path, line, column, code, "warning", _filled(values), excused))

    def extend(self, others: Iterable[Problem]) -> None:
        """Take over the problems of another room."""
        self.items.update(others)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.items))

    def __len__(self) -> int:
        return len(self.items)

    def errors(self, *, strict: bool = False) -> list[Problem]:
        """Those that stop a build: errors, and under `strict` the warnings without an excuse."""
        return [item for item in self if item.severity == "error" or (strict and not item.excused)]


def _filled(values: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in values.items()))


class InputError(Exception):
    """The input has problems; raised once, with all of them."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} problem(s) in the input")
        self.problems = problems

    def __reduce__(self) -> tuple[type[InputError], tuple[Problems]]:
        """A worker's error is told like the build's own."""
        return type(self), (self.problems,)


class OutputError(Exception):
    """The site can't be written: disk full, no permission."""

    outcome = "kept"
    """What that means for the site: a sentence of the command, by its key."""


class BusyError(OutputError):
    """Another run writes to the same place."""

    outcome = "busy"


class LiveError(OutputError):
    """The new site is published; what comes after failed: tidying up, making it last."""

    outcome = "live"


class UsageError(Exception):
    """The command was called in a way that can't be meant."""
