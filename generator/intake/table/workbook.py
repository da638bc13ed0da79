"""A small .xlsx writer: exact numbers, formulas with their results, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal

from generator.intake.table.grid import cell_name

Align = Literal["left", "center", "right"]
_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip can hold."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_GREY = '<color rgb="FF767676"/>'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks."""

    form: str = "General"
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    border: bool = False
    indent: int = 0
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds; of a formula: its result too."""

    content: str | Decimal | None
    style: Style = Style()
    formula: str = ""


@dataclass
class Page:
    """One sheet."""

    name: str
    widths: Sequence[float]
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Top, left, bottom, right."""
    frozen: tuple[int, int] = (0, 0)
    """Rows and columns that stay in sight."""

    def put(self, row: int, column: int, content: str | Decimal | None, style: Style) -> None:
        """Fill a cell."""
        self.cells[row, column] = Value(content, style)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Join cells; one alone is left as it is."""
        if (top, left) == (bottom, right):
            return
        self.merges.append((top, left, bottom, right))
        style = self.cells[top, left].style
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.cells.setdefault((row, column), Value(None, style))


def workbook(pages: Sequence[Page], title: str, creator: str, day: date) -> bytes:
    """The bytes of a workbook."""
    styles = list(dict.fromkeys([Style(), *(v.style for p in pages for v in p.cells.values())]))
    numbers = {style: index for index, style in enumerate(styles)}
    parts = {
        "[Content_Types].xml": _content_types(len(pages)),
        "_rels/.rels": _relations(
            [("officeDocument", "xl/workbook.xml"), ("core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(title, creator, day),
        "xl/workbook.xml": _book(pages),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(pages) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(styles),
    }
    for number, page in enumerate(pages, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(page, numbers)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, (_HEAD + text).encode())
    return out.getvalue()


def _content_types(pages: int) -> str:
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "/xl/workbook.xml": f"{office}.sheet.main+xml",
        "/xl/styles.xml": f"{office}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    } | {f"/xl/worksheets/sheet{n}.xml": f"{office}.worksheet+xml" for n in range(1, pages + 1)}
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(links: Sequence[tuple[str, str]]) -> str:
    listed = ""
    for number, (kind, target) in enumerate(links, start=1):
        base = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else _OFFICE
        listed += f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str, creator: str, day: date) -> str:
    stamp = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"{stamp}</cp:coreProperties>"
    )


def _book(pages: Sequence[Page]) -> str:
    listed = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, page in enumerate(pages, start=1)
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>'
        '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )


def _styles(styles: Sequence[Style]) -> str:
    forms = list(dict.fromkeys(style.form for style in styles if style.form != "General"))
    numbers = {form: 164 + index for index, form in enumerate(forms)} | {"General": 0}
    fonts = list(dict.fromkeys((style.bold, style.italic, style.grey) for style in styles))
    listed_forms = "".join(
        f'<numFmt numFmtId="{numbers[form]}" formatCode="{escape(form)}"/>' for form in forms
    )
    listed_fonts = "".join(
        f"<font>{'<b/>' * bold}{'<i/>' * italic}"
        f'<sz val="11"/>{_GREY * grey}<name val="Times New Roman"/><family val="1"/></font>'
        for bold, italic, grey in fonts
    )
    edges = "".join(f'<{s} style="thin"/>' for s in ("left", "right", "top", "bottom"))
    listed = "".join(
        f'<xf numFmtId="{numbers[s.form]}" fontId="{fonts.index((s.bold, s.italic, s.grey))}"'
        f' fillId="0" borderId="{int(s.border)}" xfId="0" applyNumberFormat="1" applyFont="1"'
        ' applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{s.align}" vertical="center" wrapText="1" indent="{s.indent}"/>'
        "</xf>"
        for s in styles
    )
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        + (f'<numFmts count="{len(forms)}">{listed_forms}</numFmts>' if forms else "")
        + f'<fonts count="{len(fonts)}">{listed_fonts}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{edges}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(styles)}">{listed}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _sheet(page: Page, styles: Mapping[Style, int]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), value in sorted(page.cells.items()):
        rows.setdefault(row, []).append(_cell(cell_name(row, column), value, styles[value.style]))
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(page.widths, start=1)
    )
    merged = "".join(
        f'<mergeCell ref="{cell_name(top, left)}:{cell_name(bottom, right)}"/>'
        for top, left, bottom, right in page.merges
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(page)}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{data}</sheetData>'
        + (f'<mergeCells count="{len(page.merges)}">{merged}</mergeCells>' if merged else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _pane(page: Page) -> str:
    rows, columns = page.frozen
    if not rows and not columns:
        return ""
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    place = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    corner = cell_name(rows + 1, columns + 1)
    return f'<pane{split} topLeftCell="{corner}" activePane="{place}" state="frozen"/>'


def _cell(name: str, value: Value, style: int) -> str:
    head = f'<c r="{name}" s="{style}"'
    if isinstance(value.content, Decimal):
        formula = f"<f>{escape(value.formula)}</f>" if value.formula else ""
        return f"{head}>{formula}<v>{value.content:f}</v></c>"
    if value.content:
        text = f'<is><t xml:space="preserve">{escape(value.content)}</t></is>'
        return f'{head} t="inlineStr">{text}</c>'
    return f"{head}/>"
