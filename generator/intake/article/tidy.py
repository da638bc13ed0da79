"""Furniture out: what a web page, a photo desk and a reposter put around an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from generator.folding import fold
from generator.intake.article.blocks import Block, Source
from generator.intake.article.rules import words

_PHOTO = re.compile(r"(?P<title>.*\S)\s*[-–—:]\s*(?:Ảnh|Hình)\s*(?:minh họa\s*)?\d+\.?", re.DOTALL)
_PHOTO_ALONE = re.compile(r"(?:Ảnh|Hình)\s*(?:\d+|minh họa|minh hoạ)\.?", re.IGNORECASE)
_CREDIT = re.compile(
    r"[.(]?\s*\(?(?:Ảnh|Ảnh minh họa|Nguồn ảnh)(?: minh họa)?\s*:\s*[^.:]{1,40}\.?\)?$"
)
_FILE = re.compile(
    r"[\w-]*(?:img|dsc|image|photo)[-_ ]?\d+[\w-]*(?:\.\w{3,4})?|\S+\.(?:jpe?g|png)", re.I
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)(?!\d)")
_DAY_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_CLOCK = re.compile(
    r"thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|ngay|thang|nam|gmt|cap nhat|dang luc|luc"
    r"|am|pm|gio|phut|ha noi|[\W\d_]+"
)


@dataclass
class Tidy:
    """An article without its furniture."""

    title: Block | None
    lede: Block | None
    day: date | None
    body: list[Block]
    """Text, items and captions in order."""
    out: list[Block] = field(default_factory=list)


def tidy(source: Source) -> Tidy:
    """Find the title, the date and the captions; leave out what is no article."""
    blocks = list(source.blocks)
    label = _photo_title(blocks)
    named = source.title or label
    index = _title_at(blocks, named)
    title = blocks[index] if index is not None else None
    if named and (title is None or (label and fold(title.text) != fold(label))) and blocks:
        title = replace(title or blocks[0], text=named)
    made = Tidy(title, None, _day_of(source.date), [], list(source.dropped))
    if index is not None:
        for block in blocks[:index]:
            made.day = made.day or day_line(block)
            made.out.append(block.out("date" if day_line(block) else "furniture"))
    rest = blocks[index + 1 :] if index is not None else blocks
    _sort(rest, made)
    _cut_tail(made)
    _lede(made, source)
    _bylines(made)
    return made


def _photo_title(blocks: list[Block]) -> str:
    """The title that photo lines repeat: '<title> - Ảnh 1.'."""
    for block in blocks:
        found = _PHOTO.fullmatch(block.text)
        if found and len(found["title"].split()) >= 3 and len(found["title"]) < 250:
            return found["title"]
    return ""


def _title_at(blocks: list[Block], named: str) -> int | None:
    """Where the title stands; None where the text has none."""
    wanted = fold(named)
    for index, block in enumerate(blocks):
        if wanted and (fold(block.text) == wanted or (block.heading == 1 and len(wanted) < 4)):
            return index
    if named:
        return None
    seen = [fold(block.text) for block in blocks]
    for index, block in enumerate(blocks[:12]):
        if is_furniture(block.text) or day_line(block) or block.role != "text":
            continue
        if block.heading or seen.count(seen[index]) > 1 or len(block.text.split()) >= 4:
            return index if len(block.text) <= 300 else None
    return None


def _sort(blocks: list[Block], made: Tidy) -> None:
    """Each block to the body, or out, with captions found by the line above them."""
    title = fold(made.title.text) if made.title else ""
    awaiting, last = "", ""
    for block in blocks:
        before, awaiting = awaiting, ""
        text = block.text
        twice, last = text == last and len(text) < 220, text
        if twice and text[-1] not in ".?!:;" and made.body:
            made.out.append(made.body.pop().out("photo"))
            made.body.append(replace(block, role="caption"))
            continue
        if _is_photo_line(text, title):
            made.out.append(block.out("photo"))
            awaiting = "label"
        elif title and fold(text) == title:
            made.out.append(block.out("title"))
            awaiting = "title"
        elif not made.body and (found := day_line(block)):
            made.day = found
            made.out.append(block.out("date"))
        elif not made.body and len(text) < 40 and is_byline(text) and block.role == "text":
            made.out.append(block.out("byline"))
        elif is_furniture(text) or block.role == "date":
            if block.role == "date":
                made.day = made.day or _day_of(text)
            made.out.append(block.out("furniture"))
        elif block.role == "caption" or _is_caption(text, before):
            made.body.append(replace(block, role="caption"))
        else:
            made.body.append(block)


def _is_photo_line(text: str, title: str) -> bool:
    if _PHOTO_ALONE.fullmatch(text) or _FILE.fullmatch(text):
        return True
    found = _PHOTO.fullmatch(text)
    if found is None:
        return False
    return not title or title.startswith(fold(found["title"])[:40]) or len(text) < 250


def _is_caption(text: str, awaiting: str) -> bool:
    if len(text) > 220 or text.endswith(("?", ":")):
        return False
    if awaiting == "label":
        return not re.match(r"[*•–-]\s", text) and text.count(". ") <= 2
    if awaiting == "title":
        return not text.endswith(".") and ":" not in text
    return bool(_CREDIT.search(text)) and not re.match(r"(?:Bài|Tin)\b", text)


def is_furniture(text: str) -> bool:
    """A line that belongs to the page's frame."""
    plain = fold(text).strip()
    if plain.rstrip(" .:") in words("furniture", "lines") or not re.search(r"\w", plain):
        return True
    return len(text) < 200 and plain.startswith(words("furniture", "starts"))


