"""docs/national.md says what the measured slopes give."""

from pathlib import Path

import pytest

from benchmarks import national
from benchmarks.measure import Cost
from benchmarks.results import Results
from benchmarks.sizes import SIZES


def test_the_page_says_what_was_measured() -> None:
    page = national.PAGE.read_text("utf-8")
    results = Results(national.HERE / "results.json")
    assert national.filled(page, results) == page, "run `python -m benchmarks.national`"
    assert national.tables(results) in page


def test_pages_are_those_of_the_sites() -> None:
    assert national.pages_of(1) == 2 * (300 + 300 + 1 + 1 + 2)
    assert national.ALL == 63 * national.OLD + 34 * national.NEW
    assert 700_000 < national.ALL < 1_200_000, "about a million"


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Twice the pages: twice the time, the square root of twice the memory."""
    found = Results(tmp_path / "results.json")
    for name in ("M", "L"):
        pages = SIZES[name].pages
        cost = Cost(pages / 50, pages / 100, 0, pages**0.5)
        found.recorder(name)("cold", "niengiam", cost, None)
        found.rows[name, "cold", "niengiam"].size = 10**6 + 10**4 * pages
    found.recorder("L")("one value", "niengiam", Cost(1, SIZES["L"].pages / 1000, 0, 0), None)
    return found


def test_costs_follow_the_slope(results: Results) -> None:
    name, plain = next(national.slopes(results))
    assert name == "plain pages" and plain is not None
    assert plain.cpu(20_000) == pytest.approx(200)
    assert plain.memory(40_000) == pytest.approx(200)
    assert plain.size(1000) == pytest.approx(1 + 10)
    assert plain.powers == "1.00, 0.50"
    assert "| plain pages | M, L | 1.00, 0.50 | 2 min | 110 MB | 120 MB |" in national.tables(
        results
    )
    assert "| one value | L, as a part of a cold build | 12 s |" in national.tables(results)


def test_what_was_measured_at_one_size_is_added_by_the_page(results: Results) -> None:
    pages = SIZES["M"].pages
    cost = Cost(0, pages / 100 + pages / 10, 0, pages**0.5 + 7)
    results.recorder("M")("cold", "niengiam, real pages", cost, None)
    results.rows["M", "cold", "niengiam, real pages"].size = 10**6 + 10**4 * pages + 500 * pages
    _, (_, theme), *others = national.slopes(results)
    assert theme is not None
    assert theme.cpu(1000) == pytest.approx(10 + 100)
    assert theme.memory(10_000) == pytest.approx(107)
    assert theme.size(1000) == pytest.approx(11.5)
    assert [found for _, found in others] == [None] * 4, "not measured"
