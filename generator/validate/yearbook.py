"""From files to a yearbook, or to all the problems that stand in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from generator.archive.kept import KNOWN, Kept, known_before, read_kept
from generator.archive.withdrawn import Withdrawn, read_withdrawn
from generator.figures import Shelf, View
from generator.model import (
    PLAIN,
    Correction,
    Indicator,
    Label,
    Observation,
    Redirect,
    Settings,
    Source,
    Topic,
    Yearbook,
    translation_of,
)
from generator.problems import InputError, Problems
from generator.read.content import Content, read_content
from generator.read.contract import Resource, read_contract
from generator.read.elsewhere import Fetched, as_csv, read_elsewhere
from generator.read.files import shown as shown_path
from generator.read.settings import Project, line_of_option, read_project
from generator.read.tables import Table, read_table
from generator.validate.corrections import check_corrections
from generator.validate.frozen import check_frozen, with_frozen
from generator.validate.links import check_links
from generator.validate.pages import Checked, check_pages
from generator.validate.prose import Known, check_prose
from generator.validate.rows import Rows, check_rows
from generator.validate.schema import check_tables
from generator.words import LANGUAGES

Item = TypeVar("Item")

OPTIONAL = ("corrections", "redirects", "labels")
"""Tables that a site may do without."""
NEEDED = ("topics", "indicators", "sources", "observations")
"""Tables that need at least one row."""
VALUE_FAULTS = ("range-order",)
"""Faults of a value alone: which row a link means is clear, and its sentences are named too."""


@dataclass(frozen=True)
class Loaded:
    """A site that was read and checked."""

    project: Project
    book: Yearbook
    warnings: Problems
    content: Content
    drafts: frozenset[str]
    """Folders of editions that aren't in the yearbook because they aren't published."""
    kept: tuple[Kept, ...] = ()
    """Frozen editions, in the order in which they were frozen."""
    withdrawn: Withdrawn = field(default_factory=Withdrawn)
    """Pages that had to go."""
    fetched: bytes | None = None
    """observations.csv as it is published where the rows lie elsewhere; else the file is."""
    shelf: Shelf | None = field(default=None, repr=False, compare=False)
    """The rows of `book`, and what was worked out of them for the checks."""


def load(config: Path, *, drafts: bool = False) -> tuple[Project, Yearbook, Problems]:
    """`load_site`, for those who need the yearbook alone."""
    loaded = load_site(config, drafts=drafts)
    return loaded.project, loaded.book, loaded.warnings


def load_site(
    config: Path,
    *,
    drafts: bool = False,
    correcting: int = 0,
    trusting: bool = False,
    given: Path | None = None,
) -> Loaded:
    """Read and check a whole site.

    `config` is its mkdocs.yml; `drafts` keeps editions that aren't published yet. `correcting` is
    the year whose frozen edition gets a new version. Raises InputError with every problem found
    where one of them is an error; `trusting`, only where nothing can be read: the sources in a bag
    are a part of a site, and were checked as a whole. `given` is a CSV file of observations that
    were fetched from elsewhere already.
    """
    problems = Problems()
    project = read_project(config, problems)
    if project is None:
        raise InputError(problems)
    loaded = read_data(replace(project, given=given), problems, drafts, correcting)
    if loaded is None or (problems.errors() and not trusting):
        raise InputError(problems)
    return loaded


def read_data(
    project: Project, problems: Problems, drafts: bool, correcting: int = 0
) -> Loaded | None:
    """What can be read of a site's folders, every fault noted; None without a contract."""
    content = read_content(project.content, project.root, problems)
    contract = read_contract(project.data, project.root, problems)
    if contract is None:
        return None
    tables = _read_tables(project, contract, problems)
    bad = check_tables(tables, contract, problems)
    book = _data(project, tables, bad)
    shelf = Shelf(book)
    check_rows(Rows(book.indicators, book.labels, book.observations, tables, problems, shelf))
    known = {
        "indicators": _cells(tables, "indicators", "indicator"),
        "sources": _cells(tables, "sources", "source"),
    }
    checked = check_pages(content, project.settings, known, problems)
    book = replace(book, settings=_with_languages(book, checked))
    kept = read_kept(project.root, problems)
    if table := tables.get("corrections"):
        usable = [line for line in table.numbers if line not in bad["corrections"]]
        rows = zip(usable, book.corrections, strict=True)
        check_corrections(rows, table, checked.editions, book.observations, problems)
    if known["indicators"] and "observations" in tables:
        view_of, lost = _views(book, checked, shelf), _lost(tables, bad)
        check_links(content, view_of, problems, lost | _told(problems))
        doubtful = lost | _told(problems, but=VALUE_FAULTS)
        known_on = _known(book, checked, view_of, shelf, tables["observations"])
        check_prose(content, known_on, problems, doubtful)
    check_frozen(kept, project, book, tables, correcting, problems)
    withdrawn = read_withdrawn(project.root, problems)
    kept = tuple(item.offered(not withdrawn.touches(item.name)) for item in kept)
    editions = with_frozen(
        checked.editions, kept, known_before(project.root), correcting, book.corrections
    )
    shown = tuple(item for item in editions if drafts or item.status == "published")
    if not shown and not drafts and (checked.editions or not _is_told(content, problems)):
        problems.add("edition-none", shown_path(project.config, project.root))
    hidden = frozenset(item.name for item in editions if item not in shown)
    book = replace(book, editions=shown, pages=checked.pages, translations=checked.translations)
    found = tables.get("observations")
    fetched = as_csv(found) if isinstance(found, Fetched) else None
    return Loaded(project, book, problems, content, hidden, kept, withdrawn, fetched, shelf)


