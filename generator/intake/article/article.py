"""An article understood: its parts, its people, its figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.intake.article.blocks import Block
from generator.intake.article.figures import ArticleFigure, figures_of
from generator.intake.article.phrase import Matcher
from generator.intake.article.read import read_article
from generator.intake.article.talk import Talk, read_talk
from generator.intake.article.tidy import tidy
from generator.model import Indicator
from generator.problems import Problems

_LONGEST_LEDE = 900


@dataclass
class Article:
    """Everything that one file holds."""

    title: Block
    lede: Block | None
    day: date | None
    talk: Talk
    out: list[Block]
    figures: list[ArticleFigure]


def understand(
    path: Path, edition: int, indicators: Collection[Indicator], problems: Problems
) -> Article | None:
    """Read an article; None, and problems, where it can't be read."""
    source = read_article(path, problems)
    if source is None:
        return None
    made = tidy(source)
    head = [block for block in (made.title, made.lede) if block]
    talk = read_talk(made.body, head)
    lede = made.lede or _first_paragraph(talk)
    title = made.title or (lede or made.body[0] if made.body else Block(path.stem, 1))
    if made.title is None and len(title.text) > 120:
        title = replace(title, text=title.text[:117].rsplit(" ", 1)[0] + "…")
    told = [block for block in (made.title, lede) if block]
    figures = figures_of(told, talk, edition, Matcher(indicators))
    return Article(title, lede, made.day, talk, made.out, figures)


def _first_paragraph(talk: Talk) -> Block | None:
    """The standfirst that stands as a first paragraph; taken out of the opening."""
    texts = [block for block in talk.opening if block.role != "caption"]
    if not texts or len(texts[0].text) > _LONGEST_LEDE:
        return None
    if not talk.is_interview and not talk.sections and len(texts) < 2:
        return None
    lede = next(block for block in talk.opening if block.role != "caption")
    talk.opening.remove(lede)
    return replace(lede, role="lede")
