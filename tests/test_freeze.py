"""Editions kept for good: frozen, laid out unchanged, corrected, withdrawn, built again."""

import csv
import io
import json
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest

from generator.archive.bag import Bag
from generator.archive.manifest import seal
from generator.build import prepare
from generator.problems import InputError
from tests.example import build, run, tree
from tests.sites import BASE, make_site

LATER = "viec-lam,2020,,actual,18380,,,final,2021-03-01,,,,bao-2020,"
ROOT = "https://nien-giam.example/"
REGION = re.compile(r"<!--status-->(.*?)<!--/status-->", re.S)


SUMS = """\
import builtins, math

added = builtins.sum

def sum(items, /, start=0):
    items = list(items)
    if not any(type(item) is float for item in items):
        return added(items, start)
    if {exact}:
        return math.fsum([start, *items])
    for item in items:
        start = start + item
    return start

builtins.sum = sum
"""


def freeze(
    folder: Path, *arguments: str, day: str = "2021-02-01", env: dict[str, str] | None = None
) -> str:
    done = run("generator.cli", "freeze", "2020", "--date", day, *arguments, cwd=folder, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(folder: Path, *arguments: str) -> str:
    before = tree(folder)
    done = run("generator.cli", *arguments, cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert tree(folder) == before, "nothing is changed where nothing can be done"
    return done.stderr


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_an_old_address_of_an_edition_is_frozen_with_it(tmp_path: Path) -> None:
    two = {"mkdocs.yml": str(BASE["mkdocs.yml"]).replace("languages: [vi]", "languages: [vi, en]")}
    row = "from,to\n/2020/bai-cu/,/2020/phong-van/\n/2020/#cu,/2020/#viec-lam-2020-actual\n"
    folder = make_site(tmp_path / "a", {**two, "data/redirects.csv": row}).parent
    before = (build(folder) / "2020/bai-cu/index.html").read_text("utf-8")
    assert 'content="0; url=../../2020/phong-van/index.html"' in before
    freeze(folder)
    site = build(folder)
    for language in ("", "en/"):
        page = (site / f"{language}2020/bai-cu/index.html").read_text("utf-8")
        assert re.search(r'http-equiv="refresh" content="0; url=[^"]*2020/phong-van/', page)
        assert 'id="cu"' in (site / f"{language}2020/index.html").read_text("utf-8")
    laid_out(folder, "2020")
    done = run("generator.cli", "verify", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def blank(body: bytes) -> bytes:
    return REGION.sub("<!--status--><!--/status-->", body.decode()).encode()


def laid_out(folder: Path, name: str) -> None:
    """The built site has the edition as its bag has it, but for the status regions."""
    bag = Bag.open(folder / f"archive/{name}.zip")
    there = {
        path.relative_to(folder / "site").as_posix()
        for top in (name, f"en/{name}")
        for path in (folder / "site" / top).rglob("*")
        if path.is_file()
    }
    assert there == {item[5:] for item in bag.names if item.startswith("site/")}
    for uri in there:
        served = (folder / "site" / uri).read_bytes()
        assert (blank(served) if uri.endswith(".html") else served) == bag.read(f"site/{uri}"), uri


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built and its first edition frozen."""
    folder = make_site(tmp_path_factory.mktemp("đông") / "trang").parent
    build(folder)
    freeze(folder)
    return folder


@pytest.fixture
def frozen(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "trang"))


@pytest.fixture(scope="module")
def corrected(once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, its second version frozen."""
    folder = Path(shutil.copytree(once, tmp_path_factory.mktemp("sửa") / "trang"))
    append(folder / "data/observations.csv", LATER)
    replace(folder / "content/2020/index.md", "as_of: 2021-01-01", "as_of: 2021-03-01")
    replace(folder / "content/2020/phong-van.md", "18.382", "18.380")
    freeze(folder, "--correct", "In nhầm số", day="2021-03-02")
    build(folder)
    return folder


def test_a_frozen_edition_is_laid_out_unchanged_whatever_changes_around_it(frozen: Path) -> None:
    templates = frozen / "templates"
    shutil.copytree(Path(__file__).parent.parent / "templates", templates)
    replace(templates / "base.html", "<main", '<p class="other">Mẫu khác</p><main')
    theme = "theme: {name: null, custom_dir: templates}"
    replace(frozen / "mkdocs.yml", "site_dir: site", f"site_dir: site\n{theme}")
    replace(frozen / "mkdocs.yml", "Niên giám thử", "Tên khác")
    append(frozen / "data/observations.csv", LATER)
    site = build(frozen)
    laid_out(frozen, "2020")
    assert "Mẫu khác" in (site / "2021/index.html").read_text("utf-8")
    assert "Mẫu khác" not in (site / "2020/index.html").read_text("utf-8")


def test_a_later_row_is_a_revision_that_the_frozen_page_tells(frozen: Path) -> None:
    append(frozen / "data/observations.csv", LATER)
    site = build(frozen)
    page = (site / "2020/chi-tieu/viec-lam/index.html").read_text("utf-8")
    said = REGION.findall(page)[0]
    assert "18.382" in said
    assert "18.380" in said
    assert "điều chỉnh ngày" in said
    other = (site / "2020/chi-tieu/von-nha/index.html").read_text("utf-8")
    assert REGION.findall(other) == [""], "no figure of it changed and nothing replaced it"


def test_freezing_later_gives_the_same_pages(once: Path, tmp_path: Path) -> None:
    """What came after the edition isn't known to it, whenever it is frozen."""
    folder = make_site(tmp_path / "sau").parent
    append(folder / "data/observations.csv", LATER)
    append(
        folder / "data/observations.csv", "viec-lam,2022,,actual,9,,,final,2023-01-05,,,,bao-2021,"
    )
    replace(folder / "content/2021/index.md", "Ấn bản thứ hai.", "Viết lại.")
    freeze(folder, day="2024-05-06")
    now, then = (Bag.open(place / "archive/2020.zip") for place in (folder, once))
    for name in then.names:
        if name.startswith(("site/", "tables/", "figures", "addresses")):
            assert now.read(name) == then.read(name), name


def test_the_same_day_gives_the_same_bag(once: Path, tmp_path: Path) -> None:
    folder = make_site(tmp_path / "nơi khác").parent
    freeze(folder)
    assert (folder / "archive/2020.zip").read_bytes() == (once / "archive/2020.zip").read_bytes()


def test_every_python_adds_up_to_the_same_bag(tmp_path: Path) -> None:
    """Up to 3.11 sum() adds floats one by one, from 3.12 on it makes good what is lost."""
    rows = "viec-lam,2019,,plan,0,,,final,2021-01-01,,,,bao-2020,\n"
    rows += "von-nha,2019,,plan,0,,,final,2021-01-01,,,,bao-2020,\n"
    rows += "von-nha,2019,,actual,-0.5,,,final,2021-01-01,,,,bao-2020,\n"
    bags = []
    for exact in (True, False):
        folder = make_site(tmp_path / f"{exact}").parent
        append(folder / "data/observations.csv", rows.rstrip())
        (folder / "python").mkdir()
        (folder / "python/sitecustomize.py").write_text(SUMS.format(exact=exact), "utf-8")
        freeze(folder, env={"PYTHONPATH": str(folder / "python")})
        bags.append((folder / "archive/2020.zip").read_bytes())
    assert bags[0] == bags[1]


def test_freeze_prints_the_hash_and_registers_it(frozen: Path) -> None:
    bag = frozen / "archive/2020.zip"
    said = subprocess.run(["sha256sum", bag], capture_output=True, text=True, check=True).stdout
    rows = table(frozen / "archive/register.csv")
    assert [row["sha256"] for row in rows] == [said.split()[0]]
    assert (rows[0]["edition"], rows[0]["version"], rows[0]["date"]) == ("2020", "1", "2021-02-01")
    site = build(frozen)
    listed = json.loads((site / "editions.json").read_text("utf-8"))["editions"]
    found = {item["edition"]: item["frozen"] for item in listed}
    assert found[2021] is None
    assert found[2020]["sha256"] == rows[0]["sha256"]
    assert found[2020]["bytes"] == bag.stat().st_size
    assert (site / "luu-tru/2020.zip").read_bytes() == bag.read_bytes()
    assert rows[0]["sha256"] in (site / "luu-tru/index.html").read_text("utf-8")


def test_the_archive_tells_one_number_of_figures_before_and_after(
    once: Path, tmp_path: Path
) -> None:
    said = []
    for folder in (
        make_site(tmp_path / "chưa").parent,
        Path(shutil.copytree(once, tmp_path / "rồi")),
    ):
        site = build(folder)
        tables = (site / "2020/chi-tieu").glob("*.csv")
        anchors = [row["anchor"] for path in tables for row in table(path)]
        listed = json.loads((site / "editions.json").read_text("utf-8"))["editions"]
        assert [len(anchors)] == [item["figures"] for item in listed if item["edition"] == 2020]
        page = (site / "luu-tru/index.html").read_text("utf-8")
        said.append(re.findall(r"([\d.]+) con số của", page))
        assert said[-1][-1] == str(len(anchors))
    assert said[0] == said[1]
    (row,) = table(once / "archive/register.csv")
    assert row["figures"] == said[1][-1]


def verified(folder: Path) -> tuple[int, set[str]]:
    """Exit code of verify, and the codes of what it tells."""
    done = run("generator.cli", "verify", "--format", "json", cwd=folder)
    found = json.loads(done.stdout or done.stderr)
    return done.returncode, {item["code"] for item in found}


def test_a_site_built_before_the_freeze_is_older_and_not_altered(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "cũ").parent
    build(folder)
    freeze(folder)
    assert verified(folder) == (0, {"verify-older"})
    page = folder / "site/2020/index.html"
    page.write_bytes(page.read_bytes() + b"<!-- -->")
    assert verified(folder) == (1, {"verify-older", "verify-differs"})
    build(folder)
    assert verified(folder) == (0, set())
    (folder / "site/luu-tru/register.csv").unlink()
    seal(folder / "site")
    assert verified(folder) == (1, {"verify-missing"}), "a site that knew is no older one"


# --- Alone


def links(page: str) -> Iterator[tuple[str, str, Any]]:
    """(attribute, address, element) of everything that a page loads or leads to."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("href", "src") or name.endswith("-src"):
                yield name, value, element


def reached(page: str, address: str) -> str:
    path = unquote(address.partition("#")[0])
    return normpath(join(dirname(page), path)) if path else page


def test_a_frozen_edition_stands_alone(once: Path, tmp_path: Path) -> None:
    """Every link leads into the bag, to another host, or is marked as leading to the live site."""
    with zipfile.ZipFile(once / "archive/2020.zip") as bag:
        bag.extractall(tmp_path)
    site = tmp_path / "2020/data/site"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 5
    live = 0
    for path in pages:
        here = path.relative_to(site).as_posix()
        for name, value, element in links(path.read_text("utf-8")):
            if value.startswith(ROOT):
                if element.tag == "a" and name == "href" and "rel" in element.attrib:
                    live += "data-live" in element.attrib
                continue
            if re.match(r"[a-z]+:", value):
                continue
            target = reached(here, value)
            assert (site / target).is_file(), f"{here}: {value}"
            assert target.startswith(("2020/", "en/2020/")), f"{here}: {value}"
    assert live > 20, "links to the live site are marked"


def test_a_frozen_edition_opens_in_a_browser_without_a_network(
    once: Path, tmp_path: Path, visit: Any
) -> None:
    with zipfile.ZipFile(once / "archive/2020.zip") as bag:
        bag.extractall(tmp_path)
    site = tmp_path / "2020/data/site"
    for scripts in (True, False):
        seen = visit(
            (site / "2020/chi-tieu/viec-lam/index.html").as_uri(), java_script_enabled=scripts
        )
        assert not seen.complaints
        assert all(url.startswith(site.as_uri()) for url in seen.requests)
        assert "18.382" in seen.page.locator("main").inner_text()
        assert seen.page.locator("svg").first.is_visible()
        assert not seen.page.locator("[data-plot]").count(), (
            "the interactive view is on the live site"
        )


# --- Silent edits


EDITS = {
    "value": ("data/observations.csv", "actual,18382", "actual,18383", 3, "frozen-value"),
    "plan": ("data/observations.csv", "plan,18000", "plan,18001", 2, "frozen-value"),
    "upper": ("data/observations.csv", "actual,30.028,", "actual,30.028,31", 14, "frozen-value"),
    "status": ("data/observations.csv", "3.6,,,estimate", "3.6,,,final", 10, "frozen-value"),
    "unit": (
        "data/indicators.csv",
        "people,0,up,viec-lam,,\nra",
        "persons,0,up,viec-lam,,\nra",
        2,
        "frozen-value",
    ),
    "name": ("data/indicators.csv", "Số người được", "Số lượt người được", 2, "frozen-value"),
    "definition": (
        "data/indicators.csv",
        "Theo chuẩn đa chiều",
        "Theo chuẩn khác",
        4,
        "frozen-value",
    ),
    "a row that goes": (
        "data/observations.csv",
        "ho-ngheo,2019,,actual,4.59,,,final,2020-08-17,chuẩn 2016-2020,,,bao-2020,\n",
        "",
        1,
        "frozen-row",
    ),
    "a row dated back": (
        "data/observations.csv",
        "von-nha,2020,,actual",
        "von-nha,2019,,actual,9,,,final,2020-01-01,,,,bao-2020,\nvon-nha,2020,,actual",
        14,
        "frozen-row",
    ),
    "note": ("data/observations.csv", "Báo ghi 102,1%", "Báo ghi 102%", 3, "frozen-value"),
    "where it was published": (
        "data/observations.csv",
        "18382,,,final,2021-01-01,,,,bao-2020",
        "18382,,,final,2021-01-01,,,,bao-2021",
        3,
        "frozen-value",
    ),
    "topic": ("data/indicators.csv", "2,down,giam-ngheo,", "2,down,viec-lam,", 4, "frozen-value"),
    "whose part": ("data/indicators.csv", "viec-lam,viec-lam,", "viec-lam,,", 3, "frozen-value"),
    "title of a source": (
        "data/sources.csv",
        "Kết quả năm 2020, nhiệm",
        "Kết quả năm 2020 và nhiệm",
        2,
        "frozen-value",
    ),
    "address of a source": (
        "data/sources.csv",
        "https://bao.example/2020",
        "https://bao.example/khac",
        2,
        "frozen-value",
    ),
    "name of a topic": (
        "data/topics.csv",
        "Việc làm,Employment",
        "Lao động,Work",
        2,
        "frozen-value",
    ),
    "name of a basis": (
        "data/labels.csv",
        "Chuẩn nghèo 2016–2020",
        "Chuẩn nghèo cũ",
        4,
        "frozen-value",
    ),
    "a label that goes": (
        "data/labels.csv",
        "basis,chuẩn 2016-2020,Chuẩn nghèo 2016–2020,Poverty standard 2016–2020\n",
        "",
        1,
        "frozen-row",
    ),
    "the text": ("content/2020/phong-van.md", "Ông Ba: Có", "Ông Ba: Đã có", 0, "frozen-changed"),
    "the picture": ("content/2020/hinh.svg", "M0 4", "M0 5", 0, "frozen-changed"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_silent_edit_of_what_was_frozen_stops_the_build(frozen: Path, name: str) -> None:
    path, old, new, line, code = EDITS[name]
    replace(frozen / path, old, new)
    with pytest.raises(InputError) as error:
        prepare(frozen / "mkdocs.yml")
    told = [(item.path, item.line, item.code) for item in error.value.problems.errors()]
    assert {item for item in told if item[2].startswith("frozen")} == {(path, line, code)}


ADDITIONS = {
    "a translation of an indicator": (
        "data/indicators.csv",
        "Số lao động đi làm việc ở nước ngoài,,",
        "Số lao động đi làm việc ở nước ngoài,Workers abroad,",
    ),
    "labels": ("data/labels.csv", "by,area", "note,x,Ghi chú x,Note x\nby,area"),
    "a topic": ("data/topics.csv", "giam-ngheo,", "y-te,Y tế,\ngiam-ngheo,"),
    "a word of a source that the edition doesn't name": ("data/sources.csv", "năm 2021", "2021"),
    "a label of later rows": ("data/labels.csv", "Khu vực", "Vùng"),
    "line ends of a table": ("data/observations.csv", "\n", "\r\n"),
    "line ends of an interview": ("content/2020/phong-van.md", "\n", "\r\n"),
    "line ends of a drawing": ("content/2020/hinh.svg", "\n", "\r\n"),
    "another text outside of the edition": ("content/index.md", "Trang chủ của", "Trang đầu của"),
}


@pytest.mark.parametrize("name", ADDITIONS)
def test_what_alters_nothing_that_was_shown_is_no_silent_edit(frozen: Path, name: str) -> None:
    path, old, new = ADDITIONS[name]
    text = (frozen / path).read_bytes().decode()
    assert old in text
    (frozen / path).write_bytes(text.replace(old, new).encode())
    prepare(frozen / "mkdocs.yml")


def test_rows_in_another_order_are_no_silent_edit(frozen: Path) -> None:
    for name in ("observations", "indicators", "sources", "topics", "labels"):
        path = frozen / f"data/{name}.csv"
        header, *rows = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows), ""]), "utf-8")
    prepare(frozen / "mkdocs.yml")


def test_a_table_that_cant_be_read_is_told_once(frozen: Path) -> None:
    append(frozen / "data/labels.csv", 'by,"x')
    with pytest.raises(InputError) as error:
        prepare(frozen / "mkdocs.yml")
    assert {item.code for item in error.value.problems.errors()} == {"csv-quote"}


def test_files_that_come_and_go_are_named(frozen: Path) -> None:
    (frozen / "content/2020/hinh.svg").rename(frozen / "content/2020/anh.svg")
    replace(frozen / "content/2020/phong-van.md", "hinh.svg", "anh.svg")
    with pytest.raises(InputError) as error:
        prepare(frozen / "mkdocs.yml")
    assert {(item.path, item.code) for item in error.value.problems.errors()} == {
        ("content/2020/anh.svg", "frozen-extra"),
        ("content/2020/hinh.svg", "frozen-missing"),
        ("content/2020/phong-van.md", "frozen-changed"),
    }


@pytest.mark.parametrize(
    ("edit", "row"),
    [
        ("value", "2021-03-02,2020,2,viec-lam,value,2020,actual,,,,18382,18383,In nhầm"),
        ("plan", "2021-03-02,2020,2,viec-lam,value,2020,plan,,,,18000,18001,In nhầm"),
        (
            "definition",
            "2021-03-02,2020,2,ho-ngheo,definition,,,,,,Theo chuẩn đa chiều,Theo chuẩn khác,Nhầm",
        ),
    ],
)
def test_a_correction_announces_the_change(frozen: Path, edit: str, row: str) -> None:
    path, old, new, _, _ = EDITS[edit]
    replace(frozen / path, old, new)
    header = "date,edition,version,indicator,field,year,measure,by,group,basis,old,new,reason"
    (frozen / "data/corrections.csv").write_text(f"{header}\n{row}\n", "utf-8")
    try:
        prepare(frozen / "mkdocs.yml")
        left = []
    except InputError as error:
        left = error.problems.errors()
    assert not [item for item in left if item.code.startswith("frozen")]


def test_a_bag_that_was_exchanged_stops_the_build(frozen: Path) -> None:
    bag = frozen / "archive/2020.zip"
    bag.write_bytes(bag.read_bytes()[:-1] + b"x")
    done = run("generator.cli", "build", cwd=frozen)
    assert done.returncode == 1
    assert "archive/2020.zip" in done.stderr


# --- What is refused


def test_what_is_not_ready_is_not_frozen(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "a").parent
    replace(folder / "content/2021/index.md", "status: published", "status: draft")
    assert "freeze-draft" in refused(folder, "freeze", "2021")
    assert "freeze-no-edition" in refused(folder, "freeze", "2019")
    assert "freeze-not-yet" in refused(folder, "freeze", "2020", "--correct", "x")
    replace(folder / "content/2020/phong-van.md", "18.382 người", "18.999 người")
    assert "figure-disagrees" in refused(folder, "freeze", "2020")
    replace(
        folder / "content/2020/phong-van.md", "[18.999 người](fig:viec-lam/2020)", "9.999 người"
    )
    assert "content/2020/phong-van.md" in refused(folder, "freeze", "2020"), "strict: a bare number"
    bare = BASE["mkdocs.yml"]
    assert isinstance(bare, str)
    folder = make_site(
        tmp_path / "b", {"mkdocs.yml": bare.replace(f"site_url: {ROOT}\n", "")}
    ).parent
    assert "freeze-no-address" in refused(folder, "freeze", "2020")


def test_folders_within_folders_are_frozen_and_corrected_too(tmp_path: Path) -> None:
    files = {re.sub("^(content|data)/", r"nguồn/\1/", name): body for name, body in BASE.items()}
    settings = str(BASE["mkdocs.yml"]).replace("docs_dir: content", "docs_dir: nguồn/content")
    files["mkdocs.yml"] = f"{settings.rstrip()}\n      data_dir: nguồn/data\n"
    folder = tmp_path / "a"
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body if isinstance(body, bytes) else body.encode())
    freeze(folder)
    build(folder)
    laid_out(folder, "2020")
    page = folder / "nguồn/content/2020/phong-van.md"
    replace(page, "Ông Ba: Có", "Ông Ba: Đã có")
    assert "nguồn/content/2020/phong-van.md:0:0: frozen-changed" in refused(folder, "build")
    freeze(folder, "--correct", "Sai chữ", day="2021-03-02")
    build(folder)
    laid_out(folder, "2020-v2")


def test_hidden_files_are_no_part_of_an_edition(frozen: Path) -> None:
    for name in (".nhap.md", ".obsidian/app.json"):
        path = frozen / "content/2020" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}", "utf-8")
    build(frozen)
    laid_out(frozen, "2020")


def test_an_edition_is_frozen_once(frozen: Path) -> None:
    assert "freeze-again" in refused(frozen, "freeze", "2020")
    assert "freeze-same" in refused(frozen, "freeze", "2020", "--correct", "không có gì")


# --- Corrections


def test_a_correction_makes_the_next_version_and_leaves_the_first(corrected: Path) -> None:
    laid_out(corrected, "2020")
    laid_out(corrected, "2020-v2")
    rows = table(corrected / "data/corrections.csv")
    assert [(row["indicator"], row["field"], row["old"], row["new"]) for row in rows] == [
        ("viec-lam", "value", "18382", "18380")
    ]
    site = corrected / "site"
    first = (site / "2020/chi-tieu/viec-lam/index.html").read_text("utf-8")
    said = REGION.findall(first)[0]
    assert "phiên bản 2" in said
    assert "In nhầm số" in said
    assert "../../../2020-v2/chi-tieu/viec-lam/index.html" in said
    assert re.search(r"<del>18\.382[^<]*</del> → <ins>18\.380", said)
    other = (site / "2020/chi-tieu/von-nha/index.html").read_text("utf-8")
    assert "Không con số nào trên trang này thay đổi" in REGION.findall(other)[0]
    second = (site / "2020-v2/chi-tieu/viec-lam/index.html").read_text("utf-8")
    assert REGION.findall(second) == [""]
    assert "18.380" in second
    archive = (site / "luu-tru/index.html").read_text("utf-8")
    replaced = '<dt>Đã thay bằng</dt><dd><a href="../2020-v2/index.html">'
    assert archive.count(replaced) == 1, "version 1 says so, version 2 and 2021 don't"


def test_the_corrected_site_is_proved_and_a_false_notice_is_found(
    corrected: Path, tmp_path: Path
) -> None:
    done = run("generator.cli", "verify", cwd=corrected)
    assert done.returncode == 0, done.stderr
    folder = Path(shutil.copytree(corrected, tmp_path / "trang"))
    page = folder / "site/2020/chi-tieu/viec-lam/index.html"
    replace(page, "<ins>18.380", "<ins>18.382")
    done = run("generator.cli", "verify", cwd=folder)
    assert done.returncode == 1
    assert "verify-status" in done.stderr


def test_a_corrected_version_came_out_on_the_day_of_its_correction(corrected: Path) -> None:
    """So a citation of version 2 isn't older than what it shows."""
    (row,) = table(corrected / "data/corrections.csv")
    days = {}
    for name in ("2020", "2020-v2"):
        for uri in (f"{name}/index.html", f"{name}/chi-tieu/viec-lam/index.html"):
            page = (corrected / "site" / uri).read_text("utf-8")
            (day,) = re.findall(r'name="citation_publication_date" content="([^"]+)"', page)
            days.setdefault(name, set()).add(day)
    assert days == {"2020": {"2021-01-01"}, "2020-v2": {row["date"]}}
    listed = json.loads((corrected / "site/editions.json").read_text("utf-8"))["editions"]
    assert row["date"] in [item["published"] for item in listed if item["version"] == 2]


def test_what_a_later_edition_brought_is_no_correction_of_an_earlier_one(frozen: Path) -> None:
    done = run("generator.cli", "freeze", "2021", "--date", "2022-02-01", cwd=frozen)
    assert done.returncode == 0, done.stderr
    append(frozen / "data/observations.csv", LATER.replace("2021-03-01", "2022-03-01"))
    replace(frozen / "content/2020/index.md", "as_of: 2021-01-01", "as_of: 2022-03-01")
    replace(frozen / "content/2020/phong-van.md", "18.382", "18.380")
    freeze(frozen, "--correct", "In nhầm số", day="2022-03-02")
    rows = table(frozen / "data/corrections.csv")
    assert [(row["indicator"], row["year"], row["old"], row["new"]) for row in rows] == [
        ("viec-lam", "2020", "18382", "18380")
    ]
    build(frozen)
    assert verified(frozen) == (0, set())


def test_a_corrected_text_alone_makes_a_version_too(frozen: Path) -> None:
    replace(frozen / "content/2020/phong-van.md", "Nhà mới", "Nhà tình thương mới")
    freeze(frozen, "--correct", "Sai chú thích ảnh", day="2021-03-02")
    site = build(frozen)
    assert "Nhà tình thương mới" in (site / "2020-v2/phong-van/index.html").read_text("utf-8")
    text = (site / "2020-v2/phong-van/index.html").read_text("utf-8")
    assert re.findall(r'<img [^>]*src="([^"]+)"', text) == ["../../2020-v2/hinh.svg"]
    assert (site / "2020-v2/hinh.svg").is_file()
    for uri in ("dinh-chinh/index.html", "dinh-chinh/feed.xml"):
        said = (site / uri).read_text("utf-8")
        assert "Sai chú thích ảnh" in said
        assert "như ở phiên bản 1" in said
        assert "Lời văn của ấn bản" in said
    laid_out(frozen, "2020")


def test_a_frozen_page_tells_a_corrected_row_and_unit_as_they_were_shown(frozen: Path) -> None:
    """The tables no longer hold what it showed: its bag does."""
    replace(frozen / "data/observations.csv", "actual,30.028", "actual,30.282")
    old, new = "người,people,0,up,viec-lam,,\nra", "lượt,times,0,up,viec-lam,,\nra"
    replace(frozen / "data/indicators.csv", old, new)
    replace(frozen / "content/2020/phong-van.md", "[18.382 người]", "[18.382 lượt]")
    freeze(frozen, "--correct", "Ghi nhầm", day="2021-03-02")
    site = build(frozen)
    for name, old, new in (
        ("von-nha", "30,028 tỷ đồng", "30,282 tỷ đồng"),
        ("viec-lam", "18.382 người", "18.382 lượt"),
    ):
        page = (site / f"2020/chi-tieu/{name}/index.html").read_text("utf-8")
        said = REGION.findall(page)[0].replace("\xa0", " ")
        assert f"<del>{old}</del> → <ins>{new}</ins> (đính chính ngày 02/3/2021: Ghi nhầm)" in said
    same = (site / "2020/chi-tieu/ho-ngheo/index.html").read_text("utf-8")
    assert "Không con số nào trên trang này thay đổi" in REGION.findall(same)[0]
    done = run("generator.cli", "verify", cwd=frozen)
    assert done.returncode == 0, done.stderr


ROWS_OF_EDITS = {
    "note": ("viec-lam", "note", "Báo ghi 102,1%", "Báo ghi 102%"),
    "where it was published": ("viec-lam", "source", "bao-2020", "bao-2021"),
    "topic": ("ho-ngheo", "topic", "giam-ngheo", "viec-lam"),
    "title of a source": (
        "",
        "",
        "Kết quả năm 2020, nhiệm vụ 2021",
        "Kết quả năm 2020 và nhiệm vụ 2021",
    ),
    "a label that goes": ("", "", "Chuẩn nghèo 2016–2020", ""),
    "a row dated back": ("von-nha", "value", "", "9"),
}


@pytest.mark.parametrize("name", ROWS_OF_EDITS)
def test_a_correction_tells_each_kind_of_change_and_the_site_builds(
    frozen: Path, name: str
) -> None:
    path, old, new, _, _ = EDITS[name]
    replace(frozen / path, old, new)
    freeze(frozen, "--correct", "Ghi nhầm", day="2021-03-02")
    rows = table(frozen / "data/corrections.csv")
    found = [(row["indicator"], row["field"], row["old"], row["new"]) for row in rows]
    assert found == [ROWS_OF_EDITS[name]]
    prepare(frozen / "mkdocs.yml")


def test_a_mistake_in_an_older_vintage_is_corrected_too(frozen: Path) -> None:
    replace(frozen / "data/observations.csv", "actual,4,,,forecast", "actual,4.1,,,forecast")
    freeze(frozen, "--correct", "Ghi nhầm", day="2021-03-02")
    rows = table(frozen / "data/corrections.csv")
    assert [(row["field"], row["old"], row["new"]) for row in rows] == [("value", "4", "4.1")]
    prepare(frozen / "mkdocs.yml")


def test_corrections_lead_from_each_version_to_the_next(frozen: Path) -> None:
    """A third version mends the second's mistake; the first still says what it said."""
    for version, (old, new) in enumerate((("18382", "18380"), ("18380", "18381")), start=2):
        replace(frozen / "data/observations.csv", f"actual,{old}", f"actual,{new}")
        words = [f"{item[:2]}.{item[2:]}" for item in (old, new)]
        replace(frozen / "content/2020/phong-van.md", *words)
        freeze(frozen, "--correct", f"Lần {version}", day=f"2021-0{version}-03")
    append(frozen / "data/observations.csv", LATER.replace("18380", "18400"))
    site = build(frozen)
    for name, value in (("2020", "18.382"), ("2020-v2", "18.380"), ("2020-v3", "18.381")):
        laid_out(frozen, name)
        page = (site / name / "chi-tieu/viec-lam/index.html").read_text("utf-8")
        said = REGION.findall(page)[0].replace("\xa0", " ")
        assert value in REGION.sub("", page)
        assert f"<del>{value} người</del> → <ins>18.400 người</ins>" in said
        reasons = [f"Lần {version}" for version in (2, 3) if f": Lần {version}" in said]
        assert reasons == {"2020": ["Lần 2", "Lần 3"], "2020-v2": ["Lần 3"]}.get(name, [])
        assert "điều chỉnh ngày 01/3/2021" in said, "the later vintage is no correction"
    replace(frozen / "data/observations.csv", "actual,18381", "actual,18380")
    replace(frozen / "content/2020/phong-van.md", "18.381", "18.380")
    with pytest.raises(InputError) as error:
        prepare(frozen / "mkdocs.yml")
    told = [dict(item.values) for item in error.value.problems if item.code == "frozen-value"]
    assert {(item["edition"], item["old"], item["new"]) for item in told} >= {
        ("2020-v3", "18381", "18380")
    }


def test_a_mistake_that_two_frozen_editions_show_is_corrected_in_each(frozen: Path) -> None:
    done = run("generator.cli", "freeze", "2021", "--date", "2022-02-01", cwd=frozen)
    assert done.returncode == 0, done.stderr
    path, old, new, _, _ = EDITS["definition"]
    replace(frozen / path, old, new)
    freeze(frozen, "--correct", "Ghi nhầm", day="2022-03-02")
    done = run("generator.cli", "build", cwd=frozen)
    assert done.returncode == 1
    assert "niengiam freeze 2021 --correct" in done.stderr, "the other one still has the mistake"
    arguments = ("freeze", "2021", "--correct", "Ghi nhầm", "--date", "2022-03-03")
    done = run("generator.cli", *arguments, cwd=frozen)
    assert done.returncode == 0, done.stderr
    build(frozen)
    for name in ("2020", "2020-v2", "2021", "2021-v2"):
        laid_out(frozen, name)


def test_another_value_than_the_correction_announces_is_a_silent_edit(frozen: Path) -> None:
    replace(frozen / "data/observations.csv", "plan,18000", "plan,17000")
    header = "date,edition,version,indicator,field,year,measure,by,group,basis,old,new,reason"
    row = "2021-03-02,2020,2,viec-lam,value,2020,plan,,,,18000,18001,In nhầm"
    (frozen / "data/corrections.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with pytest.raises(InputError) as error:
        prepare(frozen / "mkdocs.yml")
    assert "frozen-value" in {item.code for item in error.value.problems.errors()}


def test_a_correction_that_fails_leaves_nothing(frozen: Path) -> None:
    append(frozen / "data/observations.csv", LATER)
    replace(frozen / "content/2020/index.md", "as_of: 2021-01-01", "as_of: 2021-03-01")
    replace(frozen / "content/2020/phong-van.md", "18.382", "18.999")
    assert "figure-disagrees" in refused(frozen, "freeze", "2020", "--correct", "In nhầm số")
    replace(frozen / "content/2020/phong-van.md", "18.999", "18.380")
    replace(frozen / "content/2020/index.md", "as_of: 2021-03-01", "as_of: 2020-12-01")
    assert run("generator.cli", "freeze", "2020", "--correct", "x", cwd=frozen).returncode == 1
    assert not (frozen / "archive/2020-v2.zip").exists()


# --- Withdrawn


def test_a_withdrawn_page_leaves_a_notice_at_its_address(frozen: Path) -> None:
    build(frozen)
    assert "withdraw-unknown" in refused(frozen, "withdraw", "/2020/khong-co/", "--reason", "x")
    arguments = ["withdraw", f"{ROOT}2020/phong-van/", "--reason", "Theo quyết định của tòa án"]
    done = run("generator.cli", *arguments, "--date", "2022-02-03", cwd=frozen)
    assert done.returncode == 0, done.stderr
    assert "withdraw-again" in refused(frozen, *arguments)
    site = build(frozen)
    page = (site / "2020/phong-van/index.html").read_text("utf-8")
    assert "Theo quyết định của tòa án" in page
    assert "18.382" not in page
    assert not (site / "luu-tru/2020.zip").exists(), "the bag still holds the page"
    assert (frozen / "archive/2020.zip").exists()
    done = run("generator.cli", "verify", cwd=frozen)
    assert done.returncode == 0, done.stderr


def test_a_page_is_withdrawn_in_every_language(tmp_path: Path) -> None:
    settings = BASE["mkdocs.yml"]
    assert isinstance(settings, str)
    both = {"mkdocs.yml": settings.replace("languages: [vi]", "languages: [vi, en]")}
    folder = make_site(tmp_path / "trang", both).parent
    build(folder)
    freeze(folder)
    arguments = ("withdraw", "/2020/phong-van/", "--reason", "Theo quyết định của tòa án")
    done = run("generator.cli", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    site = build(folder)
    for address in ("2020/phong-van", "en/2020/phong-van"):
        page = (site / address / "index.html").read_text("utf-8")
        assert "Theo quyết định của tòa án" in page
        assert "18.382" not in page
        assert "18,382" not in page
    index = (site / "2020/tim-kiem/chi-muc.js").read_text("utf-8")
    assert "Trả lời về năm 2020" not in index
    done = run("generator.cli", "verify", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_an_edition_that_must_go_leaves_a_notice_at_each_of_its_pages(frozen: Path) -> None:
    before = set((build(frozen) / "2020").rglob("index.html"))
    arguments = ("withdraw", "/2020/", "--reason", "Theo quyết định của tòa án")
    done = run("generator.cli", *arguments, cwd=frozen)
    assert done.returncode == 0, done.stderr
    site = build(frozen)
    for path in before - {site / "2020/tim-kiem/index.html"}:
        page = path.read_text("utf-8")
        assert "Theo quyết định của tòa án" in page
        assert "18.382" not in page
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert len(listed) == len(set(listed))
    assert not [item for item in listed if "/2020/" in item and "tim-kiem" not in item]
    done = run("generator.cli", "verify", cwd=frozen)
    assert done.returncode == 0, done.stderr


def test_pages_that_list_others_cant_be_withdrawn_nor_any_without_a_reason(frozen: Path) -> None:
    for address in ("/", "/chi-tieu/"):
        assert "withdraw-list" in refused(frozen, "withdraw", address, "--reason", "x")
    arguments = ("withdraw", "/2020/phong-van/", "--reason", " ")
    assert run("generator.cli", *arguments, cwd=frozen).returncode == 2


# --- Built again


def test_an_edition_is_built_again_from_its_bag_elsewhere(corrected: Path) -> None:
    for name in ("2020", "2020-v2"):
        done = run("generator.cli", "rebuild", f"archive/{name}.zip", cwd=corrected)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_differs_when_built_again_is_named(once: Path, tmp_path: Path) -> None:
    """A bag whose page isn't what its sources give: valid in itself, and found out."""
    from generator.archive.bag import pack

    bag = Bag.open(once / "archive/2020.zip")
    payload = {name: bag.read(name) for name in bag.names}
    page = "site/2020/phong-van/index.html"
    payload[page] = payload[page].replace(b"18.382", b"18.999")
    false = tmp_path / "2020.zip"
    false.write_bytes(pack("2020", payload, info={}, tags={}, epoch=0))
    done = run("generator.cli", "rebuild", str(false), cwd=tmp_path)
    assert done.returncode == 1
    assert page in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_an_empty_folder_of_templates_is_there_when_built_again(tmp_path: Path) -> None:
    theme = "site_dir: site\ntheme: {name: null, custom_dir: templates}"
    settings = str(BASE["mkdocs.yml"]).replace("site_dir: site", theme)
    folder = make_site(tmp_path / "a", {"mkdocs.yml": settings}).parent
    (folder / "templates").mkdir()
    freeze(folder)
    done = run("generator.cli", "rebuild", "archive/2020.zip", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_why_sources_in_a_bag_cannot_be_built_is_told(once: Path, tmp_path: Path) -> None:
    from generator.archive.bag import pack

    bag = Bag.open(once / "archive/2020.zip")
    payload = {name: bag.read(name) for name in bag.names}
    del payload["sources/mkdocs.yml"]
    false = tmp_path / "2020.zip"
    false.write_bytes(pack("2020", payload, info={}, tags={}, epoch=0))
    done = run("generator.cli", "rebuild", str(false), cwd=tmp_path)
    assert done.returncode == 1
    assert "rebuild-failed" in done.stderr
    assert "mkdocs.yml:0:0: file-missing" in done.stderr


def test_a_bag_that_is_not_whole_is_not_built_again(once: Path, tmp_path: Path) -> None:
    """Each way in which a bag can be broken is named with its file."""
    with zipfile.ZipFile(once / "archive/2020.zip") as bag:
        whole = {name: bag.read(name) for name in bag.namelist()}
    page = "2020/data/site/2020/index.html"
    for code, change in {
        "differs": {page: whole[page] + b" "},
        "missing": {page: None},
        "extra": {"2020/data/thêm.txt": b"x"},
    }.items():
        false = tmp_path / "2020.zip"
        with zipfile.ZipFile(false, "w") as bag:
            for name, body in (whole | change).items():
                if body is not None:
                    bag.writestr(name, body)
        done = run("generator.cli", "rebuild", str(false), cwd=tmp_path)
        assert done.returncode == 1
        assert f"verify-bag-{code}" in done.stderr
        assert next(iter(change)).removeprefix("2020/") in done.stderr
        assert "Traceback" not in done.stderr


def test_a_python_that_is_not_there_is_told(once: Path) -> None:
    done = run("generator.cli", "rebuild", "archive/2020.zip", "--python", "/nope", cwd=once)
    assert done.returncode == 1
    assert "/nope: No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_archive_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "a").parent
    (folder / "archive").write_text("not a folder", "utf-8")
    done = run("generator.cli", "freeze", "2020", cwd=folder)
    assert done.returncode == 1
    assert str(folder / "archive") in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "archive").read_text("utf-8") == "not a folder"


def test_a_day_that_is_none_is_wrong_usage(once: Path) -> None:
    for epoch in ("9" * 17, "9" * 30, "999999999999"):
        done = run("generator.cli", "freeze", "2021", cwd=once, env={"SOURCE_DATE_EPOCH": epoch})
        assert done.returncode == 2
        assert "SOURCE_DATE_EPOCH" in done.stderr


def test_the_program_in_the_bag_installs(once: Path, tmp_path: Path) -> None:
    bag = Bag.open(once / "archive/2020.zip")
    said = bag.read("sources/environment.txt").decode()
    assert said.startswith(f"# Python {platform.python_version()}\nniengiam==")
    name = next(name for name in bag.names if name.endswith(".whl"))
    wheel = tmp_path / Path(name).name
    wheel.write_bytes(bag.read(name))
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    place = tmp_path / "gói"
    done = subprocess.run(
        [*command, "--target", place, wheel], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    env = {"PYTHONPATH": str(place)}
    done = run("generator.cli", "check", cwd=make_site(tmp_path / "trang").parent, env=env)
    assert done.returncode == 0, done.stderr
    given = ["--lang", "vi", "--name", "Sở Thử", "--place", "tỉnh Thử", "--year", "2020"]
    for other in (["new", "mới", *given, "--site-url", ""], ["publish", "--recipe", "nginx"]):
        done = run("generator.cli", *other, cwd=tmp_path / "trang", env=env)
        assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO(bag.read(name))) as archive:
        assert archive.testzip() is None
        assert any(item.endswith("/licenses/LICENSE") for item in archive.namelist())
