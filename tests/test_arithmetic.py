"""Arithmetic inside a text: what follows, what doesn't, and what can't be told."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.attainment import attainment
from generator.figures import Series
from generator.numerals.arithmetic import Sum, checks
from generator.words import words
from tests.numerals.rows import indicator, observation

HERE = Path(__file__).parent / "numerals"
CASES = yaml.safe_load((HERE / "arithmetic.yml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "formulas"), CASES["right"].items())
def test_what_follows(text: str, formulas: list[str]) -> None:
    found = list(checks(text))
    assert [item.formula for item in found] == formulas
    assert all(item.ok for item in found)


@pytest.mark.parametrize(("text", "formulas"), CASES["wrong"].items())
def test_what_does_not_follow(text: str, formulas: list[str]) -> None:
    found = list(checks(text))
    assert [item.formula for item in found] == formulas
    assert not any(item.ok for item in found)


@pytest.mark.parametrize("text", CASES["silent"])
def test_no_false_alarm(text: str) -> None:
    assert list(checks(text)) == []


@pytest.mark.parametrize("text", [*CASES["right"], *CASES["wrong"]])
def test_decomposed_letters_change_nothing(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    def told(of: str) -> list[tuple[object, ...]]:
        def slice_of(item: Sum) -> str:
            return unicodedata.normalize("NFC", of[item.start : item.end])

        return [(item.ok, item.formula, slice_of(item)) for item in checks(of)]

    assert told(apart) == told(text)


def test_english() -> None:
    (right,) = checks("18,382 people, 102.1% of the plan (18,000 people).", "en")
    assert (right.ok, right.formula) == (True, "18,382 ÷ 18,000 = 102.1%")
    (wrong,) = checks("152 houses, equal to 110.3% of the plan (150 houses).", "en")
    assert (wrong.ok, wrong.formula) == (False, "152 ÷ 150 = 101.3%")


@given(
    actual=st.integers(1, 10**7),
    plan=st.integers(1, 10**7),
    rate=st.booleans(),
    direction=st.sampled_from(["up", "down", "neutral"]),
    language=st.sampled_from(["vi", "en"]),
)
def test_our_own_sentences_never_alarm(
    actual: int, plan: int, rate: bool, direction: str, language: str
) -> None:
    unit, places = ("%", 2) if rate else ("người", 0)
    measured = indicator(unit, "%" if rate else "people", places, direction)
    scale = Decimal(1).scaleb(-places)
    rows = (
        observation(plan * scale, measure="plan"),
        observation(actual * scale),
    )
    series = Series(measured, rows)
    sentence = words(language).say.result(series, attainment(series, rows[1]))
    assert all(item.ok for item in checks(sentence, language)), sentence
    if not rate and language == "vi":
        assert list(checks(sentence, language)), sentence


@given(st.text(max_size=120))
def test_it_never_raises(text: str) -> None:
    list(checks(text))
