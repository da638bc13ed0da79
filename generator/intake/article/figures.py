"""Every figure of an article, with what it is: value, unit, kind, year, what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.intake.article.blocks import Block
from generator.intake.article.kinds import kind_of
from generator.intake.article.phrase import Matcher, content, phrase_of
from generator.intake.article.rules import phrases
from generator.intake.article.said import Kind, Spot
from generator.intake.article.sentences import Sentence, sentences
from generator.intake.article.talk import Talk
from generator.intake.article.unit import unit_of
from generator.intake.article.years import Time, holds_on, times, year_of
from generator.numerals import Mention, scan
from generator.numerals.arithmetic import Sum, checks

_CUTS = re.compile(r"[,;:.(](?!\d)|[()]")


@dataclass(frozen=True, slots=True)
class ArticleFigure:
    """One row of the table of figures."""

    line: int
    sentence: str
    text: str
    value: Decimal
    upper: Decimal | None
    bound: str
    unit: str
    kind: Kind
    year: int
    phrase: str
    indicator: str
    confidence: float
    check: str
    status: str = ""
    """What a word says of its standing: 'estimate', 'forecast'."""
    scale: Decimal = Decimal(1)
    """What the unit's multipliers stand for: 'nghìn tỷ' is 10^12."""
    base_unit: str = ""
    """The unit without them."""


@dataclass
class _Memory:
    """What earlier sentences have told: the year that holds, what was measured last."""

    edition: int
    year: int | None = None
    wants: bool = False


def figures_of(
    head: Sequence[Block], talk: Talk, edition: int, matcher: Matcher
) -> list[ArticleFigure]:
    """The figures of title, standfirst, opening, sections and side boxes, in that order."""
    found: list[ArticleFigure] = []
    for block in head:
        found.extend(_of_block(block, _Memory(edition), matcher))
    memory = _Memory(edition)
    for block in talk.opening:
        found.extend(_of_block(block, memory, matcher))
    for section in talk.sections:
        memory = _Memory(edition)
        for block in [section.heading, *section.rest]:
            found.extend(_of_block(block, memory, matcher))
        memory.wants = _wants(section.heading.text)
        for part in section.parts:
            own = memory if part.block.role != "caption" else _Memory(edition)
            found.extend(_of_block(part.block, own, matcher))
    for part in talk.after:
        found.extend(_of_block(part.block, _Memory(edition), matcher))
    return found


def _wants(question: str) -> bool:
    low = re.sub(r"kế hoạch (?:và|&|-) đầu tư|sở kế hoạch", "", question.lower())
    return bool(
        re.search(r"mục tiêu|chỉ tiêu|kế hoạch|phấn đấu|sắp tới|thời gian tới|định hướng", low)
    ) and not re.search(r"kết quả|đạt được|hoàn thành|đã ", low)


def _of_block(block: Block, memory: _Memory, matcher: Matcher) -> Iterator[ArticleFigure]:
    mentions = [item for item in scan(block.text, "vi") if re.match(r"\d", item.number)]
    sums = {item.mention.start: item for item in checks(block.text, "vi")}
    for sentence in sentences(block.text):
        end = sentence.start + len(sentence.text)
        own = [item for item in mentions if sentence.start <= item.start < end]
        yield from _of_sentence(block, sentence, own, memory, matcher, sums)


def _of_sentence(
    block: Block,
    sentence: Sentence,
    own: list[Mention],
    memory: _Memory,
    matcher: Matcher,
    sums: Mapping[int, Sum],
) -> Iterator[ArticleFigure]:
    low = _lower(sentence.text)
    told = times(low, memory.edition)
    previous: ArticleFigure | None = None
    before_this: Mention | None = None
    for index, mention in enumerate(own):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        unit, end = unit_of(mention, sentence.text, end)
        until = own[index + 1].start - sentence.start if index + 1 < len(own) else len(low)
        since = before_this.end - sentence.start if before_this else 0
        places = (start, end, since, until)
        time, year = _year(low, places, told, memory)
        spot = _with(_spot(mention, sentence, places, low, year, memory), before_this, previous)
        kind, sure = kind_of(spot)
        phrase = _phrase(sentence.text, places, kind, previous)
        match = matcher.find(phrase, sentence.text, unit, spot.before) if kind in _NAMED else None
        found = ArticleFigure(
            line=block.line_at(mention.start),
            sentence=sentence.text,
            text=mention.number,
            value=mention.value,
            upper=mention.upper,
            bound=mention.bound,
            unit=unit,
            kind=kind,
            year=year,
            phrase=phrase,
            indicator=match.indicator if match else _inherited(kind, previous),
            confidence=_confidence(sure, time, unit, memory),
            check=_check(sums.get(mention.start)),
            status=mention.status,
            scale=mention.scale,
            base_unit=mention.base_unit,
        )
        yield found
        previous, before_this = found, mention
    if last := holds_on(low, told):
        memory.year = last.year


_NAMED: tuple[Kind, ...] = ("actual", "plan", "forecast", "share")


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)


