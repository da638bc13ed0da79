"""RIS, in UTF-8: every name in one piece. A comma in `AU` would part a last name from a first."""

from __future__ import annotations

from generator.citing.work import Kind, Work, one_line, uncut

_TYPES: dict[Kind, str] = {
    "figure": "DATA",
    "indicator": "DATA",
    "interview": "ELEC",
    "edition": "RPRT",
}


def entry(work: Work) -> str:
    """One record."""
    fields = (
        ("TY", _TYPES[work.kind]),
        ("ID", work.key),
        ("AU", uncut(work.author)),
        ("TI", work.title),
        ("T2", work.container),
        ("PY", str(work.date.year)),
        ("DA", work.date.strftime("%Y/%m/%d")),
        ("ET", work.version),
        ("PB", work.publisher),
        ("LA", work.language),
        ("AB", work.abstract),
        ("N1", work.note),
        ("UR", work.url),
    )
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def file(works: tuple[Work, ...]) -> str:
    """A .ris file."""
    return "\n\n".join(entry(work) for work in works) + "\n"
