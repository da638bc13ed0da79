"""What scripts add to a page: charts by keyboard, tables in order, filters, comparisons."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from generator.build import prepare
from tests.example import build, copy_example
from tests.sites import make_site, with_rows
from tests.test_browser import WIDTHS, base

pytestmark = pytest.mark.xdist_group("browser")

WHOLE, ENHANCED = 30_000, 60_000
"""Bytes over the wire: a page that is complete, and with all that scripts add."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("trang động")))


def loaded(page: Path, pattern: str) -> list[Path]:
    """Files of the site that a page's head names."""
    found = re.findall(pattern, page.read_text("utf-8").replace("\n", " "))
    return [(page.parent / name).resolve() for name in found]


def wire(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_two_requests_before_a_page_is_seen_and_few_bytes(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        styles = loaded(page, r'<link rel="stylesheet" href="([^"]+)"')
        scripts = loaded(page, r'<script src="([^"]+)" defer')
        text = page.read_text("utf-8")
        assert text.count("<script src") == len(scripts), f"{page}: a script that waits for nobody"
        assert len(styles) == 1, page
        if page.name != "404.html":  # its links are those of the published site
            assert wire(page, *styles) < WHOLE, page
            assert wire(page, *styles, *scripts) < ENHANCED, page


CHARTS = {
    "dots": "chi-tieu/ho-ngheo/index.html",
    "rows": "chi-tieu/viec-lam/index.html",
    "groups": "chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html",
}
SPOKEN = "[...document.querySelectorAll('[role=status]')].map(e => e.textContent).join('')"


def stepped(page: Any, *keys: str) -> str:
    """What is spoken after some keys in the first chart."""
    page.locator("svg.ch[tabindex]").first.focus()
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate(SPOKEN)).replace("\xa0", " ")


@pytest.mark.parametrize("way", ["http", "file"])
def test_arrows_walk_through_a_chart_and_the_values_are_spoken(
    visit: Any, site: Path, address: str, way: str
) -> None:
    start = base(way, site, address)
    page = visit(start + CHARTS["dots"]).page
    assert stepped(page, "ArrowRight") == "2016, thực hiện: 12,11%."
    assert "chưa có số liệu các năm 2017–2018" in stepped(page, "ArrowRight")
    said = stepped(page, "ArrowRight")
    for part in ("2020, thực hiện: 3,6% (ước)", "kế hoạch: 4%", "trước đó: 4% (dự kiến)"):
        assert part in said
    assert "thấp hơn 0,4 điểm phần trăm: tốt hơn kế hoạch (ước)" in said
    assert stepped(page, "ArrowUp", "ArrowUp") == "2020, kế hoạch: 4%."
    crossed = stepped(page, "ArrowRight")
    assert "không so sánh trực tiếp" in crossed and "2021, thực hiện: 4,26%" in crossed
    assert "2030, kế hoạch: dưới 2,5%" in stepped(page, "End")
    assert "2016" in stepped(page, "Home")
    assert page.locator(".ring").count() == 1 and page.locator(".readout").count() == 1
    assert stepped(page, "Escape") == ""
    assert page.locator(".rd").count() == 0


def test_bars_and_groups_are_walked_as_they_stand(visit: Any, site: Path) -> None:
    page = visit(f"{site.as_uri()}/{CHARTS['rows']}").page
    said = stepped(page, "ArrowRight")
    assert said.startswith("2020, thực hiện: 18.382 người; kế hoạch: 18.000 người; ")
    assert "bằng 102,1% kế hoạch: vượt kế hoạch" in said
    assert stepped(page, "ArrowDown") == "2020, kế hoạch: 18.000 người."
    assert "chưa có số thực hiện" in stepped(page, "ArrowRight")
    page = visit(f"{site.as_uri()}/{CHARTS['groups']}").page
    assert stepped(page, "ArrowDown").startswith("Nhật Bản, thực hiện: 6.559 người; chiếm 93,1%")
    assert "Đài Loan" in stepped(page, "ArrowDown")
    assert "Đài Loan" not in stepped(page, "ArrowDown")


@pytest.mark.parametrize("form", CHARTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_pointer_shows_the_same_and_it_stays_in_the_chart(
    visit: Any, site: Path, form: str, width: int
) -> None:
    seen = visit(
        f"{site.as_uri()}/{CHARTS[form]}",
        viewport={"width": width, "height": 900},
        has_touch=width == 320,
    )
    drawing = seen.page.locator("svg.ch[tabindex]").first
    for mark in drawing.locator("[data-key]").all():
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        if width == 320:
            seen.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        else:
            mark.hover(force=True)
        read, own = seen.page.locator(".readout").bounding_box(), drawing.bounding_box()
        assert (
            read["x"] >= own["x"] - 1 and read["x"] + read["width"] <= own["x"] + own["width"] + 1
        )
        first = seen.page.locator(".rd text").first.text_content()
        assert first.split("–")[0].lower() in mark.get_attribute("data-key").lower()
    assert seen.page.evaluate(SPOKEN) == "", "a pointer doesn't talk"
    seen.page.locator("h1").click()
    assert seen.page.locator(".rd").count() == 0
    assert not seen.complaints


def test_a_chart_is_named_and_described_from_its_data(visit: Any, site: Path) -> None:
    for scripts in (True, False):
        seen = visit(f"{site.as_uri()}/{CHARTS['dots']}", java_script_enabled=scripts)
        session = seen.page.context.new_cdp_session(seen.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        drawings = [
            node
            for node in nodes
            if node.get("role", {}).get("value") in ("image", "application", "img")
            and node.get("name", {}).get("value", "").startswith("Biểu đồ: ")
        ]
        assert len(drawings) == 1
        said = drawings[0]["description"]["value"]
        for part in (
            "giảm liên tục",
            "cao nhất: 2016, 12,11%",
            "không so sánh",
            "tốt hơn kế hoạch",
        ):
            assert part in said
        assert ("phím mũi tên" in said) == scripts


def column(page: Any, table: str, number: int) -> list[str]:
    """What the rows of a table say in one column, in their order now."""
    script = (
        f"[...document.querySelectorAll('{table} tbody tr:not(.g,.grp,.cite-here)')]"
        f".map(row => row.cells[{number}].innerText.split('\\n')[0].trim())"
    )
    return [str(text).replace("\xa0", " ") for text in page.evaluate(script)]


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_table_is_sorted_by_exact_values_and_goes_back(
    visit: Any, site: Path, address: str, way: str
) -> None:
    page = visit(base(way, site, address) + CHARTS["groups"]).page
    first = column(page, ".parts", 0)
    name, value = page.locator(".parts .sort").nth(0), page.locator(".parts .sort").nth(1)
    name.focus()
    page.keyboard.press("Enter")
    assert page.locator(".parts th[aria-sort=ascending]").count() == 1
    assert "tăng dần" in page.evaluate(SPOKEN)
    markets = [text for text in column(page, ".parts", 0) if text in VIETNAMESE]
    assert markets == VIETNAMESE, "by the Vietnamese alphabet: d before đ"
    value.click()
    numbers = [int(re.sub(r"\D", "", text)) for text in column(page, ".parts", 1)]
    table = page.locator(".parts").first.locator("tbody tr").count()
    assert numbers[:table] == sorted(numbers[:table], reverse=True)
    value.click()
    numbers = [int(re.sub(r"\D", "", text)) for text in column(page, ".parts", 1)]
    assert numbers[:table] == sorted(numbers[:table])
    value.click()
    assert column(page, ".parts", 0) == first
    assert page.locator("[aria-sort]").count() == 0


VIETNAMESE = ["Australia", "Ba Lan", "Đài Loan", "Đức", "Hàn Quốc", "Nhật Bản", "Thị trường khác"]


def test_bases_stay_apart_topics_mix_and_empty_is_last(visit: Any, site: Path) -> None:
    page = visit(f"{site.as_uri()}/{CHARTS['dots']}").page
    bases = "[...document.querySelectorAll('.obs tbody')].map(b => b.rows.length)"
    before = page.evaluate(bases)
    page.locator(".obs .sort").nth(1).click()
    assert page.evaluate(bases) == before
    years = column(page, ".obs", 0)
    assert years.index("2016") < years.index("2020") < years.index("2021")
    page = visit(f"{site.as_uri()}/2020/index.html").page
    table = page.locator("table.rt").first
    before = column(page, "table.rt:not(.known)", 0)
    table.locator(".sort").nth(1).click()
    ranks = [
        row.locator(".vc").get_attribute("data-value") or ""
        for row in table.locator("tbody tr:not(.g)").all()
    ]
    assert ranks == sorted(ranks, reverse=True) and ranks[0] and not ranks[-1]
    assert table.locator("tr.g:visible").count() == 0
    for _ in range(2):
        table.locator(".sort").nth(1).click()
    assert column(page, "table.rt:not(.known)", 0) == before
    assert table.locator("tr.g:visible").count() > 1


SORTED = (CHARTS["dots"], CHARTS["groups"], "2020/index.html", "data/index.html")


def test_heads_to_sort_by_can_be_reached_on_a_narrow_page(visit: Any, site: Path) -> None:
    for kind in (*SORTED, COMPARED + "#viec-lam,so-ho-ngheo,nha-xay-moi"):
        seen = visit(f"{site.as_uri()}/{kind}", viewport={"width": 320, "height": 700})
        for button in seen.page.locator(".sort").all():
            box = button.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["height"] >= 24
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    plain = visit(f"{site.as_uri()}/{CHARTS['dots']}", java_script_enabled=False).page
    assert plain.locator(".sort").count() == 0


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_catalogue_is_narrowed_and_the_address_keeps_it(
    visit: Any, site: Path, address: str, way: str
) -> None:
    start = base(way, site, address)
    page = visit(start + "chi-tieu/index.html").page
    shown = page.locator(".cat tbody tr:visible")
    everything = shown.count()
    page.get_by_label("Tên chỉ tiêu").fill("viec LAM")
    assert 0 < shown.count() < everything
    assert all({"việc", "làm"} <= set(text.lower().split()) for text in shown.all_inner_texts())
    assert f"Có {shown.count()} trong {everything}" in page.evaluate(SPOKEN)
    page.get_by_label("Kết quả mới nhất").select_option("exceeded")
    assert shown.count() == 1
    kept = page.evaluate("location.href")
    again = visit(kept).page
    assert again.locator(".cat tbody tr:visible").all_inner_texts() == shown.all_inner_texts()
    assert again.get_by_label("Tên chỉ tiêu").input_value() == "viec LAM"
    page.get_by_label("Có số liệu năm").select_option("2016")
    assert shown.count() == 0 and page.locator(".shelf:visible").count() == 0
    page.get_by_role("button", name="Bỏ lọc").click()
    assert shown.count() == everything
    assert "?" not in page.evaluate("location.href")
    page.locator("select[name=topic]").select_option("giam-ngheo")
    assert page.locator(".shelf:visible").count() == 1
    plain = visit(start + "chi-tieu/index.html", java_script_enabled=False).page
    assert plain.locator(".cat tbody tr:visible").count() == everything
    assert not plain.locator(".filter").is_visible()


COMPARED = "so-sanh/index.html"


def told(page: Any) -> tuple[Any, ...]:
    """What a comparison shows: its cards, its table, its years."""
    cards = page.locator(".mult:visible h3").all_inner_texts()
    return (cards, page.locator(".cmp").inner_text(), page.locator("#tu-nam").input_value())


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_comparison_is_chosen_and_its_address_brings_it_back(
    visit: Any, site: Path, address: str, way: str
) -> None:
    start = base(way, site, address) + COMPARED
    seen = visit(start)
    page = seen.page
    everything = page.locator(".mult:visible").count()
    page.get_by_label("Tìm chỉ tiêu").fill("viec lam")
    page.get_by_label("Số người được giải quyết việc làm", exact=True).check()
    page.get_by_label("Tìm chỉ tiêu").fill("ho ngheo")
    page.get_by_label("Tỷ lệ hộ nghèo", exact=True).check()
    page.locator("#tu-nam").select_option("2018")
    page.locator("#den-nam").select_option("2023")
    assert page.evaluate("location.hash") == "#viec-lam,ho-ngheo;2018-2023"
    assert page.locator(".mult:visible").count() == 2
    assert "Đang so sánh, 2018–2023" in page.evaluate(SPOKEN)
    again = visit(page.evaluate("location.href")).page
    assert told(again) == told(page)
    page.get_by_role("button", name="Chọn lại từ đầu").click()
    assert page.locator(".mult:visible").count() == everything
    assert "#" not in page.evaluate("location.href")
    assert not seen.complaints


def test_years_move_the_marks_and_never_join_two_bases(visit: Any, site: Path) -> None:
    page = visit(f"{site.as_uri()}/{COMPARED}#ho-ngheo;2019-2022").page
    card = page.locator("#ho-ngheo")
    years = [mark.get_attribute("data-y") for mark in card.locator("svg g[data-y]:not(.out)").all()]
    assert set(years) == {"2019", "2020", "2021"}
    lines = [line.get_attribute("data-y") for line in card.locator("svg line[data-y]").all()]
    assert lines == ["2016 2019", "2019 2020"], "2021 is measured by another standard"
    assert card.locator("svg line[data-y]:not(.out)").count() == 1
    assert card.locator("svg > svg:not(.out)").count() == 1, "the break is marked"
    first = card.locator("g[data-y='2019'] circle").bounding_box()
    last = card.locator("g[data-y='2021'] circle").bounding_box()
    own = card.locator("svg.mu").bounding_box()
    assert first["x"] - own["x"] < own["width"] * 0.1 < own["width"] * 0.5 < last["x"] - own["x"]
    rows = page.locator(".cmp tbody tr").all_inner_texts()
    assert len(rows) == 2, "a row for each basis"
    assert "4,59%" in rows[0] and "3,6% ước" in rows[0] and "4,26%" not in rows[0]
    assert "4,26%" in rows[1]


def test_a_comparison_says_what_the_data_say(visit: Any, site: Path) -> None:
    """Every number of the table stands in the indicator's own page."""
    page = visit(f"{site.as_uri()}/{COMPARED}").page
    ids = [card.get_attribute("id") for card in page.locator(".mult").all()]
    page = visit(f"{site.as_uri()}/{COMPARED}#{','.join(map(str, ids))};2016-2030").page
    rows = page.locator(".cmp tbody tr").all()
    assert len(rows) >= len(ids)
    names = dict(zip(page.locator(".mult h3").all_inner_texts(), ids, strict=True))
    for row in rows:
        name = row.locator("th").inner_text().split("\n")[0]
        own = (site / "chi-tieu" / str(names[name]) / "index.html").read_text("utf-8")
        numbers = row.locator("b").all_inner_texts()
        for number in numbers + row.locator(".val-plan").all_inner_texts():
            plain = number.removeprefix("KH ")
            assert plain.replace("\xa0", " ") in own.replace("\xa0", " "), (name, number)


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_comparison_is_sorted_by_name_and_by_years_of_one_unit(
    visit: Any, site: Path, language: str
) -> None:
    start = f"{site.as_uri()}/{language}{COMPARED}"
    people = ["tro-cap-nguoi-co-cong", "dieu-duong-tap-trung", "viec-lam", "dieu-duong-tai-nha"]
    page = visit(f"{start}#{','.join(people)}").page
    name = page.locator(".cmp .sort").first
    in_2023 = page.locator(".cmp .sort", has_text="2023")
    own = column(page, ".cmp", 0)
    name.click()
    assert page.locator(".cmp th[aria-sort=ascending]").count() == 1
    assert column(page, ".cmp", 0) != own
    place = 1 + page.locator(".cmp thead th.num").all_inner_texts().index("2023")
    in_2023.click()
    written = [re.sub(r"\D", "", text) for text in column(page, ".cmp", place)]
    assert written == ["18226", "6749", "568", ""], "what has no value is last"
    in_2023.click()
    written = [re.sub(r"\D", "", text) for text in column(page, ".cmp", place)]
    assert written == ["568", "6749", "18226", ""]
    page = visit(f"{start}#viec-lam,ho-ngheo,so-ho-ngheo").page
    assert page.locator(".cmp .sort").count() == 1, "people aren't put in order with percents"


def test_odd_addresses_of_a_comparison_do_no_harm(visit: Any, site: Path) -> None:
    start = f"{site.as_uri()}/{COMPARED}"
    everything = visit(start).page.locator(".mult:visible").count()
    for odd, count in (
        ("#khong-co", everything),
        ("#%E0%A4%A", everything),
        ("#viec-lam,viec-lam,%3Cb%3E;9999-0000", 1),
        ("#;2020-2018", everything),
        ("#viec%2Dlam", 1),
    ):
        seen = visit(start + odd)
        assert seen.page.locator(".mult:visible").count() == count, odd
        assert not seen.complaints, odd
    page = visit(start + "#viec-lam").page
    page.evaluate("location.hash = '#noi-dung'")
    assert page.locator(".mult:visible").count() == 1, "the link to the content keeps the choice"


def test_without_scripts_all_indicators_stand_by_topic(visit: Any, site: Path) -> None:
    for width in WIDTHS:
        page = visit(
            f"{site.as_uri()}/{COMPARED}",
            java_script_enabled=False,
            viewport={"width": width, "height": 900},
        ).page
        assert page.locator(".mult:visible").count() > 15
        assert page.locator(".topic:visible").count() > 3
        assert not page.locator(".pick").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    link = visit(f"{site.as_uri()}/{CHARTS['rows']}").page.get_by_text("So sánh với chỉ tiêu khác")
    assert link.get_attribute("href") == "../../so-sanh/index.html#viec-lam"


PRINTED = (
    "index.html",
    "2020/index.html",
    "2020/phong-van/index.html",
    "chi-tieu/ho-ngheo/index.html",
    "chi-tieu/index.html",
    "luu-tru/index.html",
    "dinh-chinh/index.html",
    "data/index.html",
    COMPARED + "#viec-lam,ho-ngheo",
)


@pytest.mark.parametrize("kind", PRINTED)
def test_paper_has_no_controls_and_is_white_in_any_scheme(
    visit: Any, site: Path, kind: str
) -> None:
    size = {"width": 720, "height": 900}
    page = visit(f"{site.as_uri()}/{kind}", color_scheme="dark", viewport=size).page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(27, 29, 32)"
    for control in ("nav", "button.button", "input", "select", ".act", ".skip"):
        assert page.locator(f"{control}:visible").count() == 0, control
    assert page.locator("main").inner_text().strip()


def test_paper_names_the_address_of_every_source(visit: Any, site: Path) -> None:
    for kind, part in ((CHARTS["dots"], ".src"), ("2020/index.html", ".src")):
        page = visit(f"{site.as_uri()}/{kind}").page
        page.emulate_media(media="print")
        link = page.locator(f"{part} a[href^=http]").first
        shown = link.evaluate("e => getComputedStyle(e, '::after').content")
        assert "attr(href)" in shown or link.get_attribute("href") in shown


def test_a_chart_says_where_its_figures_come_from(visit: Any, site: Path) -> None:
    page = visit(f"{site.as_uri()}/{CHARTS['dots']}").page
    said = page.locator("figure.chart figcaption .from").first
    assert "Nguồn: Bộ Lao động" in said.inner_text()
    assert said.locator("a.ref").count() == 3
    page = visit(f"{site.as_uri()}/{CHARTS['groups']}").page
    for figure in page.locator("figure.chart").all():
        said = figure.locator("figcaption .from")
        assert "Nguồn: Báo Điện tử Chính phủ" in said.inner_text()
        assert said.locator("a.ref").count() == 1
    page = visit(f"{site.as_uri()}/2020/phong-van/index.html").page
    assert "Nguồn: Báo Dân sinh" in page.locator("figure.chart figcaption").first.inner_text()


def test_three_hundred_indicators_are_compared_in_a_sane_page(tmp_path: Path) -> None:
    ids = [f"chi-tieu-{number}" for number in range(300)]
    lines = [f"{id},Chỉ tiêu số {id[9:]},,người,people,0,up,viec-lam,," for id in ids]
    rows = [
        f"{id},{year},,{measure},{place * year % 9973},,,final,2024-01-05,,,,bao-2020,"
        for place, id in enumerate(ids)
        for year in range(2016, 2024)
        for measure in ("plan", "actual")
    ]
    config = make_site(
        tmp_path / "lớn",
        {
            **with_rows("indicators", *lines),
            **with_rows("observations", *rows),
            "content/2020/phong-van.md": None,
        },
    )
    made = prepare(config)
    page = made.renderer.page(next(page for page in made.generated() if page.uri == COMPARED))
    assert page.count(b'class="mult"') >= 300
    assert len(gzip.compress(page)) < 150_000
