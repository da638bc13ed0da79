"""Ready-made citations: what is cited, and the forms in which it is written.

A new form is one module here and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from generator.citing import apa, bibtex, chicago, csl_json, ris
from generator.citing.work import Work
from generator.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a citation."""

    id: str
    make: Callable[[Work], str]
    together: Callable[[tuple[Work, ...]], str] | None = None
    """A file of several works; None where a form has no file."""
    suffix: str = ""
    """Of that file: '.bib'."""
    language: str = ""
    """Of a sentence in a language of its own; '' for a reference."""


def _sentence(language: str, work: Work) -> str:
    return work.sentence(language)


FORMATS = {
    form.id: form
    for form in (
        *(Format(code, partial(_sentence, code), language=code) for code in LANGUAGES),
        Format("apa", apa.reference),
        Format("chicago", chicago.reference),
        Format("bibtex", bibtex.entry, bibtex.file, ".bib"),
        Format("ris", ris.entry, ris.file, ".ris"),
        Format("csl-json", csl_json.entry, csl_json.file, ".csl.json"),
    )
}
"""Every form by its id, in the order shown."""