def _spot(
    mention: Mention,
    sentence: Sentence,
    places: tuple[int, int, int, int],
    low: str,
    year: int,
    memory: _Memory,
) -> Spot:
    start, end, since, until = places
    opened = low.rfind("(", 0, start)
    in_bracket = opened >= 0 and ")" not in low[opened:start]
    cut = [found.end() for found in _CUTS.finditer(low, 0, start)]
    first = max([since, *(place for place in cut if place <= start)])
    behind = _CUTS.search(low, end)
    last = min(until, behind.start() if behind else len(low))
    local = _at(mention, sentence)
    return Spot(
        mention=local,
        low=low,
        before=low[first:start],
        after=low[end:last],
        bracket=low[:opened] if in_bracket else "",
        in_bracket=in_bracket,
        lead=low[:start],
        is_future=year > memory.edition,
        wants=memory.wants,
        previous=None,
        previous_kind=None,
    )


def _at(mention: Mention, sentence: Sentence) -> Mention:
    """The mention with its places in the sentence."""
    return replace(mention, start=mention.start - sentence.start, end=mention.end - sentence.start)


def _with(spot: Spot, mention: Mention | None, previous: ArticleFigure | None) -> Spot:
    return replace(spot, previous=mention, previous_kind=previous.kind if previous else None)


def _year(
    low: str, places: tuple[int, int, int, int], told: list[Time], memory: _Memory
) -> tuple[Time | None, int]:
    """Where the year of a number is told in the sentence, and the year."""
    start, end, since, until = places
    time = year_of(start, end, low, told, (since, until))
    year = time.year if time else memory.year or memory.edition
    year = _come_back(low, (time.end if time else 0, start), year, memory.edition)
    return time, _last_years(low, (start, end), year, told, time)


def _come_back(low: str, place: tuple[int, int], year: int, edition: int) -> int:
    """'đến năm 2030 cần ..., nhưng mới được 127 tỷ đồng': a result is not of the future."""
    if year > edition and phrases("kinds", "results").search(low[place[0] : place[1]]):
        return edition
    return year


_SAME_TIME = re.compile(
    r"(?<!so với )(?<!so )cùng kỳ(?: năm)? (?:(?P<year>(?:19|20)\d\d)|trước|ngoái)"
    r"(?: chỉ| mới)?(?: là| đạt| ở mức|:)? *$"
)


def _last_years(
    low: str, place: tuple[int, int], year: int, told: list[Time], time: Time | None
) -> int:
    """The year of what a number is compared with: '(8.997 tỷ đồng)' behind 'cùng kỳ năm trước'."""
    start, end = place
    if same := _SAME_TIME.search(low[:start]):
        return int(same["year"]) if same["year"] else year - 1
    opened = low.rfind("(", 0, start)
    if opened >= 0 and ")" not in low[opened:start] and not re.search(r"\d{4}", low[opened:start]):
        clause = re.split(r"[;.]\s|[()]", low[:opened])[-1]
        tail = clause[clause.rfind("so với") :] if "so với" in clause else ""
        if tail and re.search(r"\d", tail) and not re.search(r"(?:19|20)\d\d\s*$", tail):
            tail = ""
        named = [item for item in told if item.is_compared and opened - 12 <= item.end <= opened]
        if named:
            return named[-1].year
        if tail and re.search(r"cùng kỳ|năm trước|năm ngoái|kỳ trước|năm học trước", tail):
            return year - 1
    between = re.match(r"[^,;:()]*?\s(?:xuống|lên|còn)(?:\s+\w+){0,2}\s+\d", low[end:])
    if between and re.search(r"từ\s+(?:mức\s+|hơn\s+|gần\s+|khoảng\s+|trên\s+)?$", low[:start]):
        return time.year if time and time.start >= end else year - 1
    return year


def _phrase(
    text: str, places: tuple[int, int, int, int], kind: Kind, previous: ArticleFigure | None
) -> str:
    start, end, since, until = places
    clause = re.split(r"[,;:.](?!\d)\s*|[()]", text[since:start])
    if len(clause) > 1 and len(content(clause[-1])) <= 2 and _joins(text[since:start], clause):
        clause = [*clause[:-2], f"{clause[-2]}, {clause[-1]}"]
    own = phrase_of(clause[-1], re.split(r"[,;:.(](?!\d)|[()]", text[end:until])[0])
    opened = text.rfind("(", 0, start)
    in_bracket = opened >= 0 and ")" not in text[opened:start]
    leans = kind in ("attainment", "change", "share") or in_bracket
    if previous and leans and (not content(own) or kind == "attainment"):
        return previous.phrase or own
    earlier = (phrase_of(part, "") for part in reversed(clause[:-1]))
    return own or next(filter(content, earlier), previous.phrase if previous else "")


def _joins(text: str, clause: list[str]) -> bool:
    """'có bằng cấp, chứng chỉ': the comma parts no clauses, but the words of a name."""
    before, last = clause[-2].strip(), clause[-1].strip()
    if not before or not last or re.search(r"\d", before) or len(before.split()) > 8:
        return False
    return f"{before}, {last}" in text and len(before.split()) > 1


def _inherited(kind: Kind, previous: ArticleFigure | None) -> str:
    """A percent of plan belongs to the figure before it."""
    return previous.indicator if previous and kind in ("attainment", "change") else ""


def _confidence(sure: float, time: Time | None, unit: str, memory: _Memory) -> float:
    score = sure
    if time is None:
        score -= 0.05 if memory.year else 0.1
    if not unit:
        score -= 0.2
    return round(max(0.05, min(1.0, score)), 2)


def _check(found: Sum | None) -> str:
    return "" if found is None else ("ok: " if found.ok else "khác: ") + found.formula
