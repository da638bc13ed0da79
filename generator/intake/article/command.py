"""`niengiam import ARTICLE`: what is read, written and told, in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.folding import fold, slug
from generator.intake.article.article import Article, understand
from generator.intake.article.blocks import Block
from generator.intake.article.page import edition_of, page_of, slug_of
from generator.intake.article.read import SUFFIXES
from generator.intake.article.rows import Proposal, as_csv, figures_csv, proposals
from generator.model import Yearbook
from generator.problems import InputError, Problems
from generator.read.files import is_inside, shown
from generator.read.settings import Project
from generator.validate.sound import check_appendable, load_data
from generator.words import words

__all__ = ["SUFFIXES", "Report", "import_article"]

_PUBLISHER = re.compile(
    r"\b((?:Báo|Tạp chí|Thời báo)(?:\s+(?:và|điện tử|[A-ZĐÁÂĂÊÔƠƯ][\w-]*|động|hội))+)"
)


@dataclass
class Report:
    """What was made of an article."""

    page: Path
    table: Path
    edition: Path | None
    """The index of an edition that was begun; None where it was there."""
    article: Article
    source: str
    """Its id in sources.csv; empty where the article isn't there."""
    proposals: list[Proposal] = field(default_factory=list)
    source_row: str = ""
    """A row that sources.csv needs before the proposals can be written."""
    written: int = 0
    """Rows appended to observations.csv."""

    @property
    def left_out(self) -> list[Block]:
        """Furniture, with the reason of each."""
        return sorted(self.article.out, key=lambda block: block.line)

    def lines(self, lang: str) -> list[str]:
        """The report as text."""
        return _told(self, lang)


def import_article(
    path: Path,
    config: Path,
    edition: int,
    data: bool = False,
    write: bool = False,
    lang: str = "vi",
) -> Report:
    """Write the page and the table of figures of an article; raises InputError with problems.

    `data` proposes rows for observations.csv, `write` appends them.
    """
    problems = Problems()
    loaded = load_data(config)
    project, book = loaded.project, loaded.book
    if write:
        check_appendable(project)
    if not 1900 <= edition <= 2100:
        problems.add("article-edition", path.name, year=edition)
        raise InputError(problems)
    article = understand(path, edition, tuple(book.indicators.values()), problems)
    if article is None or problems.errors():
        raise InputError(problems)
    source = _source(article, book)
    report = _write(article, project, edition, source, problems)
    if data or write:
        _propose(report, project, book, edition, write=write)
    return report


def _write(
    article: Article, project: Project, edition: int, source: str, problems: Problems
) -> Report:
    """Both files, and the edition's index where there is none; or nothing and a problem."""
    name = slug_of(article.title.text)
    folder = project.content / str(edition)
    page, table = folder / f"{name}.md", project.root / "import" / f"{name}.figures.csv"
    index = folder / "index.md"
    for target in (page, table):
        if target.exists() or target.is_symlink() or not is_inside(target, project.root):
            problems.add("article-exists", shown(target, project.root))
    if problems.errors():
        raise InputError(problems)
    begun = None if index.exists() else index
    files = {page: page_of(article, source), table: figures_csv(article.figures)}
    if begun:
        files[index] = edition_of(edition, article.day, article.title.text)
    for target, text in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    return Report(page, table, begun, article, source)


def _source(article: Article, book: Yearbook) -> str:
    """The source of the same title."""
    title = slug(article.title.text)
    return next((item.id for item in book.sources.values() if slug(item.title) == title), "")


def _propose(
    report: Report, project: Project, book: Yearbook, edition: int, *, write: bool
) -> None:
    article = report.article
    source = report.source or slug_of(article.title.text)
    known = book.sources.get(source)
    day = known.published if known and known.published else article.day or date(edition, 12, 31)
    report.proposals = proposals(article.figures, book.indicators, book.observations, day, source)
    if not report.source:
        published = article.day.isoformat() if article.day else ""
        cells = (source, article.title.text, _publisher(article), published, "", "")
        report.source_row = as_csv([cells]).rstrip("\n")
    if not write:
        return
    rows = [item.cells for item in report.proposals if item.mark in "+~"]
    if rows and report.source_row:
        _append(project.data / "sources.csv", report.source_row + "\n")
    if rows:
        _append(project.data / "observations.csv", as_csv(rows))
    report.written = len(rows)


def _append(path: Path, text: str) -> None:
    before = path.read_text("utf-8")
    glue = "" if before.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8", newline="\n") as out:
        out.write(glue + text)


def _publisher(article: Article) -> str:
    """The newspaper that the opening names."""
    texts = [article.lede, *article.talk.opening]
    for block in texts:
        if block and (found := _PUBLISHER.search(block.text)):
            return " ".join(found[1].split())
    return "Chưa rõ"


def _told(report: Report, lang: str) -> list[str]:
    text, talk = words(lang).part("article"), report.article.talk
    who = ", ".join(f"{one.full} ({one.role})" if one.role else one.full for one in talk.speakers)
    asked = "talk" if talk.is_interview else "sections"
    lines = [text["page"].format(page=report.page)]
    if report.edition:
        lines.append(text["edition"].format(edition=report.edition))
    count = len(report.article.figures)
    lines.append(text["table"].format(table=report.table, count=count))
    lines.append(text[asked].format(questions=len(talk.sections), speakers=who or text["nobody"]))
    photos = sum("<!-- Ảnh " in line for line in report.page.read_text("utf-8").splitlines())
    if photos:
        lines.append(text["photos"].format(photos=photos))
    for item in report.article.figures:
        if item.check and not item.check.startswith("ok"):
            lines.append(text["wrong"].format(line=item.line, check=item.check))
    lines += [
        text["out"].format(line=b.line, text=b.text[:80]) for b in report.left_out if fold(b.text)
    ]
    if report.source_row:
        lines.append(text["source"].format(row=report.source_row))
    if report.proposals:
        lines.append(text["rows"])
        lines += [_row(item) for item in report.proposals]
    if report.written:
        lines.append(text["written"].format(written=report.written))
    return lines


def _row(item: Proposal) -> str:
    line = f"{item.mark} {as_csv([item.cells]).rstrip()}"
    return f"{line}    <- {item.said}" if item.said else line
