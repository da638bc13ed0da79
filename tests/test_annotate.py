"""`niengiam annotate` binds what it is sure of, and never changes a visible letter."""

import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cli
from generator.annotate import propose
from generator.annotate.command import bound_text, known_of
from generator.cli import intake
from generator.problems import Problems
from generator.read.front_matter import Page, read_page
from generator.render.prose import Draft, convert
from generator.validate.prose import Known, unbound
from generator.validate.yearbook import Loaded, load_site
from tests.example import ROOT, copy_example

INTERVIEWS = ("2020/phong-van.md", "2023/den-on-dap-nghia.md")
FIGURE = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<target>fig:[^()\s]*)\)")
INSERTED = re.compile(r"\[|\]\(fig:[a-z0-9/-]+\)")
HEAD = "---\ntitle: Trang thử\n---\n\n"


@cache
def example() -> Loaded:
    return load_site(ROOT / "mkdocs.yml", drafts=True)


def page_of(uri: str) -> Page:
    return next(page for page in example().content.pages if page.uri == uri)


def bound_in(marked: str, uri: str = "2020/phong-van.md", language: str = "vi") -> str:
    """A text stripped of its links, with those that are sure on a page of the example."""
    text = FIGURE.sub(lambda found: found["text"], marked)
    page = replace(page_of(uri), body=text)
    held = replace(known_of(page, example()), language=language)
    for edit in sorted(propose(page, held).sure, key=lambda e: -e.start):
        text = (
            f"{text[: edit.start]}[{text[edit.start : edit.end]}]({edit.target}){text[edit.end :]}"
        )
    return text


def run(config: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.cli, ["annotate", "-f", str(config), *arguments])
    return done.exit_code, done.output


# --- The example's interviews


def test_the_interviews_get_their_links_back(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "site")
    total = right = 0
    for uri in INTERVIEWS:
        path = folder / "content" / uri
        written = path.read_text("utf-8")
        wanted = [found[0] for found in FIGURE.finditer(written)]
        path.write_text(FIGURE.sub(lambda found: found["text"], written), "utf-8")
        code, output = run(folder / "mkdocs.yml", str(path), "--write")
        assert code == 0, output
        found = [link[0] for link in FIGURE.finditer(path.read_text("utf-8"))]
        # Every link is one of those taken out, and stands where it stood.
        rest = path.read_text("utf-8")
        assert FIGURE.sub(lambda one: one["text"], rest) == FIGURE.sub(
            lambda one: one["text"], written
        )
        spare = list(wanted)
        for link in found:
            assert link in spare, f"{uri}: a wrong link {link}\n{output}"
            spare.remove(link)
        total, right = total + len(wanted), right + len(found)
        print(f"{uri}: {len(found)} of {len(wanted)} links; not found: {spare}")
    print(f"links found again: {right} of {total} ({100 * right / total:.1f} %), none wrong")
    assert right >= 0.9 * total


def test_what_is_bound_already_is_left_alone(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "site")
    for path in sorted((folder / "content").rglob("*.md")):
        before = path.read_bytes()
        code, output = run(folder / "mkdocs.yml", str(path), "--write")
        assert code == 0, output
        assert path.read_bytes() == before


# --- What is sure, and what isn't


