"""An article's file as blocks: .txt, .md, .html or .docx."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.folding import nfc
from generator.intake.article.blocks import Source
from generator.intake.article.read_docx import read_docx
from generator.intake.article.read_html import read_html
from generator.intake.article.read_markdown import read_markdown
from generator.intake.article.read_plain import read_plain
from generator.problems import Problems

LARGEST = 16 * 1024 * 1024
"""Bytes that an article may have."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufe0e\ufe0f]"
)
"""Letters that can't be seen, left behind by web pages: dropped."""
_LEGACY = re.compile("[¨©®µ¶·¸¹ª«¬Ç-Þ¡¢£¤¥§]")
"""Letters that stand for Vietnamese ones in the fonts before Unicode (TCVN3)."""
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_MENDED = str.maketrans({"\u01a2": "Ư", "\u01a3": "ư", "\u2028": "\n", "\u2029": "\n"})

_TEXT: dict[str, Callable[[str], Source]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
SUFFIXES = (*_TEXT, ".docx")


def read_article(path: Path, problems: Problems) -> Source | None:
    """Read an article; None, and one problem, where it can't be read."""
    name = path.name
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        problems.add("article-kind", name, kind=suffix or name, known=" ".join(SUFFIXES))
        return None
    data = _bytes(path, problems)
    if data is None:
        return None
    if suffix == ".docx":
        found = read_docx(data, name, problems)
    else:
        text = decoded(data, name, problems)
        found = None if text is None else _TEXT[suffix](text)
    if found is not None and not found.blocks:
        problems.add("article-empty", name)
        return None
    return found


def _bytes(path: Path, problems: Problems) -> bytes | None:
    try:
        if not path.is_file():
            problems.add("file-missing", path.name)
            return None
        if path.stat().st_size > LARGEST:
            problems.add("file-large", path.name, size=LARGEST // 1024 // 1024)
            return None
        return path.read_bytes()
    except OSError as error:
        problems.add("file-unreadable", path.name, reason=error.strerror or error)
        return None


def decoded(data: bytes, name: str, problems: Problems) -> str | None:
    """Text in NFC with '\\n' as line end; unseen letters dropped, old letters mended."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_bare_utf16(data[:200]):
        problems.add("file-utf16", name)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add("file-encoding", name, line, 1, byte=f"0x{data[error.start]:02X}")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return cleaned(text, name, problems)


def _is_bare_utf16(start: bytes) -> bool:
    """Most of every other byte is zero: UTF-16 without its mark."""
    half = len(start) // 2
    zeros = [start[offset::2].count(0) for offset in (0, 1)]
    return half >= 4 and max(zeros) > 0.5 * half and min(zeros) == 0


def cleaned(text: str, name: str, problems: Problems) -> str | None:
    """Text without what can't be seen; None where it is binary, broken or of an old font."""
    for letter, code in (("\x00", "file-nul"), ("\ufffd", "file-letter")):
        if letter in text:
            line = text.count("\n", 0, text.index(letter)) + 1
            problems.add(code, name, line, 1, letter=f"U+{ord(letter):04X}")
            return None
    if len(_LEGACY.findall(text)) > max(20, len(text) // 60) and not _VIETNAMESE.search(text):
        problems.add("article-legacy", name)
        return None
    return nfc(_UNSEEN.sub("", text.translate(_MENDED)))
