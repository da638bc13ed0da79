"""Every number in the prose against the data: what disagrees, what is unbound, what doesn't add up.

In the small pages below, ⟦ and ⟧ frame the place that a problem must name.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.binding import Unbound, bind, parse
from generator.figures import View
from generator.model import Observation
from generator.numerals import parse_whole
from generator.plugin import build_site
from generator.problems import InputError, Problem
from generator.quoting import words_of
from generator.read.links import links
from generator.validate.prose import unbound
from generator.validate.yearbook import Loaded, load_site
from generator.words import problem_text
from tests.conftest import Site
from tests.example import ROOT, copy_example
from tests.sites import text_of, with_change, with_rows

PAGE = "content/2020/phong-van.md"
HEAD = text_of(PAGE).partition("![")[0]
OBSERVATIONS = "data/observations.csv"


def problems_of(config: Path) -> list[Problem]:
    """All problems of a site, whether they stop a build or not."""
    try:
        return list(load_site(config, drafts=True).warnings)
    except InputError as error:
        return list(error.problems)


def found(config: Path, *codes: str) -> list[Problem]:
    return [problem for problem in problems_of(config) if not codes or problem.code in codes]


def interview(body: str) -> dict[str, str]:
    """The base site's interview with another text."""
    return {PAGE: f"{HEAD}{body}\n"}


def unmarked(text: str) -> tuple[str, tuple[int, int]]:
    """A text without its frame, and the line and column at which the frame began."""
    before = unicodedata.normalize("NFC", text.partition("⟦")[0])
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    return text.replace("⟦", "").replace("⟧", ""), place


# --- Done when: one unit in the last decimal of any row that a page quotes exactly


def quoted(loaded: Loaded) -> dict[Observation, set[tuple[str, int]]]:
    """Rows that pages quote exactly, with the lines of the links that do."""
    rows: dict[Observation, set[tuple[str, int]]] = defaultdict(set)
    for page, line, text, bound in _bounds(loaded):
        row = bound.figure.observation
        mention = parse_whole(words_of(text))
        if bound.link.kind == "attainment" or mention is None:
            continue
        if mention.value == row.value and mention.bound in ("", row.bound):
            rows[row].add((page, line))
    return rows


def _bounds(loaded: Loaded) -> Iterator[tuple[str, int, str, object]]:
    for page in loaded.content.pages:
        edition = loaded.book.edition(int(page.uri[:4])) if page.uri[:4].isdigit() else None
        view = View(loaded.book, edition.as_of if edition else None)
        for link in links(page.body, page.body_line):
            scheme, _, target = link.target.partition(":")
            if scheme == "fig" and link.text and not link.title:
                yield page.path, link.line, link.text, bind(parse(target), view)


EXAMPLE = load_site(ROOT / "mkdocs.yml", drafts=True)
QUOTED = quoted(EXAMPLE)


def nudged(row: Observation, step: int) -> str:
    """The row's value, one unit of its last decimal more or less."""
    return str(row.value + step * Decimal(1).scaleb(int(row.value.as_tuple().exponent)))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_example(tmp_path_factory.mktemp("example") / "site")


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize(
    "row", QUOTED, ids=lambda row: f"{row.indicator}-{row.year}-{row.measure}-{row.group}"
)
def test_a_row_changed_by_one_unit_names_every_line(
    copied: Path, row: Observation, step: int
) -> None:
    table = copied / OBSERVATIONS
    before = table.read_bytes()
    try:
        _change_row(table, row, nudged(row, step))
        told = {
            (item.path, item.line)
            for item in found(copied / "mkdocs.yml", "figure-disagrees")
            if item.severity == "error"
        }
    finally:
        table.write_bytes(before)
    assert told >= QUOTED[row]
    others = {
        (page, line)
        for page, line, _, bound in _bounds(EXAMPLE)
        if bound.link.indicator == row.indicator  # type: ignore[attr-defined]
    }
    assert told <= others


@pytest.mark.parametrize("step", [1, -1])
def test_the_other_end_of_a_range_counts_too(copied: Path, step: int) -> None:
    (row,) = [row for row in QUOTED if row.upper is not None]
    table = copied / OBSERVATIONS
    before = table.read_bytes()
    assert row.upper is not None
    try:
        _change_row(table, row, str(row.upper + step * Decimal("0.1")), "upper")
        told = {(item.path, item.line) for item in found(copied / "mkdocs.yml", "figure-disagrees")}
    finally:
        table.write_bytes(before)
    assert told == QUOTED[row]


def _change_row(table: Path, row: Observation, value: str, name: str = "value") -> None:
    with table.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    column = cells[0].index(name)
    line = cells[row.line - 1]
    assert line[:2] == [row.indicator, str(row.year)]
    assert line[column] == str(getattr(row, name))
    line[column] = value
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(cells)


