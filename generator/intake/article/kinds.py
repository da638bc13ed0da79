"""Result, target, percent of plan, change, share or forecast: told by the words around a number."""

from __future__ import annotations

import re

from generator.intake.article.rules import phrases
from generator.intake.article.said import (
    Kind,
    Spot,
    bracket_start,
    clause_of,
    ends,
    ends_with_plan,
    first_words,
    is_bare,
    is_forecast,
    is_percent,
    is_result,
    is_target,
    plan_names,
    plan_word,
)


def kind_of(spot: Spot) -> tuple[Kind, float]:
    """The kind of a number, and how sure that is."""
    for rule in (
        _fraction,
        _slashed,
        _has_plan,
        _bracket,
        _attained,
        _against,
        _share,
        _changed,
        _targeted,
        _named_plan,
    ):
        if found := rule(spot):
            return found
    return _otherwise(spot)


Found = tuple[Kind, float] | None


def _fraction(spot: Spot) -> Found:
    if spot.mention.form == "fraction":
        return "share", 0.7
    return None


def _slashed(spot: Spot) -> Found:
    """'214,6 tỷ đồng/180 tỷ đồng': the plan behind the slash."""
    between = re.search(r"[^\W\d]\s?/\s?$|%\s?/\s?$", spot.lead)
    if between and spot.previous is not None and spot.previous.unit == spot.mention.unit:
        return "plan", 0.8
    return None


def _has_plan(spot: Spot) -> Found:
    """Its plan stands behind it in a bracket: so it is the result."""
    behind = spot.low[spot.mention.end :]
    planned = re.match(rf"[^.;()]{{0,60}}\(\s*(?:so với\s+)?{plan_names()}", behind)
    if spot.is_future or not planned or re.search(r"\d", planned[0]):
        return None
    if spot.is_percent and (ends(spot.before, "reached") or spot.mention.change):
        return None
    return "actual", 0.9


def _bracket(spot: Spot) -> Found:
    """In a bracket: the plan, last year's value, the share or the change that stands before it."""
    if not spot.in_bracket:
        return None
    inside = spot.low[bracket_start(spot) : spot.mention.start]
    if ends_with_plan(inside) or re.match(r"\(\s*kh\b", inside):
        return "plan", 0.95
    if is_result(inside):
        return "actual", 0.85
    if not spot.bracket:
        return None
    if _MOVED.fullmatch(inside.strip(" (:")) and plan_word(_tail_of(spot.bracket)):
        return "plan", 0.8
    if inside.strip(" (:") and not is_bare(inside):
        return None
    return _bare_bracket(spot)


_MOVED = re.compile(
    r"(?:tăng|giảm|còn|giảm còn|tăng lên|là|từ|bình quân|trên|dưới|hơn|gần|khoảng|\s)+"
)


def _tail_of(text: str) -> str:
    """The last words of a clause: those that a bracket belongs to."""
    return " ".join(_last_clause(text).split()[-9:])


def _last_clause(text: str) -> str:
    return re.split(r"[;.(]\s?|,\s", text)[-1]


def _bare_bracket(spot: Spot) -> Found:
    """Nothing but the number stands in the bracket."""
    last = _tail_of(spot.bracket)
    of_amount = spot.is_percent and spot.previous is not None and not is_percent(spot.previous)
    if spot.low[spot.mention.start - 1 : spot.mention.start] in "-−+–":
        return "change", 0.8
    if of_amount and spot.previous_kind == "change":
        return "change", 0.8
    versus = last.rfind("so với")
    if plan_word(last[max(versus, 0) :]):
        return ("plan", 0.9) if not of_amount else ("attainment", 0.8)
    if phrases("kinds", "against").search(last) and not of_amount:
        return "actual", 0.85
    if spot.previous_kind == "attainment" and not spot.is_percent:
        return "plan", 0.85
    if spot.previous_kind == "change":
        return "change", 0.7
    if spot.is_percent and spot.previous is not None and spot.previous.form == "of":
        return "share", 0.7
    if of_amount:
        kind = spot.previous_kind
        return ("share", 0.75) if kind in ("actual", "share", None) else (kind, 0.6)
    return ("attainment", 0.5) if spot.previous_kind == "attainment" else None


