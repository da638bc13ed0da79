"""Tables of tests/workbooks/*.yml as real files: .xlsx, .ods, .csv, and what must come of them."""

import csv
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from generator.intake.table.grid import area
from generator.model import Observation
from tests.sites import OBSERVATIONS_HEADER

FOLDER = Path(__file__).parent / "workbooks"

OFFICE: dict[str, str | bytes | None] = {
    "data/topics.csv": """\
topic,name,name_en
viec-lam,Việc làm,
giam-ngheo,Giảm nghèo,
nguoi-co-cong,Người có công,
""",
    "data/indicators.csv": """\
indicator,name,name_en,unit,unit_en,decimals,direction,topic,part_of,definition
viec-lam,Số người được giải quyết việc làm,,người,,0,up,viec-lam,,
ra-nuoc-ngoai,Số lao động đi làm việc ở nước ngoài theo hợp đồng,,người,,0,up,viec-lam,viec-lam,
that-nghiep,Tỷ lệ thất nghiệp khu vực thành thị,,%,,2,down,viec-lam,,
qua-dao-tao,Tỷ lệ lao động qua đào tạo,,%,,2,up,viec-lam,,
ho-ngheo,Tỷ lệ hộ nghèo,,%,,2,down,giam-ngheo,,
giam-ngheo,Mức giảm bình quân tỷ lệ hộ nghèo,,điểm %/năm,,2,up,giam-ngheo,,
so-ho-ngheo,Số hộ nghèo,,hộ,,0,down,giam-ngheo,,
so-ho-can-ngheo,Số hộ cận nghèo,,hộ,,0,down,giam-ngheo,,
von-nha,Kinh phí vận động hỗ trợ nhà ở cho người có công,,tỷ đồng,,3,up,nguoi-co-cong,,
nha-xay-moi,Số nhà xây mới cho người có công,,căn,,0,up,nguoi-co-cong,,
""",
    "data/labels.csv": """\
kind,key,name,name_en
by,area,Khu vực,
by,market,Thị trường,
group,Nông thôn,Nông thôn,
group,Nhật Bản,Nhật Bản,
basis,chuẩn 2016-2020,Chuẩn nghèo 2016–2020,
basis,chuẩn 2021-2025,Chuẩn nghèo 2021–2025,
""",
    "data/observations.csv": OBSERVATIONS_HEADER
    + """
viec-lam,2019,,actual,16764,,,final,2020-01-05,,,,bao-2020,
qua-dao-tao,2019,,actual,58.2,,,final,2020-01-05,,,,bao-2020,
ho-ngheo,2019,,actual,4.59,,,final,2020-08-17,chuẩn 2016-2020,,,bao-2020,
so-ho-ngheo,2019,,actual,17060,,,final,2020-01-05,,,,bao-2020,
so-ho-ngheo,2019,,actual,16125,,,final,2020-01-05,,area,Nông thôn,bao-2020,
""",
    "content/2020/index.md": """\
---
edition: 2020
title: Kết quả năm 2020
published: 2021-01-01
as_of: 2021-01-01
---

Ấn bản đầu tiên.
""",
    "content/2020/phong-van.md": None,
}
"""The site that the tables are imported into."""


def cases() -> list[dict[str, Any]]:
    """Every table, with the name of its file before its own."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            found.append({**case, "id": f"{path.stem}: {case['name']}"})
    return found


def said(row: Observation) -> str:
    """A proposed row in one line: `ho-ngheo/Nông thôn [chuẩn] 2016-2020 actual <3..4 estimate`."""
    bound = {"": "", "about": "~", "below": "<", "above": ">"}[row.bound]
    words = [
        row.indicator + (f"/{row.group}" if row.group else ""),
        f"[{row.basis}]" if row.basis else "",
        f"{row.since}-{row.year}" if row.since else str(row.year),
        row.measure,
        f"{bound}{row.value:f}" + (f"..{row.upper:f}" if row.upper is not None else ""),
        "" if row.status == "final" else row.status,
    ]
    return " ".join(word for word in words if word)


def render(case: Mapping[str, Any], kind: str, folder: Path) -> Path:
    """The file of a case."""
    path = folder / f"{case.get('file', 'bang')}.{kind}"
    sheets: dict[str, list[list[Any]]] = case.get("sheets") or {"Biểu 1": case["grid"]}
    if kind == "xlsx":
        _xlsx(case, sheets).save(path)
    elif kind == "ods":
        path.write_bytes(ods(sheets, case.get("merges", [])))
    else:
        path.write_bytes(delimited(next(iter(sheets.values())), case))
    return path


def _xlsx(case: Mapping[str, Any], sheets: dict[str, list[list[Any]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for merge in case.get("merges", []):
            sheet.merge_cells(merge)
        for cell, form in case.get("formats", {}).items():
            sheet[cell].number_format = form
        for row in case.get("hidden_rows", []):
            sheet.row_dimensions[row].hidden = True
        for column in case.get("hidden_columns", []):
            sheet.column_dimensions[column].hidden = True
        if name in case.get("hidden", []):
            sheet.sheet_state = "hidden"
    return book


def delimited(rows: list[list[Any]], case: Mapping[str, Any]) -> bytes:
    """A CSV as Vietnamese Excel saves it: decimal commas, semicolons, a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=case.get("delimiter", ";"), lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    encoding = case.get("encoding", "utf-8-sig")
    return out.getvalue().encode(encoding)


def _written(cell: Any) -> str:
    if isinstance(cell, float):
        return str(Decimal(repr(cell))).replace(".", ",")
    return "" if cell is None else str(cell)


def ods(sheets: Mapping[str, list[list[Any]]], merges: list[str]) -> bytes:
    """An OpenDocument spreadsheet as LibreOffice writes it, with its million empty rows."""
    spans = {(m.top, m.left): m for text in merges if (m := area(text))}
    tables = ""
    for name, rows in sheets.items():
        lines = ""
        for at, row in enumerate(rows, start=1):
            cells = "".join(_ods_cell(cell, spans.get((at, c))) for c, cell in enumerate(row, 1))
            lines += f"<table:table-row>{cells}</table:table-row>"
        empty = '<table:table-cell table:number-columns-repeated="16384"/>'
        lines += f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
        tables += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    names = "office table text style number calcext".split()
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text)
    return out.getvalue()


def _ods_cell(cell: Any, merge: Any) -> str:
    span = ""
    if merge:
        span = (
            f' table:number-columns-spanned="{merge.right - merge.left + 1}"'
            f' table:number-rows-spanned="{merge.bottom - merge.top + 1}"'
        )
    if cell is None or cell == "":
        return f"<table:table-cell{span}/>"
    if isinstance(cell, str) and cell.startswith("="):
        return f'<table:table-cell{span} table:formula="of:{escape(cell)}"/>'
    if isinstance(cell, int | float):
        shown = _written(cell)
        return (
            f'<table:table-cell{span} office:value-type="float" office:value="{cell!r}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell{span} office:value-type="string"><text:p>{escape(str(cell))}</text:p>'
        "</table:table-cell>"
    )
