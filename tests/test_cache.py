"""A build after another takes over what depends on nothing new, and gives a cold build's bytes."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.plugin import build_site
from generator.problems import InputError
from tests.example import build, run, tree
from tests.sites import BASE, make_site, text_of

Files = dict[str, str]
SEED = 20261123


def test_a_second_build_says_the_same_and_touches_nothing(tmp_path: Path) -> None:
    make_site(tmp_path)
    _let_time_pass(tmp_path)
    first = run("generator.cli", "build", cwd=tmp_path)
    before = _times(tmp_path / "site")
    second = run("generator.cli", "build", cwd=tmp_path)
    assert (first.returncode, first.stdout, first.stderr) == (0, second.stdout, second.stderr)
    assert _times(tmp_path / "site") == before


@pytest.mark.parametrize("path", ["content/2020/index.md", "mkdocs.yml", "site/index.html"])
def test_whatever_is_touched_is_looked_at_again(tmp_path: Path, path: str) -> None:
    make_site(tmp_path)
    _let_time_pass(tmp_path)
    site = build(tmp_path)
    whole, before = tree(site), _inodes(site)
    file = tmp_path / path
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert tree(build(tmp_path)) == whole
    assert _inodes(site)["index.html"] != before["index.html"]
    page = "chi-tieu/viec-lam/index.html"
    assert _inodes(site)[page] == before[page]


def test_files_that_depend_on_nothing_new_stay_the_same_files(tmp_path: Path) -> None:
    make_site(tmp_path)
    site = build(tmp_path)
    before = _inodes(site)
    table = tmp_path / "data/observations.csv"
    table.write_text(
        table.read_text("utf-8").replace(
            "von-nha,2020,,actual,30.028", "von-nha,2020,,actual,30.03"
        )
    )
    build(tmp_path)
    after = _inodes(site)
    assert before["chi-tieu/viec-lam/index.html"] == after["chi-tieu/viec-lam/index.html"]
    for changed in ("chi-tieu/von-nha/index.html", "2020/index.html", "data/observations.csv"):
        assert before[changed] != after[changed], changed


def test_a_build_that_fails_leaves_files_that_it_shares_alone(tmp_path: Path) -> None:
    make_site(tmp_path)
    before = tree(build(tmp_path))
    page = tmp_path / "content/2021/index.md"
    page.write_text(page.read_text("utf-8") + "\n[](fig:khong-co/2020)\n", "utf-8")
    assert run("generator.cli", "build", cwd=tmp_path).returncode == 1
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("harm", ["cut", "flip", "nonsense", "folder"])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, harm: str) -> None:
    make_site(tmp_path)
    _let_time_pass(tmp_path)
    whole = tree(build(tmp_path))
    for entry in (tmp_path / ".cache/builds").iterdir():
        data = entry.read_bytes()
        middle = len(data) // 2
        if harm == "cut":
            entry.write_bytes(data[:middle])
        elif harm == "flip":
            entry.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        elif harm == "nonsense":
            entry.write_bytes(b"\0" * 100)
        else:
            entry.unlink()
            entry.mkdir()
    (tmp_path / "site/chi-tieu/viec-lam/index.html").write_text("harmed", "utf-8")
    assert tree(build(tmp_path)) == whole


def _let_time_pass(folder: Path) -> None:
    """As if the files had been written a while ago."""
    for path in folder.rglob("*"):
        if path.is_file():
            info = path.stat()
            os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns - 10**10))


def _times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_ctime_ns for path in folder.rglob("*")}


def _inodes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in files}


def _line(rng: random.Random, files: Files, path: str) -> tuple[list[str], int]:
    """The lines of a table, and the number of one row."""
    lines = files[path].splitlines()
    return lines, rng.randrange(1, len(lines))


def _put(files: Files, path: str, lines: list[str]) -> None:
    files[path] = "\n".join(lines) + "\n"


def _value(rng: random.Random, files: Files) -> None:
    lines, number = _line(rng, files, "data/observations.csv")
    cells = lines[number].split(",")
    cells[4] = str(rng.randrange(1, 9)) + cells[4][1:]
    lines[number] = ",".join(cells)
    _put(files, "data/observations.csv", lines)


def _vintage(rng: random.Random, files: Files) -> None:
    lines, number = _line(rng, files, "data/observations.csv")
    cells = lines[number].split(",")
    cells[4] = str(rng.randrange(1, 9)) + cells[4][1:]
    cells[8] = rng.choice(["2021-06-30", "2022-06-30", "2023-01-15"])
    _put(files, "data/observations.csv", [*lines, ",".join(cells)])


def _row(rng: random.Random, files: Files) -> None:
    year, measure = rng.randrange(2015, 2023), rng.choice(["plan", "actual"])
    id = rng.choice(["viec-lam", "ra-nuoc-ngoai", "so-ho-ngheo", "von-nha"])
    day = rng.choice([f"{year}-12-31", "2022-01-04", "2023-02-01"])
    row = f"{id},{year},,{measure},{rng.randrange(9, 99)},,,final,{day},,,,bao-2020,"
    _put(files, "data/observations.csv", [*files["data/observations.csv"].splitlines(), row])


def _less(rng: random.Random, files: Files) -> None:
    lines, number = _line(rng, files, "data/observations.csv")
    del lines[number]
    _put(files, "data/observations.csv", lines)


def _order(rng: random.Random, files: Files) -> None:
    lines = files["data/observations.csv"].splitlines()
    rest = lines[1:]
    rng.shuffle(rest)
    _put(files, "data/observations.csv", [lines[0], *rest])


def _word(path: str, *words: tuple[str, str]) -> Callable[[random.Random, Files], None]:
    def edit(rng: random.Random, files: Files) -> None:
        old, new = rng.choice(words)
        text = files.get(path, "")
        files[path] = text.replace(old, new) if old in text else text.replace(new, old)

    return edit


def _page(rng: random.Random, files: Files) -> None:
    path = rng.choice(["content/gioi-thieu.md", "content/2020/them.md", "content/2021/hoi.md"])
    if path in files:
        del files[path]
    elif path == "content/gioi-thieu.md":
        files[path] = "---\ntitle: Giới thiệu\n---\n\nMột trang.\n"
    else:
        head = "---\ntype: interview\ntitle: Hỏi thêm\ndate: 2021-03-01\nspeakers: []\n---\n"
        files[path] = f"{head}\n## Hỏi gì?\n\n[](fig:viec-lam/2020) được giải quyết việc làm.\n"


def _theme(rng: random.Random, files: Files) -> None:
    path = "templates/feeds.html"
    line = "theme: {name: null, custom_dir: templates}\n"
    if path in files and rng.random() < 0.5:
        del files[path]
        files["mkdocs.yml"] = files["mkdocs.yml"].replace(line, "")
        return
    files[path] = f"<!-- {rng.randrange(3)} -->\n"
    if line not in files["mkdocs.yml"]:
        files["mkdocs.yml"] += line


def _redirect(rng: random.Random, files: Files) -> None:
    if files.pop("data/redirects.csv", None) is None:
        old = rng.choice(["/cu/", "/chi-tieu/cu/", "/2020/chi-tieu/viec-lam/#cu"])
        files["data/redirects.csv"] = f"from,to\n{old},/2020/chi-tieu/viec-lam/\n"


INDICATORS, SOURCES = "data/indicators.csv", "data/sources.csv"
EDITS: tuple[Callable[[random.Random, Files], None], ...] = (
    _value,
    _value,
    _vintage,
    _row,
    _less,
    _order,
    _page,
    _theme,
    _redirect,
    _word(INDICATORS, ("Số hộ nghèo", "Hộ nghèo"), (",Theo chuẩn", ",Tính theo chuẩn")),
    _word(INDICATORS, ("0,up,viec-lam,viec-lam", "0,up,viec-lam,"), ("3,up", "3,neutral")),
    _word(SOURCES, ("Báo Thử", "Tạp chí Thử"), ("2021-01-01,", "2020-12-31,")),
    _word("data/labels.csv", ("Khu vực", "Vùng"), ("Chuẩn nghèo 2016", "Mức nghèo 2016")),
    _word("content/2020/index.md", ("Kết quả năm 2020", "Số liệu năm 2020"), ("đầu tiên", "một")),
    _word("content/2020/index.md", ("as_of: 2021-01-01", "as_of: 2020-12-01")),
    _word("content/2021/index.md", ("status: published", "status: draft"), ("thứ hai", "hai")),
    _word("content/2020/phong-van.md", ("kết quả nào", "gì mới"), ("Trưởng phòng", "Phó phòng")),
    _word("content/index.md", ("Trang chủ", "Trang đầu")),
    _word("mkdocs.yml", ("Phòng Thử nghiệm", "Sở Thử nghiệm"), ("tỉnh Thử", "huyện Thử")),
    _word("mkdocs.yml", ("lang: vi\n", "lang: vi\n      downloads: false\n")),
    _word("mkdocs.yml", ("lang: vi\n", "lang: vi\n      citations: false\n")),
)


def _write(folder: Path, files: Files) -> None:
    """Only what is otherwise than it was."""
    for path, text in files.items():
        file = folder / path
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    for part in ("content", "data", "templates"):
        for file in (folder / part).rglob("*"):
            gone = file.is_file() and file.relative_to(folder).as_posix() not in files
            if gone:
                file.unlink()


def _attempt(folder: Path) -> dict[str, str] | set[str]:
    """The site as it is built, or what is wrong."""
    try:
        site, _ = build_site(folder / "mkdocs.yml")
    except InputError as error:
        return {item.code for item in error.problems}
    return tree(site)


def _harm(rng: random.Random, folder: Path) -> None:
    """What may befall a published site and a cache."""
    site = folder / "site"
    pages = sorted(site.rglob("*.html"))
    if pages and rng.random() < 0.3:
        rng.choice(pages).write_text("harmed", "utf-8")
    if pages and rng.random() < 0.2:
        rng.choice(pages).unlink(missing_ok=True)
    if rng.random() < 0.1:
        shutil.rmtree(site, ignore_errors=True)
    if rng.random() < 0.1:
        shutil.rmtree(folder / ".cache", ignore_errors=True)


def _edits(tmp_path: Path, seed: int, number: int) -> int:
    """Compare as many builds with cold ones; how many files were taken over."""
    rng, taken = random.Random(seed), 0
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    make_site(warm)
    make_site(cold)
    files: Files = {path: text_of(path) for path in BASE}
    contract = warm / "data/datapackage.json"
    if contract.exists():
        files["data/datapackage.json"] = contract.read_text("utf-8")
    assert _attempt(warm) == _attempt(cold)
    for step in range(number):
        edited = dict(files)
        for edit in rng.sample(EDITS, rng.choice([1, 1, 1, 2])):
            edit(rng, edited)
        _write(warm, edited)
        _write(cold, edited)
        _harm(rng, warm)
        before = _inodes(warm / "site") if (warm / "site").exists() else {}
        shutil.rmtree(cold / ".cache/builds", ignore_errors=True)
        shutil.rmtree(cold / "site", ignore_errors=True)
        found, wanted = _attempt(warm), _attempt(cold)
        assert found == wanted, (seed, step)
        if isinstance(found, dict):
            files = edited
            taken += len(set(before.items()) & set(_inodes(warm / "site").items()))
        else:
            _write(warm, files)
            _write(cold, files)
    return taken


def test_random_edits_give_the_bytes_of_a_cold_build(tmp_path: Path) -> None:
    assert _edits(tmp_path, SEED, 25) > 100


def test_a_topic_named_like_its_indicator_has_a_feed_of_its_own(tmp_path: Path) -> None:
    """viec-lam is both: its feed depends on every indicator of the topic."""
    indicators = text_of("data/indicators.csv").replace(
        "so-ho-ngheo,Số hộ nghèo,Poor households,hộ,households,0,down,giam-ngheo",
        "so-ho-ngheo,Số hộ nghèo,Poor households,hộ,households,0,down,viec-lam",
    )
    make_site(tmp_path, {"data/indicators.csv": indicators})
    before = tree(build(tmp_path))
    table = tmp_path / "data/observations.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("2021,,actual,17060", "2021,,actual,17061"), "utf-8")
    warm = tree(build(tmp_path))
    shutil.rmtree(tmp_path / ".cache")
    shutil.rmtree(tmp_path / "site")
    assert warm == tree(build(tmp_path))
    assert warm["chi-tieu/viec-lam.xml"] != before["chi-tieu/viec-lam.xml"]


def test_a_site_that_lost_its_first_page_is_mended(tmp_path: Path) -> None:
    """Its list of files tells that it is a site of ours."""
    make_site(tmp_path)
    whole = tree(build(tmp_path))
    (tmp_path / "site/index.html").unlink()
    assert tree(build(tmp_path)) == whole


@pytest.mark.audit
@pytest.mark.parametrize("part", range(8))
def test_two_hundred_random_edits(tmp_path: Path, part: int) -> None:
    assert _edits(tmp_path, SEED + 1 + part, 25)


def test_the_entries_name_no_text_of_the_site(tmp_path: Path) -> None:
    make_site(tmp_path)
    build(tmp_path)
    for entry in (tmp_path / ".cache/builds").iterdir():
        known = json.loads(entry.read_bytes().partition(b"\n")[2])
        assert known["program"]
        assert "18.382" not in entry.read_text("utf-8")
