"""Published addresses: the register only grows, a build that would lose one stops and names it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import addresses
from generator.addresses.listed import Anchors
from generator.addresses.listed import lines as lines_of
from generator.addresses.register import grown, is_whole, others
from tests.conftest import Site
from tests.example import build, copy_example, run, tree
from tests.sites import text_of, with_change, with_rows

ID = re.compile(r'\bid="([^"]+)"')
FIGURE = re.compile(r"(.*-)?[0-9]{4}-(plan|actual)(-.*)?")
ROW = "viec-lam,2021,,actual,19500,,,final,2022-01-05,,,,bao-2021,\n"
NO_ROW = {"data/observations.csv": text_of("data/observations.csv").replace(ROW, "")}


def lines(folder: Path) -> list[str]:
    return (folder / addresses.REGISTER).read_text("utf-8").splitlines()


def opened(site: Path) -> dict[str, set[str]]:
    """Every page of a built site by its address, with the ids on it."""
    return {
        "/" + page.relative_to(site).as_posix().removesuffix("index.html"): set(
            ID.findall(page.read_text("utf-8"))
        )
        for page in site.rglob("*.html")
    }


def change(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).write_text(text, "utf-8")


def redirects(*rows: str) -> dict[str, str]:
    return {"data/redirects.csv": "from,to\n" + "".join(f"{row}\n" for row in rows)}


def told(folder: Path) -> str:
    """What a failing build says."""
    done = run("generator.cli", "build", cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def project(site: Site) -> Path:
    """The small site, built once."""
    folder = site().parent
    build(folder)
    return folder


def test_the_first_build_begins_a_register_of_what_a_reader_can_open(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "example")
    pages = opened(build(folder))

    found = lines(folder)
    assert found == sorted(set(found))
    for address in found:
        page, _, anchor = address.partition("#")
        assert page in pages or (folder / "site" / page[1:]).is_file(), address
        assert not anchor or anchor in pages[page], address
    assert "/chi-tieu/viec-lam/#2020-actual" in found
    assert "/2020/chi-tieu/viec-lam/#2020-actual-2021-01-01" in found
    assert "/2020/#ho-ngheo-2020-actual" in found
    assert {"/", "/2020/", "/2020/phong-van/", "/dinh-chinh/", "/data/observations.csv"} <= set(
        found
    )
    shown = {
        f"{page}#{id}"
        for page, ids in pages.items()
        for id in ids
        if FIGURE.fullmatch(id) and page.removeprefix("/en") != "/dinh-chinh/"
    }
    assert shown <= set(found), "every figure that a page shows is kept"


def test_the_register_grows_and_stays_where_nothing_is_new(project: Path) -> None:
    before, written = lines(project), (project / addresses.REGISTER).stat().st_mtime_ns
    build(project)
    assert (project / addresses.REGISTER).stat().st_mtime_ns == written

    change(
        project,
        with_rows(
            "observations",
            ROW.replace("19500,,,final,2022-01-05", "19600,,,final,2022-06-01").strip(),
        ),
    )
    build(project)
    new = set(lines(project)) - set(before)
    assert set(before) <= set(lines(project))
    assert new == {"/chi-tieu/viec-lam/#2021-actual-2022-06-01"}


def test_a_build_that_would_lose_a_figure_names_it_and_changes_nothing(project: Path) -> None:
    site, register = tree(project / "site"), lines(project)
    change(project, NO_ROW)

    said = told(project)

    lost = {
        "/chi-tieu/viec-lam/#2021-actual",
        "/chi-tieu/viec-lam/#2021-actual-2022-01-05",
        "/2021/chi-tieu/viec-lam/#2021-actual",
        "/2021/chi-tieu/viec-lam/#2021-actual-2022-01-05",
        "/2021/#viec-lam-2021-actual",
    }
    for address in lost:
        line = register.index(address) + 1
        assert f"archive/addresses.txt:{line}:1: address-lost: " in said
        assert f"{address}. " in said
    assert said.count("address-lost") == len(lost)
    assert tree(project / "site") == site
    assert lines(project) == register


def with_row(folder: Path, row: str) -> None:
    table = folder / "data/observations.csv"
    table.write_text(f"{table.read_text('utf-8')}{row}\n", "utf-8")


def value_at(folder: Path, anchor: str) -> str:
    figures = json.loads((folder / "site/chi-tieu/ho-ngheo.json").read_text("utf-8"))["figures"]
    found = figures[anchor]
    value: str = figures[found.get("same_as", anchor)]["value"]
    return value


def test_no_later_row_on_another_basis_takes_a_published_address(project: Path) -> None:
    assert value_at(project, "2021-actual") == "4.26"
    table = project / "data/observations.csv"
    before = table.read_text("utf-8")
    row = "ho-ngheo,2021,,actual,3.1,,,final,{day},chuẩn 2016-2020,,,bao-2021,"
    for day in ("2022-01-05", "2021-12-31"):
        with_row(project, row.format(day=day))
        said = told(project)
        number = lines(project).index("/chi-tieu/ho-ngheo/#2021-actual") + 1
        assert f"archive/addresses.txt:{number}:1: address-taken: " in said
        assert f"dòng {len(before.splitlines()) + 1} " in said
        assert "chuẩn 2016-2020" in said
        assert "2022-01-05" in said
        table.write_text(before, "utf-8")

    with_row(project, row.format(day="2022-01-06"))
    for _ in range(2):
        build(project)
        assert value_at(project, "2021-actual") == "4.26"
        assert value_at(project, "2021-actual-2022-01-05") == "4.26"
        assert value_at(project, "2021-actual-chuan-2016-2020") == "3.1"
        rows = table.read_text("utf-8").splitlines()
        table.write_text("\n".join([rows[0], rows[-1], *rows[1:-1], ""]), "utf-8")


@pytest.mark.parametrize(
    ("gone", "address"),
    [
        ("content/2020/phong-van.md", "/2020/phong-van/"),
        ("content/2021/index.md", "/2021/"),
    ],
)
def test_a_page_that_goes_is_named(project: Path, gone: str, address: str) -> None:
    (project / gone).unlink()
    assert f"address-lost: địa chỉ đã công bố sẽ mất: {address}." in told(project)


def test_an_edition_that_becomes_a_draft_again_is_lost(project: Path) -> None:
    change(project, with_change("content/2021/index.md", ("published\n---", "draft\n---")))
    assert "sẽ mất: /2021/." in told(project)


def test_a_redirect_keeps_a_figure_on_its_page_on_another_and_a_page(project: Path) -> None:
    pages = "viec-lam/#2021-actual"
    change(project, NO_ROW)
    change(
        project,
        redirects(
            f"/chi-tieu/{pages},/chi-tieu/viec-lam/#2020-actual",
            f"/chi-tieu/{pages}-2022-01-05,/chi-tieu/ho-ngheo/#2021-actual",
            f"/2021/chi-tieu/{pages},/2021/chi-tieu/viec-lam/",
            f"/2021/chi-tieu/{pages}-2022-01-05,/2021/chi-tieu/viec-lam/index.html",
            "/2021/#viec-lam-2021-actual,/2021/#viec-lam-2021-plan",
        ),
    )

    site = build(project)

    page = (site / "chi-tieu/viec-lam/index.html").read_text("utf-8")
    row = page[page.index('<tr id="2020-actual"') :].partition("</tr>")[0]
    assert 'id="2021-actual"' in row, "on its own page the row has the old anchor too"
    foot = page[page.index('id="2021-actual-2022-01-05"') :].partition("</li>")[0]
    assert "Con số này nay ở:" in foot
    assert 'href="../../chi-tieu/ho-ngheo/index.html#2021-actual"' in foot
    assert 'id="viec-lam-2021-actual"' in (site / "2021/index.html").read_text("utf-8")


def test_a_page_that_moved_leads_on_without_script(project: Path) -> None:
    talk = (project / "content/2020/phong-van.md").rename(project / "content/2020/hoi-dap.md")
    assert talk.exists()
    change(project, redirects("/2020/phong-van/,/2020/hoi-dap/"))

    site = build(project)

    page = (site / "2020/phong-van/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../2020/hoi-dap/index.html">' in page
    assert '<a href="../../2020/hoi-dap/index.html">' in page
    assert 'rel="canonical" href="https://nien-giam.example/2020/hoi-dap/"' in page
    assert "<script" not in page
    assert {"/2020/phong-van/", "/2020/hoi-dap/"} <= set(lines(project))
    assert (project / "site/2020/phong-van/index.html").is_file()


def test_a_page_with_figures_that_moved_leads_each_of_them_on(project: Path) -> None:
    old = [line for line in lines(project) if line.startswith("/chi-tieu/von-nha/#")]
    assert old
    for path in ("data/indicators.csv", "data/observations.csv", "content/2020/index.md"):
        change(project, {path: text_of(path).replace("von-nha", "kinh-phi-nha")})
    rows = ["/chi-tieu/von-nha/,/chi-tieu/kinh-phi-nha/"]
    rows += [f"/{year}/chi-tieu/von-nha/,/{year}/chi-tieu/kinh-phi-nha/" for year in (2020, 2021)]
    rows.append("/2020/#von-nha-2020-actual,/2020/#kinh-phi-nha-2020-actual")
    if "/2021/#von-nha-2020-actual" in lines(project):
        rows.append("/2021/#von-nha-2020-actual,/2021/#kinh-phi-nha-2020-actual")
    change(project, redirects(*rows))

    page = (build(project) / "chi-tieu/von-nha/index.html").read_text("utf-8")

    assert 'http-equiv="refresh"' not in page, "it would drop the figure that a link means"
    for address in old:
        anchor = address.partition("#")[2]
        line = page[page.index(f'id="{anchor}"') :].partition("</li>")[0]
        assert f"kinh-phi-nha/index.html#{anchor}" in line


def test_a_page_that_moved_without_one_of_its_figures_still_loses_it(project: Path) -> None:
    change(project, NO_ROW)
    text = (project / "data/observations.csv").read_text("utf-8")
    for path, own in (
        ("data/indicators.csv", None),
        ("content/2020/index.md", None),
        ("data/observations.csv", text),
    ):
        change(
            project,
            {
                path: (own or text_of(path))
                .replace("viec-lam,2", "lao-dong,2")
                .replace("[viec-lam,", "[lao-dong,")
                .replace("viec-lam,Số", "lao-dong,Số")
                .replace("viec-lam,viec-lam,\n", "viec-lam,,\n")
            },
        )
    talk = text_of("content/2020/phong-van.md").replace("fig:viec-lam", "fig:lao-dong")
    change(project, {"content/2020/phong-van.md": talk})
    change(project, redirects("/chi-tieu/viec-lam/,/chi-tieu/lao-dong/"))

    said = told(project)

    assert "sẽ mất: /chi-tieu/viec-lam/#2021-actual." in said
    assert "sẽ mất: /chi-tieu/viec-lam/#2020-actual." not in said


@pytest.mark.parametrize(
    ("rows", "line", "code"),
    [
        (["/cu/,/khong-co/"], 2, "redirect-target"),
        (["/cu/,/chi-tieu/viec-lam/#1999-actual"], 2, "redirect-target"),
        (["/cu/,/cu/"], 2, "redirect-loop"),
        (["/cu/,/2020/", "/a/,/b/", "/b/,/a/"], 3, "redirect-loop"),
        (["/a/,/b/", "/b/,/2020/"], 2, "redirect-chain"),
        (["/2020/index.html,/2021/"], 2, "redirect-alive"),
        (["/data/cu.csv,/2020/"], 2, "redirect-kind"),
    ],
)
def test_a_redirect_leads_to_what_there_is(
    site: Site, rows: list[str], line: int, code: str
) -> None:
    said = told(site(redirects(*rows)).parent)
    assert f"data/redirects.csv:{line}:1: {code}: " in said


def test_a_file_that_moved_is_there_twice(site: Site) -> None:
    folder = site(redirects("/data/so-lieu.csv,/data/observations.csv")).parent
    built = build(folder)
    old, new = (built / "data" / name for name in ("so-lieu.csv", "observations.csv"))
    assert old.read_bytes() == new.read_bytes()


@pytest.mark.parametrize(
    ("damage", "told_as"),
    [
        (b"/2020/\n\xff\xfe/2021/\n", "archive/addresses.txt:2:1: file-encoding: "),
        (b"/2020/\n<<<<<<< HEAD\n/2021/\n", "archive/addresses.txt:2:1: register-line: "),
        (b"/2020/\n\n/2021/\n", "archive/addresses.txt:2:1: register-line: "),
        (b"2020/\n", "archive/addresses.txt:1:1: register-line: "),
        (b"/2020/ \n", "archive/addresses.txt:1:1: register-line: "),
        (b"\xef\xbb\xbf/2020/\n", "archive/addresses.txt:1:1: file-bom: "),
    ],
)
def test_a_damaged_register_is_a_problem_and_stays_as_it_is(
    site: Site, damage: bytes, told_as: str
) -> None:
    folder = site({addresses.REGISTER: damage}).parent
    assert told_as in told(folder)
    assert (folder / addresses.REGISTER).read_bytes() == damage
    assert not (folder / "site").exists()


def test_a_register_that_leads_elsewhere_is_refused(site: Site, tmp_path: Path) -> None:
    folder = site().parent
    (folder / "archive").mkdir()
    (tmp_path / "other.txt").write_text("/2020/\n", "utf-8")
    (folder / addresses.REGISTER).symlink_to(tmp_path / "other.txt")
    assert "archive/addresses.txt:0:0: file-link: " in told(folder) or "file-link" in told(folder)
    assert (tmp_path / "other.txt").read_text("utf-8") == "/2020/\n"


def test_neither_a_check_nor_a_failing_build_writes_the_register(site: Site) -> None:
    folder = site().parent
    assert run("generator.cli", "check", cwd=folder).returncode == 0
    assert not (folder / "archive").exists()
    (folder / "templates").mkdir()
    (folder / "templates/archive.html").write_text("{{ nothing }}", "utf-8")
    text = (folder / "mkdocs.yml").read_text("utf-8")
    change(folder, {"mkdocs.yml": text + "theme: {name: null, custom_dir: templates}\n"})
    told(folder)
    assert not (folder / "archive").exists()


def test_a_register_without_its_last_line_end_goes_on_growing(project: Path) -> None:
    """Put together by hand, say."""
    whole = (project / addresses.REGISTER).read_text("utf-8")
    (project / addresses.REGISTER).write_text(whole.removesuffix("\n"), "utf-8")
    change(project, with_rows("observations", ROW.rstrip().replace("2021,,actual", "2022,,actual")))
    done = run("generator.cli", "build", cwd=project)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert set(whole.splitlines()) < set(lines(project))
    assert (project / addresses.REGISTER).read_text("utf-8").endswith("\n")


def test_a_draft_has_no_address_yet(site: Site) -> None:
    folder = site(with_change("content/2021/index.md", ("published\n---", "draft\n---"))).parent
    build(folder)
    assert not [line for line in lines(folder) if line.startswith("/2021/")]


def by_page(addresses: set[str]) -> dict[str, Anchors]:
    found: dict[str, list[str]] = {}
    for address in sorted(addresses):
        page, mark, anchor = address.partition("#")
        found.setdefault(page, []).extend([anchor] * bool(mark))
    return {page: (tuple(anchors),) for page, anchors in found.items()}


PLACES = st.sets(st.from_regex(r"/([a-z0-9-]{1,8}/){0,3}(#[0-9]{4}-actual)?", fullmatch=True))


@given(PLACES, PLACES)
def test_the_register_never_loses_a_line(before: set[str], now: set[str]) -> None:
    old = "".join(f"{line}\n" for line in sorted(before))
    text = "".join(grown(old, by_page(now)))
    assert is_whole(old, by_page(now)) == (text == old)
    assert text.splitlines() == sorted({*before, *lines_of(by_page(now))})
    assert is_whole(text, {})
    assert is_whole(text, by_page(now))
    assert not list(others(text, by_page(before | now)))


@given(st.lists(st.sampled_from(["/", "/a/", "/a/#1", "/a/#2", "/b/#1", "/c/", "x", ""])), PLACES)
def test_a_register_in_any_order_is_read_whole(before: list[str], now: set[str]) -> None:
    """Merged by hand, say: each line that isn't published is met once, with its number."""
    text = "".join(f"{line}\n" for line in before)
    pages = by_page(now)
    known = set(lines_of(pages))
    missing = [(at, line) for at, line in enumerate(before, 1) if line not in known]
    assert list(others(text, pages)) == missing
    assert "".join(grown(text, pages)).splitlines() == sorted({*before, *known})
