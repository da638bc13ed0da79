"""Chicago style, author and date; a template of our own for the reasons that `apa` gives."""

from __future__ import annotations

from generator.citing.apa import closed
from generator.citing.work import Work
from generator.words import words


def reference(work: Work) -> str:
    """'Sở .... 2021. “Tỷ lệ hộ nghèo, ...”. Trong Kết quả ..., phiên bản 1. URL.'"""
    strings, say = words(work.language).strings, words(work.language).say
    version = strings["cite_version"].format(version=work.version)
    if work.container:
        held = strings["cite_in"].format(container=work.container)
        quoted = strings["cite_quoted"].format(title=work.title, closed=closed(work.title))
        title = f"{quoted} {held}, {say.lower_first(version)}."
    else:
        title = f"{closed(work.title)} {version}."
    return f"{closed(work.author)} {work.date.year}. {title} {work.url}."
