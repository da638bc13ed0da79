"""Names of rows against names of indicators: folded, abbreviations spelled out, content words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.folding import fold
from generator.intake.table.units import ratio
from generator.intake.table.vocabulary import vocabulary
from generator.model import Indicator

SURE, NEAR = 0.6, 0.5
"""Shares of an indicator's words that a row must have: to be taken for it; to be asked about."""


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that a row may mean."""

    indicator: str
    sure: bool
    score: float


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """Content words of a name, in order, each once."""
    words = vocabulary()
    plain = re.sub(r"\btb ?(?:&|va|-|,)? ?xh\b", "tbxh", fold(name))
    tokens = re.findall(r"[a-z0-9%/]+", re.sub(r"[.]", "", plain))
    text = " ".join(words.abbreviations.get(token, token) for token in tokens)
    for left, right in words.same:
        text = re.sub(rf"\b{re.escape(left)}\b", right, text)
    return tuple(dict.fromkeys(word for word in text.split() if word not in words.hollow))


def same_name(one: str, two: str) -> bool:
    """Two names that differ by letters only that carry no meaning."""
    return _bare(one) == _bare(two)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9%]", "", fold(text))


def find(
    name: str, above: str, unit: str, indicators: Iterable[Indicator], parent: str = ""
) -> Match | None:
    """The indicator that a row means; a row with words that no indicator has is never sure.

    `above` is the name of the row it belongs to, `parent` that row's indicator.
    """
    known = [item for item in indicators if not unit or ratio(unit, item.unit) is not None]
    exact = [item for item in known if same_name(name, item.name)]
    usable = [item for item in known if item.id != parent]
    exact = [item for item in exact if item.part_of == parent] or exact
    if exact:
        return Match(exact[0].id, True, 1.0)
    whole = [item for item in usable if above and same_name(f"{above} {name}", item.name)]
    if whole:
        return Match(whole[0].id, True, 1.0)
    ranked = sorted(
        (_score(item, name, above, parent) for item in usable), key=lambda match: -match.score
    )
    if not ranked or ranked[0].score < NEAR:
        return None
    best = ranked[0]
    rivals = [match for match in ranked[1:] if match.score > best.score - 0.1]
    return Match(best.indicator, best.sure and not rivals, best.score)


def _score(item: Indicator, name: str, above: str, parent: str) -> Match:
    """The share of words that two names have in common, and whether the row says nothing else."""
    theirs = set(words_of(item.name))
    best, sure = 0.0, False
    texts = [name] if not above else [name, f"{above} {name}"]
    for text in texts:
        mine = set(words_of(text))
        common = mine & theirs
        if not mine or not theirs or not common:
            continue
        score = 2 * len(common) / (len(mine) + len(theirs))
        covered = not mine - theirs and len(common) / len(theirs) >= SURE and len(common) > 1
        if mine == theirs:
            score, covered = 0.98, True
        if score > best:
            best, sure = score, covered and (not parent or item.part_of == parent or text != name)
    return Match(item.id, sure, best)
