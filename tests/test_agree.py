"""Figures in prose against the data that they are bound to."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.attainment import attainment
from generator.binding import Bound, FigureLink
from generator.figures import Series
from generator.numerals import parse_whole
from generator.numerals.agree import ABOUT, NEAR, Disagreement, agrees
from generator.words import words
from tests.numerals.rows import indicator, observation

CASES = yaml.safe_load((Path(__file__).parent / "numerals" / "agree.yml").read_text("utf-8"))


def bound_to(case: dict[str, Any]) -> Bound:
    kind = case.get("link", "actual")
    measured = indicator(case["unit"], case.get("unit_en", ""), case.get("decimals", 0))
    rows = []
    if "before" in case:
        rows.append(observation(case["before"], year=2019))
    if "plan" in case:
        value, upper = case["plan"] if isinstance(case["plan"], list) else (case["plan"], None)
        rows.append(observation(value, upper, case.get("bound", ""), "plan"))
    if "actual" in case:
        rows.append(observation(case["actual"], bound=case.get("bound", "")))
    series = Series(measured, tuple(rows))
    row = next(
        r for r in rows if r.measure == ("plan" if kind == "plan" else "actual") and r.year == 2020
    )
    found = attainment(series, row) if row.measure == "actual" else None
    return Bound(FigureLink("x", 2020, kind, ""), series, series.figure_of(row), found)


def judged(text: str, case: dict[str, Any]) -> Disagreement | None:
    language = case.get("language", "vi")
    mention = parse_whole(text, language)
    assert mention is not None, text
    return agrees(mention, bound_to(case), language)


@pytest.mark.parametrize(
    ("case", "text"),
    [(case, text) for case in CASES for text in case["agrees"]],
    ids=lambda value: value["name"] if isinstance(value, dict) else value,
)
def test_what_may_be_said(case: dict[str, Any], text: str) -> None:
    assert judged(text, case) is None


@pytest.mark.parametrize(
    ("case", "text", "why"),
    [(case, text, why) for case in CASES for text, why in case["disagrees"].items()],
    ids=lambda value: value["name"] if isinstance(value, dict) else value,
)
def test_what_may_not_be_said(case: dict[str, Any], text: str, why: str) -> None:
    found = judged(text, case)
    assert found is not None
    assert found.why == why
    assert found.written
    assert found.data


def test_a_disagreement_says_both_sides() -> None:
    case = {"unit": "người", "actual": "18382", "plan": "18000"}
    found = judged("hơn 18,5 nghìn người", case)
    assert found is not None
    assert (found.written, found.data) == ("hơn 18,5 nghìn người", "18.382\u00a0người")
    share = judged("103%", {**case, "link": "attainment"})
    assert share is not None
    assert (share.written, share.data) == ("103%", "102,1%")
    points = judged(
        "0,7 điểm",
        {"unit": "%", "decimals": 1, "actual": "60.6", "plan": "60", "link": "attainment"},
    )
    assert points is not None
    assert points.data == "0,6\u00a0điểm\u00a0phần\u00a0trăm"


VALUES = st.decimals(min_value=1, max_value=10**9, places=2)
UNITS = {"người": 0, "%": 2, "tỷ đồng": 2, "điểm %/năm": 2}


@given(value=VALUES, unit=st.sampled_from(sorted(UNITS)), step=st.sampled_from([-1, 1]))
def test_one_unit_in_the_last_decimal_is_noticed(value: Decimal, unit: str, step: int) -> None:
    places = UNITS[unit]
    value = round(value, places)
    case = {"unit": unit, "decimals": places, "actual": value}
    row = bound_to(case).figure.observation
    text = words("vi").say.value(row, bound_to(case).series.indicator)
    assert judged(text, case) is None
    moved = value + step * Decimal(1).scaleb(-places)
    assert judged(text, {**case, "actual": moved}) is not None


@given(said=st.integers(1, 10**7), share=st.decimals(0, Decimal("0.3"), places=4))
def test_tolerances_end_where_they_are_said_to(said: int, share: Decimal) -> None:
    data = said * (1 + share)
    case = {"unit": "ha", "decimals": 6, "actual": data}
    written = words("vi").say.number(Decimal(said))
    near = max(said * NEAR, Decimal(1))
    assert (judged(f"hơn {written} ha", case) is None) == (0 < data - said <= near)
    about = max(said * ABOUT, Decimal("0.5"))
    assert (judged(f"khoảng {written} ha", case) is None) == (data - said <= about)
    assert (judged(f"dưới {written} ha", case) is None) == (data < said)
