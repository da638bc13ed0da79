"""Files that a stranger might send instead of a table."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

CONTENT = "[Content_Types].xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '"><!ENTITY d "'
    + "&c;" * 50
    + '">]>'
)


def pack(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def xlsx(sheet: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    parts: dict[str, str | bytes] = {
        CONTENT: "<Types/>",
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return pack({**parts, **(more or {})})


def sheet(rows: str, before: str = "") -> str:
    return f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def ods(rows: str, before: str = "") -> bytes:
    spaces = 'xmlns:o="o" xmlns:table="t" xmlns:text="x"'
    body = f"<o:body {spaces}><table:table table:name='a'>{rows}</table:table></o:body>"
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return pack({"mimetype": mime, "content.xml": before + body})


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(500)


def flagged() -> bytes:
    """A zip whose parts say that they are encrypted."""
    data = bytearray(xlsx(sheet("")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lying() -> bytes:
    """A part that unpacks to more than its directory says."""
    data = bytearray(xlsx(sheet("<row/>" * 500_000)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 60)
    return bytes(data)


def overlapping() -> bytes:
    """A thousand names for one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a0", bytes(900_000))
        first = archive.filelist[0]
        for number in range(1, 1000):
            again = zipfile.ZipInfo(f"a{number}")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
        archive._didModify = True
    return out.getvalue()


def flood() -> bytes:
    """Two million cells that hold nothing, hard to pack."""
    chance = random.Random(1)
    cells = "".join(f'<c r="A{chance.randrange(10**9)}"/>' for _ in range(1_500_000))
    return xlsx(sheet(f"<row>{cells}</row>"))


def strings(count: int, length: int) -> bytes:
    letters = noise(count * length)
    items = "".join(
        f"<si><t>{letters[n * length : (n + 1) * length]}</t></si>" for n in range(count)
    )
    body = f"<sst {MAIN}>{items}</sst>"
    return xlsx(sheet('<row><c t="s"><v>0</v></c></row>'), {"xl/sharedStrings.xml": body})


def noise(size: int) -> str:
    return random.Random(2).randbytes(size // 2).hex()


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    "</table:table-row>"
)

HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "fifty megabytes of nothing": (
        ".xlsx",
        lambda: xlsx(b" " * 50_000_000),
        {"import-bomb"},
    ),
    "rows packed a thousandfold": (
        ".xlsx",
        lambda: xlsx(sheet("<row><c/></row>" * 2_000_000)),
        {"import-bomb"},
    ),
    "too many parts": (
        ".xlsx",
        lambda: pack({f"p{n}": "" for n in range(3000)}),
        {"import-bomb"},
    ),
    "one part under a thousand names": (".xlsx", overlapping, {"import-bomb", "import-zip"}),
    "a declared dimension": (
        ".xlsx",
        lambda: xlsx(
            f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/>'
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
        ),
        {"import-dimension"},
    ),
    "a cell at the far end": (
        ".xlsx",
        lambda: xlsx(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        {"import-large"},
    ),
    "a flood of empty cells": (".xlsx", flood, {"import-bomb"}),
    "laughing entities in a sheet": (
        ".xlsx",
        lambda: xlsx(sheet('<row><c t="inlineStr"><is><t>&d;</t></is></c></row>', LAUGHS)),
        {"import-entity"},
    ),
    "laughing entities in shared strings": (
        ".xlsx",
        lambda: xlsx(
            sheet(""), {"xl/sharedStrings.xml": f"{LAUGHS}<sst><si><t>&d;</t></si></sst>"}
        ),
        {"import-entity"},
    ),
    "an entity that fetches a file": (
        ".xlsx",
        lambda: xlsx(sheet("", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>')),
        {"import-entity"},
    ),
    "laughing entities in an ods": (".ods", lambda: ods("<a>&d;</a>", LAUGHS), {"import-entity"}),
    "one cell repeated over an ods sheet": (".ods", lambda: ods(REPEATED), {"import-large"}),
    "a hundred thousand elements deep": (
        ".xlsx",
        lambda: xlsx("<a>" * 100_000 + "</a>" * 100_000),
        {"import-bomb"},
    ),
    "too many shared strings": (".xlsx", lambda: strings(150_000, 40), {"import-bomb"}),
    "one string of twenty megabytes": (
        ".xlsx",
        lambda: strings(1, 20_000_000),
        {"import-bomb", "import-heavy"},
    ),
    "an attribute of thirty megabytes": (
        ".xlsx",
        lambda: xlsx(f'<worksheet a="{noise(30_000_000)}"/>'),
        {"import-no-table"},
    ),
    "a workbook with a password": (".xlsx", lambda: ole("EncryptedPackage"), {"import-encrypted"}),
    "a zip with a password": (".xlsx", flagged, {"import-encrypted"}),
    "an ods with a password": (
        ".ods",
        lambda: pack(
            {"content.xml": noise(90), "META-INF/manifest.xml": "<m><encryption-data/></m>"}
        ),
        {"import-encrypted"},
    ),
    "an old workbook": (".xls", lambda: ole("Workbook"), {"import-old-workbook"}),
    "cut in the middle": (".xlsx", lambda: xlsx(sheet("<row/>" * 999))[:700], {"import-zip"}),
    "a lie about a part's size": (".xlsx", lying, {"import-zip", "import-bomb", "import-xml"}),
    "names that lead outside": (
        ".xlsx",
        lambda: xlsx(sheet(""), {"../../etc/cron.d/x": "x"}),
        {"import-path"},
    ),
    "a name from the root": (
        ".xlsx",
        lambda: xlsx(sheet(""), {"/etc/passwd": "x"}),
        {"import-path"},
    ),
    "a packing that has no bounds": (
        ".xlsx",
        lambda: pack({CONTENT: "<Types/>"}, zipfile.ZIP_LZMA),
        {"import-zip"},
    ),
    "a zip of something else": (".xlsx", lambda: pack({"a.txt": "x"}), {"import-no-workbook"}),
    "a text document": (
        ".ods",
        lambda: pack(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
        ),
        {"import-no-workbook"},
    ),
    "broken markup": (".xlsx", lambda: xlsx("<worksheet><row>"), {"import-xml"}),
    "noise": (".xlsx", lambda: random.Random(3).randbytes(5000), {"import-not-a-table"}),
    "a pdf": (".xlsx", lambda: b"%PDF-1.7\n" + bytes(99), {"import-not-a-table"}),
    "nothing": (".xlsx", lambda: b"", {"import-empty"}),
    "one long text in every cell": (
        ".xlsx",
        lambda: xlsx(
            sheet("<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>"),
            {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{noise(39_000)}</t></si></sst>"},
        ),
        {"import-large"},
    ),
    "every row a header": (
        ".csv",
        lambda: "Chỉ tiêu;KH 2020;TH 2020\nSố hộ;1;2\n".encode() * 9_000,
        {"import-tables"},
    ),
    "a cell that makes patterns stray": (
        ".csv",
        lambda: (
            f"Chỉ tiêu;ĐVT;TH 2020\nSố hộ {'* ' * 200}{'*' * 99}x;hộ;1\n"
            f"Số hộ nghèo;hộ;1{'*' * 70}x\n"
        ).encode(),
        {"import-number", "import-unit"},
    ),
    "a hundred thousand merged cells": (
        ".xlsx",
        lambda: xlsx(
            f"<worksheet {MAIN}><sheetData/><mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:C{n + 9}"/>' for n in range(100_000))
            + "</mergeCells></worksheet>"
        ),
        {"import-bomb"},
    ),
    "a csv of zero bytes": (".csv", lambda: bytes(5000), {"import-not-a-table"}),
    "a csv in unknown letters": (
        ".csv",
        lambda: b"\xb8\xb5\xa8;\xff\xfe\n" * 99,
        {"import-encoding"},
    ),
    "a csv of a million cells": (".csv", lambda: b"1;" * 1_000_000, {"import-large"}),
    "a csv of one endless cell": (".csv", lambda: b'"' + b"x" * 5_000_000, {"import-csv"}),
}
"""By name: the suffix, how the file is made, and the codes that may answer it."""


def write(name: str, folder: Path) -> Path:
    """The file of that name."""
    suffix, make, _ = HOSTILE[name]
    path = folder / f"bang{suffix}"
    path.write_bytes(make())
    return path
