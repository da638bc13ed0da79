"""What the columns of a table hold, told from the words above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from generator.folding import fold
from generator.intake.table.vocabulary import vocabulary

Role = Literal[
    "name",
    "number",
    "unit",
    "multiplier",
    "note",
    "code",
    "plan",
    "actual",
    "attainment",
    "other",
    "",
]

LONGEST = 120
"""Letters of a header."""
_YEAR = r"(?<![0-9.,/])((?:19|20)[0-9]{2})(?![0-9]*[.,/][0-9]|[0-9]{2,})"
_PERIOD = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-\u2013\u2014]\s*((?:19|20)?[0-9]{2})(?![0-9])"
)
_MARK = re.compile(r"\(\s*(?:\*+|[0-9]|[a-z])\s*\)|\*+|\[[0-9]\]|(?<=[0-9]{4})[0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, and of which year."""

    index: int
    label: str
    """The words above it, from top to bottom, as written."""
    role: Role
    year: int | None = None
    since: int | None = None
    status: str = ""
    unit: str = ""
    key: str = ""
    """The label with its years counted from the year of the report: what the mapping keeps."""

    @property
    def is_figure(self) -> bool:
        """Holds plans or actual values of a known year."""
        return self.role in ("plan", "actual") and self.year is not None


def clean(text: str) -> str:
    """A header folded: one line, no footnote marks, no closing colon."""
    return " ".join(_MARK.sub(" ", fold(text)).split()).strip(" :;.")


def years_in(text: str) -> list[int]:
    """Years that a folded text names."""
    return [int(year) for year in re.findall(_YEAR, text)]


def period_in(text: str) -> tuple[int, int] | None:
    """First and last year of a period: 2016 - 2020, 2016-20."""
    found = _PERIOD.search(text)
    if not found:
        return None
    last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
    return (int(found[1]), int(last)) if int(last) > int(found[1]) else None


def exact_role(text: str) -> Role:
    """The role of a header that says one thing only; '' where it says more."""
    if len(text) > LONGEST:
        return ""
    plain = re.sub(r"\s*\([^()]*\)$", "", clean(text)) or clean(text)
    for role, words in vocabulary().header.items():
        if plain in words or clean(text) in words:
            return cast(Role, role)
    return ""


def level_role(text: str) -> Role:
    """What one header cell makes of its column; its first word decides, '' where none does."""
    plain = clean(text) if len(text) <= LONGEST else ""
    words = vocabulary()
    if not plain:
        return ""
    if plain in words.attainment or words.attainment_inside.search(plain):
        return "attainment"
    measures = {
        key: found.start() for key, p in words.measure.items() if (found := p.search(plain))
    }
    if words.change_inside.search(plain) and "plan" not in measures:
        return "other"
    if measures:
        return cast(Role, min(measures.items(), key=lambda item: item[1])[0])
    return exact_role(text)


def column_of(index: int, path: Sequence[str], report_year: int | None) -> Column:
    """A column from the header cells above it, top to bottom."""
    label = " | ".join(dict.fromkeys(" ".join(text.split()) for text in path if text.strip()))
    column = Column(index, label, "", key=key_of(label, report_year))
    levels = [clean(text) for text in path if text.strip()]
    if not levels:
        return column
    if len(set(levels)) == 1 and (role := exact_role(path[-1])):
        return replace(column, role=role)
    roles = [role for text in reversed(levels) if (role := level_role(text))]
    compared = [role for role in roles if role in ("attainment", "other")]
    role = next(iter(compared or roles), "")
    since, year = _time(levels, report_year)
    if _is_part_of_year(" ".join(levels)):
        return replace(column, role="other")
    if not role and (since or year) and any(years_in(text) for text in levels):
        role = "actual"
    status = next((key for text in reversed(levels) if (key := _status(text))), "")
    if role not in ("plan", "actual", "attainment"):
        year = since = None
    return replace(
        column,
        role=role,
        year=year,
        since=since,
        status=status if role == "actual" else "",
        unit=_unit(path) if role in ("plan", "actual") else "",
    )


def _time(levels: Sequence[str], report_year: int | None) -> tuple[int | None, int | None]:
    """The years of a column: those of the lowest header that names one, else the report's."""
    for text in reversed(levels):
        if period := period_in(text):
            return period
        if found := years_in(text):
            return None, found[0]
        if report_year is not None:
            for offset, pattern in vocabulary().relative_year.items():
                if pattern.search(text):
                    return None, report_year + offset
    return None, report_year


def _status(text: str) -> str:
    return next((key for key, p in vocabulary().status.items() if p.search(text)), "")


def _is_part_of_year(text: str) -> bool:
    words = vocabulary()
    months = [int(count) for count in words.months.findall(text)]
    if any(count < 12 for count in months) or re.search(r"(?<![0-9] )\bthang [0-9]", text):
        return True
    return bool(words.part_year.search(text))


def _unit(path: Sequence[str]) -> str:
    """A unit in brackets: 'Thực hiện (triệu đồng)'."""
    for text in reversed(path):
        for found in re.findall(r"\(([^()]*)\)", text):
            plain = fold(found).strip(" *")
            other = re.fullmatch(r"[0-9a-z]?|[0-9]\s*=.*", plain)
            if not other and not years_in(plain) and not _status(plain):
                return str(found).strip()
    return ""


def key_of(label: str, report_year: int | None) -> str:
    """A label whose years are counted from the report's: 'nam {0} | kh', 'kh {+1}'."""
    plain = clean(label)
    if report_year is None:
        return plain

    def relative(found: re.Match[str]) -> str:
        offset = int(found[1]) - report_year
        return "{0}" if not offset else f"{{{offset:+d}}}"

    return re.sub(_YEAR, relative, plain)
