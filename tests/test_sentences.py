"""Vietnamese that an editor would sign: sentences, numbers, dates, order and slugs."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import Any, get_args
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.attainment import attainment
from generator.figures import Series, View
from generator.folding import fold, slug, sort_key
from generator.model import Direction, Indicator, Label, Observation, Settings, Status, Yearbook
from generator.validate.yearbook import load
from generator.words import words
from generator.words.numbers import behind
from generator.words.vi import sentences as vi

EXAMPLE = Path(__file__).resolve().parent.parent / "mkdocs.yml"

JOBS = ("Số người được giải quyết việc làm", "người", 0, "up")
UNEMPLOYED = ("Tỷ lệ thất nghiệp khu vực thành thị", "%", 2, "down")
POOR = ("Tỷ lệ hộ nghèo", "%", 2, "down")
TRAINED = ("Tỷ lệ lao động qua đào tạo", "%", 2, "up")
FUNDS = ("Kinh phí vận động hỗ trợ nhà ở cho người có công", "tỷ đồng", 3, "up")
HOUSES = ("Số nhà xây mới cho người có công", "căn", 0, "up")
FALL = ("Mức giảm bình quân tỷ lệ hộ nghèo", "điểm %/năm", 2, "up")
POOR_HOUSEHOLDS = ("Số hộ nghèo có thành viên là người có công", "hộ", 0, "down")
PENSIONS = ("Số người có công hưởng trợ cấp", "người", 0, "neutral")
ABROAD = ("Số lao động đi làm việc ở nước ngoài theo hợp đồng, lũy kế", "người", 0, "up")

Kind = tuple[str, str, int, str]


def what(kind: Kind, **other: Any) -> Indicator:
    name, unit, decimals, direction = kind
    fields: dict[str, Any] = {
        "id": "x",
        "name": name,
        "name_en": "",
        "unit": unit,
        "unit_en": "",
        "decimals": decimals,
        "direction": direction,
        "topic": "t",
        "part_of": "",
        "definition": "",
    }
    return Indicator(**(fields | other))


def row(text: str, measure: str = "actual", **other: Any) -> Observation:
    """One value as people write it: '3', '1..1.5', 'about 3', 'below 3', 'above 3'."""
    bound, _, number = text.rpartition(" ")
    low, _, high = number.partition("..")
    fields: dict[str, Any] = {
        "indicator": "x",
        "year": 2020,
        "since": None,
        "measure": measure,
        "value": Decimal(low),
        "upper": Decimal(high) if high else None,
        "bound": bound,
        "status": "final",
        "as_of": date(2021, 1, 1),
        "basis": "",
        "by": "",
        "group": "",
        "source": "s",
        "note": "",
        "line": 2,
    }
    return Observation(**(fields | other))


def plain(text: str) -> str:
    """No-break blanks as blanks."""
    return text.replace("\u00a0", " ")


def sentence(
    kind: Kind, actual: str, plan: str | None = None, *, before: str | None = None, **other: Any
) -> str:
    """The whole sentence about a value; `before` is the value of the year before."""
    now = row(actual, **other)
    rows = [row(before, year=now.year - 1)] if before else []
    rows += [row(plan, "plan", year=now.year)] if plan else []
    series = Series(what(kind), (*rows, now))
    return plain(vi.result(series, attainment(series, now)))


# Letter for letter, as the notes have them.


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            sentence(JOBS, "18382", "18000"),
            "Số người được giải quyết việc làm năm 2020 đạt 18.382 người, "
            "bằng 102,1% kế hoạch (18.000 người): vượt kế hoạch.",
        ),
        (
            sentence(UNEMPLOYED, "3.34", "3.34", status="estimate"),
            "Tỷ lệ thất nghiệp khu vực thành thị năm 2020 ước ở mức 3,34%, "
            "bằng kế hoạch (3,34%): đạt kế hoạch.",
        ),
        (
            sentence(POOR, "3.6", "4", before="4.59", status="estimate"),
            "Tỷ lệ hộ nghèo năm 2020 ước còn 3,6%, thấp hơn kế hoạch 0,4 điểm phần trăm "
            "(kế hoạch 4%): tốt hơn kế hoạch.",
        ),
        (
            sentence(TRAINED, "60.6", "60"),
            "Tỷ lệ lao động qua đào tạo năm 2020 đạt 60,6%, cao hơn kế hoạch 0,6 điểm phần trăm "
            "(kế hoạch 60%): vượt kế hoạch.",
        ),
        (
            sentence(FUNDS, "30.028"),
            "Kinh phí vận động hỗ trợ nhà ở cho người có công năm 2020 đạt 30,028 tỷ đồng.",
        ),
        (
            sentence(HOUSES, "152", "150", year=2023),
            "Số nhà xây mới cho người có công năm 2023 đạt 152 căn, "
            "bằng 101,3% kế hoạch (150 căn): vượt kế hoạch.",
        ),
        (
            sentence(FALL, "1.62", since=2016, status="forecast"),
            "Mức giảm bình quân tỷ lệ hộ nghèo giai đoạn 2016–2020 dự kiến đạt 1,62 điểm %/năm.",
        ),
    ],
)
def test_whole_sentence(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("kind", "year", "plan", "expected"),
    [
        (JOBS, 2021, "20000", "Kế hoạch năm 2021: 20.000 người."),
        (JOBS, 2021, "about 1500", "Kế hoạch năm 2021: khoảng 1.500 người."),
        (FALL, 2021, "1..1.5", "Kế hoạch năm 2021: 1–1,5 điểm %/năm."),
        (POOR, 2025, "below 3", "Kế hoạch năm 2025: dưới 3%."),
        (POOR_HOUSEHOLDS, 2021, "0", "Kế hoạch năm 2021: không còn hộ nào."),
        (TRAINED, 2025, "above 65", "Kế hoạch năm 2025: trên 65%."),
        (JOBS, 2021, "0", "Kế hoạch năm 2021: 0 người."),
        (POOR, 2021, "0", "Kế hoạch năm 2021: 0%."),
    ],
)
def test_plan(kind: Kind, year: int, plan: str, expected: str) -> None:
    assert plain(vi.planned(row(plan, "plan", year=year), what(kind))) == expected


def test_the_sentences_of_the_example_are_those_of_the_notes() -> None:
    """The same sentences, from the real rows."""
    _, book, _ = load(EXAMPLE)
    view = View(book, date(2021, 1, 1))

    def said(id: str, year: int) -> str:
        series = view.series(id)
        found = series.find(year, "actual")
        assert found is not None
        return plain(vi.result(series, attainment(series, found)))

    assert said("ho-ngheo", 2020) == (
        "Tỷ lệ hộ nghèo năm 2020 ước còn 3,6%, thấp hơn kế hoạch 0,4 điểm phần trăm "
        "(kế hoạch 4%): tốt hơn kế hoạch."
    )
    assert said("viec-lam", 2020) == (
        "Số người được giải quyết việc làm năm 2020 đạt 18.382 người, "
        "bằng 102,1% kế hoạch (18.000 người): vượt kế hoạch."
    )


def test_change_of_a_rate_and_of_a_count() -> None:
    poor, jobs = what(POOR), what(JOBS)

    assert (
        plain(vi.change(row("4.59", year=2019), row("3.6"), poor))
        == "So với năm 2019: giảm 0,99 điểm phần trăm."
    )
    assert (
        plain(vi.change(row("18382"), row("20000", year=2021), jobs))
        == "So với năm 2020: tăng 1.618 người, 8,8%."
    )
    assert plain(vi.change(row("5", year=2019), row("5.0"), poor)) == "So với năm 2019: không đổi."
    assert plain(vi.change(row("0", year=2019), row("5"), jobs)) == "So với năm 2019: tăng 5 người."


@pytest.mark.parametrize("vague", ["about 5", "below 5", "above 5", "4..5"])
def test_no_change_is_said_of_what_is_vague(vague: str) -> None:
    assert vi.change(row(vague, year=2019), row("3"), what(POOR)) == ""
    assert vi.change(row("3", year=2019), row(vague), what(POOR)) == ""


def test_revision() -> None:
    old = row("4", status="forecast", as_of=date(2020, 8, 17))
    new = row("3.6", status="estimate", as_of=date(2021, 1, 1))

    assert plain(vi.revised(old, new, what(POOR))) == (
        "Số liệu năm 2020 được điều chỉnh từ dự kiến 4% (17/8/2020) thành ước 3,6% (01/01/2021)."
    )


def book(*labels: Label) -> Yearbook:
    return Yearbook(
        settings=Settings("", "", "vi", "", "", ""),
        topics={},
        indicators={"x": what(POOR)},
        sources={},
        labels={(label.kind, label.key): label for label in labels},
        observations=(),
        editions=(),
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Chuẩn nghèo 2016–2020", "Chuẩn nghèo 2021–2025", "thay đổi chuẩn nghèo"),
        ("Đã triển khai xây dựng", "Nhà tình nghĩa", "thay đổi cách đo"),
    ],
)
def test_another_basis_is_not_compared(old: str, new: str, why: str) -> None:
    names = book(Label("basis", "a", old, ""), Label("basis", "b", new, ""))

    said = vi.not_compared(row("3.6", basis="a"), row("4.26", basis="b", year=2021), names)

    assert plain(said) == f"Không so sánh với năm 2020 vì {why}."


# The table of verbs.

VERBS: dict[tuple[str, Status], str] = {
    ("up", "final"): "đạt",
    ("up", "provisional"): "sơ bộ đạt",
    ("up", "estimate"): "ước đạt",
    ("up", "forecast"): "dự kiến đạt",
    ("fell", "final"): "còn",
    ("fell", "provisional"): "sơ bộ còn",
    ("fell", "estimate"): "ước còn",
    ("fell", "forecast"): "dự kiến còn",
    ("down", "final"): "ở mức",
    ("down", "provisional"): "sơ bộ ở mức",
    ("down", "estimate"): "ước ở mức",
    ("down", "forecast"): "dự kiến ở mức",
    ("neutral", "final"): "là",
    ("neutral", "provisional"): "sơ bộ là",
    ("neutral", "estimate"): "ước là",
    ("neutral", "forecast"): "dự kiến là",
}


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("before", [None, "4", "5", "6"])
@pytest.mark.parametrize("direction", get_args(Direction))
def test_verb(direction: Direction, before: str | None, status: Status) -> None:
    how = "fell" if direction == "down" and before == "6" else direction
    kind = ("Tỷ lệ", "%", 2, direction)

    said = sentence(kind, "5", before=before, status=status)

    assert said == f"Tỷ lệ năm 2020 {VERBS[how, status]} 5%."


@pytest.mark.parametrize(
    "other",
    [{"basis": "cũ"}, {"by": "area", "group": "Nông thôn"}, {"since": 2016}, {"measure": "plan"}],
    ids=["basis", "group", "average", "plan"],
)
def test_a_fall_is_said_against_like_alone(other: dict[str, Any]) -> None:
    before, now = row("6", **({"year": 2019} | other)), row("5")
    series = Series(what(POOR), (before, now))

    assert "ở mức 5%" in plain(vi.result(series, attainment(series, now)))


# The table of comparisons with the plan.

COMPARISONS = [
    (JOBS, "18382", "18000", "bằng 102,1% kế hoạch (18.000 người): vượt kế hoạch"),
    (JOBS, "18000", "18000", "bằng 100% kế hoạch (18.000 người): đạt kế hoạch"),
    (JOBS, "17999", "18000", "bằng 99,99% kế hoạch (18.000 người): chưa đạt kế hoạch"),
    (FUNDS, "9.5", "10", "bằng 95% kế hoạch (10 tỷ đồng): chưa đạt kế hoạch"),
    (FUNDS, "72.67", "10", "bằng 726,7% kế hoạch (10 tỷ đồng): vượt kế hoạch"),
    (PENSIONS, "90", "100", "bằng 90% kế hoạch (100 người)"),
    (PENSIONS, "100", "100", "bằng 100% kế hoạch (100 người): đạt kế hoạch"),
    (POOR_HOUSEHOLDS, "90", "100", "bằng 90% kế hoạch (100 hộ): tốt hơn kế hoạch"),
    (POOR_HOUSEHOLDS, "110", "100", "bằng 110% kế hoạch (100 hộ): chưa đạt kế hoạch"),
    (FUNDS, "-3", "10", "thấp hơn kế hoạch 13 tỷ đồng (kế hoạch 10 tỷ đồng): chưa đạt kế hoạch"),
    (FUNDS, "3", "-10", "cao hơn kế hoạch 13 tỷ đồng (kế hoạch −10 tỷ đồng): vượt kế hoạch"),
    (TRAINED, "60.6", "60", "cao hơn kế hoạch 0,6 điểm phần trăm (kế hoạch 60%): vượt kế hoạch"),
    (
        TRAINED,
        "59.4",
        "60",
        "thấp hơn kế hoạch 0,6 điểm phần trăm (kế hoạch 60%): chưa đạt kế hoạch",
    ),
    (POOR, "3.34", "3.34", "bằng kế hoạch (3,34%): đạt kế hoạch"),
    (POOR, "3.6", "4", "thấp hơn kế hoạch 0,4 điểm phần trăm (kế hoạch 4%): tốt hơn kế hoạch"),
    (POOR, "4.4", "4", "cao hơn kế hoạch 0,4 điểm phần trăm (kế hoạch 4%): chưa đạt kế hoạch"),
    (FALL, "1.2", "1..1.5", "trong khoảng kế hoạch (1–1,5 điểm phần trăm): đạt kế hoạch"),
    (TRAINED, "61", "60..62", "trong khoảng kế hoạch (60–62%): đạt kế hoạch"),
    (JOBS, "1400", "1300..1500", "trong khoảng kế hoạch (1.300–1.500 người): đạt kế hoạch"),
    (
        FALL,
        "0.8",
        "1..1.5",
        "thấp hơn mức tối thiểu của kế hoạch (1) 0,2 điểm phần trăm: chưa đạt kế hoạch",
    ),
    (
        FALL,
        "1.7",
        "1..1.5",
        "cao hơn mức tối đa của kế hoạch (1,5) 0,2 điểm phần trăm: vượt kế hoạch",
    ),
    (
        JOBS,
        "1600",
        "1300..1500",
        "cao hơn mức tối đa của kế hoạch (1.500) 100 người: vượt kế hoạch",
    ),
    (
        JOBS,
        "1518",
        "about 1500",
        "so với kế hoạch khoảng 1.500 người: bằng 101,2%: vượt kế hoạch",
    ),
    (
        TRAINED,
        "61",
        "about 60",
        "so với kế hoạch khoảng 60%: cao hơn 1 điểm phần trăm: vượt kế hoạch",
    ),
    (POOR, "2.9", "below 3", "kế hoạch: dưới 3%: đạt kế hoạch"),
    (POOR, "3", "below 3", "kế hoạch: dưới 3%: chưa đạt kế hoạch"),
    (TRAINED, "66", "above 65", "kế hoạch: trên 65%: đạt kế hoạch"),
    (TRAINED, "65", "above 65", "kế hoạch: trên 65%: chưa đạt kế hoạch"),
    (POOR_HOUSEHOLDS, "0", "0", "kế hoạch là không còn hộ nào: đạt kế hoạch"),
    (POOR_HOUSEHOLDS, "3", "0", "kế hoạch là không còn hộ nào: chưa đạt kế hoạch"),
    (JOBS, "3", "0", "kế hoạch là 0 người: vượt kế hoạch"),
    (POOR, "0.5", "0", "cao hơn kế hoạch 0,5 điểm phần trăm (kế hoạch 0%): chưa đạt kế hoạch"),
    # A vague value is judged only where it decides.
    (POOR, "below 3", "4", "kế hoạch 4%: tốt hơn kế hoạch"),
    (POOR, "about 4", "4", "kế hoạch 4%"),
    (POOR, "3.5..4.5", "4", "kế hoạch 4%"),
    (POOR, "3..3.5", "4", "kế hoạch 4%: tốt hơn kế hoạch"),
    (FALL, "0.5..2", "1..1.5", "kế hoạch 1–1,5 điểm %/năm"),
    (JOBS, "about 1400", "about 1500", "so với kế hoạch khoảng 1.500 người"),
]


@pytest.mark.parametrize(("kind", "actual", "plan", "said"), COMPARISONS)
def test_comparison(kind: Kind, actual: str, plan: str, said: str) -> None:
    whole = sentence(kind, actual, plan)

    value = plain(vi.value(row(actual), what(kind)))
    assert whole.startswith(f"{kind[0]} năm 2020 ")
    assert whole.endswith(f" {value}, {said}.")


@pytest.mark.parametrize("kind", [JOBS, POOR, FUNDS, FALL, PENSIONS])
def test_no_plan_no_comparison(kind: Kind) -> None:
    assert "," not in sentence(kind, "5") and ":" not in sentence(kind, "5")


def test_less_is_never_more() -> None:
    """Where less is better "vượt" would be misread; a rate is no percent of plan."""
    for kind, (actual, plan) in product(
        [JOBS, POOR, TRAINED, FALL, POOR_HOUSEHOLDS], product(["2", "3", "4"], repeat=2)
    ):
        said = sentence(kind, actual, plan)
        if kind[3] == "down":
            assert "vượt" not in said
        if "%" in kind[1]:
            assert "% kế hoạch" not in said


# Values, periods, units.


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (JOBS, "18382", "18.382 người"),
        (JOBS, "1500", "1.500 người"),
        (JOBS, "999", "999 người"),
        (JOBS, "1234567", "1.234.567 người"),
        (POOR, "3.34", "3,34%"),
        (TRAINED, "60.6", "60,6%"),
        (TRAINED, "60.60", "60,60%"),
        (FUNDS, "30.028", "30,028 tỷ đồng"),
        (FUNDS, "6156.5", "6.156,5 tỷ đồng"),
        (FUNDS, "-0.5", "−0,5 tỷ đồng"),
        (FALL, "1..1.5", "1–1,5 điểm %/năm"),
        (JOBS, "8300..8500", "8.300–8.500 người"),
        (JOBS, "about 1500", "khoảng 1.500 người"),
        (POOR, "below 3", "dưới 3%"),
        (TRAINED, "above 65", "trên 65%"),
    ],
)
def test_value(kind: Kind, text: str, said: str) -> None:
    value = vi.value(row(text), what(kind))

    assert plain(value) == said
    assert " " not in re.sub("^(khoảng|dưới|trên) ", "", value)


@pytest.mark.parametrize(
    ("kind", "other", "said"),
    [
        (JOBS, {}, "năm 2020"),
        (FALL, {"since": 2016}, "giai đoạn 2016–2020"),
        (
            ABROAD,
            {"since": 2019, "year": 2024, "as_of": date(2024, 8, 27)},
            "lũy kế từ năm 2019 đến ngày 27/8/2024",
        ),
        (
            ABROAD,
            {"since": 2019, "year": 2024, "as_of": date(2025, 2, 1)},
            "lũy kế từ năm 2019 đến hết năm 2024",
        ),
    ],
)
def test_period(kind: Kind, other: dict[str, Any], said: str) -> None:
    assert plain(vi.period(row("5", **other), what(kind))) == said


def test_what_is_cumulated_says_so_once() -> None:
    said = sentence(ABROAD, "7047", since=2019, year=2024, as_of=date(2024, 8, 27))

    assert said == (
        "Số lao động đi làm việc ở nước ngoài theo hợp đồng, lũy kế từ năm 2019 đến ngày 27/8/2024 "
        "đạt 7.047 người."
    )


@pytest.mark.parametrize(
    ("actual", "plan", "kind", "said"),
    [
        ("18382", "18000", JOBS, "18.382 ÷ 18.000 × 100 = 102,1%"),
        ("60.6", "60", TRAINED, "60,6 − 60 = +0,6 điểm phần trăm"),
        ("3.6", "4", POOR, "3,6 − 4 = −0,4 điểm phần trăm"),
        ("3.34", "3.34", POOR, "3,34 = 3,34"),
        ("3", "-10", FUNDS, "3 + 10 = +13 tỷ đồng"),
        ("1.2", "1..1.5", FALL, "1,2 điểm %/năm; kế hoạch 1–1,5 điểm %/năm"),
        ("3", "below 3", POOR, "3%; kế hoạch dưới 3%"),
    ],
)
def test_formula(actual: str, plan: str, kind: Kind, said: str) -> None:
    now = row(actual)
    series = Series(what(kind), (row(plan, "plan"), now))

    assert plain(vi.formula(attainment(series, now))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo"),
        ("Đường mới", "đường mới"),
        ("GRDP bình quân", "GRDP bình quân"),
        ("", ""),
    ],
)
def test_the_first_letter_in_the_middle_of_a_sentence(text: str, said: str) -> None:
    assert vi.lower_first(text) == said
    assert vi.upper_first(said) == text


# Numbers and dates of all kinds.

NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=3)


@given(NUMBERS | st.integers(-(10**20), 10**20).map(Decimal))
def test_a_number_read_back_is_the_same(value: Decimal) -> None:
    said = vi.number(value)

    assert re.fullmatch(r"−?\d{1,3}(\.\d{3})*(,\d+)?", said)
    assert Decimal(said.replace(".", "").replace(",", ".").replace("−", "-")) == value
    decimals = -int(value.as_tuple().exponent)
    assert len(said.partition(",")[2]) == decimals


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_takes_its_zeros(when: date) -> None:
    short, long = vi.day(when), vi.long_day(when)

    day, month, year = short.split("/")
    assert (int(day), int(month), int(year)) == (when.day, when.month, when.year)
    assert len(day) == 2
    assert (len(month) == 2) == (when.month < 3 or when.month > 9)
    assert plain(long) == f"ngày {day} tháng {month} năm {year}"


def test_dates_of_the_notes() -> None:
    assert vi.long_day(date(2024, 3, 4)) == "ngày 04 tháng 3 năm 2024"
    assert vi.day(date(2024, 3, 4)) == "04/3/2024"
    assert vi.day(date(2021, 1, 1)) == "01/01/2021"
    assert vi.day(date(2020, 8, 17)) == "17/8/2020"


# Letters: order, folding, slugs.

ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
TEXTS = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "bcdghklmnpqrstvx &-19"), max_size=20)


def test_the_alphabet_is_in_its_order() -> None:
    backwards = ALPHABET[::-1]

    assert sorted(backwards, key=sort_key) == ALPHABET
    capitals = [letter.upper() for letter in backwards]
    assert sorted(capitals, key=sort_key) == capitals[::-1]


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "â", "b"],
        ["dân", "dần", "đan", "đàn", "em"],
        ["Ba Tri", "Bình Đại", "Châu Thành", "Chợ Lách", "Giồng Trôm", "Mỏ Cày Bắc", "Mỏ Cày Nam"],
        ["mà non", "ma túy"],
        ["tả ngạn", "ta về"],
        ["2019", "2020", "an"],
    ],
)
def test_tones_count_last(ordered: list[str]) -> None:
    backwards = ordered[::-1]

    assert sorted(backwards, key=sort_key) == ordered


@given(TEXTS, TEXTS)
def test_order_does_not_depend_on_how_letters_are_composed(one: str, other: str) -> None:
    assert sort_key(normalize("NFD", one)) == sort_key(one)
    assert (sort_key(one) < sort_key(other)) == (
        sort_key(normalize("NFD", one)) < sort_key(normalize("NFC", other))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường & cầu", "duong-va-cau"),
        ("LĐ-TB&XH", "ld-tb-va-xh"),
        ("Mỏ Cày Bắc", "mo-cay-bac"),
        ("chuẩn 2016-2020", "chuan-2016-2020"),
        ("  Thành phố Bến Tre!  ", "thanh-pho-ben-tre"),
        ("ươ ƯƠ ợ Ự", "uo-uo-o-u"),
        ("?!", ""),
        ("", ""),
        ("北京", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(normalize("NFD", text)) == expected


@given(st.text(max_size=30) | TEXTS)
def test_a_slug_may_stand_in_an_address(text: str) -> None:
    made = slug(text)

    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert slug(made) == made


@given(TEXTS)
def test_no_vietnamese_letter_is_lost(text: str) -> None:
    assert len(slug(text).replace("-", "")) == sum(map(str.isalnum, text)) + 2 * text.count("&")
    assert fold(text) == fold(text.upper()) == fold(normalize("NFD", text))


@pytest.mark.parametrize(("one", "other"), [("hóa", "hoá"), ("thủy", "thuỷ"), ("Đức", "duc")])
def test_two_spellings_of_a_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


# The interface, in both languages.


def test_both_languages_have_the_same_words() -> None:
    first, *others = (words(language).strings for language in ("vi", "en"))

    for other in others:
        assert other.keys() == first.keys()


def test_days_in_a_row_are_said_differently() -> None:
    start = date(2020, 1, 1)
    said = [vi.long_day(start + timedelta(days)) for days in range(366)]

    assert all(one != other for one, other in pairwise(said))
    assert len(set(said)) == 366


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("%", "%"),
        ("người", "\u00a0người"),
        ("nghìn tỷ đồng", "\u00a0nghìn\u00a0tỷ\u00a0đồng"),
        ("percentage points/year", "\u00a0percentage points/year"),
    ],
)
def test_a_long_unit_may_be_broken_between_its_words(unit: str, said: str) -> None:
    assert behind(unit) == said
