"""The year of a number: from its sentence, the one before, the question, the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.intake.article.rules import phrases, rules

_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|niên vụ|các năm|từ năm|trong)\s+(?P<first>{_YEAR})"
    rf"\s*(?:[-–—/]|đến năm|đến|tới)\s*(?P<last>{_YEAR}|\d\d)(?!\d)"
)
_SINGLE = re.compile(rf"(?<![\d.,])(?P<year>{_YEAR})(?![\d%]|[.,]\d|\s*[-–]\s*{_YEAR}|[/-][a-zđ])")
_LEADS = re.compile(
    r"(?:năm|năm học|tháng\s*\d{1,2}\s*/|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]|quý\s*[\divIVx]+\s*/"
    r"|\d{1,2}\s*/|quý\s*[\diIvVxX]+\s*[-–]?|đến|cuối|hết|giữa|đầu|kế hoạch|chỉ tiêu|vụ|tết|xuân"
    r"|[(:;])\s*$"
)
_ADJOINS = re.compile(r"\s*(?:(?:trong|vào|của|ở|cho|tại|là|thời điểm|cuối|đầu|dân số)\s+){0,2}")


@dataclass(frozen=True, slots=True)
class Time:
    """A year as told somewhere in a text."""

    start: int
    end: int
    year: int
    is_compared: bool
    """Only what something is compared with."""


def times(low: str, edition: int) -> list[Time]:
    """The years told in a sentence in small letters, in order."""
    found: list[Time] = []
    for match in _PERIOD.finditer(low):
        last = int(match["last"])
        year = last if last > 99 else int(match["first"]) // 100 * 100 + last
        found.append(Time(match.start(), match.end(), year, _is_compared(low, match.start())))
    for match in _SINGLE.finditer(low):
        inside = any(item.start <= match.start() < item.end for item in found)
        if inside or not _LEADS.search(low[: match.start()]):
            continue
        start = _LEADS.search(low[: match.start()])
        place = start.start() if start else match.start()
        if not _is_law(low, place):
            year = int(match["year"])
            found.append(Time(place, match.end(), year, _is_compared(low, place)))
    for match in _nearby().finditer(low):
        if any(item.start <= match.start() < item.end for item in found):
            continue
        year = edition + int(rules("years")["nearby"][match[0]])
        found.append(Time(match.start(), match.end(), year, _is_compared(low, match.start())))
    return sorted(found, key=lambda item: item.start)


@lru_cache(maxsize=1)
def _nearby() -> re.Pattern[str]:
    names = sorted(map(str, rules("years")["nearby"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)(?!\s*{_YEAR})")


def _is_compared(low: str, place: int) -> bool:
    before = low[max(0, place - 40) : place]
    clause = re.split(r"[,;:(]", before)[-1]
    tail = " ".join(clause.split()[-5:])
    if re.search(r"(?:so với|cùng kỳ|lần)(?:\s+\w+){0,3}$", tail):
        return True
    last = tail.split()[-1:] or [""]
    return last[0] in rules("years")["compared"] and "từ" not in last


def _is_law(low: str, place: int) -> bool:
    before = low[max(0, place - 45) : place]
    clause = re.split(r"[,;:.(]", before)[-1]
    found = list(phrases("years", "laws").finditer(clause))
    return bool(found) and len(clause[found[-1].end() :].split()) <= 5


def year_of(
    start: int, end: int, low: str, told: list[Time], bounds: tuple[int, int]
) -> Time | None:
    """The year that governs a number of the sentence; `bounds` are its neighbours' places.

    A year directly behind the number wins, then the last one before it, then one behind it in
    the same clause.
    """
    before = [item for item in told if item.end <= start and not item.is_compared]
    behind = [item for item in told if end <= item.start < bounds[1] and not item.is_compared]
    if behind:
        gap = low[end : behind[0].start]
        if _ADJOINS.fullmatch(gap):
            return behind[0]
    if before:
        return _not_in_bracket(before, low, start)
    if behind and not re.search(r"[,;:(]", low[end : behind[0].start]):
        return behind[0]
    return None


def holds_on(low: str, told: list[Time]) -> Time | None:
    """The year that holds for the next sentence too."""
    real = [item for item in told if not item.is_compared]
    return _not_in_bracket(real, low, len(low)) if real else None


def _not_in_bracket(before: list[Time], low: str, start: int) -> Time | None:
    """The last year before a number that doesn't stand in a bracket closed since."""
    for item in reversed(before):
        opened = low.rfind("(", 0, item.start)
        closed = low.find(")", item.end, start)
        inside = opened >= 0 and low.find(")", opened, item.start) < 0
        if not (inside and closed >= 0):
            return item
    return None
