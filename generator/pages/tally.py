"""How many results met their plan, counted and said in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.attainment import Verdict
from generator.model import Edition, Status
from generator.pages.common import NO_BREAK, count
from generator.pages.results import Result, results_of
from generator.pages.site import Site
from generator.words import Words

STATUSES: tuple[Status, ...] = ("provisional", "estimate", "forecast")
"""What a value is that isn't final, in the order said."""


VERDICTS: tuple[Verdict, ...] = ("exceeded", "met", "missed", "none")


@dataclass(frozen=True, slots=True)
class Count:
    """So many results with one verdict."""

    verdict: Verdict
    number: int
    words: str
    """The verdict as said of all of them: 'vượt hoặc tốt hơn kế hoạch'."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The results of a year, counted."""

    results: int
    planned: int
    """Those with a plan."""
    counts: tuple[Count, ...]
    """Of those with a plan, best first; 'none' counts what its plan can't judge."""
    unplanned: int
    statuses: Mapping[Status, int]
    """Results that aren't final, by status."""


def tally_of(site: Site, edition: Edition, results: Iterable[Result] | None = None) -> Tally:
    """The results of an edition's year: counted once, as many lists tell it.

    `results` are those, where they are made already.
    """

    def counted() -> Tally:
        return tally(results_of(site, edition) if results is None else results, site.words)

    return site.always(("tally", edition.name), counted)


def tally(results: Iterable[Result], words: Words) -> Tally:
    """Count the results that have a value."""
    found = [item.found for item in results if item.found is not None]
    planned = [item for item in found if item.plan is not None]
    counts = []
    for verdict in VERDICTS:
        directions = [i.indicator.direction for i in planned if i.verdict == verdict]
        if directions:
            said = _verdict(verdict, [direction == "down" for direction in directions], words)
            counts.append(Count(verdict, len(directions), said))
    statuses = Counter(item.actual.status for item in found)
    open_ = {status: statuses[status] for status in STATUSES if statuses[status]}
    return Tally(len(found), len(planned), tuple(counts), len(found) - len(planned), open_)


def _verdict(verdict: Verdict, less_is_better: list[bool], words: Words) -> str:
    """'vượt' would be misread where less is better; both words where both kinds are counted."""
    if verdict == "none":
        return words.strings["tally_undecided"]
    if verdict == "exceeded" and len(set(less_is_better)) > 1:
        return words.strings["tally_exceeded_mixed"]
    return str(words.say.verdict(verdict, "down" if less_is_better[0] else "up"))


def lede(found: Tally, year: int, words: Words) -> str:
    """How many results, how many have a plan, how they stand to it, how many aren't final."""
    parts = (_standing(found, year, words), _open(found, words))
    said = " ".join(part for part in parts if part)
    return re.sub(r"(?<=\d) (?=[^\W\d])", NO_BREAK, said)


def _standing(found: Tally, year: int, words: Words) -> str:
    if not found.results:
        return words.strings["tally_nothing"].format(year=year)
    if not found.planned:
        return _say(words, "tally_unplanned", found.results, year=year)
    values = {"year": year, "verdicts": _verdicts(found, words)}
    if found.planned == found.results:
        return _say(words, "tally_all", found.results, **values)
    key = "tally_some_one" if found.planned == 1 else "tally_some"
    planned = count(found.planned, words)
    return words.strings[key].format(n=count(found.results, words), planned=planned, **values)


def _verdicts(found: Tally, words: Words) -> str:
    """'vượt kế hoạch' of one; 'cả 3 đều vượt kế hoạch'; '4 vượt kế hoạch, 1 đạt kế hoạch'."""
    only = found.counts[0].words
    if found.planned == 1:
        return only
    if len(found.counts) == 1:
        return words.strings["tally_alike"].format(n=count(found.planned, words), verdict=only)
    return ", ".join(f"{count(item.number, words)} {item.words}" for item in found.counts)


def _open(found: Tally, words: Words) -> str:
    """'Có 3 kết quả dựa trên số ước tính.'; '' where all are final."""
    total = sum(found.statuses.values())
    if not total:
        return ""
    names = {status: words.strings[f"tally_{status}"] for status in found.statuses}
    if len(names) == 1:
        what = words.strings["tally_open_same"].format(status=next(iter(names.values())))
    else:
        parts = [f"{count(n, words)} {names[status]}" for status, n in found.statuses.items()]
        what = words.strings["tally_open_mixed"].format(parts=", ".join(parts))
    if total == found.results:
        return _say(words, "tally_open_all", total, what=what)
    return _say(words, "tally_open", total, what=what)


def _say(words: Words, key: str, number: int, **values: object) -> str:
    """A text that counts: `<key>_one` for one, else `<key>`."""
    text = words.strings[f"{key}_one" if number == 1 else key]
    return text.format(n=count(number, words), **values)
