"""Corrections and revisions: two words, two lists; what changed, by how much, and the verdict."""

import re

import pytest

from generator import build as story
from tests.conftest import Site
from tests.sites import text_of, with_change, with_rows

HEADER = "date,edition,version,indicator,field,year,measure,by,group,basis,old,new,reason\n"
NOTICE = "2021-03-04,2020,2,viec-lam,value,2020,actual,,,,18832,18382,Gõ nhầm khi nhập bảng.\n"
FEWER = "viec-lam,2020,,actual,17900,,,final,2021-06-01,,,,bao-2021,"
LOWER_PLAN = "viec-lam,2021,,plan,19000,,,final,2021-07-01,,,,bao-2021,"


def pages(site: Site, files: dict[str, str]) -> dict[str, str]:
    """Every generated page as the words a reader sees."""
    build = story.prepare(site(files))
    made = (*build.generated(), *build.authored.values())
    return {page.uri: build.renderer.page(page).decode() for page in made}


def words(html: str) -> str:
    """Text without tags, blanks as one."""
    main = html[html.index("<main") : html.index("</main>")]
    plain = re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ")
    return re.sub(r" ([.,:;])", r"\1", " ".join(plain.split()))


def corrections(*rows: str) -> dict[str, str]:
    return {"data/corrections.csv": HEADER + "".join(rows)}


def halves(html: str) -> tuple[str, str]:
    """The corrections, and the revisions."""
    text = words(html)
    at = text.rindex("Điều chỉnh số liệu")
    return text[:at], text[at:]


def test_without_any_the_page_says_so(site: Site) -> None:
    one = text_of("data/observations.csv").splitlines()
    rows = [row for row in one if ",forecast," not in row]
    found = pages(site, {"data/observations.csv": "\n".join(rows) + "\n"})

    text = words(found["dinh-chinh/index.html"])
    assert "Chưa có đính chính nào." in text
    assert "Chưa có số nào được điều chỉnh." in text
    for html in found.values():
        assert "dinh-chinh/index.html" in html or "<nav" not in html, "every page leads there"


def test_a_correction_says_what_was_wrong_what_is_right_why_and_when(site: Site) -> None:
    page = pages(site, corrections(NOTICE))["dinh-chinh/index.html"]

    mended, revised = halves(page)
    assert "Ấn bản năm 2020, phiên bản 2" in mended
    assert "Ngày 04 tháng 3 năm 2021" in mended
    assert "Gõ nhầm khi nhập bảng." in mended
    assert "Đã công bố 18.832 người" in mended
    assert "Đúng là 18.382 người" in mended
    assert "Kết luận không đổi: vượt kế hoạch." in mended
    assert "18.832" not in revised
    assert 'id="2020-v2"' in page
    assert 'href="../chi-tieu/viec-lam/index.html#2020-actual"' in page
    assert 'href="../2020/index.html"' in page


def test_a_correction_that_flips_the_verdict_says_so(site: Site) -> None:
    wrong = NOTICE.replace("18832,18382", "17382,18382")
    mended, _ = halves(pages(site, corrections(wrong))["dinh-chinh/index.html"])
    assert "Kết luận đổi: từ chưa đạt kế hoạch thành vượt kế hoạch." in mended


def test_a_correction_of_words_units_and_statuses_reads_as_words(site: Site) -> None:
    rows = (
        NOTICE.replace("value,2020,actual,,,,18832,18382", "status,2020,actual,,,,estimate,final"),
        NOTICE.replace("viec-lam,value,2020,actual,,,,18832,18382", "ho-ngheo,unit,,,,,,‰,%"),
        NOTICE.replace("viec-lam,value,2020,actual,,,,18832,18382", ",,,,,,,Ông Bà,Ông Ba").replace(
            "Gõ nhầm khi nhập bảng", "Sai tên"
        ),
    )
    mended, _ = halves(pages(site, corrections(*rows))["dinh-chinh/index.html"])
    assert "(trạng thái) Đã công bố ước Đúng là chính thức" in mended
    assert "Tỷ lệ hộ nghèo (đơn vị) Đã công bố ‰ Đúng là %" in mended
    assert "Lời văn của ấn bản Đã công bố Ông Bà Đúng là Ông Ba Lý do Sai tên." in mended


