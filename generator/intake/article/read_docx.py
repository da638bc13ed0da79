"""A .docx: the paragraphs of its main part, through the standard library alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from generator.folding import nfc
from generator.intake.article.blocks import Block, Source
from generator.problems import Problems

LARGEST = 32 * 1024 * 1024
"""Bytes that the main part may unpack to."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(data: bytes, name: str, problems: Problems) -> Source | None:
    """Read a Word document; None, and one problem, where it is none."""
    xml = _main_part(data, name, problems)
    if xml is None:
        return None
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add("docx-broken", name, reason="DTD")
        return None
    try:
        root = fromstring(xml)  # noqa: S314 (without a DTD there are no entities)
        body = root.find(f"{_W}body")
        blocks = [] if body is None else [item for item in _blocks(body) if item.text]
    except (ParseError, ValueError, RecursionError) as error:
        problems.add("docx-broken", name, reason=error)
        return None
    return Source(blocks)


def _main_part(data: bytes, name: str, problems: Problems) -> bytes | None:
    if data.startswith(_OLE):
        problems.add("docx-closed", name)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entry = package.getinfo("word/document.xml")
            if entry.flag_bits & 1:
                problems.add("docx-closed", name)
                return None
            with package.open(entry) as part:
                xml = part.read(LARGEST + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error) as error:
        problems.add("docx-broken", name, reason=error)
        return None
    except (NotImplementedError, RuntimeError) as error:
        problems.add("docx-broken", name, reason=error)
        return None
    if len(xml) > LARGEST:
        problems.add("file-large", name, size=LARGEST // 1024 // 1024)
        return None
    return xml


def _blocks(body: Element) -> Iterator[Block]:
    number = 0
    for element in body:
        if element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                number += 1
                cells = (_paragraph(cell, number).text for cell in row.iter(f"{_W}tc"))
                yield Block(" | ".join(cell for cell in cells if cell), number)
            continue
        for paragraph in [element] if element.tag == f"{_W}p" else element.iter(f"{_W}p"):
            number += 1
            yield _paragraph(paragraph, number)


def _paragraph(element: Element, number: int) -> Block:
    runs = list(_runs(element))
    text = nfc(" ".join("".join(run[0] for run in runs).replace("\u00a0", " ").split()))
    said = [run for run in runs if run[0].strip()]
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "").lower()
    level = 1 if name == "title" else 0
    if name.startswith("heading") and name[7:8].isdigit():
        level = int(name[7])
    is_item = element.find(f"{_W}pPr/{_W}numPr") is not None and not level
    return Block(
        text,
        number,
        "caption" if name == "caption" else "item" if is_item else "text",
        bold=bool(said) and all(run[1] for run in said),
        italic=bool(said) and all(run[2] for run in said),
        heading=level,
    )


def _runs(element: Element) -> Iterator[tuple[str, bool, bool]]:
    """(text, bold, italic) of every run, what was deleted left out."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == f"{_W}r":
            yield _run_text(child), _is_on(child, "b"), _is_on(child, "i")
        else:
            yield from _runs(child)


def _run_text(run: Element) -> str:
    parts: list[str] = []
    for part in run.iter():
        if part.tag == f"{_W}t":
            parts.append(part.text or "")
        elif part.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            parts.append(" ")
        elif part.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _is_on(run: Element, mark: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{mark}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")
