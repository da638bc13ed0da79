"""A new site for another body, and a new year: what is made builds, checks, and invents nothing."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator.build import prepare
from generator.plugin import build_site
from generator.starter import Answers, new_site
from tests.example import copy_example, run, tree
from tests.sites import make_site

ODD = [
    "Sở \"Nội vụ\" & 'Lao động'",
    "Sở: kết quả # 1",
    "- Phòng [A] {B} *C* <i>D</i> |",
    "@YEAR@ %s {0} \\n ${X} `x`",
    "🎉 Ủy ban",
    "بلدية الاختبار",
    "yes",
    "2020",
    "!!python/object",
    "x" * 200,
]


def new(folder: Path, *arguments: str, lang: str = "vi", name: str = "Phòng Thử") -> None:
    answers = ["--lang", lang, "--name", name, "--place", "tỉnh Thử", "--year", "2020"]
    done = run("generator.cli", "new", str(folder), *answers, "--site-url", "", cwd=folder.parent)
    assert done.returncode == 0, done.stderr


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("generator.cli", *arguments, cwd=folder)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_new_site_passes_its_own_checks_and_builds(lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "trang mới"
    new(folder, lang=lang)
    before = tree(folder)
    checked = command(folder, "check", "--strict")
    assert checked.returncode == 0, checked.stderr
    assert tree(folder) == before
    site, warnings = build_site(folder / "mkdocs.yml", strict=True)
    assert not len(warnings)
    page = (site / "2020/index.html").read_text("utf-8")
    assert f'<html lang="{lang}"' in page
    talk = next((site / "2020").glob("*/index.html"))
    assert talk.is_file()
    with (folder / "data/observations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    said = {"vi": "không phải số thật", "en": "no real figure"}[lang]
    assert rows and all(said in row["note"] for row in rows)
    for path in site.glob("chi-tieu/*/index.html"):
        assert said in path.read_text("utf-8"), "every page says that its figures are samples"
    assert (folder / ".gitignore").read_text("utf-8").count("/site/") == 1
    guide = folder / {"vi": "HUONG-DAN.md", "en": "GUIDE.md"}[lang]
    assert "@" not in guide.read_text("utf-8")
    flow = yaml.safe_load((folder / ".github/workflows/publish.yml").read_text("utf-8"))
    assert set(flow["jobs"]) == {"build", "publish"}


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_kept_letter_by_letter(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    new_site(folder, Answers(name, f"tỉnh {name}"[:200], "vi", 2020))
    plugin = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))["plugins"][0]["niengiam"]
    assert plugin["publisher"] == name
    package = json.loads((folder / "data/datapackage.json").read_text("utf-8"))
    assert package["title"].endswith(name)
    assert re.fullmatch(r"[a-z0-9-]+", package["name"])
    made = prepare(folder / "mkdocs.yml", drafts=True)
    assert not len(made.loaded.warnings)
    assert made.site.book.settings.publisher == name


def test_what_no_option_tells_is_asked_until_it_is_right(tmp_path: Path) -> None:
    answers = ["en", "", "A body", "", "1066", "2019", "body.example", "https://body.example/"]
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "new", "site"],
        cwd=tmp_path,
        input="\n".join(answers) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    settings = yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text("utf-8"))
    assert settings["site_url"] == "https://body.example/"
    assert settings["plugins"][0]["niengiam"]["publisher"] == "A body"
    assert (tmp_path / "site/content/2019/index.md").is_file()


@pytest.mark.parametrize("lang", ["vi en", "en,vi"])
def test_a_new_site_may_speak_two_languages(lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "trang"
    new(folder, lang=lang)
    main, other = lang.replace(",", " ").split()
    site, warnings = build_site(folder / "mkdocs.yml", strict=True)
    assert not len(warnings)
    for place, language in [("", main), (f"{other}/", other)]:
        page = (site / f"{place}2020/index.html").read_text("utf-8")
        assert f'<html lang="{language}"' in page


def test_where_nobody_answers_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    done = command(tmp_path, "new", "site", "--lang", "vi")
    assert done.returncode == 1
    assert "--help" in done.stderr.splitlines()[-1] and "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_next_step_is_told_as_a_shell_takes_it(tmp_path: Path) -> None:
    answers = ["--lang", "vi", "--name", "A", "--place", "", "--year", "2020", "--site-url", ""]
    done = command(tmp_path, "new", "trang 'mới' & đẹp", *answers)
    step = done.stdout.splitlines()[1].partition(": ")[2].partition(", niengiam")[0]
    assert step.startswith("cd ")
    subprocess.run(["sh", "-ec", step], cwd=tmp_path, check=True)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--lang", "fr"),
        ("--lang", "vi fr"),
        ("--lang", " "),
        ("--name", "  "),
        ("--name", "Sở\u202eLao động"),
        ("--name", "hai\ndòng"),
        ("--place", "x" * 201),
        ("--site-url", "so.example"),
        ("--year", "20"),
    ],
)
def test_answers_that_cannot_stand_are_refused(option: str, value: str, tmp_path: Path) -> None:
    answers = {"--lang": "vi", "--name": "A", "--place": "", "--year": "2020", "--site-url": ""}
    given = [part for pair in {**answers, option: value}.items() for part in pair]
    done = command(tmp_path, "new", "site", *given)
    assert done.returncode == 2
    assert option in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.git").write_text("gitdir: elsewhere")
    before = tree(tmp_path)
    given = ["--lang", "vi", "--name", "A", "--place", "", "--year", "2020", "--site-url", ""]
    for place in ("site", "site/.git"):
        done = command(tmp_path, "new", place, *given)
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert tree(tmp_path) == before
    (tmp_path / "empty").mkdir()
    assert command(tmp_path, "new", "empty", *given).returncode == 0


# --- The next year


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_new_year_keeps_plans_and_asks_for_the_rest(lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    new(folder, lang=lang)
    before = tree(folder)
    done = command(folder, "new-edition", "2021")
    assert done.returncode == 0, done.stderr
    after = tree(folder)
    assert {path: after[path] for path in before} == before, "nothing that was there is changed"
    talk = {"vi": "phong-van", "en": "interview"}[lang]
    made = {"content/2021/index.md", f"content/2021/{talk}.md", "2021.xlsx"}
    assert set(after) - set(before) == made
    head = yaml.safe_load((folder / "content/2021/index.md").read_text("utf-8").split("---")[1])
    first = yaml.safe_load((folder / "content/2020/index.md").read_text("utf-8").split("---")[1])
    assert head["status"] == "draft" and head["indicators"] == first["indicators"]
    text = (folder / f"content/2021/{talk}.md").read_text("utf-8")
    assert text.count("/2021/plan)") == 1, "the one plan that is known"
    sheet = openpyxl.load_workbook(folder / "2021.xlsx").active
    assert sheet is not None
    filled = [
        cell.value for row in sheet.iter_rows(min_row=7, min_col=4, max_col=8) for cell in row
    ]
    assert [value for value in filled if value is not None] == [1050, 1200, 4.5], "no more is told"
    for arguments in (["check", "--strict"], ["build", "--strict"]):
        done = command(folder, *arguments)
        assert done.returncode == 0, done.stderr
    assert not (folder / "site/2021").exists(), "a draft isn't published"


def test_the_table_filled_in_becomes_rows_of_the_new_year(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    new(folder)
    command(folder, "new-edition", "2021")
    data = folder / "data/observations.csv"
    told = [
        "import",
        "2021.xlsx",
        "--edition",
        "2021",
        "--source",
        "vi-du",
        "--as-of",
        "2022-01-15",
    ]
    before = data.read_bytes()
    assert command(folder, *told, "--write").returncode == 0
    assert data.read_bytes() == before, "an empty table brings nothing"
    book = openpyxl.load_workbook(folder / "2021.xlsx")
    sheet = book.active
    assert sheet is not None
    rows = {row[-1].value: row for row in sheet.iter_rows(min_row=7) if row[-1].value}
    rows["vi-du-so-nguoi"][5].value = 1234
    rows["vi-du-ty-le"][4].value = 4
    book.save(folder / "2021.xlsx")
    done = command(folder, *told, "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    added = data.read_text("utf-8").removeprefix(before.decode()).splitlines()
    assert sorted(line.partition(",final")[0] for line in added) == [
        "vi-du-so-nguoi,2021,,actual,1234,,",
        "vi-du-ty-le,2021,,plan,4,,",
    ]
    page = folder / "content/2021/index.md"
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    done = command(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "1.234" in (folder / "site/2021/index.html").read_text("utf-8")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_samples_that_go_are_told_once_with_the_way_out(lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    new(folder, lang=lang)
    assert command(folder, "build").returncode == 0
    for path in [*folder.glob("data/*.csv"), *folder.glob("content/**/*.md")]:
        text = path.read_text("utf-8")
        for old, real in [("vi-du-so", "ho-tro-so"), ("vi-du-ty", "tre-hen-ty"), ("vi-du,", "x,")]:
            text = text.replace(old, real)
        for old, real in [
            ("example-people", "people"),
            ("example-share", "late"),
            ("example,", "x,"),
        ]:
            text = text.replace(old, real)
        text = text.replace("source: vi-du", "source: x").replace("source: example", "source: x")
        path.write_text(text, "utf-8")
    done = command(folder, "check")
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stderr.splitlines()[:-1]] == ["address-samples"]
    (folder / "archive/addresses.txt").unlink()
    assert command(folder, "build", "--strict").returncode == 0


@pytest.mark.parametrize("emptied", [["observations"], ["observations", "indicators"]])
def test_an_offices_table_fills_a_site_whose_samples_are_gone(
    emptied: list[str], tmp_path: Path
) -> None:
    """The pages speak of what the table is to bring: neither may wait for the other."""
    folder = tmp_path / "site"
    new(folder)
    for name in emptied:
        table = folder / f"data/{name}.csv"
        table.write_text(table.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Chỉ tiêu", "ĐVT", "KH 2020", "TH 2020"])
    book.active.append(["Ví dụ: số người được hỗ trợ", "người", 1000, 1050])
    book.save(folder / "bang.xlsx")
    told = ["--edition", "2020", "--source", "vi-du", "--as-of", "2021-01-15", "--write"]
    done = command(folder, "import", "bang.xlsx", *told)
    assert done.returncode == 0, done.stderr
    rows = (folder / "data/observations.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[4] for row in rows] == ["1000", "1050"]


def test_the_example_gets_the_year_after_its_first(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "example")
    before = tree(folder)
    done = command(folder, "new-edition", "2021", "--from", "2020")
    assert done.returncode == 0, done.stderr
    after = tree(folder)
    assert {path: after[path] for path in before} == before
    text = (folder / "content/2021/phong-van.md").read_text("utf-8")
    assert "[](fig:viec-lam/2021/plan)" in text
    done = command(folder, "check", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_plan_over_several_years_stands_in_the_table_while_the_years_go_on(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "site"
    new(folder)
    with (folder / "data/indicators.csv").open("a", encoding="utf-8") as file:
        for id in ("xong", "tiep"):
            file.write(f"{id},Lũy kế {id},,người,,0,up,vi-du,,\n")
    with (folder / "data/observations.csv").open("a", encoding="utf-8") as file:
        for start in (
            "xong,2020,2016,actual,4100",
            "tiep,2020,2018,actual,2100",
            "tiep,2021,2018,plan,3200",
        ):
            file.write(f"{start},,,final,2021-01-15,,,,vi-du,\n")
    page = folder / "content/2020/index.md"
    page.write_text(
        page.read_text("utf-8").replace("  - vi-du-ty-le", "  - xong\n  - tiep"), "utf-8"
    )
    command(folder, "new-edition", "2021")
    sheet = openpyxl.load_workbook(folder / "2021.xlsx").active
    assert sheet is not None
    rows = {row[-1]: row[3:8] for row in sheet.iter_rows(min_row=7, values_only=True) if row[-1]}
    assert set(rows) == {"vi-du-so-nguoi", "tiep | 2018"}
    assert rows["tiep | 2018"][:3] == (2100, 3200, None)
    told = ["--edition", "2021", "--source", "vi-du", "--as-of", "2022-01-15", "--write"]
    before = (folder / "data/observations.csv").read_bytes()
    done = command(folder, "import", "2021.xlsx", *told)
    assert done.returncode == 0, done.stderr
    assert (folder / "data/observations.csv").read_bytes() == before


def test_nothing_is_overwritten_and_a_year_follows_an_earlier_one(tmp_path: Path) -> None:
    config = make_site(tmp_path / "site")
    folder = config.parent
    before = tree(folder)
    for arguments, code in [
        (["2021"], "edition-exists"),
        (["2020"], "edition-exists"),
        (["2022", "--from", "2023"], "edition-order"),
        (["2023", "--from", "1999"], "edition-before"),
        (["2019"], "edition-before"),
    ]:
        done = command(folder, "new-edition", *arguments)
        assert done.returncode == 1 and code in done.stderr, done.stderr
        assert tree(folder) == before
    (folder / "2022.xlsx").write_text("của người khác")
    done = command(folder, "new-edition", "2022")
    assert done.returncode == 1 and "2022.xlsx" in done.stderr
    assert not (folder / "content/2022").exists()