def test_rows_with_a_bound_of_their_own_are_among_them() -> None:
    assert {row.bound for row in QUOTED} >= {"", "about", "below"}
    assert any(row.upper is not None for row in QUOTED)
    assert len(QUOTED) >= 25


# --- The example


def test_the_example_holds() -> None:
    done = CliRunner().invoke(cli.cli, ["check", "--strict", "-f", str(ROOT / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    assert not EXAMPLE.warnings.errors(strict=True)
    for page in EXAMPLE.content.pages:
        language = "en" if page.path.endswith(".en.md") else "vi"
        assert not unbound(page, language), page.path


# --- What is written, and what the data say


@pytest.mark.parametrize(
    ("text", "target", "data"),
    [
        ("18.383 người", "viec-lam/2020", "18.382"),
        ("18,3 nghìn người", "viec-lam/2020", "18.382"),
        ("hơn 18.382 người", "viec-lam/2020", "18.382"),
        ("hơn 15.000 người", "viec-lam/2020", "18.382"),
        ("gần 18.000 người", "viec-lam/2020", "18.382"),
        ("khoảng 15.000 người", "viec-lam/2020", "18.382"),
        ("18.382 hộ", "viec-lam/2020", "18.382"),
        ("102,2%", "viec-lam/2020/attainment", "102,1%"),
        ("30,03 tỷ", "von-nha/2020/actual", ""),
        ("30,029 tỷ đồng", "von-nha/2020", "30,028"),
        ("30.028 tỷ đồng", "von-nha/2020", "30,028"),
        ("khoảng 1.501 người", "ra-nuoc-ngoai/2021/plan", "1.500"),
        ("dưới 1.500 người", "ra-nuoc-ngoai/2021/plan", "khoảng"),
        ("3,7%", "ho-ngheo/2020", "3,6%"),
    ],
)
def test_agreement(site: Site, text: str, target: str, data: str) -> None:
    config = site(interview(f"Ông Ba: Có [{text}](fig:{target}) ở đó."))
    told = found(config, "figure-disagrees", "figure-unread")
    if not data:
        assert told == []
        return
    (problem,) = told
    values = dict(problem.values)
    assert problem.severity == "error"
    assert (values["written"], values["target"]) == (text, f"fig:{target}")
    assert data in values["data"]
    assert re.fullmatch(rf"{re.escape(OBSERVATIONS)}:\d+", values["row"])
    assert all(word in problem_text(problem, "vi")[0] for word in (text, data, values["row"]))


def test_a_disagreement_names_its_row(site: Site) -> None:
    config = site(interview("Ông Ba: Có [18.383 người](fig:viec-lam/2020)."))
    (problem,) = found(config, "figure-disagrees")
    number = int(dict(problem.values)["row"].rpartition(":")[2])
    lines = (config.parent / OBSERVATIONS).read_text("utf-8").splitlines()
    assert lines[number - 1].startswith("viec-lam,2020,,actual,18382")


def test_a_link_without_a_number_is_told(site: Site) -> None:
    config = site(interview("Ông Ba: Có [nhiều người](fig:viec-lam/2020), [](fig:viec-lam/2020)."))
    (problem,) = found(config, "figure-unread")
    assert dict(problem.values)["text"] == "nhiều người"


# --- As said, and what is known


def built(config: Path, tmp_path: Path, uri: str = "2020/phong-van/index.html") -> str:
    build_site(config, tmp_path / "out")
    return (tmp_path / "out" / uri).read_text("utf-8")


def test_a_reason_keeps_what_was_said(site: Site, tmp_path: Path) -> None:
    said = '[17.900 người](fig:viec-lam/2020 "số ước tại thời điểm phỏng vấn")'
    config = site(interview(f"Ông Ba: Có {said}."))
    assert problems_of(config) == []
    html = built(config, tmp_path)
    figure = html[html.index("fig-other") :]
    for words in ("17.900 người", "số ước tại thời điểm phỏng vấn", "18.382"):
        assert words in figure[:2000]


def test_a_figure_in_a_question_is_told_once_and_not_in_its_address(
    site: Site, tmp_path: Path
) -> None:
    question = "## Vì sao có [18.382 người](fig:viec-lam/2020) tìm được việc?"
    plan = "[18.000 người](fig:viec-lam/2020/plan)"
    config = site(interview(f"{question}\n\nÔng Ba: Kế hoạch là {plan}."))
    html = built(config, tmp_path)
    assert '<h2 id="vi-sao-co-18-382-nguoi-tim-duoc-viec">' in html
    assert re.findall(r'id="(so-\d+)"', html) == ["so-1", "so-2"]


REVISED = "viec-lam,2020,,actual,18400,,,final,2021-06-01,,,,bao-2020,"
REPLANNED = "viec-lam,2020,,plan,18200,,,final,2021-06-01,,,,bao-2020,"


@pytest.mark.parametrize("later", [False, True], ids=["edition-before", "edition-after"])
@pytest.mark.parametrize(
    "rows", [(REVISED,), (REPLANNED,), (REVISED, REPLANNED)], ids=["value", "plan", "both"]
)
def test_data_that_changed_later_leave_what_was_said(
    site: Site, tmp_path: Path, rows: tuple[str, ...], later: bool
) -> None:
    files = with_rows("observations", *rows)
    if later:
        files |= with_change(
            "content/2020/index.md",
            ("as_of: 2021-01-01", "as_of: 2021-07-01"),
            ("published: 2021-01-01", "published: 2021-07-01"),
        )
    config = site(files)
    assert problems_of(config) == []
    html = built(config, tmp_path)
    assert "18.382 người</data>" in html
    if REVISED in rows:
        assert "pop-now" in html
        assert "18.400" in html


def test_data_that_changed_before_the_page_are_a_mistake(site: Site) -> None:
    config = site(
        with_rows("observations", REVISED.replace("2021-06-01", "2021-01-02"))
        | with_change("content/2020/index.md", ("as_of: 2021-01-01", "as_of: 2021-07-01"))
        | with_change(PAGE, ("date: 2021-01-01", "date: 2021-03-01"))
    )
    told = found(config, "figure-disagrees")
    assert "18.400" in dict(told[0].values)["data"]


def test_a_later_vintage_that_is_no_news_says_nothing(site: Site, tmp_path: Path) -> None:
    config = site(with_rows("observations", REVISED.replace("18400", "18382")))
    assert "pop-now" not in built(config, tmp_path)


# --- Links that lead nowhere


@pytest.mark.parametrize(
    ("target", "code", "meant"),
    [
        ("viec-lm/2020", "indicator-unknown", "viec-lam"),
        ("ho-nghoe/2020", "indicator-unknown", "ho-ngheo"),
        ("viec-lam/2019", "figure-unknown", "2020"),
        ("so-ho-ngheo/2021/actual/thanh-thi", "figure-unknown", "Nông thôn"),
        ("von-nha/2020/attainment", "figure-no-plan", ""),
        ("viec-lam", "figure-form", ""),
    ],
)
def test_did_you_mean(site: Site, target: str, code: str, meant: str) -> None:
    body = f"Ông Ba: Có [một số](fig:{target}) ở đó."
    path = "content/2021/thu.md" if "so-ho" in target else PAGE
    head = HEAD.replace("photo: hinh.svg\n", "").replace("2021-01-01", "2022-01-05")
    config = site({path: f"{head}{body}\n"} if path != PAGE else interview(body))
    (problem,) = found(config, "indicator-unknown", "figure-unknown", "figure-no-plan", code)
    assert problem.code == code
    assert meant in " ".join(problem_text(problem, "vi"))
    with pytest.raises(Unbound):
        bind(parse(target), View(load_site(ROOT / "mkdocs.yml").book))


# --- Numbers that nothing binds


def test_an_unbound_number_is_a_warning_and_strictly_an_error(site: Site) -> None:
    config = site(interview("Ông Ba: Có [18.382 người](fig:viec-lam/2020) và 153 căn nhà."))
    (problem,) = problems_of(config)
    assert (problem.code, problem.severity) == ("number-unbound", "warning")
    assert dict(problem.values)["text"] == "153 căn"
    assert _check(config) == 0
    assert _check(config, "--strict") == 1


def _check(config: Path, *arguments: str) -> int:
    """The exit code of the command, an InputError being 1."""
    done = CliRunner().invoke(cli.cli, ["check", "-f", str(config), *arguments])
    return 1 if isinstance(done.exception, InputError) else done.exit_code


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 20/12/2018 và tháng 3 năm 2024, lúc 8h30.",
        "Năm 2020 khép lại, sang năm 2021 còn nhiều việc; đầu năm 2022 sẽ rõ.",
        "Chỉ thị 24-CTr/TU, Thông tư 09/2016/TTLT và Quyết định số 167/2008/QĐ-TTg.",
        "Giai đoạn 2016 - 2020 và 2021–2025, nhiệm kỳ 2020-2025.",
        "Kỳ họp thứ 5, hạng 2, lần thứ 3.",
        "Gọi 0275.3822.356 hoặc tổng đài 111.",
        "Năm nhiệm vụ, ba trường, hai lần, không còn hộ nào.",
        "Mạng 4G, công nghiệp 4.0, mức độ 4.",
        "`18.383 người` và <!-- 18.384 người --> không đọc.",
        "```\n18.383 người\n```",
        "[xem](../2021/index.md) và https://a.example/18383",
        "![Ảnh 153 người](hinh.svg)",
    ],
)
def test_what_is_no_figure(site: Site, text: str) -> None:
    assert problems_of(site(interview(f"Ông Ba: Thưa.\n\n{text}"))) == []


def test_numbers_of_the_head_are_those_of_the_text(site: Site) -> None:
    body = "Ông Ba: Có [18.382 người](fig:viec-lam/2020)."
    files = interview(body)
    files[PAGE] = files[PAGE].replace("title: Trả lời về năm 2020", "title: Giúp 18.382 người")
    assert problems_of(site(files)) == []
    files[PAGE] = files[PAGE].replace("Giúp 18.382", "Giúp 18.383")
    (problem,) = problems_of(site(files))
    assert (problem.code, problem.line) == ("number-in-head", 3)


# --- Reckoning


MARKETS = (
    "{total} người, trong đó Nhật Bản 6.559, Hàn Quốc 163, Đài Loan 191, Ba Lan 17, Australia 19, "
    "Đức 24 và nơi khác {last}"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Có 18.382 người, đạt 102,1% (KH 18.000 người).", ""),
        ("Có 18.382 người, đạt 105,1% (KH 18.000 người).", "105,1"),
        (f"Đưa đi {MARKETS.format(total='7.047', last='74')}.", ""),
        (f"Đưa đi {MARKETS.format(total='7.047', last='75')}.", "7.047"),
        (f"Đưa đi {MARKETS.format(total='7.046', last='74')}.", "7.046"),
        (
            "Đưa đi 7.047 người, trong đó ở các thị trường lần lượt là 6.559, 163, 191, 17, 19, 24"
            " và 74 người.",
            "",
        ),
        (
            "Đưa đi 7.047 người, trong đó ở các thị trường lần lượt là 6.559, 163, 191, 17, 19, 24"
            " và 94 người.",
            "7.047",
        ),
    ],
)
def test_sums(site: Site, text: str, said: str) -> None:
    told = found(site(interview(f"Ông Ba: {text}")), "sum-wrong")
    assert [dict(problem.values)["said"] for problem in told] == ([said] if said else [])
    if said:
        assert told[0].severity == "warning"
        assert re.search(r"\d", dict(told[0].values)["formula"])


