"""XML read as a stream: no document type, no entity, no depth, no more elements than allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from generator.intake.table.grid import Refused

MOST_ELEMENTS = 500_000
DEEPEST = 64


class Reader(Protocol):
    """What is told about a document as it passes; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text inside the element that began last."""


def parse(chunks: Iterable[bytes], reader: Reader, part: str) -> None:
    """Tell a reader all of a document; Refused where it isn't one that an office program writes."""
    seen = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen, depth
        seen += 1
        depth += 1
        if seen > MOST_ELEMENTS or depth > DEEPEST:
            raise Refused("import-bomb", part=part)
        reader.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise Refused("import-entity", part=part)

    parser = expat.ParserCreate("UTF-8")  # whatever the document says: offices write no other
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("import-xml", part=part) from error