@pytest.mark.parametrize(
    "marked",
    [
        "Năm 2020 giải quyết việc làm cho [18.382 người](fig:viec-lam/2020), đạt "
        "[102,1%](fig:viec-lam/2020/attainment) (KH [18.000 người](fig:viec-lam/2020/plan)).",
        "Giải quyết việc làm [hơn 18.000 người](fig:viec-lam/2020), vượt kế hoạch.",
        "Số người có việc làm: [18,4 nghìn người](fig:viec-lam/2020).",
        "Hộ nghèo chiếm [3,6 %](fig:ho-ngheo/2020), kế hoạch [4 %](fig:ho-ngheo/2020/plan).",
        "Tỷ lệ hộ nghèo từ [4,59%](fig:ho-ngheo/2019) năm 2019 giảm còn "
        "[3,6%](fig:ho-ngheo/2020) năm 2020.",
        "So với năm 2019 ([4,59%](fig:ho-ngheo/2019)), tỷ lệ hộ nghèo năm 2020 là "
        "[3,6%](fig:ho-ngheo/2020).",
        "Tỷ lệ thất nghiệp thành thị [3,34%](fig:that-nghiep-thanh-thi/2020) "
        "(KH [3,34%](fig:that-nghiep-thanh-thi/2020/plan)).",
        "Vận động [hơn 30 tỷ đồng](fig:von-nha-nguoi-co-cong/2020) hỗ trợ nhà ở cho người có công.",
        "Sang năm, kế hoạch tạo việc làm cho [20.000 người](fig:viec-lam/2021/plan), trong đó "
        "[khoảng 1.500 người](fig:lao-dong-nuoc-ngoai/2021/plan) đi làm việc ở nước ngoài.",
        "Tỷ lệ lao động qua đào tạo cao hơn kế hoạch "
        "[0,6 điểm phần trăm](fig:lao-dong-qua-dao-tao/2020/attainment).",
        "| Chỉ tiêu | KH 2020 | Thực hiện 2020 |\n| --- | --- | --- |\n| Thất nghiệp thành thị (%) "
        "| [3,34](fig:that-nghiep-thanh-thi/2020/plan) | [3,34](fig:that-nghiep-thanh-thi/2020) |",
        "- việc làm: **[18.382](fig:viec-lam/2020)** người\n- hộ nghèo: "
        "*[3,6%](fig:ho-ngheo/2020)*",
    ],
)
def test_sure(marked: str) -> None:
    assert bound_in(marked) == marked


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Có 60% số hộ dùng nước sạch.", "kind"),
        ("Lao động qua đào tạo, trong đó nữ chiếm 30%.", "kind"),
        ("Năm 2019, tỷ lệ thất nghiệp thành thị là 3,34%.", "year"),
        ("Cả nước còn 3,6% hộ nghèo.", "elsewhere"),
        ("Tỷ lệ hộ nghèo là 4%.", "rounded"),
        ("Kế hoạch năm 2021 đưa 1.500 lao động đi làm việc ở nước ngoài.", "bound"),
        ("Trường có 310 học sinh.", "none"),
        ("Thu ngân sách đạt 102,1% dự toán.", "words"),
        ("Năm 2020 có việc làm: [xem 18.382 người](index.md).", "link"),
        ("Tỷ lệ hộ nghèo giảm 3,6%.", "change"),
    ],
)
def test_unsure(text: str, why: str) -> None:
    page = replace(page_of("2020/phong-van.md"), body=text)
    found = propose(page, known_of(page, example()))
    assert not found.sure
    assert why in {item.why for item in found.unsure}


@pytest.mark.parametrize(
    "marked",
    [
        "[7.047 người](fig:lao-dong-nuoc-ngoai-luy-ke/2024) đi làm việc ở nước ngoài theo hợp đồng,"
        " trong đó Nhật Bản [6.559](fig:lao-dong-nuoc-ngoai-luy-ke/2024/actual/nhat-ban), Hàn Quốc "
        "[163](fig:lao-dong-nuoc-ngoai-luy-ke/2024/actual/han-quoc).",
        "Ba Tri có [2.077 người](fig:lao-dong-nuoc-ngoai-luy-ke/2024/actual/ba-tri) đi làm việc ở "
        "nước ngoài, tiếp đến là Giồng Trôm "
        "([1.437 người](fig:lao-dong-nuoc-ngoai-luy-ke/2024/actual/giong-trom)).",
        "Nhật Bản có 1.437 lao động đi làm việc ở nước ngoài.",
        "Cuối năm 2021 có [17.060 hộ](fig:so-ho-ngheo/2021) nghèo, trong đó nông thôn "
        "[16.125 hộ](fig:so-ho-ngheo/2021/actual/nong-thon).",
    ],
)
def test_groups(marked: str) -> None:
    assert bound_in(marked, "gioi-thieu.md") == marked


@pytest.mark.parametrize(
    "marked",
    [
        "In 2020, [18,382 people](fig:viec-lam/2020) were helped into work, "
        "[102.1%](fig:viec-lam/2020/attainment) of the plan "
        "([18,000 people](fig:viec-lam/2020/plan)).",
        "The urban unemployment rate was [3.34%](fig:that-nghiep-thanh-thi/2020), against a "
        "planned [3.34%](fig:that-nghiep-thanh-thi/2020/plan).",
        "[More than 18,000 people](fig:viec-lam/2020) were helped into work.",
        "In 2019 the urban unemployment rate was 3.34%.",
    ],
)
def test_english(marked: str) -> None:
    assert bound_in(marked, language="en") == marked


