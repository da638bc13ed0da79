"""Search as readers use it: any spelling, any form of a number, over http and from a folder."""

import gzip
import json
import re
import shutil
import subprocess
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import html5lib
import mkdocs.contrib.search
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build as story
from generator.folding import fold
from generator.render.prose import Draft, convert
from generator.search import files, index_uri, search_uri
from generator.search.prose import Section, sections
from generator.words.numbers import plain
from tests.conftest import Visit
from tests.example import ROOT, build, copy_example, run
from tests.sites import make_site, with_rows
from tests.test_payloads import PAYLOADS, poisoned

ASSETS = ROOT / "templates" / "assets"
PROGRAM = (ASSETS / "find.js", ASSETS / "lookup.js")

pytestmark = pytest.mark.xdist_group("search")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("trang tìm")))


class Search(Visit):
    """A search page as a reader has it."""

    def ask(self, text: str) -> "Search":
        """Type a query and wait for its answer."""
        self.page.get_by_role("searchbox").fill(text)
        return self.answered(text)

    def answered(self, text: str) -> "Search":
        """Wait until the list is the whole answer to a query."""
        self.page.wait_for_function(
            "text => document.querySelector('[role=status]').textContent.includes(`“${text}”`)"
            " && !document.getElementById('tim').hasAttribute('aria-busy')",
            arg=" ".join(unicodedata.normalize("NFC", text).split()),
        )
        return self

    def hits(self, kind: str) -> list[str]:
        """Text of each line of a group."""
        return self.page.locator(f"section[aria-labelledby=tim-{kind}] li").all_inner_texts()

    def links(self) -> list[str]:
        """Where the hits lead, relative to the site."""
        return [
            str(link.get_attribute("href")).removeprefix("../").removeprefix("../")
            for link in self.page.locator("a.hit").all()
        ]


@pytest.fixture
def visit(visit: Any) -> Any:
    def open_page(url: str, **options: Any) -> Search:
        seen = visit(url, **options)
        return Search(seen.page, seen.complaints, seen.requests)

    return open_page


def base(way: str, site: Path, address: str) -> str:
    return address if way == "http" else site.as_uri() + "/"


WORK = "chi-tieu/viec-lam/index.html"
POVERTY = "chi-tieu/ho-ngheo/index.html"
JOBLESS = "chi-tieu/that-nghiep-thanh-thi/index.html"
FOUND = {
    "viec lam": WORK,
    "việc làm": WORK,
    "VIEC LAM": WORK,
    unicodedata.normalize("NFD", "việc làm"): WORK,
    "  viec   lam  ": WORK,
    "giai quyet viec": WORK,
    "helped into work": WORK,
    "18.382": WORK + "#2020-actual",
    "18382": WORK + "#2020-actual",
    "18 382": WORK + "#2020-actual",
    "18,382": WORK + "#2020-actual",
    "18.382 người": WORK + "#2020-actual",
    "102,1%": WORK + "#2020-actual",
    "20.000": WORK + "#2021-plan",
    "viec lam 2021": WORK + "#2021-plan",
    "việc làm kế hoạch 2021": WORK + "#2021-plan",
    "3,34": JOBLESS + "#2020-actual",
    "3.34": JOBLESS + "#2020-actual",
    "3,34%": JOBLESS + "#2020-actual",
    "unemployment": JOBLESS,
    "thất nghiệp": JOBLESS,
    "ho ngheo": POVERTY,
    "hộ nghèo 2019": POVERTY + "#2019-actual",
    "3,6": POVERTY + "#2020-actual",
    "dự kiến 4": POVERTY + "#2020-actual-2020-08-17",
    "30,028": "chi-tieu/von-nha-nguoi-co-cong/index.html#2020-actual",
    "30.028 tỷ đồng": "chi-tieu/von-nha-nguoi-co-cong/index.html#2020-actual",
    "1,5": "chi-tieu/giam-ngheo-binh-quan/index.html#2021-plan",
    "Ba Tri": "chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html#2024-actual-ba-tri",
    "2077": "chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html#2024-actual-ba-tri",
    "số hoá": "chi-tieu/ho-so-so-hoa/index.html",
    "số hóa": "chi-tieu/ho-so-so-hoa/index.html",
    "dieu duong tap trung": "chi-tieu/dieu-duong-tap-trung/index.html",
}
"""What the first hit among the indicators is."""


