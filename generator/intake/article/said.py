"""What the words around a number say: a target, a result, a plan's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.intake.article.rules import phrases, rules
from generator.numerals import Mention

Kind = Literal["actual", "plan", "attainment", "change", "share", "forecast", "other"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A number in its sentence, with its neighbours."""

    mention: Mention
    low: str
    """The sentence in small letters."""
    before: str
    """From the last comma, bracket or number up to this one."""
    after: str
    """From this number to the next comma, bracket or number."""
    bracket: str
    """Text before the bracket that this number opens; empty outside brackets."""
    in_bracket: bool
    lead: str
    """The sentence up to this number."""
    is_future: bool
    """Its year lies behind the edition's."""
    wants: bool
    """The question is about targets."""
    previous: Mention | None
    previous_kind: Kind | None

    @property
    def is_percent(self) -> bool:
        """Told in percent."""
        return self.mention.unit.strip().startswith(("%", "phần trăm"))


def _last(name: str, text: str) -> int:
    place = -1
    for found in phrases("kinds", name).finditer(text):
        place = found.start()
    return place


def is_target(spot: Spot) -> bool:
    """The last of the sentence's words before the number that tell says: a target."""
    lead = _without_names(_without_closed(spot.lead))
    target = max(_target_verb(lead), _target_noun(lead))
    return target >= 0 and max(_last("results", lead), _last("forecasts", lead)) < target


def _target_verb(lead: str) -> int:
    """Where the last verb stands that sets a target: 'phấn đấu'; -1 for none."""
    place = -1
    for found in phrases("kinds", "targets").finditer(lead):
        behind = lead[found.end() :]
        if not re.match(r"\s*[,.;]", behind) and not _GENERAL.match(behind):
            place = found.start()
    return place


def _target_noun(lead: str) -> int:
    """Where the last noun stands that leads to targets: 'mục tiêu: ', 'kế hoạch năm 2022 là'."""
    place = -1
    for found in phrases("kinds", "target_nouns").finditer(lead):
        behind = lead[found.end() :]
        reaches = not re.search(r"[,;]", behind) or _LEADING.match(behind)
        if reaches and not _is_compared(lead, found.start(), found[0]):
            place = found.start()
    return place


_GENERAL = re.compile(
    r"\s*(?:để\s+)?(?:hoàn thành|thực hiện)(?:\s+\w+){0,4}\s+"
    r"(?:chỉ tiêu|nhiệm vụ|kế hoạch|mục tiêu)"
)
_LEADING = re.compile(
    r"(?:\s+(?:chủ yếu|cụ thể|đề ra|đặt ra|phấn đấu|chính|của\s+\w+|phát triển))*\s*"
    r"(?::|là(?!\w)|gồm|như|(?:trong |của )?năm\s+(?:19|20)\d\d|đến\s+(?:cuối\s+)?năm)"
)


def _without_names(lead: str) -> str:
    return phrases("kinds", "no_targets").sub(lambda found: " " * len(found[0]), lead)


def _is_compared(lead: str, place: int, word: str) -> bool:
    """'so với mục tiêu', 'đạt kế hoạch năm': the plan is only what a result is measured by."""
    before = lead[:place].split()
    tail = " ".join(before[-2:])
    if any(tail == item or tail.endswith(f" {item}") for item in rules("kinds")["compared"]):
        return True
    return bool(re.search(r"\d\s*%?\s*(?:\w+\s+)?$", lead[max(0, place - 14) : place]))


def is_forecast(spot: Spot) -> bool:
    lead = _without_closed(spot.lead)
    forecast = _last("forecasts", lead)
    return forecast >= 0 and forecast > max(_last("results", lead), _last("targets", lead))


def is_result(text: str) -> bool:
    return bool(phrases("kinds", "results").search(text))


def _without_closed(lead: str) -> str:
    """What a closed bracket says doesn't reach beyond it."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), lead)


def ends(text: str, name: str) -> bool:
    """The text before a number ends with one of a list, bound words aside."""
    plain = _BOUNDS.sub("", text.rstrip())
    return any(
        _ends_word(item, found)
        for item in (text.rstrip(), plain.rstrip())
        for found in rules("kinds")[name]
    )


_BOUNDS = re.compile(
    r"\s+(?:khoảng|hơn|gần|trên|dưới|tới|đến|xấp xỉ|chỉ|là|được|từ|ở mức|mức|ít nhất|tối thiểu"
    r"|tối đa|không quá|chưa đến|chưa tới|chưa đầy|thêm|bình quân)$"
)


def _ends_word(text: str, word: str) -> bool:
    return text == word or (text.endswith(word) and not text[-len(word) - 1].isalnum())


@lru_cache(maxsize=1)
def plan_names() -> str:
    names = sorted(map(str, rules("kinds")["plans"]), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, names))})(?!\w)"


@lru_cache(maxsize=1)
def _plan_tail() -> re.Pattern[str]:
    fillers = sorted(map(str, rules("kinds")["fillers"]), key=len, reverse=True)
    filler = rf"(?:{'|'.join(map(re.escape, fillers))}|(?:19|20)\d\d)"
    return re.compile(rf"(?<!\w){plan_names()}(?:[\s:]+{filler}(?!\w)|\s*:)*\s*$")


def ends_with_plan(text: str) -> bool:
    return bool(_plan_tail().search(text))


def plan_word(text: str) -> bool:
    return bool(re.search(rf"(?<!\w){plan_names()}", text))


def first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


def is_percent(mention: Mention) -> bool:
    return mention.unit.strip().startswith(("%", "phần trăm"))


def is_bare(inside: str) -> bool:
    """Only bound words stand between the bracket and the number."""
    plain = inside.strip(" (:+-–−")
    return not plain or plain in (
        "khoảng",
        "hơn",
        "gần",
        "trên",
        "ước",
        "tức",
        "tương đương",
        "bằng",
    )


def bracket_start(spot: Spot) -> int:
    return spot.low.rfind("(", 0, spot.mention.start)


def clause_of(spot: Spot) -> str:
    """From the last semicolon, bracket or full stop to the number."""
    return re.split(r"[;.]\s", spot.lead)[-1].split("(")[-1]
