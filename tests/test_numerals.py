"""Numbers in prose are read as a person reads them."""

import itertools
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.numerals import Mention, Skipped, leftovers, parse_whole, scan
from generator.numerals.tables import LANGUAGES, tables
from generator.words import words
from tests.numerals.rows import indicator, observation

HERE = Path(__file__).parent / "numerals"
MARK = re.compile(
    r"\{(?P<said>[^{}=]+) = (?P<means>[^{}]+)\}|«(?P<digits>[^«»]+):(?P<why>[a-z-]+)»"
)
BOUNDS = {"about", "below", "above"}
CHANGES = {"up", "down"}
HINTS = {"estimate", "forecast", "provisional"}


def cases(language: str) -> list[str]:
    groups = yaml.safe_load((HERE / f"figures-{language}.yml").read_text("utf-8"))
    return [line for lines in groups.values() for line in lines if isinstance(line, str)]


def number(text: str) -> Decimal:
    part, _, whole = text.partition("/")
    return Decimal(part) / Decimal(whole) if whole else Decimal(part)


def expected(means: str) -> dict[str, object]:
    value, _, more = means.partition(";")
    said, _, unit = value.strip().partition(" ")
    low, _, high = said.partition("..")
    flags = {flag.strip() for flag in more.split(",") if flag.strip()}
    out_of = next((Decimal(flag[3:]) for flag in flags if flag.startswith("of ")), None)
    form = "of" if out_of else "range" if high else "fraction" if "fraction" in flags else "number"
    return {
        "value": number(low),
        "upper": number(high) if high else None,
        "unit": unit.strip(),
        "bound": next(iter(flags & BOUNDS), ""),
        "change": next(iter(flags & CHANGES), ""),
        "status": next(iter(flags & HINTS), ""),
        "form": form,
        "out_of": out_of,
    }


def read(mention: Mention) -> dict[str, object]:
    return {
        "value": mention.value,
        "upper": mention.upper,
        "unit": mention.unit,
        "bound": mention.bound,
        "change": mention.change,
        "status": mention.status,
        "form": mention.form,
        "out_of": mention.out_of if mention.form == "of" else None,
    }


def unmarked(marked: str) -> str:
    return MARK.sub(lambda found: found["said"] or found["digits"], marked)


@pytest.mark.parametrize(
    ("language", "marked"), [(code, line) for code in LANGUAGES for line in cases(code)]
)
def test_sentences(language: str, marked: str) -> None:
    text = unmarked(marked)
    wanted = [
        (found["said"], expected(found["means"]))
        for found in MARK.finditer(marked)
        if found["said"]
    ]
    said = [(text[m.start_with_word : m.end].strip(), read(m)) for m in scan(text, language)]
    assert said == wanted
    skipped = [(found["digits"], found["why"]) for found in MARK.finditer(marked) if found["why"]]
    assert [(item.text, item.reason) for item in leftovers(text, language)] == skipped


@pytest.mark.parametrize("marked", cases("vi"))
def test_decomposed_letters_and_no_break_blanks_change_nothing(marked: str) -> None:
    text = unmarked(marked)
    plain = [(m.number, read(m)) for m in scan(text)]
    apart = unicodedata.normalize("NFD", text)
    assert [(m.number, read(m)) for m in scan(apart)] == plain
    kept = text.replace(" ", "\u00a0")
    assert [(m.number, read(m)) for m in scan(kept)] == plain
    for mention in scan(apart):
        said = unicodedata.normalize("NFC", apart[mention.start : mention.end])
        assert said in text


RULES = [
    (code, row["reason"], example)
    for code in LANGUAGES
    for row in tables(code).no_figure["rules"]
    for example in row["examples"]
]


@pytest.mark.parametrize(("language", "reason", "example"), RULES)
def test_every_rule_holds_its_examples(language: str, reason: str, example: str) -> None:
    text = example.replace("«", "").replace("»", "")
    wanted = [(digits, reason) for digits in re.findall("«(.*?)»", example)]
    assert [(item.text, item.reason) for item in leftovers(text, language)] == wanted
    assert not scan(text, language)


WHOLE = yaml.safe_load((HERE / "whole.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "means"),
    [(code, text, means) for code, rows in WHOLE.items() for text, means in rows.items()],
)
def test_the_whole_text_of_a_link(language: str, text: str, means: str | None) -> None:
    found = parse_whole(text, language)
    if means is None:
        assert found is None
        return
    assert found is not None
    wanted = expected(means.removesuffix("; nothing"))
    if means.endswith("; nothing"):
        wanted["form"] = "nothing"
    assert read(found) == wanted


UNITS = ["người", "%", "tỷ đồng", "căn", "hộ", "điểm %/năm", "phần", "ha", "nghìn hộ", "triệu đồng"]
BOUND = st.sampled_from(["", "about", "below", "above"])


@given(
    value=st.decimals(min_value=-(10**9), max_value=10**12, places=3),
    wide=st.one_of(st.none(), st.decimals(min_value=0, max_value=1000, places=2)),
    decimals=st.integers(0, 3),
    unit=st.sampled_from(UNITS),
    bound=BOUND,
    language=st.sampled_from(LANGUAGES),
)
def test_our_own_numbers_are_read_back(
    value: Decimal, wide: Decimal | None, decimals: int, unit: str, bound: str, language: str
) -> None:
    counted = unit in ("người", "căn", "hộ", "phần")
    places = 0 if counted else decimals
    value = round(value, places)
    upper = round(value + wide, places) if wide and not bound else None
    if upper is not None and upper <= value:
        upper = None
    measured = indicator(unit=unit, unit_en=ENGLISH[unit], decimals=places)
    row = observation(value=value, upper=upper, bound=bound)
    say = words(language).say
    sentence = f"{say.value(row, measured)}."
    for text in (sentence, f"Kết quả: {sentence}", f"A, {sentence} B"):
        found = scan(text, language)
        assert [(m.value, m.upper, m.bound) for m in found] == [(value, upper, bound)], text
    whole = parse_whole(say.value(row, measured), language)
    assert whole is not None
    assert (whole.value, whole.upper) == (value, upper)


ENGLISH = {
    "người": "people", "%": "%", "tỷ đồng": "billion VND", "căn": "houses", "hộ": "households",
    "điểm %/năm": "percentage points/year", "phần": "gifts", "ha": "ha",
    "nghìn hộ": "thousand households", "triệu đồng": "million VND",
}  # fmt: skip

PIECES = st.sampled_from(
    "18.382 2020 27/7 3,6 % %/năm tỷ đồng người khoảng hơn - – / ( ) . , ; năm ngày giai đoạn số "
    "điểm phần trăm một ba m2 Covid-19 24-CTr/TU 1.2.3 0 00 \u00a0 \n Đ a\u0323 K².".split(" ")
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join),
                  st.lists(PIECES, max_size=25).map("".join))  # fmt: skip


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_every_run_of_digits_is_in_exactly_one(text: str, language: str) -> None:
    items: list[Mention | Skipped] = [*scan(text, language), *leftovers(text, language)]
    spans = sorted((item.start, item.end) for item in items)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    for run in re.finditer("[0-9]+", text):
        holding = [s for s in spans if s[0] <= run.start() and run.end() <= s[1]]
        assert len(holding) == 1, (run, items)
    for item in leftovers(text, language):
        assert text[item.start : item.end] == item.text
    for mention in scan(text, language):
        assert 0 <= mention.start_with_word <= mention.start < mention.end <= len(text)
    parse_whole(text, language)


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(KeyError):
        scan("1%", "fr")