def _cut_tail(made: Tidy) -> None:
    """Lists of other articles and readers' comments: out, up to where the text goes on."""
    tails, thanks = words("furniture", "tails"), words("talk", "thanks")
    kept: list[Block] = []
    inside, thanked = False, False
    for block in made.body:
        plain = fold(block.text).rstrip(" .:(0123456789)")
        if plain in tails and kept:
            inside = True
        elif inside and not thanked and _is_prose(block):
            inside = False
        (made.out if inside else kept).append(block.out("tail") if inside else block)
        short = len(block.text) < 160
        thanked = thanked or (short and any(word in plain for word in thanks))
    made.body = kept


def _is_prose(block: Block) -> bool:
    text = block.text
    return text.endswith("?") or (len(text) > 200 and text[-1] in '.!…;:”"')


def _lede(made: Tidy, source: Source) -> None:
    """The standfirst: named by the file, marked up, or the first paragraph."""
    if source.lede:
        made.lede = Block(source.lede, 1, "lede")
        return
    for index, block in enumerate(made.body[:4]):
        if block.role == "lede" or (block.heading == 2 and len(block.text) > 80 and index == 0):
            made.lede = replace(block, role="lede")
            del made.body[index]
            return


def _bylines(made: Tidy) -> None:
    """Names of writers at the end, after the last sentence."""
    while made.body and made.body[-1].role != "caption" and is_byline(made.body[-1].text):
        made.out.append(made.body.pop().out("byline"))
    for index in range(len(made.body) - 1, 0, -1):
        block = made.body[index]
        if is_byline(block.text) and fold(block.text).endswith(
            ("thuc hien)", "thuc hien", "(ghi)")
        ):
            made.out.append(made.body.pop(index).out("byline"))


def is_byline(text: str) -> bool:
    """A short line of names: 'PHA LÊ', 'Minh Thử (thực hiện)', 'Bài và ảnh: A.B'."""
    if len(text) > 80 or text.endswith(("?", "!", ";")) or re.search(r"\d", text):
        return False
    plain = fold(text).strip(" .")
    marks = words("furniture", "bylines")
    if plain.endswith(marks) or plain.startswith(tuple(mark for mark in marks if len(mark) > 4)):
        return len(text.split()) <= 10
    names = [word for word in re.split(r"[\s,|–-]+", text.strip("().| ")) if word]
    return len(names) <= 5 and not text.endswith(":") and all(name[0].isupper() for name in names)


def day_line(block: Block) -> date | None:
    """The date of a line that holds nothing else."""
    text = block.text
    if len(text) > 90:
        return None
    signed = re.match(r"(?P<names>[^\d]{2,40}?)\s*[-–|,]\s*\d", text)
    if signed and is_byline(signed["names"]):
        text = text[signed.end("names") :]
    return None if _CLOCK.sub("", fold(text)).strip() else _day_of(text)


def _day_of(text: str) -> date | None:
    low = text.lower()
    if found := _DAY_WORDS.search(low) or _DAY.search(low):
        day, month, year = found.groups()
    elif found := _ISO.search(low):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
