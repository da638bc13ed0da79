"""The benchmark's workload: a real site, the same every time."""

from pathlib import Path

import pytest

from benchmarks.content import indicators, said, value
from benchmarks.sizes import SIZES
from benchmarks.workload import write_site
from tests.example import build, tree

SIZE = SIZES["XS"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = write_site(SIZE, tmp_path_factory.mktemp("plain") / "project")
    build(config.parent, "--strict")
    return config.parent


def test_the_workload_is_the_same_every_time(plain: Path, tmp_path: Path) -> None:
    write_site(SIZE, tmp_path)
    again = tree(tmp_path)
    assert again == {path: found for path, found in tree(plain).items() if path in again}


def test_a_plain_site_has_the_pages_that_are_counted(plain: Path) -> None:
    pages = {path.relative_to(plain / "site").as_posix() for path in plain.rglob("site/**/*.html")}
    own = {"404.html", *(f"{name}/index.html" for name in ("luu-tru", "data", "dinh-chinh"))}
    own |= {f"{year}/thay-doi/index.html" for year in SIZE.edition_years[1:]}
    assert own < pages and len(pages - own) == SIZE.pages


@pytest.mark.parametrize("name", SIZES)
def test_sizes_are_those_that_are_promised(name: str) -> None:
    size = SIZES[name]
    assert len(set(size.data_years)) == size.years
    assert len(size.edition_years) == size.editions and size.edition_years[-1] == 2023
    assert all(size.known(edition) for edition in size.edition_years)


def test_an_interview_has_1200_words_and_figures_that_agree(plain: Path) -> None:
    text = (plain / "content/2023/phong-van.md").read_text("utf-8")
    assert 1150 < len(text.partition("\n---\n")[2].split()) < 1350
    assert text.count("(fig:") == 18  # and `build --strict` held them against the data


def test_a_page_shows_the_whole_series(plain: Path) -> None:
    indicator = indicators(SIZE)[3]
    page = (plain / f"site/2023/chi-tieu/{indicator.id}/index.html").read_text("utf-8")
    assert page.count("<rect") == len(SIZE.data_years) == page.count('-actual">')
    for year in SIZE.data_years:
        assert f"{said(value(indicator, year).actual)} tỷ đồng" in page.replace("\xa0", " ")
