"""A figure as a table writes it: 18.382; 3,34; 1 - 1,5; khoảng 1.500; < 3; 3,6 (ước); 18.382(*)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from generator.folding import fold
from generator.intake.table.grid import Cell, plain
from generator.intake.table.vocabulary import vocabulary
from generator.model import Bound

Notation = Literal["comma", "point", "mixed"]
"""The decimal mark that a sheet uses."""

_NUMBER = r"[-+\u2212]?(?:[0-9]{1,3}(?:[ \u00a0][0-9]{3})+(?:[.,][0-9]+)?|[0-9][0-9.,]*|[.,][0-9]+)"
_RANGE = re.compile(rf"({_NUMBER})\s*%?\s*(?:[-\u2013\u2014\u00f7~]|den|toi|to)\s*({_NUMBER})(.*)")
_SINGLE = re.compile(rf"({_NUMBER}(?:[eE][-+]?[0-9]{{1,3}})?)(.*)")
_MARKS = re.compile(
    r"(?:\s?(?:\(\s?(?:\*{1,4}|[0-9]|[a-z])\s?\)|\[[0-9*]{1,2}\]|\*|[\u00b9\u00b2\u00b3\u2070-\u2079])"
    r"|\s[0-9]\))+\s*$"
)
_LONGEST = 80
"""Letters of a cell that may still be a figure with its words."""
_GLUED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+,[0-9]{1,2})([0-9])\)")
"""A footnote digit grown onto a number: 18.3821)."""
_POINT = re.compile(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_COMMA = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_MANY_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")


class NoFigure(Exception):
    """A cell that should hold a figure and doesn't: a problem's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Read:
    """What one cell says."""

    value: Decimal
    upper: Decimal | None = None
    bound: Bound = ""
    status: str = ""
    """As the cell itself marks it."""
    marks: str = ""
    unit: str = ""
    """Words behind the number."""
    rounded: bool = False
    """The sheet shows fewer digits than were typed."""


def notation_of(texts: Iterable[str]) -> Notation:
    """The decimal mark of a sheet, from those of its texts that leave no doubt."""
    point = comma = False
    for text in texts:
        bare = _MARKS.sub("", text.strip().lstrip("-+'\u2212")).rstrip("% '")
        point = point or bool(_POINT.fullmatch(bare) or _MANY_COMMAS.fullmatch(bare))
        comma = comma or bool(_COMMA.fullmatch(bare))
    if point and comma:
        return "mixed"
    return "point" if point else "comma"


def read_figure(cell: Cell, notation: Notation, decimals: int | None) -> Read | None:
    """The figure of a cell; None where it says that there is none. Raises NoFigure.

    `decimals` are those that the indicator may have, where it is known.
    """
    if cell.kind in ("error", "formula", "date"):
        raise NoFigure(f"import-{cell.kind}")
    if cell.kind == "text":
        return _of_text(cell, notation)
    value, stored = cell.value, cell.number
    assert stored is not None
    exact = plain(stored * (100 if cell.shown.percent else 1)).scaleb(-3 * cell.shown.scale)
    typed = -int(exact.as_tuple().exponent)
    rounded = exact != value and typed <= (decimals if decimals is not None else 0)
    read = Read(value, marks=cell.marks, rounded=rounded)
    words = f"{cell.shown.before}\u0001{cell.shown.after}"
    return _with_words(read, *words.split("\u0001")) if words != "\u0001" else read


def _with_words(read: Read, before: str, after: str) -> Read:
    """What a number format writes around its number counts as if it were typed."""
    left, right = fold(before).strip(), fold(after).strip()
    status = _status(left) or _status(right)
    bound = next((k for k, p in vocabulary().bound.items() if left and p.search(left)), "")
    if read.value >= 0 and left.endswith("-"):
        raise NoFigure("import-number")
    unit = "" if _status(right) else right
    return replace(read, status=status, bound=cast(Bound, bound), unit=unit.strip("() "))


def _of_text(cell: Cell, notation: Notation) -> Read | None:
    if len(cell.text) > _LONGEST:
        raise NoFigure("import-number")
    text = " ".join(fold(cell.text).strip("' ").split())
    marks = cell.marks
    if text in vocabulary().empty:
        return None
    if found := _MARKS.search(text):
        if not text[: found.start()].strip():
            raise NoFigure("import-number")
        marks += found[0].strip()
        text = text[: found.start()].strip()
    if found := _GLUED.fullmatch(text):
        text, marks = found[1], f"{marks}{found[2]})"
    text, status = _without_status(text)
    bound = ""
    for key, pattern in vocabulary().bound.items():
        if found := pattern.match(text):
            bound, text = key, text[found.end() :].strip()
            break
    if found := _RANGE.fullmatch(text):
        lower, upper = (decimal_of(found[index], notation) for index in (1, 2))
        if upper < lower:
            raise NoFigure("import-range")
        return Read(lower, upper, "", status, marks, found[3].strip(" ()"))
    found = _SINGLE.fullmatch(text)
    if not found:
        raise NoFigure("import-number")
    rest = found[2].strip()
    if rest.count("(") != rest.count(")"):
        raise NoFigure("import-number")
    for key, pattern in vocabulary().bound_after.items():
        if pattern.search(rest):
            bound, rest = key, pattern.sub("", rest).strip()
    return Read(
        decimal_of(found[1], notation), None, cast(Bound, bound), status, marks, rest.strip(" ()")
    )


def _status(text: str) -> str:
    return next((key for key, p in vocabulary().status.items() if p.search(text)), "")


def _without_status(text: str) -> tuple[str, str]:
    for key, pattern in vocabulary().status.items():
        if pattern.search(text):
            bare = re.sub(r"\(\s*\)", "", pattern.sub("", text)).strip(" :")
            return " ".join(bare.split()), key
    return text, ""


def decimal_of(text: str, notation: Notation) -> Decimal:
    """A number as written, in the notation of its sheet; raises NoFigure."""
    bare = re.sub(r"[ \u00a0]", "", text).replace("\u2212", "-")
    sign, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare.lstrip("+"))
    if re.search("e", bare, re.IGNORECASE):
        return _made(sign + bare.replace(",", "."))
    marks = [letter for letter in bare if letter in ".,"]
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) == 1:
        decimal = marks[0] if _is_decimal(bare, marks[0], notation) else ""
    else:
        decimal = ""
    whole, _, fraction = bare.rpartition(decimal) if decimal else (bare, "", "")
    if not re.fullmatch(r"[0-9]*|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*", whole):
        raise NoFigure("import-number")
    if decimal and decimal in whole:
        raise NoFigure("import-number")
    digits = re.sub("[.,]", "", whole) or "0"
    return _made(f"{sign}{digits}" + (f".{fraction}" if fraction else ""))


def _is_decimal(bare: str, mark: str, notation: Notation) -> bool:
    """One mark: three digits behind it make it a thousands mark, unless the sheet says else."""
    whole, _, fraction = bare.partition(mark)
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return True
    if notation == "mixed":
        raise NoFigure("import-ambiguous")
    return (mark == ",") == (notation == "comma")


def _made(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise NoFigure("import-number") from error
    if not value.is_finite() or len(value.as_tuple().digits) > 24 or abs(value.adjusted()) > 24:
        raise NoFigure("import-number")
    return plain(value) if "E" in str(value) else value
