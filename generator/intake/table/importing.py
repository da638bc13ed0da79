"""The story of an import: read, understand, compare, and, where asked to, write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.figures import View
from generator.folding import slug
from generator.intake.table.delimited import is_legacy
from generator.intake.table.grid import Refused, Sheet
from generator.intake.table.kept import FILE, SKIP, Kept, Meaning, Target, read_kept, written
from generator.intake.table.layout import Layout, layouts
from generator.intake.table.lines import lines_of
from generator.intake.table.propose import Proposal, Proposer
from generator.intake.table.report import Report, TableReport
from generator.intake.table.sheets import read_sheets
from generator.intake.table.target import Resolved, Resolver
from generator.intake.table.writing import Change, appended, named_row, observation_row
from generator.model import Indicator, Source, Yearbook
from generator.problems import InputError, Problem, Problems
from generator.read.files import shown
from generator.read.settings import Project
from generator.validate.sound import check_appendable, load_data, page_errors


def import_table(
    path: Path,
    config: Path,
    edition: int | None = None,
    write: bool = False,
    lang: str = "vi",
    *,
    as_of: date | None = None,
    source: str = "",
    keep: bool = False,
) -> Report:
    """Read a table into proposed rows; with `write` and without errors, into the data.

    `keep` writes only data/import.yml, for a person to settle what is unsure. Raises InputError
    where the file can't be read or the site's data aren't sound.
    """
    name = shown(path.resolve(), config.parent.resolve())
    problems = Problems()
    try:
        sheets = read_sheets(path)
    except Refused as refused:
        problems.add(refused.code, name, **refused.values)
        raise InputError(problems) from refused
    loaded = load_data(config)
    project, book = loaded.project, loaded.book
    if write:
        check_appendable(project)
    kept = read_kept(project.data, project.root, problems)
    found = _tables(sheets, edition, kept, name, problems)
    day = as_of or _day_of(book, edition, found)
    if not problems.errors() and (not found or day is None):
        problems.add("import-no-date" if found else "import-no-table", name)
    if problems.errors() or day is None:
        return Report(name, (), (), 0, (), (), kept, problems)
    report = _compared(found, book, kept, day, _source(path, source, book, found), name, problems)
    if source and source not in book.sources:
        problems.add("import-source", name, source=source, known=", ".join(book.sources))
    rows = write and not problems.errors()
    if keep or rows:
        lagging = _write(report, project, config, rows=rows)
        old = page_errors(loaded)
        problems.extend(replace(item, severity="warning") for item in lagging if item not in old)
    return replace(report, written=rows)


def _tables(
    sheets: list[Sheet], edition: int | None, kept: Kept, name: str, problems: Problems
) -> list[Layout]:
    """Every table of every sheet that is shown; what isn't read is told."""
    found: list[Layout] = []
    for sheet in sheets:
        if sheet.hidden:
            problems.warn("import-hidden-sheet", name, 0, 0, False, sheet=sheet.name)
            continue
        texts = [cell.text for cell in sheet.cells.values() if cell.kind == "text"]
        if is_legacy(" ".join(texts)[:100_000]):
            problems.add("import-legacy", name, sheet=sheet.name)
            continue
        try:
            here = [_with_kept(layout, kept) for layout in layouts(sheet, edition)]
        except Refused as refused:
            problems.add(refused.code, name, **refused.values)
            continue
        if hidden := sheet.hidden_rows & set(sheet.rows) or sheet.hidden_columns & {
            column for row in sheet.rows.values() for column in row
        }:
            said = ", ".join(map(str, sorted(hidden)[:9]))
            problems.warn("import-hidden-cells", name, 0, 0, False, sheet=sheet.name, cells=said)
        if not here and sheet.cells:
            problems.warn("import-no-table-here", name, 0, 0, True, sheet=sheet.name)
        found.extend(here)
    return found


def _with_kept(layout: Layout, kept: Kept) -> Layout:
    """The columns, with what was settled about them before."""
    columns = []
    for column in layout.columns:
        meaning = kept.columns.get(column.key)
        if meaning and meaning.role == SKIP:
            column = replace(column, role="other", year=None)
        elif meaning and layout.year is not None:
            year = layout.year + meaning.offset
            status = meaning.status or column.status
            column = replace(column, role=meaning.role, year=year, status=status)  # type: ignore[arg-type]
        columns.append(column)
    return replace(layout, columns=tuple(columns))


