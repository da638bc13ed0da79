"""A year's table, exported: what it holds, and that importing it again changes nothing."""

import csv
import io
import re
import shutil
import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from generator.intake.table.exporting import export_table
from generator.intake.table.importing import import_table
from generator.intake.table.report import Report
from generator.problems import InputError, OutputError
from tests.conftest import Site
from tests.example import copy_example
from tests.grids import OFFICE, said
from tests.sites import make_site

EDITIONS = (2020, 2023)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_example(tmp_path_factory.mktemp("example")) / "mkdocs.yml"


def unchanged(report: Report) -> None:
    assert [said(p.observation) for p in report.proposals] == []
    assert [item for item in report.problems if item.code != "import-no-table-here"] == []
    assert not report.indicators and not report.sources and report.unchanged


@pytest.mark.parametrize("year", EDITIONS)
def test_export_then_import_changes_nothing(example: Path, year: int, tmp_path: Path) -> None:
    path = tmp_path / f"bang-{year}.xlsx"
    export_table(path, example, year)
    unchanged(import_table(path, example, year))
    unchanged(import_table(path, example))


@pytest.mark.parametrize("year", EDITIONS)
def test_names_alone_say_what_the_rows_are(example: Path, year: int, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    export_table(path, example, year)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[:-1]:
        sheet.delete_cols(sheet.max_column)
        for row in sheet.iter_rows(min_row=7):
            for cell in row:
                if cell.data_type == "f":
                    cell.value = None
    book.save(path)
    report = import_table(path, example, year)
    unchanged(report)
    assert not any(row.how == "code" for table in report.tables for row in table.rows)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = copy_example(tmp_path_factory.mktemp("english")) / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert text.count("lang: vi") == 1
    config.write_text(text.replace("lang: vi", "lang: en"), "utf-8")
    return config


@pytest.mark.parametrize("year", EDITIONS)
def test_an_english_office_gets_an_english_table(english: Path, year: int, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    export_table(path, english, year)
    unchanged(import_table(path, english, year))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [f"Year {year}", "Other years", "Sources and notes"]
    sheet = book.worksheets[0]
    assert sheet["A2"].value == f"RESULTS FOR {year} AND PLAN FOR {year + 1}"
    assert [sheet.cell(5, column).value for column in (1, 2, 3)] == ["No.", "Indicator", "Unit"]
    names = {str(cell.value) for cell in sheet["B"] if cell.value}
    assert "People with meritorious services" in names
    assert not [name for name in names if re.search("[ăđơưạ-ỹ]", name)]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row}
    assert year != 2020 or any('"(estimate)"' in form.replace('" ', '"') for form in formats)


@pytest.mark.parametrize("year", EDITIONS)
def test_one_changed_cell_is_one_row(example: Path, year: int, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    export_table(path, example, year)
    names = openpyxl.load_workbook(path).sheetnames[:-1]
    tried = 0
    for name in names:
        for place in figures(openpyxl.load_workbook(path)[name]):
            if (tried := tried + 1) % 4:
                continue
            book = openpyxl.load_workbook(path)
            cell = book[name][place]
            cell.value = "1 - 1,6" if isinstance(cell.value, str) else Decimal(str(cell.value)) + 1
            changed = tmp_path / "changed.xlsx"
            book.save(changed)
            report = import_table(changed, example, year, as_of=date(2026, 1, 1))
            assert [p.cell for p in report.proposals] == [place], (name, place)
            before = report.proposals[0].before
            assert before and before.status == report.proposals[0].observation.status
            assert before.bound == report.proposals[0].observation.bound
    assert tried > 8


def figures(sheet: Worksheet) -> list[str]:
    """Cells of plans and actual values."""
    return [
        cell.coordinate
        for row in sheet.iter_rows(min_row=7, min_col=4, max_col=sheet.max_column - 1)
        for cell in row
        if cell.value is not None and cell.data_type != "f"
    ]


def test_a_change_is_written_and_the_site_stays_sound(tmp_path: Path) -> None:
    config = copy_example(tmp_path / "site") / "mkdocs.yml"
    path = tmp_path / "bang-sua.xlsx"
    export_table(path, config, 2020)
    book = openpyxl.load_workbook(path)
    sheet = book["Năm 2020"]
    place = next(cell.row for cell in sheet["H"] if cell.value == "viec-lam")
    sheet.cell(place, 5).value = 18400
    book.save(path)
    before = (config.parent / "data/observations.csv").read_bytes()
    report = import_table(path, config, 2020, write=True, as_of=date(2021, 6, 30))
    assert report.written
    assert {item.severity for item in report.problems} <= {"warning"}
    added = (config.parent / "data/observations.csv").read_bytes()[len(before) :]
    assert added.decode() == "viec-lam,2020,,actual,18400,,,final,2021-06-30,,,,bang-sua,\n"


def test_the_table_looks_as_an_office_makes_it(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    export_table(path, example, 2020)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Năm 2020", "Các năm khác", "Nguồn và ghi chú"]
    sheet = book["Năm 2020"]
    assert sheet["A2"].value == "KẾT QUẢ THỰC HIỆN NĂM 2020 VÀ KẾ HOẠCH NĂM 2021"
    assert [cell.value for cell in sheet[5]] == [
        *("TT", "Chỉ tiêu", "ĐVT", "Năm 2020", None, None, "KH 2021", "Mã")
    ]
    assert [cell.value for cell in sheet[6]] == [None, None, None, "KH", "TH", "%", None, None]
    merged = {str(item) for item in sheet.merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "C5:C6", "D5:F5", "G5:G6"} <= merged
    rows = {row[-1].value: row for row in sheet.iter_rows(min_row=7) if row[-1].value}
    work = rows["viec-lam"]
    assert [cell.value for cell in work[:5]] == [
        *(1, "Số người được giải quyết việc làm", "người", 18000, 18382)
    ]
    assert work[3].number_format == "#,##0"
    assert rows["that-nghiep-thanh-thi"][4].number_format == 'General" (ước)"'
    assert rows["lao-dong-nuoc-ngoai"][6].number_format == '"khoảng "#,##0'
    assert rows["von-nha-nguoi-co-cong"][4].value == 30.028
    assert [row[0].value for row in sheet.iter_rows(min_row=7) if row[1].font.b] == [
        *("I", "II", "III", "IV", "V")
    ]
    values = openpyxl.load_workbook(path, data_only=True)["Năm 2020"]
    assert round(float(str(values.cell(work[0].row, 6).value)), 1) == 102.1


def test_the_same_bytes_every_time(example: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export_table(tmp_path / name, example, 2023)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2024-03-04T00:00:00Z" in archive.read("docProps/core.xml")


def test_text_is_no_formula(site: Site, tmp_path: Path) -> None:
    old = str(OFFICE["data/indicators.csv"])
    names = old.replace("Số hộ nghèo,", '"=1+1;""<b>&"" Số hộ nghèo",')
    config = site({**OFFICE, "data/indicators.csv": names})
    path = tmp_path / "a.xlsx"
    export_table(path, config, 2020)
    cells = [cell for row in openpyxl.load_workbook(path)["Các năm khác"] for cell in row]
    found = next(cell for cell in cells if str(cell.value).startswith("=1+1"))
    assert found.data_type == "s" and found.value == '=1+1;"<b>&" Số hộ nghèo'
    unchanged(import_table(path, config, 2020))


def test_what_can_not_be_exported(example: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export_table(tmp_path / "a.xlsx", example, 1999)
    assert [item.code for item in refused.value.problems] == ["export-edition"]
    with pytest.raises(InputError) as refused:
        export_table(tmp_path / "a.ods", example, 2020)
    assert [item.code for item in refused.value.problems] == ["export-kind"]
    with pytest.raises(OutputError):
        export_table(tmp_path / "none/a.xlsx", example, 2020)


WORDS = "Số Tỷ lệ hộ nghèo nhà (m2) 27/7 I. 1. - a) Trong đó: Tổng % <b> & = lao động".split(" ")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
UNITS = st.sampled_from(["người", "%", "điểm %/năm", "tỷ đồng", "m2 sàn/người", "hộ", "cuốn/em"])
GROUPS = {"area": ["Nông thôn", "1. Thành thị"], "market": ["Nhật Bản", "(khác)", "a | b"]}
BASES = ["", "", "chuẩn 2016-2020", "chuẩn: mới (2021)"]


@st.composite
def values(draw: st.DrawFn, decimals: int) -> tuple[str, str, str]:
    """Value, upper and bound."""
    digits = draw(st.sampled_from([2, 5, 9, 18]))
    whole = draw(st.integers(-(10**digits), 10**digits))
    places = draw(st.integers(0, decimals))
    value = Decimal(whole).scaleb(-places)
    kind = draw(st.sampled_from(["", "", "", "range", "about", "below", "above"]))
    upper = f"{value + draw(st.integers(0, 9)):f}" if kind == "range" else ""
    return f"{value:f}", upper, "" if kind == "range" else kind


@st.composite
def yearbooks(draw: st.DrawFn) -> dict[str, str]:
    """The data of a small yearbook, every oddity of the model among them."""
    indicators, observations = [], []
    for number in range(draw(st.integers(1, 5))):
        decimals = draw(st.integers(0, 3))
        parent = f"c{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else ""
        topic = draw(st.sampled_from(["viec-lam", "giam-ngheo"]))
        name, unit = draw(NAMES), draw(UNITS)
        direction = draw(st.sampled_from(["up", "down", "neutral"]))
        indicators.append(
            [f"c{number}", name, "", unit, "", decimals, direction, topic, parent, ""]
        )
        seen: set[Any] = set()
        for _ in range(draw(st.integers(1, 6))):
            year, measure = draw(st.integers(2018, 2022)), draw(st.sampled_from(["plan", "actual"]))
            by = draw(st.sampled_from(["", "", *GROUPS]))
            group = draw(st.sampled_from(GROUPS[by])) if by else ""
            basis = draw(st.sampled_from(BASES))
            if (year, measure, by, group) in seen:
                continue
            seen.add((year, measure, by, group))
            since = draw(st.sampled_from(["", "", str(year - 3)]))
            value, upper, bound = draw(values(decimals))
            known = draw(st.sampled_from(["final", "provisional", "estimate", "forecast"]))
            status = "forecast" if year > 2021 and measure == "actual" else known
            known_at = ("2021-01-01", basis, by, group, "bao-2020", "")
            observations.append(
                [f"c{number}", year, since, measure, value, upper, bound, status, *known_at]
            )
    return {
        "data/indicators.csv": _csv("indicators.csv", indicators),
        "data/observations.csv": _csv("observations.csv", observations or [DEFAULT]),
    }


DEFAULT = ["c0", 2020, "", "plan", "1", "", "", "final", "2021-01-01", "", "", "", "bao-2020", ""]


def _csv(name: str, rows: list[list[Any]]) -> str:
    out = io.StringIO()
    out.write(str(OFFICE[f"data/{name}"]).partition("\n")[0] + "\n")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=yearbooks())
def test_any_yearbook_comes_back_as_it_went(data: dict[str, str]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        config = make_site(folder / "site", {**OFFICE, **data})
        export_table(folder / "a.xlsx", config, 2020)
        report = import_table(folder / "a.xlsx", config, 2020)
        assert [said(p.observation) for p in report.proposals] == []
        assert [item.code for item in report.problems.errors()] == []
    finally:
        shutil.rmtree(folder)