def _read_tables(
    project: Project, contract: Mapping[str, Resource], problems: Problems
) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for resource in contract.values():
        path = project.data / resource.path
        if resource.name in OPTIONAL and not path.exists() and not path.is_symlink():
            continue
        if resource.name == "observations" and is_elsewhere(project):
            table = _fetch(project, resource, problems)
        else:
            table = read_table(path, project.root, resource.columns, problems)
        if table is None:
            continue
        tables[resource.name] = table
        if not table.numbers and resource.name in NEEDED:
            problems.add("csv-no-rows", table.path, 1, 1)
    return tables


def is_elsewhere(project: Project) -> bool:
    """The observations aren't in observations.csv; the sources in a bag always bring theirs."""
    return project.source is not None and not (project.root / KNOWN).is_file()


def _fetch(project: Project, resource: Resource, problems: Problems) -> Table | None:
    """The observations from elsewhere; a second table of them in the project would mislead."""
    assert project.source is not None
    if project.given is not None:
        found = read_table(project.given, project.given.parent, resource.columns, problems)
        return found and Fetched(found.path, found.columns, found.numbers, found.lines)
    config, line = project.config.name, line_of_option(project.lines, "observations")
    path = project.data / resource.path
    if path.exists() or path.is_symlink():
        table = shown_path(path, project.root)
        problems.add("source-twice", config, line, 1, table=table, address=project.source.name)
    return read_elsewhere(project.source, project.root, config, line, resource, problems)


def _cells(tables: Mapping[str, Table], name: str, column: str) -> frozenset[str]:
    """What stands in a column, rows with other faults included; empty without the table."""
    return frozenset(tables[name].columns[column]) if name in tables else frozenset()


def _lost(tables: Mapping[str, Table], bad: Mapping[str, set[int]]) -> frozenset[str]:
    """Indicators that have a row which can't be used."""
    return frozenset(
        tables[name].at(line, "indicator")
        for name in ("indicators", "observations")
        for line in bad[name]
    )


def _told(problems: Problems, but: tuple[str, ...] = ()) -> frozenset[str]:
    """Indicators that errors are told of already."""
    errors = (item for item in problems.errors() if item.code not in but)
    return frozenset(dict(item.values).get("indicator", "") for item in errors)


def _is_told(content: Content, problems: Problems) -> bool:
    """A page, perhaps that of an edition, has problems of its own."""
    return any(problem.path.startswith(content.path) for problem in problems)


