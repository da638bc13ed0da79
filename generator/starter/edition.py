"""The next year: an edition in the order of the one before, and a table to fill in.

No value is invented. Plans for the new year that last year's interview told stand in the data
already and are shown; everything else is an empty cell of a spreadsheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from generator.binding import Unbound, bind, parse
from generator.figures import View
from generator.intake.table.exporting import to_fill
from generator.model import Edition, Yearbook
from generator.problems import InputError, Problems
from generator.validate.sound import load_data

_TEXT = {
    "vi": {
        "title": "Kết quả năm {year}",
        "lead": "Viết lời giới thiệu ấn bản ở đây.",
        "ask": "# Soạn xong thì đổi draft thành published; sửa hai ngày dưới đây cho đúng.",
        "page": "phong-van",
        "talk": "Bài phỏng vấn: đặt tiêu đề ở đây",
        "who": "Người trả lời",
        "role": "ghi tên thật ở trên, chức vụ ở đây",
        "first": "Câu hỏi về kết quả?",
        "answer": "Người trả lời: Viết câu trả lời ở đây.",
        "second": "Kế hoạch đề ra cho năm là gì?",
        "plans": "Người trả lời: Kế hoạch đã công bố:",
        "none": "Người trả lời: Viết câu trả lời ở đây.",
    },
    "en": {
        "title": "Results of {year}",
        "lead": "Write the edition's introduction here.",
        "ask": "# When it is ready, change draft to published; set the two dates right.",
        "page": "interview",
        "talk": "Interview: its title goes here",
        "who": "The speaker",
        "role": "the real name goes above, the position here",
        "first": "The question about results?",
        "answer": "The speaker: Write the answer here.",
        "second": "What was planned for the year?",
        "plans": "The speaker: These plans were published:",
        "none": "The speaker: Write the answer here.",
    },
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written, and what was there."""

    files: tuple[str, ...]
    table: str
    """The spreadsheet among them."""
    plans: int
    """Indicators that have a plan for the year already."""
    empty: int
    """Those of the edition's list that have none."""


def new_edition(config: Path, year: int, before: int | None = None) -> Prepared:
    """Write content/YEAR/ and YEAR.xlsx beside mkdocs.yml, in the order of an edition before.

    Raises InputError where the data are wrong, the year has an edition or there is none to
    follow, OSError where a file can't be written. Nothing that exists is changed.
    """
    loaded = load_data(config)
    book, project = loaded.book, loaded.project
    place = f"{project.content.relative_to(project.root).as_posix()}/{year}"
    table = f"{year}.xlsx"
    _refuse(project.root, [place, table])
    last = _followed(book, config, year, before)
    language = book.settings.language
    text = _TEXT[language]
    edition = _next(book, last, year, text["title"].format(year=year))
    plans = dict(_plans(book, edition))
    files = {
        f"{place}/index.md": _index(edition, text, book.settings.publisher).encode(),
        f"{place}/{text['page']}.md": _talk(edition, text, plans, book).encode(),
        table: to_fill(book, edition, last.year),
    }
    _write(project.root, files)
    listed = edition.indicators or tuple(book.indicators)
    return Prepared(tuple(files), table, len(plans), len(set(listed) - set(plans)))


def _followed(book: Yearbook, config: Path, year: int, before: int | None) -> Edition:
    """The edition that the new one takes its order from."""
    problems = Problems()
    years = [item.year for item in book.editions]
    earlier = [one for one in years if one < year]
    wanted = before if before is not None else max(earlier, default=year - 1)
    if wanted >= year:
        problems.add("edition-order", config.name, year=year, before=wanted)
    found = next((item for item in reversed(book.editions) if item.year == wanted), None)
    if found is None:
        known = ", ".join(map(str, years)) or "-"
        problems.add("edition-before", config.name, year=wanted, known=known)
    if found is None or problems.errors():
        raise InputError(problems)
    return found


def _next(book: Yearbook, last: Edition, year: int, title: str) -> Edition:
    """The new edition: a year or more later, and not before what is known of its year."""
    known = [row.as_of for row in book.observations if row.year == year]
    as_of = max([_later(last.as_of, year - last.year), *known])
    published = max(_later(last.published, year - last.year), as_of)
    named = last.title.replace(str(last.year), str(year)) if str(last.year) in last.title else title
    return replace(
        last, year=year, path=f"{year}/index.md", title=named, published=published, as_of=as_of
    )


def _later(day: date, years: int) -> date:
    """The same day of a later year; for a 29 February the 28th."""
    day = day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year + years)


def _plans(book: Yearbook, edition: Edition) -> Iterator[tuple[str, str]]:
    """Each indicator whose plan for the year is known, with the link to it."""
    view = View(book, edition.as_of)
    for id in edition.indicators or tuple(book.indicators):
        target = f"{id}/{edition.year}/plan"
        try:
            bind(parse(target), view)
        except Unbound:
            continue
        yield id, target


def _index(edition: Edition, text: dict[str, str], publisher: str) -> str:
    head = [
        f"edition: {edition.year}",
        f"title: {_quoted(edition.title)}",
        text["ask"],
        f"published: {edition.published.isoformat()}",
        f"as_of: {edition.as_of.isoformat()}",
        "status: draft",
    ]
    if edition.publisher != publisher:
        head.append(f"publisher: {_quoted(edition.publisher)}")
    if edition.license:
        head.append(f"license: {_quoted(edition.license)}")
    if edition.contact:
        head.append(f"contact: {_quoted(edition.contact)}")
    if edition.indicators:
        head += ["indicators:", *(f"  - {id}" for id in edition.indicators)]
    return "\n".join(["---", *head, "---", "", text["lead"], ""])


def _talk(edition: Edition, text: dict[str, str], plans: dict[str, str], book: Yearbook) -> str:
    """An interview to write: places for its words, and the plans that are known."""
    head = [
        "type: interview",
        f"title: {_quoted(text['talk'])}",
        f"date: {edition.published.isoformat()}",
        "speakers:",
        "  - id: speaker",
        f"    name: {_quoted(text['who'])}",
        f"    role: {_quoted(text['role'])}",
    ]
    told = [f"- {_plain(book, id)}: [](fig:{target})" for id, target in plans.items()]
    second = [text["plans"], "", *told] if told else [text["none"]]
    body = [f"## {text['first']}", "", text["answer"], "", f"## {text['second']}", "", *second]
    return "\n".join(["---", *head, "---", "", *body, ""])


def _plain(book: Yearbook, id: str) -> str:
    """An indicator's name in the site's language, no letter of it taken for Markdown."""
    item = book.indicators[id]
    name = item.name_en if book.settings.language == "en" and item.name_en else item.name
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|~" else letter for letter in name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _refuse(root: Path, places: list[str]) -> None:
    problems = Problems()
    for place in places:
        path = root / place
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            problems.add("edition-exists", place, file=place)
    if problems.errors():
        raise InputError(problems)


def _write(root: Path, files: dict[str, bytes]) -> None:
    """Write every file, or none."""
    made: list[Path] = []
    try:
        for name, body in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                made.append(path)
                file.write(body)
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
