"""Texts of an .xlsx workbook, in runs of letters that look alike."""

from __future__ import annotations

from generator.folding import nfc
from generator.intake.table.grid import Cell, Refused, text_cell

MOST_STRINGS, MOST_LETTERS = 100_000, 16 * 1024 * 1024
LONGEST_TEXT = 40_000
"""Letters of one cell; a spreadsheet keeps 32,767."""


class Runs:
    """A text in runs: raised ones are footnote marks, the reading aid of Asian text is dropped."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.marks: list[str] = []
        self._raised = self._inside = self._phonetic = False
        self.letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("si", "is"):
            self.words, self.marks = [], []
        if name == "r":
            self._raised = False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "rPh":
            self._phonetic = True
        self._inside = name == "t" and not self._phonetic

    def end(self, name: str) -> None:
        self._inside = False
        if name in ("r", "si", "is"):
            self._raised = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        if not self._inside:
            return
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise Refused("import-bomb", part="sharedStrings")
        is_mark = self._raised and not "".join(self.words).rstrip().endswith(("m", "M"))
        (self.marks if is_mark else self.words).append(text)

    def cell(self) -> Cell | None:
        """The text that was read."""
        text = nfc("".join(self.words))
        if len(text) > LONGEST_TEXT:
            raise Refused("import-bomb", part="text")
        return text_cell(text, "".join(self.marks).strip())


class Strings(Runs):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Cell | None] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.found.append(self.cell())
            if len(self.found) > MOST_STRINGS:
                raise Refused("import-bomb", part="sharedStrings")
