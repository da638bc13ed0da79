"""BibTeX, in UTF-8: names and titles in double braces, so that none is cut or changed in case."""

from __future__ import annotations

from collections.abc import Iterable

from generator.citing.work import Work, one_line
from generator.words import words

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
_RAW = {"url", "year", "date", "langid"}
_WHOLE = {"author", "title", "institution", "publisher", "howpublished"}


def entry(work: Work) -> str:
    """One entry: a report, or of any other kind."""
    kind = "techreport" if work.kind == "edition" else "misc"
    lines = [f"  {name} = {_braced(name, value)}," for name, value in _fields(work) if value]
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}"])


def file(works: tuple[Work, ...]) -> str:
    """A .bib file."""
    return "\n\n".join(entry(work) for work in works) + "\n"


def _fields(work: Work) -> Iterable[tuple[str, str]]:
    strings = words(work.language).strings
    report = work.kind == "edition"
    held = strings["cite_in"].format(container=work.container) if work.container else ""
    return (
        ("author", work.author),
        ("title", work.title),
        ("year", str(work.date.year)),
        ("date", work.date.isoformat()),
        ("howpublished", held),
        ("institution" if report else "publisher", work.publisher),
        ("version", work.version),
        ("url", work.url),
        ("langid", words(work.language).strings["cite_langid"]),
        ("abstract", work.abstract),
        ("note", work.note),
    )


def _braced(name: str, value: str) -> str:
    text = one_line(value)
    if name in _RAW:
        return f"{{{text}}}"
    text = text.translate(_ESCAPES)
    return f"{{{{{text}}}}}" if name in _WHOLE else f"{{{text}}}"
