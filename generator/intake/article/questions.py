"""Which paragraphs are questions: by labels, bullets, bold type, headings, or the mark alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.folding import fold
from generator.intake.article.blocks import Block
from generator.intake.article.marks import Mark
from generator.intake.article.rules import any_of

_LONGEST = 700
"""Letters of a question that has no label."""
_LONGEST_THANKS = 140


def find_questions(
    blocks: Sequence[Block], found: Sequence[Mark], *, is_announced: bool
) -> set[int]:
    """Indexes of the paragraphs that ask, the closing thanks among them."""
    labelled = {index for index, mark in enumerate(found) if mark.kind == "ask"}
    if labelled:
        return labelled | _alike(blocks, found, labelled)
    for rule in (_by_heading, _by_bold, _by_bullet, _by_mark):
        asks = rule(blocks, found)
        real = {index for index in asks if not is_thanks(_words(blocks, found, index))}
        signs = is_announced + _are_addressed(blocks, real)
        if rule is _by_mark and len(real) + signs >= 3 and signs:
            return asks
        if rule is not _by_mark and len(real) + is_announced >= 2:
            return asks
    return set()


def _are_addressed(blocks: Sequence[Block], found: set[int]) -> bool:
    return any(_is_addressed(blocks[index].text) for index in found)


def is_thanks(text: str, *, closing: bool = False) -> bool:
    """'Trân trọng cảm ơn ông!': the end of a talk. `closing` says that it has a question's mark."""
    if len(text) > _LONGEST_THANKS or text.rstrip().endswith("?"):
        return False
    plain = fold(text)
    if not any_of("talk", "thanks").search(plain):
        return False
    starts = re.match(
        r"\W*(?:vang,? )?(?:xin |tran trong |chan thanh |thay mat|rat |mot lan nua)*"
        r"(?:cam on)",
        plain,
    )
    return bool(starts) or closing


def asks(text: str) -> bool:
    """Ends as a question does: '?', '??', '...?', 'thưa ông'."""
    plain = fold(text).rstrip(" \"”'*_)")
    if plain.endswith("?"):
        return True
    return bool(re.search(r"thua (?:\w+ ?){1,3}[.!…]*$", plain)) and len(plain) < _LONGEST


def _words(blocks: Sequence[Block], found: Sequence[Mark], index: int) -> str:
    return blocks[index].text[found[index].start :].strip()


def _alike(blocks: Sequence[Block], found: Sequence[Mark], labelled: set[int]) -> set[int]:
    """Paragraphs without a label that look like those with one."""
    first = min(labelled)
    bullet = found[first].bullet
    bullets = {mark.bullet for mark in found if mark.kind == "answer"}
    more: set[int] = set()
    if bullet and not bullet[0].isdigit() and bullet not in bullets:
        more = {i for i, mark in enumerate(found) if mark.bullet == bullet and i > first}
        if bullet in "–—-" and len(labelled) > 1:
            more = {i for i in more if asks(blocks[i].text)}
        if more:
            return {i for i in more if found[i].kind != "answer"}
    if all(blocks[i].bold or blocks[i].italic for i in labelled):
        more = {
            i
            for i, block in enumerate(blocks)
            if i > first
            and (block.bold or block.italic)
            and found[i].kind != "answer"
            and block.role == "text"
            and (asks(block.text) or is_thanks(block.text))
            and (block.bold, block.italic) == (blocks[first].bold, blocks[first].italic)
        }
    real = {i for i in labelled if not is_thanks(_words(blocks, found, i))}
    if not more and len(real) == 1:
        later = _by_mark(blocks, found)
        more = {i for i in later if i > first}
    return more


def _by_heading(blocks: Sequence[Block], found: Sequence[Mark]) -> set[int]:
    heads = [i for i, block in enumerate(blocks) if block.heading > 1 or (block.heading and i)]
    asking = [i for i in heads if asks(blocks[i].text)]
    if not asking or len(asking) < 0.5 * len(heads):
        return set()
    return set(heads)


def _by_bold(blocks: Sequence[Block], found: Sequence[Mark]) -> set[int]:
    bold = [
        i
        for i, block in enumerate(blocks)
        if (block.bold or (block.italic and len(block.text) < _LONGEST))
        and block.role == "text"
        and found[i].kind != "answer"
    ]
    asking = [i for i in bold if asks(blocks[i].text)]
    if not asking:
        return set()
    form = (blocks[asking[0]].bold, blocks[asking[0]].italic)
    same = [i for i in bold if (blocks[i].bold, blocks[i].italic) == form and i >= asking[0]]
    return {
        i
        for i in same
        if asks(blocks[i].text)
        or is_thanks(blocks[i].text)
        or any_of("talk", "addressed").search(fold(blocks[i].text))
    }


def _by_bullet(blocks: Sequence[Block], found: Sequence[Mark]) -> set[int]:
    """`* ` before a question, or `- ` before it and nothing before the answer."""
    for bullet in dict.fromkeys(mark.bullet for mark in found if mark.bullet):
        own = [i for i, mark in enumerate(found) if mark.bullet == bullet]
        asking = [i for i in own if asks(blocks[i].text)]
        if asking and len(asking) >= 0.5 * len(own):
            closing = {i for i in own if is_thanks(_words(blocks, found, i))}
            sure = not bullet[0].isalnum() and bullet not in "–—-"
            return set(own) if sure else set(asking) | closing
    return set()


def _by_mark(blocks: Sequence[Block], found: Sequence[Mark]) -> set[int]:
    """No mark at all: short paragraphs that end as a question does, with an answer behind."""
    asking: set[int] = set()
    for index, block in enumerate(blocks[:-1]):
        if block.role != "text" or found[index].kind == "answer" or not asks(block.text):
            continue
        after = blocks[index + 1]
        long_enough = len(block.text.split()) >= 6 or _is_addressed(block.text)
        answered = len(after.text) > 0.8 * len(block.text) or _is_addressed(block.text)
        if len(block.text) <= _LONGEST and long_enough and answered and not asks(after.text):
            asking.add(index)
    return asking


def _is_addressed(text: str) -> bool:
    return bool(any_of("talk", "addressed").search(fold(text)))