@pytest.mark.parametrize("way", ["http", "file"])
def test_every_spelling_finds_it(visit: Any, site: Path, address: str, way: str) -> None:
    seen = visit(base(way, site, address) + search_uri())
    for query, wanted in FOUND.items():
        seen.ask(query)
        found = seen.page.locator("section[aria-labelledby=tim-indicators] a.hit").first
        assert found.get_attribute("href") == "../" + wanted, query
    assert not seen.complaints


def test_d_finds_words_with_both_letters(visit: Any, site: Path) -> None:
    marks = (
        visit(site.as_uri() + "/" + search_uri()).ask("d").page.locator("mark").all_inner_texts()
    )
    assert {mark[0].lower() for mark in marks} == {"d", "đ"}


def test_every_figure_is_said_as_on_its_page(site: Path) -> None:
    code = (
        "const load = require('fs').readFileSync;"
        "for (const file of JSON.parse(process.argv[1])) { (0, eval)(load(file, 'utf8')); }"
        "const holder = {}; new Function('window', load(process.argv[2], 'utf8'))(holder);"
        "const known = new nienGiamLookup(holder.nienGiamIndex), found = [];"
        "for (const entry of known.entries.filter(one => one.kind === 'indicators')) {"
        " for (const figure of known.figures(entry)) {"
        "  found.push([known.address(entry, figure), known.said(figure, entry)]); } }"
        "console.log(JSON.stringify(found));"
    )
    program = json.dumps([str(path) for path in PROGRAM])
    found = json.loads(node(code, program, str(site / "tim-kiem/chi-muc.js")))
    book = story.prepare(site.parent / "mkdocs.yml").site
    said = []
    for series in book.view(None):
        for figure in series.figures:
            row = figure.observation
            say = book.words.say.planned_value if row.measure == "plan" else book.words.say.value
            uri = f"chi-tieu/{series.indicator.id}/index.html#{figure.anchor}"
            said.append([uri, say(row, series.indicator)])
    assert found == said
    assert len(said) > 50


def test_a_figure_is_shown_with_its_verdict_in_shape_and_words(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri()).ask("18382")
    (line,) = seen.hits("indicators")
    for part in ("18.382\u00a0người", "thực hiện 2020", "Vượt kế hoạch", "102,1% kế hoạch"):
        assert part in line
    assert seen.page.locator(".hits .v use").first.get_attribute("href") == "#v-exceeded"
    (line,) = seen.ask("3,34").hits("indicators")[:1]
    assert "Đạt kế hoạch (ước)" in line
    assert seen.page.locator(".hits .v use").first.get_attribute("href") == "#v-met-soft"
    old = seen.ask("dự kiến 4").hits("indicators")[0]
    assert "số cũ, đã được thay" in old
    assert "khoảng 1.500\u00a0người" in seen.ask("1500").hits("indicators")[0]
    assert "không còn hộ nào" in seen.ask("hộ nghèo có thành viên").hits("indicators")[0]


def test_an_answer_is_found_at_its_question(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri()).ask("truong cao dang")
    links = [link for link in seen.links() if "phong-van" in link]
    assert links[0] == "2020/phong-van/index.html#dao-tao-nghe-huong-toi-muc-nao"
    seen.page.locator("a.hit").first.click()
    assert seen.page.locator("h2:target").inner_text() == "Đào tạo nghề hướng tới mức nào?"


def test_with_tones_only_words_of_these_tones(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri()).ask("hộ")
    assert {mark.lower() for mark in seen.page.locator("mark").all_inner_texts()} <= {"hộ", "hội"}
    assert seen.ask("hổ nghèo").hits("indicators"), "a slip of the tone still finds"


def test_nothing_found_says_so(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri()).ask("xyzzy")
    assert seen.page.get_by_role("status").inner_text() == "Không tìm thấy “xyzzy”."
    assert not seen.links()
    assert not seen.ask("18.383").links()


