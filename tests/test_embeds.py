"""Embedded charts: light, whole without scripts, as high as their frame; the lines to paste."""

import gzip
import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from playwright.sync_api import Browser, sync_playwright

from generator import assets, build, resources
from generator.extras import oembed
from generator.pages import embed
from generator.render.env import CSP
from tests.example import loose
from tests.sites import OBSERVATIONS_HEADER, text_of, with_change, with_rows

ASSETS = resources.templates() / "assets"
LIGHT = 20_000
"""Bytes over the wire before anyone touches it."""


@pytest.fixture(scope="module")
def example() -> build.Build:
    return build.prepare(loose())


@pytest.fixture(scope="module")
def written(example: build.Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(example, tmp_path_factory.mktemp("nhúng"))


def write(made: build.Build, folder: Path) -> Path:
    for uri, make in made.theme:
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(make())
    for page in embed.pages(made.site):
        (folder / page.uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / page.uri).write_bytes(made.renderer.page(page))
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def one(made: build.Build, indicator: str, year: int | None = None) -> str:
    edition = made.site.book.edition(year) if year else None
    series = made.site.view(edition).series(indicator)
    context = embed.context(made.site, series, edition)
    uri = embed.embed_uri(indicator, edition)
    return made.renderer.render(embed.TEMPLATE, uri, context)


def wire(page: bytes) -> int:
    parts = [_style(name) for name in assets.STYLES["embed.css"]]
    style = assets.shortened(b"\n".join(parts).decode()).encode()
    return len(gzip.compress(page)) + len(gzip.compress(style))


def _style(name: str) -> bytes:
    return (ASSETS / name).read_bytes()


def test_every_page_of_an_indicator_has_an_embed(example: build.Build) -> None:
    pages = {page.uri for page in example.generated() if page.template == "indicator.html"}
    assert {page.uri.replace("embed", "index") for page in embed.pages(example.site)} == pages


def test_light_and_without_scripts(written: Path) -> None:
    for path in written.rglob("embed.html"):
        page = path.read_bytes()
        assert wire(page) < LIGHT / 2, path
        assert b"<script" not in page and b" style=" not in page and b"javascript:" not in page
        assert html.escape(CSP).encode().replace(b"&#x27;", b"&#39;") in page
        parser = html5lib.HTMLParser()
        parser.parse(page.decode())
        assert not parser.errors, (path, parser.errors)


def test_a_long_series_stays_light(site: Callable[..., Path]) -> None:
    rows = [
        f"viec-lam,{year},,{measure},{year * 9},,,final,{year + 1}-01-05,,,,bao-2020,"
        for year in range(1960, 2026)
        for measure in ("plan", "actual")
    ]
    data = "\n".join([OBSERVATIONS_HEADER, *rows, ""])
    made = build.prepare(site({"data/observations.csv": data, "content/2020/phong-van.md": None}))
    assert wire(one(made, "viec-lam").encode()) < LIGHT


def test_all_provinces_stay_light_even_where_nothing_is_compressed(
    site: Callable[..., Path],
) -> None:
    """63 groups and no total: their chart is the one that is embedded."""
    row = "ra-nuoc-ngoai,2021,,actual,{},,,final,2022-01-05,,area,{},bao-2021,"
    groups = [f"Tỉnh Bắc {number}" for number in range(63)]
    rows = [row.format(1000 + number * 37, group) for number, group in enumerate(groups)]
    made = build.prepare(site(with_rows("observations", *rows)))
    page = one(made, "ra-nuoc-ngoai")
    assert all(group in page for group in groups)
    icon = (ASSETS / "icon.svg").stat().st_size
    assert len(page.encode()) + len(dict(made.theme)["assets/embed.css"]()) + icon < LIGHT


def test_it_says_figure_verdict_source_and_leads_to_the_page(example: build.Build) -> None:
    page = one(example, "viec-lam", 2020)
    for said in ("18.382", "Vượt kế hoạch", "Nguồn: Báo Dân sinh", "Ấn bản 2020", "<svg class"):
        assert said in page
    assert 'href="../../../2020/chi-tieu/viec-lam/index.html"' in page
    assert "2023" not in page.partition("<body>")[2], "an edition knows nothing later"


def test_a_figure_without_chart_and_an_indicator_without_figure(site: Callable[..., Path]) -> None:
    made = build.prepare(site())
    alone = one(made, "von-nha")
    assert "30,028" in alone and "<figure" not in alone
    line = "khong-so,Chưa đo,,người,people,0,up,viec-lam,,\n"
    path = "data/indicators.csv"
    empty = build.prepare(site({path: text_of(path) + line}))
    assert "Chưa có số liệu" in one(empty, "khong-so")


def test_colours_are_those_of_the_site() -> None:
    def tokens(name: str) -> list[tuple[str, str]]:
        return re.findall(r"(--[a-z0-9]+): (#[0-9a-f]+)", _style(name).decode())

    own, whole = tokens("embed.css"), tokens("site.css")
    assert own and not set(own) - set(whole)


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [300, 320, 360, 575, 576, 600, 1200])
def test_each_frame_is_as_high_as_its_page(
    example: build.Build, written: Path, chromium: Browser, width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 100}, java_script_enabled=True
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for id, edition in embed.every(example.site):
        series = example.site.view(edition).series(id)
        high = embed.height(embed.context(example.site, series, edition), example.site)
        uri = embed.embed_uri(series.indicator.id, edition)
        page.goto((written / uri).as_uri())
        element = "document.documentElement"
        wide, needed = page.evaluate(f"[{element}.scrollWidth, {element}.scrollHeight]")
        assert wide <= width, uri
        assert needed <= high <= needed + 190, (uri, high, needed)
    context.close()
    assert not complaints


