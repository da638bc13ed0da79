"""How much speaks for a figure at a place of the text, and what speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.annotate.candidates import Said
from generator.annotate.names import Around, Names
from generator.annotate.text import Text, When
from generator.binding import Bound
from generator.folding import fold
from generator.numerals import Mention
from generator.numerals.agree import data_unit

SURE = 4.0
"""Points from which a figure is meant."""
AHEAD = 1.5
"""Points that it must be ahead of the next one."""
_DIGITS = 0.5
_MOST_DIGITS = 5
_WORDS = 4.0
_AREAS = (1.0, 0.8, 0.5, 0.5)
"""Weights of words in the clause, the sentence, the paragraph and the heading."""
_FEW = 3
"""So few digits say nothing without words."""
_WORDLESS = 0.15
_WORDLESS_OF_FEW = 0.35


@dataclass(frozen=True, slots=True)
class Weight:
    """What one figure weighs at one place."""

    bound: Bound
    points: float
    doubt: str
    """Why it can't be sure, however much speaks for it; '' for nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The surroundings of one number."""

    text: Text
    said: Said
    when: When
    last: Bound | None
    """The figure bound before it in its paragraph."""
    last_in_sentence: bool
    lead: str
    """Its clause up to the number, from the number before it on."""
    tail: str
    """What follows it in its clause, and in the bracket behind."""
    around: Around
    nearby: str
    """The clause, folded."""
    sentence: str


def spot_of(text: Text, said: Said, last: tuple[int, Bound] | None, before: int) -> Spot:
    """The surroundings of a number; `before` is where the number before it ends."""
    start, end = said.start, said.end
    clause, sentence, block = text.clause(start, end), text.sentence(start), text.block(start)
    seen = text.low
    words = f"{seen[clause.start : start]} ; {seen[end : clause.end]}"
    column = text.column(start)
    if column:
        words = f"{seen[block.start : block.end].replace('|', ';')} ; {column}"
    lead = seen[max(clause.start, before) : start]
    after = seen[end : sentence.end]
    bracket = re.match(r"\s*\([^()]*", after)
    tail = bracket[0] if bracket else seen[end : clause.end]
    areas = (
        words,
        seen[sentence.start : sentence.end],
        seen[block.start : block.end],
        text.heading(start),
    )
    return Spot(
        text,
        said,
        text.when(start, end),
        last[1] if last and last[0] >= block.start else None,
        bool(last and last[0] >= sentence.start),
        f"{column} {lead}",
        tail,
        Around.of(zip(areas, _AREAS, strict=True)),
        fold(words),
        areas[1],
    )


def weigh(spot: Spot, bound: Bound, names: Names) -> Weight:
    """Add up what speaks for a figure."""
    fit = names.fit(bound.figure.observation, spot.around)
    parts = (
        _value(spot, bound),
        (_WORDS * fit, ""),
        _year(spot, bound),
        _kind(spot, bound),
        _group(spot, bound, names),
        _company(spot, bound),
        _words(spot, bound, fit),
    )
    doubt = next((why for _, why in parts if why), "")
    return Weight(bound, sum(points for points, _ in parts), doubt)


def _value(spot: Spot, bound: Bound) -> tuple[float, str]:
    said = spot.said.mention
    row = bound.figure.observation
    own = row.bound if bound.link.kind != "attainment" else ""
    loose = bool(said.bound) and said.bound != own
    digits = 1 if loose else min(spot.said.digits, _MOST_DIGITS)
    points = data_unit(bound.series.indicator, spot.text.language).family == "points"
    change = said.change or spot.text.cues.change.search(spot.lead)
    attained = bound.link.kind == "attainment"
    if own and said.bound != own:
        return 0.0, "bound"
    if digits == 1 and not loose and _is_rounded(said, bound):
        return 0.0, "rounded"
    why = "change" if change and not (points or attained or said.change) else ""
    return digits * _DIGITS + (0.5 if said.unit else -0.5), why


def _is_rounded(said: Mention, bound: Bound) -> bool:
    """The number stands for other digits than its own."""
    if said.form not in ("number", "range"):
        return False
    scale = data_unit(bound.series.indicator, said.language).scale if said.unit else said.scale
    return said.amount != bound.number * scale


