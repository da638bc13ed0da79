"""Tables as offices make them, imported: the rows that come of them, and what is told."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from generator.intake.table.command import show
from generator.intake.table.grid import cell_name
from generator.intake.table.importing import import_table
from generator.intake.table.report import Report
from generator.problems import InputError
from generator.validate.yearbook import load
from generator.words import LANGUAGES, problem_text
from tests.conftest import Site
from tests.grids import OFFICE, cases, delimited, render, said

KINDS = ("xlsx", "ods", "csv")
QUIET = {"import-new"}
"""Told beside every new indicator; the case names the indicator itself."""
STYLES = [
    pytest.param(case, kind, id=f"{case['id']} ({kind})")
    for case in cases()
    for kind in case.get("only", KINDS)
]


def told(report: Report) -> list[str]:
    return sorted(
        f"{item.code} {cell_name(item.line, item.column or 1)}"
        for item in report.problems
        if item.code not in QUIET
    )


@pytest.mark.parametrize(("case", "kind"), STYLES)
def test_a_table_is_read_as_it_was_meant(
    case: dict[str, Any], kind: str, site: Site, tmp_path: Path
) -> None:
    config = site(OFFICE)
    path = render(case, kind, tmp_path)
    report = import_table(path, config, case.get("edition", 2020), as_of=case.get("as_of"))
    assert sorted(said(p.observation) for p in report.proposals) == sorted(case["rows"])
    assert told(report) == sorted(case.get("problems", []))
    assert [item.id for item in report.indicators] == case.get("new", [])
    for item in report.problems:
        for language in LANGUAGES:
            assert all(problem_text(item, language))


def test_there_are_enough_styles() -> None:
    assert len(cases()) >= 25


def table(folder: Path, *rows: list[Any], name: str = "bang") -> Path:
    return render({"grid": [list(row) for row in rows], "file": name}, "xlsx", folder)


HEAD = ["Chỉ tiêu", "ĐVT", "KH 2020", "TH 2020"]


def test_nothing_is_written_unasked(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    before = {path: path.read_bytes() for path in (config.parent / "data").iterdir()}
    import_table(table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 1, 16000]), config, 2020)
    assert {path: path.read_bytes() for path in (config.parent / "data").iterdir()} == before


def test_write_appends_and_the_same_file_then_brings_nothing(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    data = config.parent / "data"
    before = (data / "observations.csv").read_bytes()
    path = table(
        tmp_path,
        HEAD,
        ["Số hộ nghèo", "hộ", 16500, 16000],
        ["Số cây xanh trồng mới", "cây", 100, "100,5"],
        name="Biểu 01",
    )
    report = import_table(path, config, 2020, write=True)
    assert report.written and [source.id for source in report.sources] == ["bieu-01"]
    after = (data / "observations.csv").read_bytes()
    assert after.startswith(before) and after[len(before) :].decode().splitlines() == [
        "so-ho-ngheo,2020,,plan,16500,,,final,2021-01-01,,,,bieu-01,",
        "so-ho-ngheo,2020,,actual,16000,,,final,2021-01-01,,,,bieu-01,",
        "so-cay-xanh-trong-moi,2020,,plan,100,,,final,2021-01-01,,,,bieu-01,",
        "so-cay-xanh-trong-moi,2020,,actual,100.5,,,final,2021-01-01,,,,bieu-01,",
    ]
    book = load(config)[1]
    assert book.indicators["so-cay-xanh-trong-moi"].decimals == 1
    assert book.indicators["so-cay-xanh-trong-moi"].direction == "neutral"
    again = import_table(path, config, 2020, write=True)
    assert not again.proposals and not again.indicators and not again.sources
    assert again.unchanged == 4


def test_a_changed_value_is_a_new_row_and_needs_a_later_day(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    import_table(table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 1, 16000]), config, 2020, write=True)
    path = table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 1, 16001])
    refused = import_table(path, config, 2020, write=True)
    assert len(refused.proposals) == 1 and not refused.written
    assert [item.code for item in refused.problems.errors()] == ["import-same-day"]
    report = import_table(path, config, 2020, write=True, as_of=date(2021, 6, 1))
    assert report.written and len(report.proposals) == 1
    before = report.proposals[0].before
    assert before and before.value == 16000
    rows = [row for row in load(config)[1].observations if row.indicator == "so-ho-ngheo"]
    assert [row.value for row in rows if row.year == 2020 and row.measure == "actual"] == [
        16000,
        16001,
    ]


def test_an_error_stops_all_writing(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    before = (config.parent / "data/observations.csv").read_bytes()
    path = table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 16500, "#REF!"])
    assert not import_table(path, config, 2020, write=True).written
    assert (config.parent / "data/observations.csv").read_bytes() == before


def test_what_is_written_is_undone_where_the_site_would_not_be_sound(
    site: Site, tmp_path: Path
) -> None:
    config = site({**OFFICE, "data/import.yml": "rows:\n  'so ho ngheo': viec-lam\n"})
    before = {path: path.read_bytes() for path in (config.parent / "data").iterdir()}
    path = table(tmp_path, ["Chỉ tiêu", "KH 2020", "TH 2020"], ["Số hộ nghèo", "", "16.000"])
    report = import_table(path, config, 2020, write=True, as_of=date(2019, 1, 1))
    assert report.written
    later = {path: path.read_bytes() for path in (config.parent / "data").iterdir()}
    assert later != before
    bad = table(tmp_path, ["Chỉ tiêu", "ĐVT", "TH 2020"], ["Số x: " + "y" * 400, "hộ", 5])
    with pytest.raises(InputError):
        import_table(bad, config, 2020, write=True)
    assert {path: path.read_bytes() for path in (config.parent / "data").iterdir()} == later


def test_the_mapping_answers_for_next_year(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    kept = config.parent / "data/import.yml"
    head = ["Chỉ tiêu", "ĐVT", "Giao 2020", "Kết quả đạt 2020"]
    name = "Nhà tình thương xây mới cho NCC"
    first = import_table(table(tmp_path, head, [name, "căn", 10, 12]), config, 2020, keep=True)
    assert not first.proposals and len(first.questions) == 1
    row = next(item for item in first.problems if item.code == "import-unsure")
    entry = re.search(r"'.*': nha-xay-moi", problem_text(row, "vi")[1])
    assert entry
    kept.write_text(kept.read_text("utf-8") + f"  {entry[0]}\n", "utf-8")
    second = import_table(table(tmp_path, head, [name, "căn", 10, 12]), config, 2020, write=True)
    assert second.written and not second.problems.errors() and not second.questions
    later = [text.replace("2020", "2021") for text in head]
    third = import_table(table(tmp_path, later, [name, "căn", 20, 22]), config, 2021, write=True)
    assert third.written and not list(third.problems)
    assert [said(p.observation) for p in third.proposals] == [
        "nha-xay-moi 2021 plan 20",
        "nha-xay-moi 2021 actual 22",
    ]
    assert {row.how for table in third.tables for row in table.rows} == {"kept"}


def test_the_mapping_decides_columns_and_leaves_rows_out(site: Site, tmp_path: Path) -> None:
    kept = """\
