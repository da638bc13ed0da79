"""The list of numbers that weren't bound, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.propose import Candidate, Unsure
from generator.attainment import shown_percent
from generator.read.front_matter import Page
from generator.read.links import Places
from generator.words import words

_TEXT = {
    "vi": {
        "open": "Chưa chắc, để người biên tập xem:",
        "proposed": "{sure} liên kết đề nghị, {unsure} số chưa chắc. Thêm --write để ghi.",
        "written": "Đã ghi {sure} liên kết; {unsure} số chưa chắc.",
        "nothing": "Mọi con số của trang đều đã gắn với số liệu.",
        "none": "không khớp số liệu nào",
        "several": "nhiều số liệu cùng khớp",
        "words": "lời văn quanh số chưa đủ rõ",
        "year": "năm trong bài không phải năm của số liệu",
        "kind": "lời văn không cho biết kế hoạch hay thực hiện",
        "group": "nhóm không nêu cạnh số",
        "bound": "số liệu có thêm chữ khoảng, trên hay dưới",
        "rounded": "chỉ khớp khi làm tròn",
        "change": "nói về mức tăng, giảm",
        "elsewhere": "câu nói về nơi khác",
        "link": "đã nằm trong một liên kết",
        "markup": "không đặt được ngoặc tại đây mà giữ nguyên trang",
    },
    "en": {
        "open": "Not sure, for an editor to see:",
        "proposed": "{sure} links proposed, {unsure} numbers not sure. Add --write to write them.",
        "written": "{sure} links written; {unsure} numbers not sure.",
        "nothing": "Every number of the page is bound.",
        "none": "agrees with nothing in the data",
        "several": "several figures agree",
        "words": "the words around it don't say enough",
        "year": "the text names another year",
        "kind": "the words don't say whether plan or result",
        "group": "its group isn't named beside it",
        "bound": "the data have it with about, above or below",
        "rounded": "agrees only when rounded",
        "change": "says a rise or a fall",
        "elsewhere": "the sentence speaks of another place",
        "link": "stands in a link",
        "markup": "brackets here would change the page",
    },
}


def told(page: Page, unsure: Sequence[Unsure], sure: int, written: bool, language: str) -> str:
    """The unsure numbers with their candidates, and the count of all."""
    text = _TEXT[language]
    if not unsure and not sure:
        return text["nothing"]
    place = Places(page.body, page.body_line)
    lines = [text["open"]] if unsure else []
    for item in unsure:
        line, column = place(item.start)
        said = " ".join(page.body[item.start : item.end].split())
        lines.append(f"{page.path}:{line}:{column}: «{said}»: {text[item.why]}")
        lines += [f"    {_candidate(one, language)}" for one in item.candidates]
    key = "written" if written else "proposed"
    return "\n".join([*lines, text[key].format(sure=sure, unsure=len(unsure))])


def _candidate(one: Candidate, language: str) -> str:
    """'fig:viec-lam/2020  Số người được giải quyết việc làm: 18.382 người'."""
    say, bound = words(language).say, one.bound
    indicator, found = bound.series.indicator, bound.attainment
    name = (indicator.name_en if language == "en" else "") or indicator.name
    if bound.link.kind != "attainment" or found is None:
        value = say.value(bound.figure.observation, indicator)
    elif found.percent is not None:
        value = f"{say.number(shown_percent(found.percent))}%"
    else:
        value = say.comparison(found)
    return f"{one.target}  {name}: {value}"