def _year(spot: Spot, bound: Bound) -> tuple[float, str]:
    row, when = bound.figure.observation, spot.when
    if when.since is not None and row.since == when.since and row.year == when.year:
        return 2.0, ""
    if when.year is None:
        newest = max(one.year for one in bound.series.newest if one.measure == row.measure)
        return (0.5, "") if row.year == newest else (-0.5, "year")
    if row.year == when.year:
        return (1.5 if when.said else 1.0), ""
    if when.said:
        return -3.0, "year"
    planned = row.measure == "plan" and row.year == when.year + 1
    if planned and spot.text.cues.plan.search(spot.sentence):
        return 0.5, ""
    return -1.0, "" if planned or bound.link.kind == "actual" else "year"


def _kind(spot: Spot, bound: Bound) -> tuple[float, str]:
    kind = bound.link.kind
    if kind == "attainment":
        return (2.0, "") if _is_attainment(spot, bound) else (-2.0, "kind")
    planned = _is_planned(spot)
    if kind == "plan":
        if planned:
            return 1.5, ""
        told = any(
            row.year == bound.link.year and row.group == bound.figure.observation.group
            for row in bound.series.newest
            if row.measure == "actual"
        )
        return (-2.0, "kind") if told else (0.0, "")
    return (-2.0, "kind") if planned else (1.0, "")


def _is_planned(spot: Spot) -> bool:
    """A plan's word leads to the number, or follows it at once."""
    cues = spot.text.cues
    found = list(cues.plan.finditer(spot.lead))
    if found:
        return not cues.done.search(spot.lead, found[-1].end())
    behind = re.match(r"\s*\(?\s*(?:của|theo|là|of the|as)?\s*", spot.tail)
    start = behind.end() if behind else 0
    return not spot.tail.lstrip().startswith("(") and bool(cues.plan.match(spot.tail, start))


def _is_attainment(spot: Spot, bound: Bound) -> bool:
    """'đạt 102,1% kế hoạch', 'đạt 102,1% (KH 18.000 người)'."""
    cues = spot.text.cues
    if cues.plan.search(spot.tail[:30]) or cues.plan.search(spot.lead):
        return True
    last = spot.last.link if spot.last and spot.last_in_sentence else None
    same = last is not None and (last.indicator, last.year) == (
        bound.link.indicator,
        bound.link.year,
    )
    return same and cues.reach.search(spot.lead) is not None


def _group(spot: Spot, bound: Bound, names: Names) -> tuple[float, str]:
    row = bound.figure.observation
    if not row.group:
        named = any(
            _stands(names.group(one), spot.nearby) for one in bound.series.newest if one.group
        )
        return (-1.5, "group") if named else (0.0, "")
    if _stands(names.group(row), spot.nearby):
        return 2.0, ""
    return -2.0, "group"


def _stands(name: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))


def _company(spot: Spot, bound: Bound) -> tuple[float, str]:
    """The figure before it: a plan follows its value, a part its whole."""
    if spot.last is None:
        return 0.0, ""
    last, own = spot.last, bound
    near = 1.5 if spot.last_in_sentence else 0.5
    same = last.link.indicator == own.link.indicator
    grouped = bool(own.link.group)
    if same and (own.link.kind != last.link.kind or grouped):
        return near, ""
    part = spot.text.cues.part.search(spot.lead)
    if part:
        is_part = own.series.indicator.part_of == last.link.indicator
        return (near, "") if is_part else (-1.0, "")
    return 0.0, ""


def _words(spot: Spot, bound: Bound, fit: float) -> tuple[float, str]:
    """Doubt where the words are silent, or speak of another place."""
    if spot.text.cues.elsewhere.search(spot.sentence):
        return 0.0, "elsewhere"
    last = spot.last.link if spot.last else None
    follows = last is not None and last.indicator == bound.link.indicator
    if follows and last is not None and not spot.last_in_sentence:
        follows = last.year == bound.link.year and last.kind != bound.link.kind
    few = spot.said.digits <= _FEW
    if not follows and fit < (_WORDLESS_OF_FEW if few else _WORDLESS):
        return 0.0, "words"
    return 0.0, ""