columns:
  'giá trị a {0}': {role: actual, year: 0, status: estimate}
  'th {0}': skip
rows:
  'số hộ cận nghèo': skip
  'số hộ nghèo ở xã': {indicator: so-ho-ngheo, by: area, group: Nông thôn}
"""
    config = site({**OFFICE, "data/import.yml": kept})
    path = table(
        tmp_path,
        ["Chỉ tiêu", "ĐVT", "TH 2020", "Giá trị A 2020"],
        ["Số hộ nghèo", "hộ", 1, 16000],
        ["Số hộ nghèo ở xã", "hộ", 1, 15000],
        ["Số hộ cận nghèo", "hộ", 1, 2],
    )
    report = import_table(path, config, 2020)
    assert [said(p.observation) for p in report.proposals] == [
        "so-ho-ngheo 2020 actual 16000 estimate",
        "so-ho-ngheo/Nông thôn 2020 actual 15000 estimate",
    ]


def test_a_broken_mapping_is_told_with_its_line(site: Site, tmp_path: Path) -> None:
    config = site({**OFFICE, "data/import.yml": "rows:\n  a: b-c\n  x: [1]\n"})
    report = import_table(table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 1, 2]), config, 2020)
    found = report.problems.errors()
    assert [(item.code, item.path, item.line) for item in found] == [
        ("import-mapping", "data/import.yml", 3)
    ]


def test_a_source_must_exist(site: Site, tmp_path: Path) -> None:
    config = site(OFFICE)
    path = table(tmp_path, HEAD, ["Số hộ nghèo", "hộ", 1, 16000])
    report = import_table(path, config, 2020, write=True, source="bao-2020")
    assert report.written and not report.sources
    wrong = import_table(path, config, 2020, source="bao-2919", as_of=date(2021, 5, 1))
    assert "import-source" in [item.code for item in wrong.problems.errors()]


def test_a_day_is_needed(site: Site, tmp_path: Path) -> None:
    path = table(tmp_path, ["Chỉ tiêu", "ĐVT", "TH 2015"], ["Số hộ nghèo", "hộ", 16000])
    report = import_table(path, site(OFFICE), 2015)
    assert [item.code for item in report.problems.errors()] == ["import-no-date"]


def test_raised_letters_are_footnotes(site: Site, tmp_path: Path) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Chỉ tiêu", "ĐVT", "TH 2020"])
    raised = InlineFont(vertAlign="superscript")
    sheet.append([None, "hộ", 16000])
    sheet["A2"] = CellRichText("Số hộ nghèo", TextBlock(raised, "12"))
    sheet.append(["12 Số sơ bộ"])
    book.save(tmp_path / "a.xlsx")
    report = import_table(tmp_path / "a.xlsx", site(OFFICE), 2020)
    assert [p.observation.indicator for p in report.proposals] == ["so-ho-ngheo"]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("utf-8", "\t"),
        ("utf-16", "\t"),
        ("cp1258", ";"),
    ],
)
def test_csv_as_it_comes(site: Site, tmp_path: Path, encoding: str, delimiter: str) -> None:
    import unicodedata

    rows = [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch 2020", "Thực hiện 2020"],
        ["Số hộ nghèo, toàn tỉnh", "hộ", "16.500", "16.000"],
        ["Tỷ lệ hộ nghèo", "%", "4,0", "3,6"],
    ]
    if encoding == "cp1258":
        marks = "\u0300\u0301\u0303\u0309\u0323"
        rows = [["".join(_half(letter, marks) for letter in cell) for cell in row] for row in rows]
        assert unicodedata.normalize("NFC", rows[0][0]) == "Chỉ tiêu"
    path = tmp_path / "bang.csv"
    path.write_bytes(delimited(rows, {"encoding": encoding, "delimiter": delimiter}))
    kept = "rows:\n  'Số hộ nghèo, toàn tỉnh': so-ho-ngheo\n"
    report = import_table(path, site({**OFFICE, "data/import.yml": kept}), 2020)
    assert [said(p.observation) for p in report.proposals] == [
        "so-ho-ngheo 2020 plan 16500",
        "so-ho-ngheo 2020 actual 16000",
        "ho-ngheo [chuẩn 2016-2020] 2020 plan 4.0",
        "ho-ngheo [chuẩn 2016-2020] 2020 actual 3.6",
    ]


def _half(letter: str, marks: str) -> str:
    """A letter with its tone apart, as Windows-1258 keeps it."""
    import unicodedata

    apart = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in apart if mark in marks)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in marks))
    return bare + tones


def test_old_letters_are_told(site: Site, tmp_path: Path) -> None:
    path = table(tmp_path, ["ChØ tiªu", "§VT", "TH 2020"], ["S¶n l­îng l­¬ng thùc", "tÊn", 5])
    report = import_table(path, site(OFFICE), 2020)
    assert "import-legacy" in [item.code for item in report.problems.errors()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mapping_and_the_rows_are_shown(site: Site, tmp_path: Path, language: str) -> None:
    path = table(tmp_path, HEAD, ["Số hộ nghèo [1]", "hộ", 1, "16.000"], ["Cây [x]", "cây", 1, 2])
    report = import_table(path, site(OFFICE), 2020)
    out = io.StringIO()
    show(report, Console(file=out, width=160), language)
    text = out.getvalue()
    for word in ("so-ho-ngheo", "KH 2020", "Biểu 1!D2", "[1]", "Cây [x]", "cay-x"):
        assert word in text
    assert ("16.000" if language == "vi" else "16,000") in text
