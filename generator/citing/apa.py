"""APA style, 7th edition.

A template of our own, held in the tests against what citeproc-py makes of the APA style: that
library and its styles weigh 100 MB, take 10 to 30 ms a reference, and write a Vietnamese date as
'2021, Tháng Giêng 1'. Names of bodies stay whole, titles as written.
"""

from __future__ import annotations

from generator.citing.work import Work
from generator.words import words


def reference(work: Work) -> str:
    """'Sở ... (2021). Tỷ lệ hộ nghèo, ... [Tập dữ liệu]. Trong Kết quả ... (Phiên bản 1). URL'."""
    strings = words(work.language).strings
    kind = f" [{strings['cite_dataset']}]" if work.is_data else ""
    version = f"({strings['cite_version'].format(version=work.version)})"
    if work.container:
        held = strings["cite_in"].format(container=work.container)
        title = f"{closed(work.title + kind)} {held} {version}"
    else:
        title = f"{work.title} {version}{kind}"
    return f"{closed(work.author)} ({work.date.year}). {title}. {work.url}"


def closed(text: str) -> str:
    """The text with one full stop at its end."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