def _attained(spot: Spot) -> Found:
    """'đạt 102,1% kế hoạch', 'vượt 6%', ', đạt 84,7%'."""
    if not spot.is_percent or is_target(spot):
        return None
    behind = spot.low[spot.mention.end :]
    if re.match(rf"\s*(?:so\s+)?(?:với\s+)?{plan_names()}\s*(?:là\s+)?\d[\d.,]*\s*%", behind):
        return "actual", 0.85
    after = first_words(spot.after, 5)
    reached = ends(spot.before, "reached")
    if re.match(
        rf"\s*(?:so\s+)?(?:với\s+|mức\s+|của\s+)?(?:các\s+)?{plan_names()}", spot.after
    ) or (re.match(rf"\s*(?:so\s+với|với)\s+(?:\w+\s+){{0,2}}{plan_names()}", spot.after)):
        return "attainment", 0.95
    exceeded = re.search(r"vượt(?:\s+\w+){0,2}\s*$", spot.before)
    beyond = re.search(rf"vượt\s+(?:so với\s+)?{plan_names()}\s*$", spot.before)
    if beyond and spot.previous is not None and is_percent(spot.previous):
        return "plan", 0.7
    if phrases("kinds", "against").search(after):
        return None
    if exceeded:
        return (
            ("plan", 0.7)
            if re.match(r"\s*(?:đề ra|đặt ra|giao)", spot.after)
            else ("attainment", 0.85)
        )
    if not reached or phrases("kinds", "shares_after").search(after):
        return None
    if phrases("kinds", "rates").search(clause_of(spot)) or after.strip():
        return None
    if spot.previous is not None and not is_percent(spot.previous):
        return "attainment", 0.8
    return ("attainment", 0.7) if spot.previous_kind == "attainment" else None


def _against(spot: Spot) -> Found:
    """'thấp hơn kế hoạch 0,15%': a distance from the plan."""
    if re.search(
        rf"(?:thấp|cao|nhiều|ít|lớn|nhỏ)\s+hơn\s+(?:so với\s+)?{plan_names()}", spot.before
    ):
        if not re.match(r"\s*(?:đề ra|đặt ra|giao|được giao)", spot.after):
            return "change", 0.7
        return "plan", 0.8
    return None


def _share(spot: Spot) -> Found:
    if not spot.is_percent or is_target(spot) or spot.is_future:
        return None
    after = first_words(spot.after, 3)
    if ends(spot.before, "shares_before"):
        return "share", 0.9
    bare = phrases("kinds", "shares_after").match(after.strip())
    if bare and not phrases("kinds", "rates").search(clause_of(spot)):
        return "share", 0.85
    within = re.search(r"trong đó(?:\s+(?!tỷ lệ|tỉ lệ)\w+){0,6}\s*$", spot.before)
    of_amount = spot.previous is not None and not is_percent(spot.previous)
    if within and of_amount and not phrases("kinds", "rates").search(spot.before):
        return "share", 0.7
    goes_on = spot.previous is not None and is_percent(spot.previous)
    if goes_on and spot.previous_kind == "share" and len(spot.before.split()) <= 6:
        says = ("reached", "levels")
        if not any(ends(spot.before, name) for name in says) and not spot.mention.change:
            return ("share", 0.65) if not phrases("kinds", "rates").search(spot.before) else None
    led = re.search(r"cơ cấu[^.]*$", spot.lead)
    return ("share", 0.8) if led else None


def _changed(spot: Spot) -> Found:
    """'tăng 12%', 'gấp 2 lần', '0,6 điểm phần trăm'; not 'giảm còn 3%'."""
    if is_target(spot) or ends(spot.before, "levels"):
        return None
    if spot.mention.change or re.match(r"lần(?!\w)", spot.mention.unit):
        if spot.is_future:
            return ("forecast", 0.8) if is_forecast(spot) else ("plan", 0.75)
        return ("forecast", 0.8) if is_forecast(spot) else ("change", 0.9)
    if spot.mention.unit.startswith("điểm"):
        return "change", 0.85
    if re.search(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ)\s+hơn\s", spot.before):
        return "change", 0.75
    if spot.is_percent and re.match(r"\s*(?:so\s+)?(?:với\s+)?(?:của\s+)?cùng kỳ", spot.after):
        return "change", 0.7
    return None


def _targeted(spot: Spot) -> Found:
    if ends_with_plan(spot.before) and not spot.mention.change:
        return "plan", 0.9
    if is_target(spot):
        return "plan", 0.9
    return ("forecast", 0.85) if is_forecast(spot) else None


def _named_plan(spot: Spot) -> Found:
    """'kế hoạch 95%', 'trong khi chỉ tiêu là 75%'."""
    tail = spot.before
    if re.match(r"\s*/\s*(?:kế hoạch|kh)", spot.after):
        return None
    if not ends_with_plan(tail):
        return None
    compared = re.search(rf"(?:so với|vượt|bằng|đạt)\s+(?:\w+\s+)?{plan_names()}\s*$", tail)
    if compared and spot.mention.change and not spot.is_percent:
        return "change", 0.6
    return "plan", 0.85


def _otherwise(spot: Spot) -> tuple[Kind, float]:
    if spot.is_future:
        return "plan", 0.75
    if spot.wants and not is_result(spot.lead):
        return "plan", 0.5
    if ends(spot.before, "shares_before") and spot.is_percent:
        return "share", 0.7
    return "actual", 0.7
