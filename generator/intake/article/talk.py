"""An article's body as questions and answers, or as sections where nobody asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.folding import fold
from generator.intake.article.blocks import Block
from generator.intake.article.marks import Mark, marks, split_inline
from generator.intake.article.people import Person, merged, persons
from generator.intake.article.questions import find_questions, is_thanks
from generator.intake.article.rules import any_of


@dataclass
class Part:
    """One paragraph of an answer."""

    block: Block
    speaker: Person | None = None
    """Named before a colon."""
    is_item: bool = False


@dataclass
class Section:
    """A question with its answer, or a heading with its text."""

    heading: Block
    parts: list[Part] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    """Of a question that is a letter: what doesn't fit into a heading."""


@dataclass
class Talk:
    """What an article's body says, in order."""

    opening: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    thanks: Block | None = None
    after: list[Part] = field(default_factory=list)
    """Side boxes and standfirsts behind the thanks."""
    speakers: list[Person] = field(default_factory=list)
    is_interview: bool = False


LONGEST_HEADING = 600


def read_talk(body: Sequence[Block], head: Sequence[Block]) -> Talk:
    """Part the body; `head` is the title and the standfirst, where people are introduced too."""
    blocks = split_inline(body)
    found = marks(blocks)
    announced = any_of("talk", "talks").search(
        " ".join(fold(block.text) for block in [*head, *blocks[:4]])
    )
    asks = find_questions(blocks, found, is_announced=bool(announced))
    talk = Talk(is_interview=bool(asks))
    if asks:
        _part(talk, blocks, found, asks)
    else:
        _sections(talk, blocks)
    talk.speakers = _speakers(talk, head) if asks else []
    return talk


def _part(talk: Talk, blocks: list[Block], found: list[Mark], asks: set[int]) -> None:
    answered = _answers_are_marked(blocks, found, asks)
    asking = False
    for index, (block, mark) in enumerate(zip(blocks, found, strict=True)):
        text = block.cut(mark.start)
        if index in asks:
            if is_thanks(text.text, closing=True):
                talk.thanks = talk.thanks or text
            elif asking and not talk.sections[-1].parts:
                _longer(talk.sections[-1], text)
            elif text.text or mark.kind == "ask":
                talk.sections.append(Section(text))
                asking = True
        elif not talk.sections:
            talk.opening.append(block)
        elif talk.thanks is not None:
            talk.after.append(Part(block))
        elif is_thanks(text.text) and index > max(asks):
            talk.thanks = text
        elif _still_asks(talk.sections[-1], block, mark, asking=asking, answered=answered):
            _longer(talk.sections[-1], text)
        else:
            asking = False
            _add(talk.sections[-1].parts, _answer(block, mark))
    talk.sections = [item for item in talk.sections if item.heading.text or item.parts]


def _answers_are_marked(blocks: list[Block], found: list[Mark], asks: set[int]) -> bool:
    """Nearly every answer begins with a dash or a name: what has neither still asks."""
    later: list[bool] = []
    for index in sorted(asks):
        if index + 1 in asks or is_thanks(blocks[index].text[found[index].start :]):
            continue
        near = range(index + 1, min(index + 7, len(blocks)))
        until = [i for i in near if not any(j in asks for j in range(index + 1, i + 1))]
        later.append(any(found[i].kind == "answer" or found[i].bullet for i in until[:4]))
    direct = [found[i + 1].kind == "answer" for i in asks if i + 1 < len(found)]
    return bool(later) and all(later) and sum(direct) >= 1


def _still_asks(
    section: Section, block: Block, mark: Mark, *, asking: bool, answered: bool
) -> bool:
    """A paragraph between the question's first line and the answer's mark."""
    if not asking or block.role == "caption" or mark.kind == "answer":
        return False
    if not section.heading.text:
        return True
    if not answered or mark.bullet:
        return False
    return not section.heading.text.endswith("?") or block.text.endswith("?") or bool(section.rest)


def _longer(section: Section, block: Block) -> None:
    """One more paragraph of a question."""
    if not section.heading.text:
        section.heading = block
    elif section.rest or len(section.heading.text) + len(block.text) > LONGEST_HEADING:
        section.rest.append(block)
    else:
        section.heading = section.heading.join(block)


def _add(parts: list[Part], part: Part) -> None:
    """One more paragraph; the first one behind a name that stands alone belongs to the name."""
    last = parts[-1] if parts else None
    joins = last is not None and not last.block.text and part.speaker is None
    if last is not None and joins and part.block.role != "caption" and not part.is_item:
        parts[-1] = Part(part.block, last.speaker)
    else:
        parts.append(part)


def _answer(block: Block, mark: Mark) -> Part:
    if mark.kind == "answer":
        return Part(block.cut(mark.start), mark.person)
    is_item = block.role == "item" or (mark.bullet[:1].isdigit() and bool(mark.bullet))
    return Part(block if mark.bullet[:1].isdigit() else block.cut(mark.start), None, is_item)


def _sections(talk: Talk, blocks: list[Block]) -> None:
    """No questions: subheads become headings, else one section takes everything."""
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if index and block.role == "text" and _is_subhead(block, after):
            talk.sections.append(Section(block))
        elif talk.sections:
            talk.sections[-1].parts.append(Part(block, None, block.role == "item"))
        else:
            talk.opening.append(block)


def _is_subhead(block: Block, after: Block | None) -> bool:
    text = block.text
    if after is None or len(text) > 120 or text[-1] in ".;,:!…":
        return False
    if block.heading or block.bold:
        return True
    if re.match(r"[*•–-]\s", text) or len(text.split()) < 2:
        return False
    return len(text) <= 90 and len(after.text) > max(100, len(text))


def _speakers(talk: Talk, head: Sequence[Block]) -> list[Person]:
    """Those who answer; their roles from the opening, the captions and the questions."""
    named = [part.speaker for item in talk.sections for part in item.parts if part.speaker]
    captions = [
        part.block.text
        for item in talk.sections
        for part in item.parts
        if part.block.role == "caption"
    ]
    first = [*(block.text for block in [*head, *talk.opening])]
    asked = [item.heading.text for item in talk.sections[:1]]
    introduced = merged(person for text in first for person in persons(text))
    told = merged(person for text in [*first, *asked, *captions] for person in persons(text))
    if named:
        return [_told(person, told) for person in merged(named)]
    with_role = [person for person in introduced if person.role]
    if with_role:
        return with_role[:1] if len(with_role) == 1 else _announced(first, with_role)
    return [person for person in told if person.role][:1]


def _told(person: Person, told: list[Person]) -> Person:
    same = [other for other in told if person.is_same(other)]
    return merged([person, *same])[0]


def _announced(texts: Sequence[str], people: list[Person]) -> list[Person]:
    """Those named where the talk is announced; the first one where that doesn't tell."""
    pattern = any_of("talk", "talks")
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            if pattern.search(fold(sentence)):
                near = [person for person in people if person.name in sentence]
                if near:
                    return near
    return people[:1]