# --- The command


def test_the_diff_is_a_patch_and_nothing_is_written_unasked(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "site")
    path = folder / "content" / INTERVIEWS[0]
    bare = FIGURE.sub(lambda found: found["text"], path.read_text("utf-8")).rstrip("\n")
    path.write_text(bare, "utf-8")
    code, output = run(folder / "mkdocs.yml", str(path))
    assert code == 0
    assert path.read_text("utf-8") == bare
    assert "+++ b/content/2020/phong-van.md" in output
    diff = output[: output.rindex("\n", 0, output.rindex("--write"))]
    end = [match.end() for match in re.finditer(r"(?m)^[-+ \\@].*\n", diff)][-1]
    patch = tmp_path / "links.diff"
    patch.write_text(diff[:end], "utf-8")
    subprocess.run(["patch", "-p1", "-i", str(patch)], cwd=folder, check=True, capture_output=True)
    patched = path.read_text("utf-8")
    path.write_text(bare, "utf-8")
    assert run(folder / "mkdocs.yml", str(path), "--write")[0] == 0
    assert path.read_text("utf-8") == patched
    assert not [name for name in path.parent.iterdir() if name.name.startswith(".")]


def test_a_second_run_finds_nothing_more(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "site")
    path = folder / "content" / INTERVIEWS[1]
    path.write_text(FIGURE.sub(lambda found: found["text"], path.read_text("utf-8")), "utf-8")
    run(folder / "mkdocs.yml", str(path), "--write")
    once = path.read_bytes()
    code, output = run(folder / "mkdocs.yml", str(path), "--write")
    assert (code, path.read_bytes()) == (0, once)
    assert "---" not in output


@pytest.mark.parametrize("place", ["elsewhere.md", "data/topics.csv", "content/2020/none.md"])
def test_a_file_that_is_no_page_is_wrong_usage(tmp_path: Path, place: str) -> None:
    folder = copy_example(tmp_path / "site")
    (folder / "elsewhere.md").write_text("Có 18.382 người.", "utf-8")
    assert run(folder / "mkdocs.yml", str(folder / place))[0] == 2


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_file_keeps_its_letters_and_line_ends(tmp_path: Path, form: str, end: str) -> None:
    folder = copy_example(tmp_path / "site")
    path = folder / "content" / INTERVIEWS[0]
    written = path.read_text("utf-8")
    bare = FIGURE.sub(lambda found: found["text"], written)

    def as_file(text: str) -> bytes:
        return unicodedata.normalize(form, text).replace("\n", end).encode()  # type: ignore[arg-type]

    path.write_bytes(as_file(bare))
    assert run(folder / "mkdocs.yml", str(path), "--write")[0] == 0
    assert path.read_bytes() != as_file(bare)
    assert outside(as_file(bare).decode(), path.read_bytes().decode())


# --- Random pages


def outside(before: str, after: str) -> bool:
    """`after` is `before` with nothing but links around some of its text."""
    seen: set[tuple[int, int]] = set()
    ways = [(0, 0)]
    while ways:
        old, new = ways.pop()
        if (old, new) == (len(before), len(after)):
            return True
        if (old, new) in seen:
            continue
        seen.add((old, new))
        if inserted := INSERTED.match(after, new):
            ways.append((old, inserted.end()))
        if before[old : old + 1] == after[new : new + 1] != "":
            ways.append((old + 1, new + 1))
    return False


