"""The example site in a real Chromium: with and without JavaScript, over http and from a folder."""

from pathlib import Path
from typing import Any

import pytest

from tests.example import build, copy_example

KINDS = {
    "home": "index.html",
    "edition": "2020/index.html",
    "edition 2023": "2023/index.html",
    "interview": "2020/phong-van/index.html",
    "interview 2023": "2023/den-on-dap-nghia/index.html",
    "indicator with a break": "chi-tieu/ho-ngheo/index.html",
    "indicator in an edition": "2020/chi-tieu/viec-lam/index.html",
    "breakdown": "chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html",
    "plans only": "chi-tieu/tro-cap-bao-tro/index.html",
    "note of a doubt": "chi-tieu/so-ho-can-ngheo/index.html",
    "catalogue": "chi-tieu/index.html",
    "archive": "luu-tru/index.html",
    "data": "data/index.html",
    "prose": "gioi-thieu/index.html",
    "search": "tim-kiem/index.html",
    "search in an edition": "2020/tim-kiem/index.html",
}

WIDTHS = (320, 768, 1440)

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("trang mẫu")))


def base(way: str, site: Path, address: str) -> str:
    return address if way == "http" else site.as_uri() + "/"


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_and_asks_no_other_host(
    visit: Any, site: Path, address: str, kind: str, scripts: bool, way: str
) -> None:
    start = base(way, site, address)
    seen = visit(start + KINDS[kind], java_script_enabled=scripts)
    assert not seen.complaints
    assert all(url.startswith(start) or url.endswith("favicon.ico") for url in seen.requests)
    assert not [url for url in seen.requests if "plotly" in url], "Plotly only on request"
    assert seen.page.locator("h1").count() == 1
    assert "niengiam" in seen.page.locator("footer").inner_text(), "it says what it is"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(visit: Any, site: Path, kind: str) -> None:
    for width in WIDTHS:
        seen = visit(site.as_uri() + "/" + KINDS[kind], viewport={"width": width, "height": 800})
        wide = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px at {width}"


@pytest.mark.parametrize("width", [320, 768, 960, 1440])
def test_the_name_of_the_site_keeps_its_line(visit: Any, every_page: Path, width: int) -> None:
    size = {"width": width, "height": 800}
    for uri in ("index.html", "2020/index.html", "en/2020/index.html"):
        page = visit(f"{every_page.as_uri()}/{uri}", viewport=size).page
        lines = "e => [...e.getClientRects()].filter(one => one.width > 1).length"
        assert page.locator(".brand a").evaluate(lines) == 1, uri


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["indicator with a break", "breakdown", "indicator in an edition"])
def test_the_interactive_view_draws(
    visit: Any, site: Path, address: str, kind: str, way: str, scheme: str
) -> None:
    start = base(way, site, address)
    seen = visit(start + KINDS[kind], color_scheme=scheme)
    button = seen.page.locator("button[data-plot]").first
    button.click()
    seen.page.wait_for_selector(".js-plotly-plot .main-svg", timeout=20_000)
    assert seen.page.locator(".js-plotly-plot .scatterlayer, .js-plotly-plot .barlayer").count()
    assert not seen.complaints
    assert all(url.startswith((start, "data:", "blob:")) for url in seen.requests)
    bar = seen.page.locator(".modebar-btn").all()
    titles = " ".join((item.get_attribute("data-title") or "") for item in bar).lower()
    assert "share" not in titles
    assert "cloud" not in titles


def test_the_chart_stands_in_the_page_without_scripts(visit: Any, site: Path) -> None:
    seen = visit(site.as_uri() + "/" + KINDS["indicator with a break"], java_script_enabled=False)
    drawing = seen.page.locator("figure svg[role=img]").first
    box = drawing.bounding_box()
    assert box is not None
    assert box["height"] > 150
    words = drawing.inner_text() if drawing.evaluate("e => e.innerText") else drawing.text_content()
    assert "12,11%" in (words or "")
    assert "4,26%" in (words or "")
    assert not seen.page.locator("button[data-plot]").first.is_visible()


def test_a_figures_address_shows_which_one_is_meant(visit: Any, site: Path) -> None:
    page = site.as_uri() + "/" + KINDS["indicator with a break"]
    for anchor in ("2020-actual", "2020-actual-2020-08-17", "2020-plan", "2020-actual-2021-01-01"):
        seen = visit(f"{page}#{anchor}", java_script_enabled=False)
        row = seen.page.locator(f"tr[id='{anchor}'], tr:has([id='{anchor}'])")
        assert row.count() == 1
        colour = "e => getComputedStyle(e.querySelector('td, th')).backgroundColor"
        marked = row.evaluate(colour)
        others = seen.page.locator("tr[id='2016-actual']").evaluate(colour)
        assert marked != others


def test_pointing_at_a_figure_says_what_it_is(visit: Any, site: Path) -> None:
    for width in (360, 1280):
        seen = visit(
            site.as_uri() + "/" + KINDS["interview"],
            java_script_enabled=False,
            viewport={"width": width, "height": 800},
        )
        for link in seen.page.locator(".fig > a").all()[:6]:
            link.focus()
            pop = seen.page.locator(f"[id='{link.get_attribute('aria-describedby')}']")
            assert pop.is_visible()
            box = pop.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width + 1


def test_every_link_leads_somewhere(site: Path) -> None:
    import html5lib

    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in sorted(site.rglob("*.html")):
        root = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        found = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(found) == len(set(found)), f"{path}: an id stands twice"
        ids[path] = set(found)
        for element in root.iter():
            for name in ("href", "src", "data-plotly-src"):
                if target := element.get(name):
                    links.append((path, target))
    for path, target in links:
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.is_file(), f"{path}: {target}"
        if anchor and there.suffix == ".html":
            assert anchor in ids[there], f"{path}: {target}"


def test_dark_and_light_differ_and_print_is_paper(visit: Any, site: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page = site.as_uri() + "/index.html"
    light = visit(page, color_scheme="light").page.evaluate(ground)
    dark = visit(page, color_scheme="dark").page
    assert dark.evaluate(ground) != light
    dark.emulate_media(media="print")
    paper = dark.evaluate(ground)
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)", light)
