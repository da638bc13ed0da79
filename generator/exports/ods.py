"""ODS: the same two sheets for LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports.bundle import bundle
from generator.exports.sheets import Cell, Sheet, sheets, xml
from generator.exports.subject import Subject

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_OASIS}:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def make(subject: Subject) -> bytes:
    """The file."""
    book = sheets(subject)
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", MIME), ("content.xml", "text/xml"))
    )
    content = (
        f'<office:document-content {_SPACES} office:version="1.2">'
        f"<office:automatic-styles>{''.join(_styles(book))}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(map(_sheet, book))}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    files = {
        "mimetype": MIME,
        "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest manifest:version="1.2" '
        f'xmlns:manifest="{_OASIS}:manifest:1.0">{manifest}</manifest:manifest>',
        "content.xml": _HEAD + content,
    }
    return bundle({name: body.encode() for name, body in files.items()}, first=("mimetype",))


def _styles(book: tuple[Sheet, ...]) -> Iterator[str]:
    """Bold heads, dates, and a number format for each count of decimals in use."""
    yield _style("head", inner='<style:text-properties fo:font-weight="bold"/>')
    yield (
        '<number:date-style style:name="day"><number:year number:style="long"/>'
        '<number:text>-</number:text><number:month number:style="long"/>'
        '<number:text>-</number:text><number:day number:style="long"/></number:date-style>'
    )
    yield _style("date", ' style:data-style-name="day"')
    yield _number_style("years", 0, grouped=False)
    yield _style("year", ' style:data-style-name="years"')
    cells = (cell for sheet in book for row in sheet.rows for cell in row)
    for decimals in sorted({cell.decimals for cell in cells if cell.kind == "number"}):
        yield _number_style(f"n{decimals}", decimals)
        yield _style(f"number{decimals}", f' style:data-style-name="n{decimals}"')
    for width in sorted({width for sheet in book for width in sheet.widths}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 2}mm"/></style:style>'
        )


def _style(name: str, more: str = "", inner: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="table-cell"{more}>{inner}</style:style>'


def _number_style(name: str, decimals: int, *, grouped: bool = True) -> str:
    return (
        f'<number:number-style style:name="{name}"><number:number '
        f'number:decimal-places="{decimals}" number:min-integer-digits="1" '
        f'number:grouping="{str(grouped).lower()}"/></number:number-style>'
    )


def _sheet(sheet: Sheet) -> str:
    widths = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in sheet.widths)
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows
    )
    return f'<table:table table:name="{xml(sheet.title)}">{widths}{rows}</table:table>'


def _cell(cell: Cell) -> str:
    if not cell.text:
        return "<table:table-cell/>"
    match cell.kind:
        case "number":
            kind = f'table:style-name="number{cell.decimals}" office:value-type="float"'
            return f'<table:table-cell {kind} office:value="{cell.text}"/>'
        case "year":
            kind = 'table:style-name="year" office:value-type="float"'
            return f'<table:table-cell {kind} office:value="{cell.text}"/>'
        case "date":
            kind = 'table:style-name="date" office:value-type="date"'
            return f'<table:table-cell {kind} office:date-value="{cell.text}"/>'
        case _:
            style = ' table:style-name="head"' if cell.kind == "head" else ""
            said = "".join(f"<text:p>{_text(line)}</text:p>" for line in cell.text.split("\n"))
            return f'<table:table-cell{style} office:value-type="string">{said}</table:table-cell>'


def _text(line: str) -> str:
    return xml(line).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
