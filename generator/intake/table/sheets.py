"""From a file to its sheets: the kind is told by its bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from generator.intake.table.archive import LARGEST_FILE, Archive
from generator.intake.table.delimited import read_delimited
from generator.intake.table.grid import Refused, Sheet
from generator.intake.table.ods import MIME, read_ods
from generator.intake.table.xlsx import read_xlsx

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv")
"""What a table's file may be called."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet of a file; Refused, with one reason, where it can't or may not be read."""
    try:
        if path.is_symlink() or not path.is_file():
            raise Refused("import-missing")
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("import-heavy", size=LARGEST_FILE // 1024 // 1024)
        data = path.read_bytes()
    except OSError as error:
        raise Refused("file-unreadable", reason=error.strerror or error) from error
    if not data.strip():
        raise Refused("import-empty")
    if data.startswith(_OLE):
        raise Refused(_kind_of_ole(data))
    if data.startswith(b"PK"):
        return _unpacked(Archive(data))
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise Refused("import-not-a-table")
    return read_delimited(data, path.stem)


def _unpacked(archive: Archive) -> list[Sheet]:
    if "content.xml" in archive:
        if "mimetype" in archive and not archive.read("mimetype", 1024).startswith(MIME):
            raise Refused("import-no-workbook")
        return read_ods(archive)
    if "[Content_Types].xml" not in archive:
        raise Refused("import-no-workbook")
    return read_xlsx(archive)


def _kind_of_ole(data: bytes) -> str:
    """An encrypted .xlsx, or the .xls of before 2007; streams are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "import-encrypted"
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return "import-old-workbook"
    return "import-not-a-table"
