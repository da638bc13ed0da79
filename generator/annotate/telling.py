"""The list of numbers that weren't bound, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.propose import Candidate, Unsure
from generator.attainment import shown_percent
from generator.model import in_language
from generator.read.front_matter import Page
from generator.read.links import Places
from generator.words import words


def told(page: Page, unsure: Sequence[Unsure], sure: int, written: bool, language: str) -> str:
    """The unsure numbers with their candidates, and the count of all."""
    text = words(language).part("annotate")
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
    name = in_language(indicator, "name", language)
    if bound.link.kind != "attainment" or found is None:
        value = say.value(bound.figure.observation, indicator)
    elif found.percent is not None:
        value = f"{say.number(shown_percent(found.percent))}%"
    else:
        value = say.comparison(found)
    return f"{one.target}  {name}: {value}"