def _data(project: Project, tables: Mapping[str, Table], bad: Mapping[str, set[int]]) -> Yearbook:
    """The rows that can be used, as model objects; foreign keys hold among them."""

    def rows(name: str, make: Callable[[int, dict[str, str]], Item]) -> list[Item]:
        table = tables.get(name)
        if table is None:
            return []
        skipped = bad.get(name, set())
        return [
            make(line, dict(zip(table.columns, cells, strict=True)))
            for line, cells in table.rows()
            if line not in skipped
        ]

    indicators = {item.id: item for item in rows("indicators", _indicator)}
    observations = rows("observations", _observation)
    return Yearbook(
        settings=project.settings,
        topics={
            item.id: item for item in rows("topics", lambda _, r: Topic(*_id_first(r, "topic")))
        },
        indicators=indicators,
        sources={item.id: item for item in rows("sources", _source)},
        labels={
            (item.kind, item.key): item
            for item in rows(
                "labels", lambda _, r: Label(r["kind"], r["key"], r["name"], r["name_en"])
            )
        },
        observations=tuple(row for row in observations if row.indicator in indicators),
        editions=(),
        corrections=tuple(rows("corrections", _correction)),
        redirects=tuple(rows("redirects", lambda _, r: Redirect(r["from"], r["to"]))),
    )


def _with_languages(book: Yearbook, checked: Checked) -> Settings:
    """The languages that are set; else every one that an indicator has a name in, or a page."""
    settings, indicators = book.settings, book.indicators.values()
    if settings.languages:
        return settings
    named = {
        language
        for language in LANGUAGES
        if any(getattr(item, f"name_{language}", "") for item in indicators)
    }
    spoken = {language for _, language in checked.translations}
    spoken |= {PLAIN, *named} if named else set()
    others = (language for language in LANGUAGES if language in spoken - {settings.language})
    return replace(settings, languages=(settings.language, *others))


def _views(book: Yearbook, checked: Checked, shelf: Shelf) -> Callable[[str], View]:
    """What a page knows: its edition's data; all data elsewhere."""
    views: dict[date | None, View] = {}
    dates = {str(edition.year): edition.as_of for edition in checked.editions}

    def view_of(uri: str) -> View:
        as_of = dates.get(uri.partition("/")[0])
        if as_of not in views:
            views[as_of] = View(book, as_of, shelf)
        return views[as_of]

    return view_of


def _known(
    book: Yearbook, checked: Checked, view_of: Callable[[str], View], shelf: Shelf, table: Table
) -> Callable[[str], Known]:
    """What the check of a page's prose holds it against."""
    every, settings = View(book, shelf=shelf), book.settings
    dates = {talk.path: talk.date for item in checked.editions for talk in item.interviews}

    def known(uri: str) -> Known:
        path, language = translation_of(uri)
        spoken = language or settings.language
        return Known(view_of(uri), every, dates.get(path), spoken, table.row)

    return known


def _id_first(row: dict[str, str], key: str) -> tuple[str, str, str]:
    return row[key], row["name"], row["name_en"]


def _indicator(_: int, row: dict[str, str]) -> Indicator:
    values: dict[str, Any] = {**row, "id": row["indicator"], "decimals": int(row["decimals"])}
    del values["indicator"]
    return Indicator(**_columns(values, Indicator))


def _observation(line: int, row: dict[str, str]) -> Observation:
    return Observation(
        indicator=row["indicator"],
        year=int(row["year"]),
        since=int(row["since"]) if row["since"] else None,
        measure=row["measure"],  # type: ignore[arg-type]
        value=Decimal(row["value"]),
        upper=Decimal(row["upper"]) if row["upper"] else None,
        bound=row["bound"],  # type: ignore[arg-type]
        status=row["status"],  # type: ignore[arg-type]
        as_of=_date(row["as_of"]),
        basis=row["basis"],
        by=row["by"],
        group=row["group"],
        source=row["source"],
        note=row["note"],
        line=line,
    )


_date = lru_cache(maxsize=4096)(date.fromisoformat)


def _source(_: int, row: dict[str, str]) -> Source:
    return Source(
        row["source"],
        row["title"],
        row["publisher"],
        _day(row["published"]),
        row["url"],
        row["note"],
    )


def _correction(_: int, row: dict[str, str]) -> Correction:
    values: dict[str, Any] = {
        **row,
        "date": date.fromisoformat(row["date"]),
        "edition": int(row["edition"]),
        "version": int(row["version"]),
        "year": int(row["year"]) if row["year"] else None,
    }
    return Correction(**_columns(values, Correction))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _columns(values: dict[str, Any], kind: type) -> dict[str, Any]:
    """Only the columns that the program knows: a site's contract may have more."""
    return {name: value for name, value in values.items() if name in kind.__slots__}  # type: ignore[attr-defined]