def test_a_change_that_a_correction_announced_is_no_revision(site: Site) -> None:
    row = FEWER.replace("17900", "18832")
    notice = NOTICE.replace("2021-03-04", "2021-06-01").replace("18832,18382", "18382,18832")
    files = {**with_rows("observations", row), **corrections(notice)}

    found = pages(site, files)

    mended, revised = halves(found["dinh-chinh/index.html"])
    assert "18.832" in mended
    assert "18.832" not in revised
    history = found["chi-tieu/viec-lam/index.html"]
    assert '<a href="../../dinh-chinh/index.html#2020-v2">Đính chính</a>' in history
    assert "Số liệu năm 2020 được đính chính từ" in words(history)
    assert "điều chỉnh" not in words(history)


def test_revisions_are_computed_newest_first_with_size_and_verdict(site: Site) -> None:
    files = with_rows("observations", FEWER, LOWER_PLAN)

    _, revised = halves(pages(site, files)["dinh-chinh/index.html"])

    days = [revised.index(f"Ngày 01 tháng {month} năm 2021") for month in ("7", "6", "01")]
    assert days == sorted(days)
    assert (
        "Kế hoạch năm 2021 được điều chỉnh từ 20.000 người (01/01/2021) thành 19.000 người "
        "(01/7/2021). Giảm 1.000 người, 5%." in revised
    )
    assert (
        "được điều chỉnh từ 18.382 người (01/01/2021) thành 17.900 người (01/6/2021). Giảm 482 "
        "người, 2,6%. Kết luận đổi: từ vượt kế hoạch thành chưa đạt kế hoạch." in revised
    )
    assert "từ dự kiến 4% (17/8/2020) thành ước 3,6% (01/01/2021)" in revised
    assert "Kết luận đổi: từ đạt kế hoạch thành tốt hơn kế hoạch." in revised


def test_a_verdict_is_the_one_that_readers_knew_before_and_after(site: Site) -> None:
    """Plan and result changed on one day: missed before and after, whatever each does alone."""
    rows = (
        "viec-lam,2021,,plan,18000,,,final,2022-06-01,,,,bao-2021,",
        "viec-lam,2021,,actual,17000,,,final,2022-06-01,,,,bao-2021,",
    )
    _, revised = halves(pages(site, with_rows("observations", *rows))["dinh-chinh/index.html"])
    assert revised.count("Kết luận không đổi: chưa đạt kế hoạch.") == 2


def test_a_plan_changed_before_there_was_a_result_judges_nothing(site: Site) -> None:
    found = pages(site, with_rows("observations", LOWER_PLAN))
    _, revised = halves(found["dinh-chinh/index.html"])
    own = revised[revised.index("19.000 người") :].partition("Ngày")[0]
    assert "Kết luận" not in own


def test_the_same_value_made_final_is_told_without_a_size(site: Site) -> None:
    row = "ho-ngheo,2020,,actual,3.6,,,final,2021-05-01,chuẩn 2016-2020,,,bao-2021,"
    found = pages(site, with_rows("observations", row))
    _, revised = halves(found["dinh-chinh/index.html"])
    assert "năm 2020 nay là số chính thức: 3,6% (trước là số ước). Kết luận không đổi" in revised
    history = words(found["chi-tieu/ho-ngheo/index.html"])
    assert "Giá trị không đổi; trạng thái đổi từ ước sang chính thức." in history