WORDS_ON_TWO_LINES = """() => {
  const text = document.querySelector(".value").firstChild, range = document.createRange();
  return [...text.data.matchAll(/[^\\s\\/]+/g)].filter((found) => {
    range.setStart(text, found.index);
    range.setEnd(text, found.index + found[0].length);
    return range.getClientRects().length > 1;
  }).map((found) => found[0]);
}"""


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    "unit", ["doanh nghiệp", "lượt người", "triệu đồng/người/năm", "suất học bổng toàn phần"]
)
def test_a_narrow_column_holds_long_names_and_long_units(
    site: Callable[..., Path], chromium: Browser, tmp_path: Path, unit: str
) -> None:
    """A frame of 300 pixels: no word of the value is broken, its source is in sight."""
    name = "Số lượt người thuộc hộ nghèo, hộ cận nghèo và hộ mới thoát nghèo được cấp thẻ bảo hiểm"
    change = (
        "Số hộ nghèo,Poor households,hộ",
        f'"{name}",,{unit}',
    )
    made = build.prepare(site(with_change("data/indicators.csv", change)))
    page = write(made, tmp_path / "made") / "chi-tieu/so-ho-ngheo/embed.html"
    series = made.site.view(None).series("so-ho-ngheo")
    high = embed.height(embed.context(made.site, series), made.site)
    seen = chromium.new_page(viewport={"width": 300, "height": high})
    seen.goto(page.as_uri())
    assert seen.evaluate(WORDS_ON_TWO_LINES) == []
    needed = seen.evaluate("document.documentElement.scrollHeight")
    seen.close()
    assert needed <= high


def test_the_offer_is_one_line_each_way(example: build.Build) -> None:
    site = example.site
    found = embed.offer(site, site.view(None).series("viec-lam"))
    assert found
    frozen, current = found.ways
    root = site.book.settings.site_url
    assert f'src="{root}2020/chi-tieu/viec-lam/embed.html"' in frozen.line
    assert f'src="{root}chi-tieu/viec-lam/embed.html"' in current.line
    assert frozen.title == "Ấn bản 2020, không bao giờ đổi"
    for way in found.ways:
        assert "\n" not in way.line
        frame = ElementTree.fromstring(way.line)
        assert frame.tag == "iframe" and frame.get("title") and int(frame.get("height", 0)) > 100


def test_the_edition_offered_holds_the_indicator(site: Callable[..., Path]) -> None:
    made = build.prepare(site())
    found = embed.offer(made.site, made.site.view(None).series("ra-nuoc-ngoai"))
    assert found and "/2021/chi-tieu/" in found.ways[0].line
    own = made.site.book.edition(2020)
    on_edition = embed.offer(made.site, made.site.view(own).series("viec-lam"), own)
    assert on_edition and "/2020/chi-tieu/" in on_edition.ways[0].line
    assert on_edition.oembed.endswith("/2020/chi-tieu/viec-lam/oembed.json")


def test_the_offer_in_the_page_is_the_line_itself(example: build.Build) -> None:
    found = embed.offer(example.site, example.site.view(None).series("viec-lam"))
    assert found
    uri = "chi-tieu/viec-lam/index.html"
    part = example.renderer.render("embed-offer.html", uri, {"embed": found})
    tree = html5lib.parse(part, namespaceHTMLElements=False)
    assert [code.text for code in tree.iter("code")] == [way.line for way in found.ways]
    context = {"title": "a", "description": "b", "embed": found}
    head = example.renderer.render("social.html", uri, context)
    assert f'type="application/json+oembed" href="{found.oembed}"' in head
    assert example.renderer.render("embed-offer.html", uri, {}).strip() == ""


def test_without_the_sites_address_there_is_no_offer(site: Callable[..., Path]) -> None:
    config = site(with_change("mkdocs.yml", ("site_url: https://nien-giam.example/\n", "")))
    made = build.prepare(config)
    assert embed.offer(made.site, made.site.view(None).series("viec-lam")) is None
    assert not list(oembed.files(made.site))
    assert "canonical" not in one(made, "viec-lam")


def test_names_from_the_data_are_escaped(site: Callable[..., Path]) -> None:
    name = "\"<b>&'Việc"
    changed = with_change(
        "data/indicators.csv",
        ("Số người được giải quyết việc làm", '"' + name.replace('"', '""') + '"'),
    )
    made = build.prepare(site(changed))
    found = embed.offer(made.site, made.site.view(None).series("viec-lam"))
    assert found and name in (ElementTree.fromstring(found.ways[0].line).get("title") or "")
    assert "<b>&'" not in one(made, "viec-lam")


def test_oembed_answers_as_its_specification_asks(example: build.Build) -> None:
    found = dict(oembed.files(example.site))
    assert set(found) == {
        page.uri.replace("embed.html", "oembed.json") for page in embed.pages(example.site)
    }
    answer = json.loads(found["2020/chi-tieu/viec-lam/oembed.json"]())
    assert answer["version"] == "1.0" and answer["type"] == "rich"
    assert isinstance(answer["width"], int) and isinstance(answer["height"], int)
    assert (
        ElementTree.fromstring(answer["html"])
        .get("src", "")
        .endswith("/2020/chi-tieu/viec-lam/embed.html")
    )
    for key in ("title", "author_name", "provider_name", "provider_url", "thumbnail_url"):
        assert answer[key]
