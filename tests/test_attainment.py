"""Attainment, exactly: actual against plan, in Decimal, as the published precision shows them."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.attainment import (
    Attainment,
    Verdict,
    at_precision,
    attainment,
    judge,
    shown_percent,
    without_zeros,
)
from generator.figures import Series, View
from generator.model import Bound, Direction, Indicator, Observation, Status
from generator.validate.yearbook import load
from generator.words import words
from tests.conftest import Site
from tests.sites import with_rows

COUNT, RATE = ("người", 0), ("%", 2)
SAY = words("vi").say


def indicator(direction: Direction = "up", unit: str = "người", decimals: int = 0) -> Indicator:
    """An indicator of which only what a verdict depends on matters."""
    return Indicator("x", "Chỉ tiêu", "", unit, "", decimals, direction, "chung", "", "")


def row(value: object, **other: Any) -> Observation:
    """One observation: `row(1, upper=Decimal('1.5'))`."""
    fields: dict[str, Any] = {
        "indicator": "x",
        "year": 2020,
        "since": None,
        "measure": "actual",
        "upper": None,
        "bound": "",
        "status": "final",
        "as_of": date(2021, 1, 1),
        "basis": "",
        "by": "",
        "group": "",
        "source": "s",
        "note": "",
        "line": 2,
    }
    return Observation(**{**fields, **other, "value": Decimal(str(value))})


def stated(text: str, measure: str = "actual", **other: Any) -> Observation:
    """A value as people write it: '3', '1..1.5', 'about 3', 'below 3', 'above 3'."""
    bound, _, number = text.rpartition(" ")
    low, _, high = number.partition("..")
    upper = Decimal(high) if high else None
    return row(low, upper=upper, bound=bound, measure=measure, **other)


def judged(
    plan: str | None,
    actual: str,
    direction: Direction = "up",
    unit: tuple[str, int] = COUNT,
    **other: Any,
) -> Attainment:
    """The attainment of a value against a plan, both as `stated` reads them."""
    what = indicator(direction, *unit)
    return judge(what, stated(plan, "plan") if plan else None, stated(actual, **other))


def plain(text: str) -> str:
    """No-break blanks as blanks."""
    return text.replace("\u00a0", " ")


# The table of the specification.

SPECIFIED = [
    ("18000", "18382", "up", COUNT, "final", "exceeded", "bằng 102,1% kế hoạch (18.000 người)"),
    ("3.34", "3.34", "down", RATE, "estimate", "met", "bằng kế hoạch (3,34%)"),
    (
        "4",
        "3.6",
        "down",
        RATE,
        "estimate",
        "exceeded",
        "thấp hơn kế hoạch 0,4 điểm phần trăm (kế hoạch 4%)",
    ),
    (
        "60",
        "60.6",
        "up",
        RATE,
        "final",
        "exceeded",
        "cao hơn kế hoạch 0,6 điểm phần trăm (kế hoạch 60%)",
    ),
    (
        "1..1.5",
        "1.2",
        "up",
        ("điểm %/năm", 2),
        "final",
        "met",
        "trong khoảng kế hoạch (1–1,5 điểm phần trăm)",
    ),
    ("below 3", "3", "down", RATE, "final", "missed", "kế hoạch: dưới 3%"),
    ("150", "152", "up", ("căn", 0), "final", "exceeded", "bằng 101,3% kế hoạch (150 căn)"),
    (None, "30.028", "up", ("tỷ đồng", 3), "final", "none", ""),
    ("0", "0", "up", COUNT, "final", "met", "kế hoạch là 0 người"),
    ("0", "3", "up", COUNT, "final", "exceeded", "kế hoạch là 0 người"),
    ("0", "3", "down", ("hộ", 0), "final", "missed", "kế hoạch là không còn hộ nào"),
    ("0", "0", "down", ("hộ", 0), "final", "met", "kế hoạch là không còn hộ nào"),
]


@pytest.mark.parametrize(
    ("plan", "actual", "direction", "unit", "status", "verdict", "said"), SPECIFIED
)
def test_specified(
    plan: str | None,
    actual: str,
    direction: Direction,
    unit: tuple[str, int],
    status: Status,
    verdict: Verdict,
    said: str,
) -> None:
    found = judged(plan, actual, direction, unit, status=status)

    assert found.verdict == verdict
    assert plain(SAY.comparison(found)) == said
    assert found.is_firm == (status == "final")


@pytest.mark.parametrize(
    ("plan", "actual", "percent"),
    [
        ("18000", "18382", "102.1"),
        ("150", "152", "101.3"),
        ("18000", "18000", "100"),
        ("18000", "17999", "99.99"),
        ("18000", "18001", "100.01"),
        ("2000", "2001", "100.1"),  # 100.05: a tie goes away from zero
        ("2000", "1999", "99.95"),  # 99.95 at one decimal would say 100
        ("1000000", "1000001", "100.0001"),
        ("1", "7", "700"),
        ("267", "1940", "726.6"),
        ("8", "1", "12.5"),
        ("3", "0", "0"),
        ("20000", "9", "0.05"),  # 0.045: never 0 of something
        ("100", "102.25", "102.3"),
        ("100", "102.15", "102.2"),
    ],
)
def test_percent_of_plan_as_said(plan: str, actual: str, percent: str) -> None:
    found = judged(plan, actual, unit=("tỷ đồng", 3))

    assert found.percent is not None
    said = shown_percent(found.percent)
    assert said == Decimal(percent)
    assert (said == 100) == (found.verdict == "met")


@pytest.mark.parametrize(("plan", "actual"), [("0", "3"), ("-5", "3"), ("5", "-3"), ("-5", "-3")])
def test_no_percent_where_zero_or_a_negative_stands(plan: str, actual: str) -> None:
    assert judged(plan, actual).percent is None


@pytest.mark.parametrize("unit", ["%", "% GDP", "điểm %", "điểm %/năm", "điểm phần trăm"])
def test_a_rate_is_never_a_percent_of_plan(unit: str) -> None:
    found = judged("60", "60.6", unit=(unit, 2))

    assert (found.percent, found.difference) == (None, Decimal("0.6"))


@pytest.mark.parametrize(
    ("decimals", "plan", "actual", "side"),
    [
        (0, "60", "60.4", "inside"),
        (0, "60", "60.5", "above"),
        (0, "60", "59.5", "inside"),  # the tie goes up to 60
        (1, "3.3", "3.34", "inside"),
        (1, "3.3", "3.35", "above"),
        (2, "3.3", "3.34", "above"),
        (0, "-60", "-60.5", "below"),  # away from zero on either side
    ],
)
def test_judged_at_the_decimals_of_the_indicator(
    decimals: int, plan: str, actual: str, side: str
) -> None:
    assert judged(plan, actual, unit=("%", decimals)).side == side


# Where a value lies: every pair of an exact value, a range and a bound.

SIDES: dict[tuple[str, str], str | None] = {
    ("3", "2"): "below",
    ("3", "3"): "inside",
    ("3", "4"): "above",
    ("-3", "-4"): "below",
    ("-3", "-2"): "above",
    ("1..3", "0.99"): "below",
    ("1..3", "1"): "inside",
    ("1..3", "2"): "inside",
    ("1..3", "3"): "inside",
    ("1..3", "3.01"): "above",
    ("1..1", "1"): "inside",
    ("about 3", "2.99"): "below",
    ("about 3", "3"): "inside",
    ("about 3", "3.01"): "above",
    ("below 3", "2.99"): "inside",
    ("below 3", "3"): "above",
    ("below 3", "-9"): "inside",
    ("above 3", "3.01"): "inside",
    ("above 3", "3"): "below",
    # A range is judged only where both its ends lie on one side.
    ("3", "1..2"): "below",
    ("3", "4..5"): "above",
    ("3", "3..3"): "inside",
    ("3", "2..3"): None,
    ("3", "2..4"): None,
    ("1..3", "1..3"): "inside",
    ("1..3", "1.5..2"): "inside",
    ("1..3", "4..5"): "above",
    ("1..3", "0..0.5"): "below",
    ("1..3", "0..4"): None,
    ("1..3", "2..4"): None,
    ("below 3", "1..2"): "inside",
    ("below 3", "1..3"): None,
    ("below 3", "3..4"): "above",
    ("above 3", "4..5"): "inside",
    ("above 3", "3..5"): None,
    ("about 3", "1..2"): "below",
    # A bound, only where it decides.
    ("3", "below 3"): "below",
    ("3", "below 2"): "below",
    ("3", "below 4"): None,
    ("3", "above 3"): "above",
    ("3", "above 4"): "above",
    ("3", "above 2"): None,
    ("1..3", "below 1"): "below",
    ("1..3", "below 2"): None,
    ("1..3", "below 4"): None,
    ("1..3", "above 3"): "above",
    ("1..3", "above 2"): None,
    ("below 3", "below 3"): "inside",
    ("below 3", "below 2"): "inside",
    ("below 3", "below 4"): None,
    ("below 3", "above 3"): "above",
    ("below 3", "above 2"): None,
    ("above 3", "above 3"): "inside",
    ("above 3", "above 4"): "inside",
    ("above 3", "above 2"): None,
    ("above 3", "below 3"): "below",
    ("above 3", "below 4"): None,
    ("about 3", "below 3"): "below",
    ("about 3", "above 3"): "above",
    # An approximate value decides nothing.
    ("3", "about 3"): None,
    ("3", "about 9"): None,
    ("1..3", "about 2"): None,
    ("below 3", "about 2"): None,
    ("above 3", "about 4"): None,
    ("about 3", "about 3"): None,
}
VERDICTS: dict[tuple[str | None, Direction], Verdict] = {
    ("above", "up"): "exceeded",
    ("inside", "up"): "met",
    ("below", "up"): "missed",
    (None, "up"): "none",
    ("above", "down"): "missed",
    ("inside", "down"): "met",
    ("below", "down"): "exceeded",
    (None, "down"): "none",
    ("above", "neutral"): "none",
    ("inside", "neutral"): "met",
    ("below", "neutral"): "none",
    (None, "neutral"): "none",
}


@pytest.mark.parametrize("direction", get_args(Direction))
@pytest.mark.parametrize(("plan", "actual"), SIDES)
def test_every_relation(plan: str, actual: str, direction: Direction) -> None:
    """Rate or amount, final or expected: the verdict is the same."""
    side = SIDES[plan, actual]

    for unit, status in product((RATE, ("tỷ đồng", 2)), get_args(Status)):
        found = judged(plan, actual, direction, unit, status=status)
        assert found.side == side
        assert found.verdict == VERDICTS[side, direction]


def test_every_kind_of_value_is_met_by_every_kind_of_plan() -> None:
    def kind(text: str) -> str:
        return "range" if ".." in text else text.rpartition(" ")[0]

    kinds = {"", "about", "below", "above", "range"}
    assert {(kind(plan), kind(actual)) for plan, actual in SIDES} == {
        (plan, actual) for plan in kinds for actual in kinds
    }


@pytest.mark.parametrize(
    ("plan", "actual", "difference"),
    [
        ("60", "60.6", "0.6"),
        ("60", "59.40", "-0.6"),
        ("3.34", "3.34", "0"),
        ("1..1.5", "0.8", "-0.2"),
        ("1..1.5", "1.7", "0.2"),
        ("1..1.5", "1.2", "0"),
        ("about 60", "61", "1"),
        ("-1", "1", "2"),
    ],
)
def test_the_difference_is_that_to_the_nearer_end(plan: str, actual: str, difference: str) -> None:
    assert judged(plan, actual, unit=RATE).difference == Decimal(difference)


@pytest.mark.parametrize(
    ("plan", "actual"), [("below 3", "2"), ("above 3", "2"), ("3", "about 3"), ("3", "1..2")]
)
def test_no_difference_where_a_bound_leaves_it_open(plan: str, actual: str) -> None:
    assert judged(plan, actual, unit=RATE).difference is None


# Which plan is in force.


def series(*rows: Observation, direction: Direction = "up") -> Series:
    return Series(indicator(direction), rows)


def test_the_newest_plan_is_in_force_and_the_earlier_one_stays() -> None:
    old = row(100, measure="plan", as_of=date(2020, 1, 1), line=2)
    new = row(120, measure="plan", as_of=date(2020, 7, 1), line=3)
    actual = row(110, line=4)
    known = series(old, new, actual)

    assert attainment(known, actual).plan is new
    assert attainment(known, actual).verdict == "missed"
    assert known.plans(actual) == (old, new)


def test_an_edition_judges_by_what_was_known_on_its_date(site: Site) -> None:
    later = "viec-lam,2020,,plan,19000,,,final,2021-06-01,,,,bao-2021,"
    _, book, _ = load(site(with_rows("observations", later)))

    def verdict(as_of: date | None) -> Verdict:
        known = View(book, as_of).series("viec-lam")
        actual = known.find(2020, "actual")
        assert actual is not None
        return attainment(known, actual).verdict

    edition = book.edition(2020)
    assert edition is not None
    assert verdict(edition.as_of) == "exceeded"
    assert verdict(date(2021, 5, 31)) == "exceeded"
    assert verdict(date(2021, 6, 1)) == "missed"
    assert verdict(None) == "missed"


@pytest.mark.parametrize(
    "other",
    [
        {"basis": "chuẩn cũ"},
        {"year": 2021},
        {"by": "district", "group": "Ba Tri"},
    ],
    ids=["basis", "year", "group"],
)
def test_unlike_is_not_compared(other: dict[str, Any]) -> None:
    plan, actual = row(100, measure="plan"), row(110, **other)

    found = attainment(series(plan, actual), actual)

    assert (found.plan, found.verdict, found.percent, found.difference) == (
        None,
        "none",
        None,
        None,
    )


@pytest.mark.parametrize("other", [{"basis": "chuẩn"}, {"by": "district", "group": "Ba Tri"}])
def test_like_is_compared(other: dict[str, Any]) -> None:
    plan, actual = row(100, measure="plan", **other), row(110, **other)

    assert attainment(series(row(999, measure="plan"), plan, actual), actual).plan is plan


# Whatever the numbers.

NUMBERS = st.decimals(
    min_value=Decimal("-1e14"), max_value=Decimal("1e14"), allow_nan=False, places=9
) | st.integers(-(10**23), 10**23).map(Decimal)
BOUNDS = st.sampled_from(get_args(Bound))


@st.composite
def observations(draw: st.DrawFn, measure: str = "actual") -> Observation:
    value = draw(NUMBERS)
    upper = value + abs(draw(NUMBERS)) if draw(st.booleans()) else None
    bound = "" if upper is not None else draw(BOUNDS)
    return row(
        value,
        upper=upper,
        bound=bound,
        measure=measure,
        status=draw(st.sampled_from(get_args(Status))),
    )


INDICATORS = st.builds(
    indicator,
    st.sampled_from(get_args(Direction)),
    st.sampled_from(["%", "điểm %/năm", "người", "tỷ đồng", "hộ"]),
    st.integers(0, 9),
)


@given(INDICATORS, observations("plan"), observations())
def test_judging_and_saying_never_raise(
    what: Indicator, plan: Observation, actual: Observation
) -> None:
    found = judge(what, plan, actual)

    assert found.verdict in get_args(Verdict)
    for said in (SAY.comparison(found), SAY.short_comparison(found), SAY.formula(found)):
        assert "None" not in said
        assert "E+" not in said
    assert SAY.result(Series(what, (plan, actual)), found).endswith(".")


@given(INDICATORS, observations("plan"), observations())
def test_the_other_direction_turns_the_verdict(
    what: Indicator, plan: Observation, actual: Observation
) -> None:
    turned: dict[Verdict, Verdict] = {
        "exceeded": "missed",
        "missed": "exceeded",
        "met": "met",
        "none": "none",
    }

    up = judge(indicator("up", what.unit, what.decimals), plan, actual)
    down = judge(indicator("down", what.unit, what.decimals), plan, actual)

    assert down.verdict == turned[up.verdict]
    assert (down.side, down.percent, down.difference) == (up.side, up.percent, up.difference)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 9))
def test_another_scale_of_unit_changes_no_verdict(plan: int, actual: int, power: int) -> None:
    """18.382 people and 18,382 thousand people are judged alike."""
    small = Decimal(1).scaleb(-power)

    found = judge(indicator(), row(plan, measure="plan"), row(actual))
    scaled = judge(
        indicator(unit="nghìn người", decimals=power),
        row(plan * small, measure="plan"),
        row(actual * small),
    )

    assert scaled.verdict == found.verdict
    assert scaled.percent is not None
    assert found.percent is not None
    assert shown_percent(scaled.percent) == shown_percent(found.percent)


@given(INDICATORS, observations("plan"), observations())
def test_both_sides_mirrored_turn_the_verdict(
    what: Indicator, plan: Observation, actual: Observation
) -> None:
    """Less of a loss is more of a gain."""

    def mirrored(item: Observation) -> Observation:
        bounds = {"below": "above", "above": "below"}
        ends = sorted(-end for end in (item.value, item.upper) if end is not None)
        return row(
            ends[0],
            upper=ends[1] if len(ends) > 1 else None,
            bound=bounds.get(item.bound, item.bound),
            measure=item.measure,
        )

    sides = {"below": "above", "above": "below", "inside": "inside", None: None}
    here, there = judge(what, plan, actual), judge(what, mirrored(plan), mirrored(actual))

    assert there.side == sides[here.side]


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_hundred_percent_is_said_of_the_plan_alone(plan: int, actual: int) -> None:
    found = judge(indicator(), row(plan, measure="plan"), row(actual))

    assert found.percent is not None
    assert (shown_percent(found.percent) == 100) == (plan == actual)


@given(NUMBERS, st.integers(0, 9))
def test_precision_moves_a_value_by_half_a_unit_at_most(value: Decimal, decimals: int) -> None:
    rounded = at_precision(value, decimals)

    assert abs(rounded - value) * 2 <= Decimal(1).scaleb(-decimals)
    assert at_precision(rounded, decimals) == rounded
    assert at_precision(-value, decimals) == -rounded


@given(NUMBERS)
def test_closing_zeros_carry_nothing(value: Decimal) -> None:
    short = without_zeros(value)

    assert short == value
    assume("." in str(short))
    assert not str(short).endswith("0")