def test_a_history_tells_the_first_figure_and_each_change(site: Site) -> None:
    again = FEWER.replace("17900", "18100").replace("2021-06-01", "2021-09-02")

    text = words(
        pages(site, with_rows("observations", FEWER, again))["chi-tieu/viec-lam/index.html"]
    )

    steps = [
        "01/01/2021 18.382 người, chính thức. Công bố lần đầu. Kết luận: vượt kế hoạch.",
        "01/6/2021 17.900 người, chính thức. Giảm 482 người, 2,6% so với số trước. "
        "Kết luận đổi: từ vượt kế hoạch thành chưa đạt kế hoạch.",
        "02/9/2021 18.100 người, chính thức. Tăng 200 người, 1,1% so với số trước. "
        "Kết luận đổi: từ chưa đạt kế hoạch thành vượt kế hoạch.",
    ]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_groups_have_a_history_too(site: Site) -> None:
    row = (
        "so-ho-ngheo,2021,,actual,16000,,,final,2022-03-01,chuẩn 2021-2025,area,Nông thôn,bao-2021,"
    )
    found = pages(site, with_rows("observations", row))
    text = words(found["chi-tieu/so-ho-ngheo/index.html"])
    assert "Lịch sử số liệu của các nhóm Số liệu năm 2021 (Nông thôn) đã thay đổi thế nào" in text
    assert "Giảm 125 hộ, 0,8% so với số trước." in text
    assert "Nông thôn: Số liệu năm 2021 được điều chỉnh từ 16.125 hộ" in words(
        found["dinh-chinh/index.html"]
    )


def test_the_differences_of_two_editions(site: Site) -> None:
    final = "ho-ngheo,2020,,actual,3.6,,,final,2021-05-01,chuẩn 2016-2020,,,bao-2021,"
    listed = ("as_of: 2022-01-05\n", "as_of: 2022-01-05\nindicators: [viec-lam, ho-ngheo]\n")
    files = {
        **with_rows("observations", FEWER, LOWER_PLAN, final),
        **with_change("content/2021/index.md", listed),
    }

    found = pages(site, files)

    assert "2020/thay-doi/index.html" not in found, "the first edition has nothing before it"
    page = found["2021/thay-doi/index.html"]
    text = words(page)
    parts = re.findall(r'<h2 id="([a-z]+)">', page)
    assert parts == ["revised", "plans", "confirmed", "redefined", "values", "added", "dropped"]
    assert "Ấn bản năm 2020, phiên bản 1 biết số liệu đến ngày 01/01/2021" in text
    assert "Giảm 482 người, 2,6%. Kết luận đổi: từ vượt kế hoạch thành chưa đạt kế hoạch." in text
    assert 'href="../../2020/chi-tieu/viec-lam/index.html#2020-actual"' in page
    assert 'href="../../2021/chi-tieu/viec-lam/index.html#2020-actual"' in page
    assert "nay là số chính thức: 3,6%" in text
    assert "Không so sánh với năm 2020 vì thay đổi chuẩn nghèo." in text
    assert "Số hộ nghèo" in text[text.index("Chỉ tiêu mới") :]
    assert "Kinh phí nhà ở, đã vận động" in text[text.index("Không còn trong ấn bản này") :]
    assert 'href="../2021/thay-doi/index.html"' in found["2021/index.html"]


def test_an_indicator_is_named_once_for_all_its_differences(site: Site) -> None:
    """A result and the next plan, as most indicators gain them: each leads to its own figure."""
    plan = "viec-lam,2022,,plan,21000,,,final,2022-01-05,,,,bao-2021,"
    page = pages(site, with_rows("observations", plan))["2021/thay-doi/index.html"]
    there = "../../2021/chi-tieu/viec-lam/index.html"
    gained = page[page.index('<h2 id="values">') :]
    assert gained.count(f'href="{there}"') == 1
    for anchor, said in (("2022-plan", "Kế hoạch năm 2022: 21.000"), ("2021-actual", "19.500")):
        (link,) = re.findall(rf'<a href="{re.escape(there)}#{anchor}">([^<]*)</a>', gained)
        assert said in link.replace("\xa0", " ")


def test_a_name_an_interview_can_t_take(site: Site) -> None:
    """'thay-doi' below an edition is the program's own."""
    talk = {"content/2021/thay-doi.md": text_of("content/2020/phong-van.md")}
    with pytest.raises(story.InputError) as refused:
        story.prepare(site(talk))
    assert "page-reserved" in {item.code for item in refused.value.problems}