def test_every_hit_leads_to_a_place_that_is_there(site: Path) -> None:
    for folder in ("", "2020/", "2023/", "en/", "en/2020/"):
        found = answers(site / folder / "tim-kiem/chi-muc.js", ["d", "2020", "2", "h", "n", "t"])
        language, folder = "en" * folder.startswith("en/"), folder.removeprefix("en/")
        links = {link for query in found.values() for hits in query.values() for link in hits}
        assert len(links) > 12
        for link in links:
            file, _, anchor = link.partition("#")
            text = (site / language / file).read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in text, link
            assert file.startswith(folder)


def answers(index: Path, queries: list[str], more: str = "") -> dict[str, dict[str, list[str]]]:
    """Links of every hit by kind, as the page's own script finds them."""
    code = (
        "const load = require('fs').readFileSync;"
        "for (const file of JSON.parse(process.argv[1])) { (0, eval)(load(file, 'utf8')); }"
        "const holder = {}; new Function('window', load(process.argv[2], 'utf8'))(holder);"
        "const index = holder.nienGiamIndex, found = {};"
        "nienGiamFind.SLICE = 1e9; const lookup = new nienGiamLookup(index);"
        "for (const text of JSON.parse(process.argv[3])) {"
        " lookup.run(nienGiamFind.ask(text, index.number), kinds => { found[text] = {};"
        " for (const kind in kinds) { found[text][kind] = kinds[kind].flatMap(hit =>"
        " hit.figures.length ? hit.figures.map(one => lookup.address(hit.entry, one))"
        " : [lookup.address(hit.entry)]); } }); }"
        "console.log(JSON.stringify(found));"
    )
    program = json.dumps([str(path) for path in PROGRAM])
    return json.loads(node(code, program, str(index), json.dumps(queries)))  # type: ignore[no-any-return]


