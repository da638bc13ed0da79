"""XLSX written as it is: no library's version and no clock shows in its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports.bundle import bundle
from generator.exports.sheets import Cell, Sheet, day_number, sheets, xml
from generator.exports.subject import Subject
from generator.exports.table import RUN

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT, _BOLD, _YEAR, _DATE, _QUOTED, _FIRST_NUMBER = range(6)
_MOST_DECIMALS = 24
_FIRST_FORMAT = 164


def make(subject: Subject) -> bytes:
    """The file."""
    book = sheets(subject)
    files = {
        "[Content_Types].xml": _content_types(len(book)),
        "_rels/.rels": _relations(
            ("officeDocument", "xl/workbook.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(subject),
        "xl/workbook.xml": _workbook(book),
        "xl/_rels/workbook.xml.rels": _relations(
            *(("worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(book))),
            ("styles", "styles.xml"),
        ),
        "xl/styles.xml": _styles(),
    }
    for number, sheet in enumerate(book, start=1):
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    return bundle({name: (_HEAD + body).encode() for name, body in files.items()})


def _content_types(count: int) -> str:
    parts = [
        ("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"),
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    parts += [(f"/xl/worksheets/sheet{n + 1}.xml", f"{_TYPE}.worksheet+xml") for n in range(count)]
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
        + "</Types>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    parts = (
        f'<Relationship Id="rId{number}" Target="{target}" '
        f'Type="{f"{_PACKAGE}/relationships" if "/" in kind else _DOC}/{kind}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(parts)}</Relationships>'


def _core(subject: Subject) -> str:
    """The document's own properties, dated by the data and not by the clock."""
    day = subject.as_of
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if day
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(subject.name)}</dc:title><dc:creator>{xml(subject.publisher)}</dc:creator>"
        f"<dc:identifier>{xml(subject.page)}</dc:identifier>"
        f"<dc:language>{subject.site.words.language}</dc:language>{dated}</cp:coreProperties>"
    )


def _workbook(book: tuple[Sheet, ...]) -> str:
    parts = (
        f'<sheet name="{xml(sheet.title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(book, start=1)
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{"".join(parts)}</sheets></workbook>'
    )


def _styles() -> str:
    formats = ["0", "yyyy-mm-dd"]
    formats += ["#,##0" + ("." + "0" * n if n else "") for n in range(_MOST_DECIMALS + 1)]
    numbered = "".join(
        f'<numFmt numFmtId="{_FIRST_FORMAT + n}" formatCode="{code}"/>'
        for n, code in enumerate(formats)
    )
    top = '<alignment vertical="top" wrapText="1"/>'
    kinds = [
        _style(0, top),
        _style(0, top, font=1),
        _style(_FIRST_FORMAT),
        _style(_FIRST_FORMAT + 1),
    ]
    kinds += [_style(0, top, more=' quotePrefix="1"')]
    kinds += [_style(_FIRST_FORMAT + 2 + n) for n in range(_MOST_DECIMALS + 1)]
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{numbered}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(kinds)}">{"".join(kinds)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _style(
    format: int, inner: str = '<alignment vertical="top"/>', *, font: int = 0, more: str = ""
) -> str:
    return (
        f'<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyAlignment="1"{more}>{inner}</xf>'
    )


def _sheet(sheet: Sheet) -> str:
    frozen = (
        f'<pane ySplit="{sheet.heads}" topLeftCell="A{sheet.heads + 1}" '
        'activePane="bottomLeft" state="frozen"/>'
    )
    view = f'<sheetView workbookViewId="0">{frozen if sheet.heads else ""}</sheetView>'
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, start=1)
    )
    rows = "".join(
        f'<row r="{number}">{"".join(_cells(row, number))}</row>'
        for number, row in enumerate(sheet.rows, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetViews>'
        f"<cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>"
    )


def _cells(row: tuple[Cell, ...], number: int) -> Iterator[str]:
    for column, cell in enumerate(row):
        if not cell.text:
            continue
        place = f'r="{chr(ord("A") + column)}{number}"'
        match cell.kind:
            case "number":
                style = _FIRST_NUMBER + cell.decimals
                yield f'<c {place} s="{style}"><v>{cell.text}</v></c>'
            case "year":
                yield f'<c {place} s="{_YEAR}"><v>{cell.text}</v></c>'
            case "date":
                yield f'<c {place} s="{_DATE}"><v>{day_number(cell.text)}</v></c>'
            case kind:
                plain = _QUOTED if cell.text.startswith(RUN) else _TEXT
                style = _BOLD if kind == "head" else plain
                said = f'<t xml:space="preserve">{xml(cell.text)}</t>'
                yield f'<c {place} s="{style}" t="inlineStr"><is>{said}</is></c>'