def _day_of(book: Yearbook, edition: int | None, found: Iterable[Layout]) -> date | None:
    """The date of the edition that is asked for, or that the tables report."""
    years = {edition} if edition is not None else {layout.year for layout in found if layout.year}
    editions = [known for year in years if year and (known := book.edition(year))]
    return editions[0].as_of if len(editions) == 1 else None


def _source(path: Path, source: str, book: Yearbook, found: list[Layout]) -> Source:
    """The source that was named; else one made of the file's name."""
    if source in book.sources:
        return book.sources[source]
    id = source or slug(path.stem)[:80].strip("-") or "bang"
    if id in book.sources:
        return book.sources[id]
    title = (found[0].title if found else "") or path.stem
    return Source(id, title[:500], book.settings.publisher, None, "", f"Tệp {path.name}")


def _compared(
    found: list[Layout],
    book: Yearbook,
    kept: Kept,
    day: date,
    source: Source,
    name: str,
    problems: Problems,
) -> Report:
    resolver = Resolver(book, kept)
    proposer = Proposer(View(book, day), resolver.new, day, source.id, name, problems)
    tables = []
    for layout in found:
        rows = resolver.table(lines_of(layout), layout.unit)
        proposer.table(layout, rows)
        _ask(layout, rows, name, problems)
        tables.append(
            TableReport(layout.sheet.name, layout.title, layout.year, layout.columns, tuple(rows))
        )
    indicators = _filled(resolver.new, proposer.proposals, name, problems)
    sources = () if source.id in book.sources or not proposer.proposals else (source,)
    return Report(
        name,
        tuple(tables),
        tuple(proposer.proposals),
        proposer.unchanged,
        indicators,
        sources,
        _kept_of(found, tables, kept, resolver.new),
        problems,
    )


def _ask(layout: Layout, rows: list[Resolved], name: str, problems: Problems) -> None:
    for row in rows:
        if row.how == "unsure":
            problems.warn(
                "import-unsure",
                name,
                row.line.row,
                layout.names[0],
                False,
                sheet=layout.sheet.name,
                name=row.line.written,
                key=row.line.key,
                perhaps=row.perhaps,
            )


def _filled(
    new: dict[str, Indicator], proposals: list[Proposal], name: str, problems: Problems
) -> tuple[Indicator, ...]:
    """New indicators with the decimals of their values; one without a unit is a problem."""
    from generator.validate.rows import decimals_of

    found = []
    for item in new.values():
        rows = [p.observation for p in proposals if p.observation.indicator == item.id]
        if not rows and not any(child.part_of == item.id for child in new.values()):
            continue
        decimals = max((decimals_of(v) for row in rows for v in (row.value, row.upper)), default=0)
        if not item.unit:
            problems.add("import-no-unit", name, name=item.name)
        problems.warn("import-new", name, 0, 0, True, name=item.name, id=item.id, topic=item.topic)
        found.append(replace(item, decimals=min(decimals, 9)))
    return tuple(found)


def _kept_of(
    found: list[Layout], tables: list[TableReport], kept: Kept, new: dict[str, Indicator]
) -> Kept:
    """The mapping with what this file added to it."""
    columns, rows = dict(kept.columns), dict(kept.rows)
    for layout in found:
        for column in layout.figures:
            if layout.year is not None and column.year is not None and column.since is None:
                offset = column.year - layout.year
                columns.setdefault(column.key, Meaning(column.role, offset, column.status))
    for table in tables:
        for row in table.rows:
            if (
                row.line.is_heading
                or row.target is None
                or row.how == "code"
                or row.line.key in rows
            ):
                continue
            rows[row.line.key] = Target(SKIP) if row.target.is_skipped else row.target
    return Kept(columns, rows)


def _write(report: Report, project: Project, config: Path, *, rows: bool) -> list[Problem]:
    """Write the mapping and, where `rows`, the data; undone where the data aren't sound then.

    Returns what is now wrong in pages.
    """
    files = {project.data / FILE: written(report.kept).encode()}
    if rows and report.proposals:
        tables = {
            "sources": [named_row(item, "source") for item in report.sources],
            "indicators": [named_row(item, "indicator") for item in report.indicators],
            "observations": [observation_row(item.observation) for item in report.proposals],
        }
        for table, added in tables.items():
            path = project.data / f"{table}.csv"
            if added:
                files[path] = appended(path, added)
    change = Change(files)
    change.make()
    try:
        return page_errors(load_data(config))
    except BaseException:
        change.undo()
        raise