def node(code: str, *arguments: str) -> str:
    done = subprocess.run(
        ["node", "-e", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- Nothing before a reader asks; quiet, safe, and no dead end without JavaScript.


def test_no_page_loads_anything_of_it_before(visit: Any, site: Path, address: str) -> None:
    for uri in ("index.html", "2020/index.html", WORK, "2020/phong-van/index.html"):
        seen = visit(address + uri)
        seen.page.wait_for_load_state("networkidle")
        parts = ("find.js", "lookup.js", "search.js", "chi-muc.js")
        assert not [url for url in seen.requests if url.endswith(parts)], uri


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_header_leads_to_it(visit: Any, site: Path, address: str, way: str) -> None:
    start = base(way, site, address)
    for uri, target in (
        ("index.html", search_uri()),
        (WORK, search_uri()),
        ("2020/index.html", "2020/" + search_uri()),
        ("2020/phong-van/index.html", "2020/" + search_uri()),
    ):
        seen = visit(start + uri)
        # The icon comes after the page is loaded; leaving before would be told as a request lost.
        seen.page.wait_for_load_state("networkidle")
        seen.page.get_by_role("link", name="Tìm kiếm").click()
        seen.page.wait_for_url(start + target)
        assert seen.page.evaluate("document.activeElement.id") == "tim-o"
        assert not seen.complaints


def test_without_scripts_it_leads_on(visit: Any, site: Path) -> None:
    for uri in (search_uri(), "2020/" + search_uri()):
        seen = visit(site.as_uri() + "/" + uri, java_script_enabled=False)
        assert "JavaScript" in seen.page.locator("main").inner_text()
        assert seen.page.locator("input").count() == 0, "no box that does nothing"
        seen.page.locator("main").get_by_role("link", name="Danh mục chỉ tiêu").click()
        assert seen.page.locator("h1").inner_text() == "Danh mục chỉ tiêu"


def test_an_index_that_is_lost_is_said(visit: Any, site: Path, tmp_path: Path) -> None:
    alone = shutil.copytree(site, tmp_path / "site")
    (alone / "tim-kiem/chi-muc.js").unlink()
    seen = visit(alone.as_uri() + "/" + search_uri() + "?q=viec")
    status = seen.page.get_by_role("status")
    status.filter(has_text="Không tải được").wait_for()
    assert "Danh mục" in status.inner_text()


@pytest.mark.parametrize("number", range(0, len(PAYLOADS), 9))
def test_a_payload_stays_text(
    visit: Any, tmp_path: Path, number: int, request: pytest.FixtureRequest
) -> None:
    """As a query, and as every text of a site whose index is searched."""
    payload = PAYLOADS[number]
    story_site = poisoned(tmp_path / "trang", payload)
    try:
        made = story.prepare(story_site / "mkdocs.yml")
    except story.InputError:
        made = story.prepare(make_site(tmp_path / "khác"))
    out = tmp_path / "site"
    wanted = {search_uri(), index_uri()}
    for page in made.generated():
        if page.uri in wanted:
            story.write_file(out / page.uri, made.renderer.page(page))
    for uri, make in [*made.made, *made.theme]:
        if uri in wanted or uri.startswith("assets/"):
            story.write_file(out / uri, make())
    assert b"<" not in (out / index_uri()).read_bytes()
    seen = visit(out.as_uri() + "/" + search_uri())
    seen.page.on("dialog", lambda dialog: pytest.fail(f"ran: {dialog.message}"))
    for query in (payload[:200], "a", "s", "x", "6", "alert 1"):
        seen.page.get_by_role("searchbox").fill(query)
        seen.page.wait_for_timeout(120)
    heavy = seen.page.locator("main :is(script:not([type]), iframe, img, object, style)").count()
    assert heavy == 0
    handlers = (
        "[...document.querySelectorAll('main *')].some("
        "one => [...one.attributes].some(at => at.name.startsWith('on')))"
    )
    assert not seen.page.evaluate(handlers)
    assert not seen.complaints


# --- The address, the keys, the ears.


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_address_keeps_the_query(visit: Any, site: Path, address: str, way: str) -> None:
    seen = visit(base(way, site, address) + search_uri()).ask("thất nghiệp")
    assert "?q=th%E1%BA%A5t+nghi%E1%BB%87p" in seen.page.url
    seen.page.locator("a.hit").first.click()
    seen.page.wait_for_url("**/that-nghiep-thanh-thi/**")
    seen.page.go_back()
    box = seen.page.get_by_role("searchbox")
    assert box.input_value() == "thất nghiệp"
    seen.page.locator("a.hit").first.wait_for()
    shared = visit(seen.page.url)
    shared.page.locator("a.hit").first.wait_for()
    assert shared.links() == seen.links()


def test_an_answer_that_comes_late_leaves_the_reader_in_the_list(visit: Any, site: Path) -> None:
    """Who goes on typing and steps into the list before its last answer isn't thrown out of it."""
    seen = visit(site.as_uri() + "/" + search_uri()).ask("lao động")
    keys = seen.page.keyboard
    box = seen.page.get_by_role("searchbox")
    box.focus()
    box.evaluate(
        "(box) => { box.value = 'viec lam'; box.dispatchEvent(new Event('input'));"
        " document.querySelectorAll('a.hit')[1].focus(); }"
    )
    seen.answered("viec lam")
    there = "[...document.querySelectorAll('a.hit')].indexOf(document.activeElement)"
    assert seen.page.evaluate(there) == 1
    keys.press("ArrowUp")
    assert seen.page.evaluate(there) == 0


def test_by_keyboard_alone(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri())
    keys = seen.page.keyboard
    keys.type("viec lam")
    seen.answered("viec lam")
    active = "document.activeElement.getAttribute('href')"
    keys.press("ArrowDown")
    assert seen.page.evaluate(active) == seen.page.locator("a.hit").nth(0).get_attribute("href")
    keys.press("ArrowDown")
    assert seen.page.evaluate(active) == seen.page.locator("a.hit").nth(1).get_attribute("href")
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    assert seen.page.evaluate("document.activeElement.id") == "tim-o"
    keys.press("ArrowDown")
    keys.press("/")
    assert seen.page.evaluate("document.activeElement.id") == "tim-o"
    keys.press("/")
    assert seen.page.get_by_role("searchbox").input_value() == "/", "in the box it is a letter"
    seen.ask("viec lam")
    keys.press("Enter")
    keys.press("Enter")
    seen.page.wait_for_url("**/viec-lam/index.html")
    assert not seen.complaints


def test_it_says_how_many_it_found(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + search_uri())
    status = seen.page.get_by_role("status")
    assert status.inner_text() == ""
    seen.ask("2.077")
    assert status.inner_text() == "Có 1 kết quả cho “2.077”."
    seen.ask("viec lam")
    total = sum(len(seen.hits(kind)) for kind in ("indicators", "interviews", "editions", "pages"))
    assert status.inner_text() == f"Có {total} kết quả cho “viec lam”."
    seen.page.get_by_role("searchbox").fill("")
    seen.page.wait_for_function("() => !document.querySelector('[role=status]').textContent")
    assert not seen.links()


# --- In English.


@pytest.mark.parametrize("way", ["http", "file"])
def test_in_english(visit: Any, site: Path, address: str, way: str) -> None:
    seen = visit(base(way, site, address) + "en/" + search_uri())
    wanted = {
        "people helped into work": WORK,
        "viec lam": WORK,
        "18,382": WORK + "#2020-actual",
        "18.382": WORK + "#2020-actual",
        "unemployment rate": JOBLESS,
        "3.34": JOBLESS + "#2020-actual",
        "billion 30.028": "chi-tieu/von-nha-nguoi-co-cong/index.html#2020-actual",
    }
    for query, target in wanted.items():
        seen.ask(query)
        assert seen.page.locator("a.hit").first.get_attribute("href") == "../" + target, query
    (line,) = seen.ask("18382").hits("indicators")
    assert "18,382\u00a0people" in line
    assert "Better than planned" in line
    assert "results for “18382”" in seen.page.get_by_role("status").inner_text()
    seen.page.locator("a.hit").first.click()
    assert seen.page.locator("html").get_attribute("lang") == "en"
    assert not seen.complaints


# --- An edition's own.


def test_an_edition_alone_carries_its_search(visit: Any, site: Path, tmp_path: Path) -> None:
    """The bag of a frozen edition, unpacked on another machine."""
    project = copy_example(tmp_path / "dự án")
    frozen = run("generator.cli", "freeze", "2020", cwd=project)
    assert frozen.returncode == 0, frozen.stdout + frozen.stderr
    shutil.unpack_archive(project / "archive/2020.zip", tmp_path / "túi")
    (page,) = (tmp_path / "túi").rglob("site/2020/tim-kiem/index.html")
    seen = visit(page.as_uri()).ask("hộ nghèo")
    links = seen.links()
    assert links[0] == "2020/chi-tieu/ho-ngheo/index.html"
    assert all(link.startswith("2020/") for link in links)
    assert "3,6%" in seen.hits("indicators")[0], "as published: the current page says 4,26%"
    assert not seen.ask("4,26").links()
    seen.ask("2021")
    seen.ask("hộ nghèo").page.locator("a.hit").first.click()
    assert seen.page.locator("h1").inner_text().startswith("Tỷ lệ hộ\u00a0nghèo")
    assert not seen.complaints


@pytest.mark.parametrize("is_frozen", [False, True], ids=["built", "frozen"])
def test_what_had_to_go_is_not_found(site: Path, tmp_path: Path, is_frozen: bool) -> None:
    project = copy_example(tmp_path / "dự án")
    if is_frozen:
        frozen = run("generator.cli", "freeze", "2020", cwd=project)
        assert frozen.returncode == 0, frozen.stdout + frozen.stderr
    list_of_them = project / "archive/withdrawn.csv"
    list_of_them.parent.mkdir(exist_ok=True)
    list_of_them.write_text(
        "address,date,reason\n/2020/phong-van/,2026-01-02,Theo yêu cầu\n", "utf-8"
    )
    for folder, is_there in ((site, True), (build(project), False)):
        for name in ("tim-kiem/chi-muc.js", "2020/tim-kiem/chi-muc.js"):
            found = answers(folder / name, ["Trường Cao đẳng", "viec lam"])
            links = {link for kinds in found.values() for hits in kinds.values() for link in hits}
            assert any("/phong-van/" in link for link in links) == is_there
            assert ("Cao đẳng Bến Tre" in (folder / name).read_text("utf-8")) == is_there
            assert (folder / name).with_name("index.html").exists(), "the header leads here"
        for name in ("en/tim-kiem/chi-muc.js", "en/2020/tim-kiem/chi-muc.js"):
            assert ("phong-van" in (folder / name).read_text("utf-8")) == is_there


def test_from_an_edition_to_the_whole_with_the_query(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/2020/" + search_uri()).ask("hộ nghèo")
    seen.page.get_by_role("link", name="Tìm trong toàn niên giám").click()
    seen.page.locator("a.hit").first.wait_for()
    assert seen.page.get_by_role("searchbox").input_value() == "hộ nghèo"
    assert "4,26%" in seen.hits("indicators")[0]


def test_what_an_index_weighs(tmp_path: Path) -> None:
    """300 indicators, ten years of plans and values each, an interview of 60 words for each."""
    made = story.prepare(large(tmp_path / "lớn", indicators=300, years=10))
    sizes = {uri: len(gzip.compress(make())) for uri, make in files(made.site)}
    assert set(sizes) == {index_uri(), "2020/" + index_uri()}
    assert sizes["2020/" + index_uri()] <= 100_000
    print(sizes)


def large(folder: Path, indicators: int, years: int) -> Path:
    """A site of many indicators, each with its own name, figures and words."""
    syllables = (
        "tỷ lệ số người hộ lao động việc làm được giải quyết đào tạo nghề nghiệp xã phường huyện"
        " trường học sinh viên y tế bảo hiểm nước sạch môi đường cầu nhà ở vốn đầu tư dịch vụ công"
    ).split()

    def words(seed: int, count: int) -> str:
        return " ".join(
            syllables[(seed * 7919 + place * (seed % 97 + 3)) % len(syllables)]
            for place in range(count)
        )

    rows, observations, talk = [], [], []
    for number in range(indicators):
        name = f"{words(number, 8).capitalize()} {number}"
        rows.append(f"ct-{number},{name},Indicator {number},người,people,0,up,viec-lam,,")
        talk.append(f"## {words(number + 1, 9)} {number}?\n\nÔng Ba: {words(number, 60)}.\n")
        for year in range(2021 - years, 2021):
            value = 1000 + (number * 7919 + year * 104729) % 90000
            for measure, known in (("plan", value), ("actual", value + number % 700 - 300)):
                observations.append(
                    f"ct-{number},{year},,{measure},{max(known, 1)},,,final,2021-01-01,,,,bao-2020,"
                )
    header = "indicator,name,name_en,unit,unit_en,decimals,direction,topic,part_of,definition"
    table = with_rows("observations", *observations)["data/observations.csv"]
    return make_site(
        folder,
        {
            "data/indicators.csv": "\n".join([header, *rows]) + "\n",
            "data/observations.csv": table.split("\n")[0] + "\n" + "\n".join(observations) + "\n",
            "content/index.md": "---\ntitle: Lớn\n---\n\nTrang chủ.\n",
            "content/2020/index.md": "---\nedition: 2020\ntitle: Kết quả năm 2020\n"
            "published: 2021-01-01\nas_of: 2021-01-01\n---\n\nẤn bản.\n",
            "content/2020/phong-van.md": "---\ntype: interview\ntitle: Trả lời\n"
            "speakers: [{id: ba, name: Ông Ba, role: Trưởng phòng}]\nsource: bao-2020\n---\n\n"
            + "\n".join(talk),
            "content/2021/index.md": None,
        },
    )


# --- What is found in prose.

PROSE = """Mở đầu [](fig:viec-lam/2020) và ![h](x.svg "Chú thích"){credit="Ai"}.

## Việc làm năm 2020?
Trả lời *một*.

## Việc làm năm 2020?

| a | b |
|---|---|
| ô một | ô hai |

## 5 nhiệm vụ & **mục** tiêu
1. một
2. hai

### Con

Dưới con &amp; thế.

## Tự đặt {#rieng}

```
## không phải đề mục
```

Đề kiểu khác
------------

Chữ <b>đậm</b>. <!-- ## ẩn -->

## [Nối](index.md) *nghiêng* `mã` a_b_c
##Không cách
# Một
## Cuối ##
"""


def test_sections_are_those_of_the_page() -> None:
    html = convert(PROSE, Draft("2020/x.md"))
    page = {
        html5lib.parseFragment(text, namespaceHTMLElements=False).text or "": anchor
        for anchor, text in re.findall(r'<h2 id="([^"]+)">([^<]*)</h2>', html)
    }
    found = sections(PROSE, lambda target: "18.382 người")
    assert found[0] == Section("", "", "Mở đầu 18.382 người và Chú thích.")
    assert [part.anchor for part in found[1:]] == re.findall(r'<h2 id="([^"]+)">', html)
    ours = {part.heading: part.anchor for part in found}
    assert page.items() <= ours.items()
    text = {part.anchor: part.text for part in found}
    assert text["viec-lam-nam-2020_1"] == "a b ô một ô hai"
    assert text["5-nhiem-vu-va-muc-tieu"] == "một hai Con Dưới con & thế."
    assert text["rieng"] == "", "what stands in code is no prose"
    assert text["de-kieu-khac"] == "Chữ đậm."


@given(st.lists(st.sampled_from(["## ", "# ", "### ", "## a", "\n", "b *c*", "2. x {#y}", "---"])))
def test_any_headings_lead_to_the_page(pieces: list[str]) -> None:
    body = "\n".join(pieces)
    html = convert(body, Draft("x.md"))
    for part in sections(body, lambda target: ""):
        if part.anchor and part.heading:
            assert f'id="{part.anchor}"' in html, (body, html)


# --- Beside MkDocs' own search.

LUNR = Path(mkdocs.contrib.search.__file__).parent


def test_mkdocs_own_search_finds_less(site: Path) -> None:
    """The same words and figures given to the search that MkDocs brings, set to Vietnamese."""
    index = site / "tim-kiem/chi-muc.js"
    ours = answers(index, list(FOUND))
    assert all(ours[query]["indicators"][0] == target for query, target in FOUND.items())
    theirs = lunr(documents(index), list(FOUND))
    missed = {
        query for query, target in FOUND.items() if target.partition("#")[0] not in theirs[query]
    }
    print(f"MkDocs' own search finds {len(FOUND) - len(missed)} of {len(FOUND)}")
    assert {"viec lam", "18382", "3.34", "ho ngheo", "2077", "18 382"} <= missed
    assert FOUND.keys() - missed >= {"việc làm", "thất nghiệp"}, "it is set up as MkDocs does"


def test_what_mkdocs_own_vietnamese_search_takes_for_a_word() -> None:
    """Its list of letters lacks those with tones; as it is put together, it trims nothing at all:
    a word beside a mark is another word, and a query is stemmed as if it were English."""
    texts = {"a": "Tỷ lệ hộ nghèo.", "b": "Được (việc làm)", "c": "bằng 3,34%", "d": "số hóa"}
    asked = {"nghèo": "a", "việc": "b", "làm": "b", "3,34": "c", "số hoá": "d", "ngheo": "a"}
    theirs = lunr(
        [{"location": key, "title": "", "text": text} for key, text in texts.items()], list(asked)
    )
    assert {query for query, found in theirs.items() if asked[query] in found} <= {"số hoá"}
    code = (
        "(0, eval)(require('fs').readFileSync(process.argv[1], 'utf8'));"
        "const own = ['.', ','], texts = JSON.parse(process.argv[2]), found = {};"
        "for (const query of JSON.parse(process.argv[3])) {"
        " const asked = nienGiamFind.ask(query, own);"
        " found[query] = Object.keys(texts).filter(key => { const text ="
        "  new nienGiamFind.Text(texts[key]); return text.marks(asked, own).length > 0; }); }"
        "console.log(JSON.stringify(found));"
    )
    ours = json.loads(node(code, str(PROGRAM[0]), json.dumps(texts), json.dumps(list(asked))))
    assert ours == {query: [key] for query, key in asked.items()}


def documents(index: Path) -> list[dict[str, str]]:
    """What the pages say, as MkDocs' own index takes it: one entry a page."""
    code = (
        "const load = require('fs').readFileSync;"
        "for (const file of JSON.parse(process.argv[1])) { (0, eval)(load(file, 'utf8')); }"
        "const holder = {}; new Function('window', load(process.argv[2], 'utf8'))(holder);"
        "const known = new nienGiamLookup(holder.nienGiamIndex), found = {};"
        "for (const entry of known.entries) {"
        " const location = known.address(entry).split('#')[0];"
        " const said = entry.text ? entry.heading.text + '. ' + entry.text.text :"
        "  known.figures(entry).map(one => one.year + ' ' + known.said(one, entry)).join('; ');"
        " found[location] = found[location] ||"
        "  { location, title: (entry.name || entry.title).text, text: '' };"
        " found[location].text += ' ' + said; }"
        "console.log(JSON.stringify(Object.values(found)));"
    )
    program = json.dumps([str(path) for path in PROGRAM])
    return json.loads(node(code, program, str(index)))  # type: ignore[no-any-return]


def lunr(documents: list[dict[str, str]], queries: list[str]) -> dict[str, list[str]]:
    """Pages that MkDocs' own search finds for each query, by its own script and defaults."""
    config = {"lang": ["vi"], "separator": r"[\s\-]+"}
    made = subprocess.run(
        ["node", str(LUNR / "prebuild-index.js")],
        input=json.dumps({"docs": documents, "config": config}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code = (
        "const folder = process.argv[1], lunr = require(folder + '/templates/search/lunr');"
        "require(folder + '/lunr-language/lunr.stemmer.support')(lunr);"
        "require(folder + '/lunr-language/lunr.vi')(lunr);"
        "lunr.tokenizer.separator = new RegExp(process.argv[4]);"
        "const index = lunr.Index.load(JSON.parse(process.argv[2])), found = {};"
        "for (const query of JSON.parse(process.argv[3])) {"
        " found[query] = index.search(query).map(hit => hit.ref); }"
        "console.log(JSON.stringify(found));"
    )
    asked = json.dumps(queries)
    return json.loads(  # type: ignore[no-any-return]
        node(code, str(LUNR), made.stdout, asked, config["separator"])
    )


# --- The same letters and numbers in Python and in the page.

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def test_letters_fold_alike_in_python_and_in_the_page() -> None:
    letters = [form for letter in VIETNAMESE for form in (letter, letter.upper())]
    letters += [unicodedata.normalize("NFD", letter) for letter in letters]
    code = (
        "(0, eval)(require('fs').readFileSync(process.argv[1], 'utf8'));"
        "console.log(JSON.stringify(JSON.parse(process.argv[2]).map(nienGiamFind.fold)))"
    )
    found = json.loads(node(code, str(PROGRAM[0]), json.dumps(letters)))
    assert found == [fold(letter) for letter in letters]
    assert set("".join(found)) == set("abcdeghiklmnopqrstuvxy")


PAGE_NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=3)


@settings(max_examples=4)
@given(st.lists(PAGE_NUMBERS, min_size=200))
def test_numbers_are_written_and_read_alike_in_python_and_in_the_page(
    values: list[Decimal],
) -> None:
    """As the page writes a value, so Python does; and typed like that, it finds it again."""
    code = (
        "(0, eval)(require('fs').readFileSync(process.argv[1], 'utf8'));"
        "const marks = JSON.parse(process.argv[2]);"
        "console.log(JSON.stringify(JSON.parse(process.argv[3]).map(value => {"
        " const said = nienGiamFind.said(value, marks);"
        " const asked = nienGiamFind.ask(said, marks).numbers;"
        " const figure = nienGiamFind.figure('2020a' + value);"
        " return [said, asked.length === 1 && nienGiamFind.equals(figure, asked[0])]; })));"
    )
    written = [f"{value.normalize():f}" for value in values]
    for language, marks in (("vi", [".", ",", "\u2212"]), ("en", [",", ".", "\u2212"])):
        found = json.loads(node(code, str(PROGRAM[0]), json.dumps(marks), json.dumps(written)))
        assert [said for said, _ in found] == [plain(Decimal(text), language) for text in written]
        assert {exact for _, exact in found} == {2}