SENTENCES = st.sampled_from(
    [
        "Năm 2020 giải quyết việc làm cho 18.382 người, đạt 102,1% kế hoạch (18.000 người).",
        "Tỷ lệ hộ nghèo còn 3,6%, kế hoạch 4%.",
        "Giải quyết việc làm hơn 18.000 người",
        "Năm 2021 phấn đấu giải quyết việc làm 20.000 người, khoảng 1.500 người ra nước ngoài.",
        "thất nghiệp thành thị là **3,34%** hay _3,34%_",
        "vận động 30,028 tỷ đồng cho nhà ở người có công",
        "lao động qua đào tạo 60,6 %\u00a0(KH 60%)",
    ]
)
MARKUP = st.sampled_from(
    [
        "# Việc làm 18.382 người\n",
        "## Hộ nghèo 3,6%?\n",
        "```\nviệc làm 18.382 người\n```\n",
        "    việc làm 18.382 người\n",
        "\tviệc làm 18.382 người\n",
        "`việc làm 18.382 người`",
        "<div>việc làm 18.382 người</div>\n",
        "<div markdown=1>\nviệc làm 18.382 người\n</div>\n",
        "<b>việc làm 18.382 người</b>",
        '<span title="việc làm 18.382 người">x</span>',
        "<!-- việc làm 18.382 người -->",
        "[việc làm 18.382 người](https://a.example/18.382)",
        "[18.382 người](fig:viec-lam/2020)",
        "[việc làm 18.382 người][1]\n\n[1]: https://a.example 'việc làm 18.382 người'\n",
        "[việc làm 18.382 người]",
        "![việc làm 18.382 người](hinh.svg 'hộ nghèo 3,6%')",
        "![](chart:viec-lam)",
        "| Việc làm | KH |\n| --- | --- |\n| 18.382 người | 18.000 người |\n",
        "- việc làm 18.382 người\n- hộ nghèo 3,6%\n",
        "1. việc làm 18.382 người\n18.382 người có việc làm\n",
        "> việc làm 18.382\n> người\n",
        "việc làm 18.382\nngười",
        "việc làm 18.382 người{.to}",
        "việc làm 18.382 người(x)",
        "việc làm \\18.382 người\\",
        "việc làm 18.382&nbsp;người &amp; 3,6% hộ nghèo",
        "**việc làm 18.382** người",
        "việc làm 18.382 người  \nhộ nghèo 3,6%",
        "https://a.example/viec-lam/18.382",
        "[[việc làm 18.382 người](x)",
        "Ông Ba: việc làm 18.382 người",
    ]
)
NOISE = st.text("abăđế[]()*_`\\<>|#!&{}:;~=^\"'-+.,%0123456789 \t\n", max_size=12)
JOINS = st.sampled_from(["", " ", "\n", "\n\n", "\n\n", "\n    ", "\n> ", "\n- ", "*", "_", "["])
BODIES = st.lists(
    st.tuples(st.one_of(SENTENCES, SENTENCES, MARKUP, NOISE), JOINS), min_size=1, max_size=7
).map(lambda parts: "".join(text + join for text, join in parts))
FORMS: dict[str, Callable[[str], str]] = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "mixed": lambda text: "".join(
        unicodedata.normalize("NFD" if index % 2 else "NFC", word)
        for index, word in enumerate(re.split(r"(\s)", text))
    ),
}
made = {"pages": 0, "links": 0}


def seen(body: str) -> str:
    """What a reader sees: rendered, tags stripped, blanks as they are."""
    html = convert(body, Draft("2020/thu.md"))
    return re.sub(r"<[^>]*>", "", html)


@settings(max_examples=250)
@given(BODIES, st.sampled_from(sorted(FORMS)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_visible_letter_changes(tmp_path: Path, body: str, form: str, end: str) -> None:
    content = tmp_path / "content" / "2020"
    content.mkdir(parents=True, exist_ok=True)
    path = content / "thu.md"
    raw = FORMS[form](HEAD + body).replace("\n", end)
    path.write_bytes(raw.encode())
    page = read(path, tmp_path)
    text, found = bound_text(page, known(), raw, intake._bare_figures)
    path.write_bytes(text.encode())
    after = read(path, tmp_path)
    assert seen(after.body) == seen(page.body)
    assert outside(raw, text)
    assert text.count("](fig:") == raw.count("](fig:") + len(found.sure)
    assert (text == raw) == (not found.sure)
    left = unbound(after, "vi")
    assert len(left) == len(unbound(page, "vi")) - len(found.sure)
    made["pages"] += 1
    made["links"] += len(found.sure)


def test_the_random_pages_had_links() -> None:
    if made["pages"] >= 250:
        print(made)
        assert made["links"] >= 100


def read(path: Path, root: Path) -> Page:
    problems = Problems()
    page = read_page(path, root / "content", root, problems)
    assert page is not None, list(problems)
    return page


@cache
def known() -> Known:
    return known_of(page_of("2020/phong-van.md"), example())
