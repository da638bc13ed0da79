"""The benchmark's workload: a real site, the same every time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.compare import addresses, differences, facts
from benchmarks.content import Work, indicators, said, value
from benchmarks.measure import Cost, run
from benchmarks.results import Results, goals
from benchmarks.rounds import NotAlike, cold, rebuilds
from benchmarks.sizes import SIZES, Size
from benchmarks.tools import Hugo, Material, Niengiam, Tool, Writer, has_material, hugo_program
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
    counted = set(addresses(SIZE))
    assert counted <= pages and len(counted) == SIZE.pages
    more = pages - counted
    assert not [page for page in more if "/chi-tieu/" in page], (
        "an indicator has one page each time"
    )
    assert len(more) < 10 + len(SIZE.edition_years)


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


def test_a_moved_value_is_named_by_no_interview() -> None:
    for size in (SIZES["XS"], SIZES["S"], SIZES["M"]):
        one, two = Work(size, 1), Work(size, 2)
        assert one.moved == two.moved
        assert one.values(one.moved)[-1].actual != two.values(two.moved)[-1].actual
        assert one.values(one.moved)[:-1] == two.values(two.moved)[:-1]


def tools(folder: Path) -> Iterator[Tool]:
    yield Niengiam(folder / "niengiam")
    if hugo_program().exists():
        yield Hugo(folder / "hugo")
    if has_material():
        yield Material(folder / "material")
    yield Writer(folder / "writer")


def test_the_tools_write_the_same_figures(tmp_path: Path) -> None:
    if not (hugo_program().exists() and has_material()):
        pytest.skip("hugo and mkdocs-material come with `make bench`")
    found = list(tools(tmp_path))
    for tool in found:
        tool.write(Work(SIZE))
    results = Results(tmp_path / "results.json")
    cold(SIZE, found, tmp_path, 1, results.recorder("XS"))  # raises where they differ
    rebuilds(SIZE, found[:-1], tmp_path, 1, results.recorder("XS"))
    results.save()
    again = Results(tmp_path / "results.json")
    assert set(again.rows) == set(results.rows) and len(results.rows) == 4 + 3 * 3 + 1
    assert (
        again.rows["XS", "cold", "bare write"].size == results.rows["XS", "cold", "niengiam"].size
    )
    assert all(row.costs[0].peak > 5 for row in again.rows.values())


def test_so_they_do_where_years_have_an_edition_but_no_value(tmp_path: Path) -> None:
    if not hugo_program().exists():
        pytest.skip("hugo comes with `make bench`")
    size = Size("XL in small", 20, 3, 5)
    assert set(size.edition_years) - set(size.data_years)
    found = [Niengiam(tmp_path / "niengiam"), Hugo(tmp_path / "hugo")]
    for tool in found:
        tool.write(Work(size))
    costs: list[Cost] = []
    cold(size, found, tmp_path, 1, lambda work, tool, cost, out: costs.append(cost))
    assert len(costs) == 2


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("2023/chi-tieu/ct-0004/index.html", "5902.32,", "5902.33,"),
        ("2023/chi-tieu/ct-0004/index.html", "<rect ", "<desc "),
        ("2022/chi-tieu/ct-0001/index.html", "bằng 101%", "bằng 102%"),
        ("chi-tieu/ct-0001/index.html", "11.469", "11.470"),
        ("2023/phong-van/index.html", '-actual">', '-actual">1'),
        ("2022/index.html", "<tr><th><a", "<tr><th>1<a"),
    ],
)
def test_a_falsified_page_is_found(
    plain: Path, tmp_path: Path, page: str, old: str, new: str
) -> None:
    for uri in addresses(SIZE):
        text = (plain / "site" / uri).read_text("utf-8")
        path = tmp_path / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1) if uri == page else text, "utf-8")
    (found,) = differences(SIZE, plain / "site", tmp_path) or [""]
    assert found.startswith(f"{page}: ")
    (tmp_path / page).unlink()
    assert "missing" in differences(SIZE, plain / "site", tmp_path)[0]


def test_a_page_is_read_whole(plain: Path) -> None:
    found = facts((plain / "site/2023/chi-tieu/ct-0004/index.html").read_text("utf-8"))
    assert len(found.cells) == 12 and found.bars == found.points == 3 and found.figure
    assert found.said.endswith("(5.561,21 ÷ 5.703,81 × 100 = 97,5%).")
    assert len(facts((plain / "site/2023/phong-van/index.html").read_text("utf-8")).linked) == 18


def test_a_run_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="nothing here"):
        run(["sh", "-c", "echo nothing here; exit 3"], tmp_path)
    assert run(["sh", "-c", "sleep 0.2"], tmp_path).wall >= 0.2
    assert issubclass(NotAlike, AssertionError)


def test_the_goals_tell_what_was_not_reached(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.json")
    for name, walls in (("niengiam", (3.0, 4.0, 5.0)), ("Hugo", (4.0, 2.0, 5.0))):
        for wall in walls:
            results.recorder("L")("cold", name, Cost(wall, wall, 10, 10), None)
    lines = list(goals(results))
    assert "| 0.8 | 1.00 (0.75 to 2.00) | 1.00 | **not reached** |" in lines[2]
    assert "not measured" in lines[3] and "**not reached**" in lines[6]
    for name, wall in (("S", 1.0), ("M", 10.0)):
        results.recorder(name)("cold", "niengiam", Cost(wall, wall, 1, 1), None)
    drawn = growth.draw(results)
    assert drawn.count("<circle") == 3 + 1 and "niengiam: 0." in drawn