def test_sums_hold_for_bound_numbers_too(site: Site) -> None:
    body = (
        "Ông Ba: Có [18.382 người](fig:viec-lam/2020), đạt "
        '[105,1%](fig:viec-lam/2020/attainment "như bài gốc") '
        "(KH [18.000 người](fig:viec-lam/2020/plan))."
    )
    (problem,) = problems_of(site(interview(body)))
    assert problem.code == "sum-wrong"


# --- Places


WRONG = "⟦[18.383 người](fig:viec-lam/2020)⟧"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"Ông Ba: Thưa,\nnăm qua có {WRONG} được giúp.", "figure-disagrees"),
        ("Ông Ba: giúp được\n⟦[18.383\nngười](fig:viec-lam/2020)⟧ cả thảy.", "figure-disagrees"),
        (f"```\n[5](fig:x)\n```\n\n~~~ md\n```\n~~~\n{WRONG}", "figure-disagrees"),
        (f"\t- mục\n\n-\tđược\t{WRONG}", "figure-disagrees"),
        (f"`[1](fig:a)` và `` ` `` rồi {WRONG}", "figure-disagrees"),
        (f"<!-- [1](fig:a)\n\n--> rồi {WRONG}", "figure-disagrees"),
        (f"| Việc làm |\n| --- |\n| đạt {WRONG} |", "figure-disagrees"),
        (f"[18.382 người](fig:viec-lam/2020), {WRONG}", "figure-disagrees"),
        (f"**đạt {WRONG}** cả năm", "figure-disagrees"),
        ("được\tgiúp ⟦153 căn⟧ nhà", "number-unbound"),
        ("> giúp được\n> khoảng ⟦153 căn⟧ nhà", "number-unbound"),
        ("Có [18.382 người](fig:viec-lam/2020) và ⟦153\ncăn⟧ nhà", "number-unbound"),
        ("[xem ⟦153 căn⟧ nhà](../2021/index.md)", "number-unbound"),
        (
            "Có [18.382 người](fig:viec-lam/2020), đạt "
            '[⟦105,1%⟧](fig:viec-lam/2020/attainment "gốc") '
            "(KH [18.000 người](fig:viec-lam/2020/plan)).",
            "sum-wrong",
        ),
        ("Có ⟦[đây](fig:viec-lm/2020)⟧ rồi", "indicator-unknown"),
    ],
)
def test_lines_and_columns(site: Site, body: str, code: str, form: str, end: str) -> None:
    text, place = unmarked(f"{HEAD}{body}\n")
    as_file = unicodedata.normalize(form, text).replace("\n", end)  # type: ignore[arg-type]
    told = found(site({PAGE: as_file}))
    assert [(item.code, (item.line, item.column)) for item in told] == [(code, place)]
