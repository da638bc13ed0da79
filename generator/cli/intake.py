"""Commands that take texts and tables in, and hand tables out: annotate, import, export."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from markupsafe import Markup

from generator.cli.options import config_option, lang_option
from generator.cli.showing import INPUT, language_of, show
from generator.problems import UsageError


@click.command()
@config_option
@lang_option
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Put the links into the page.")
def annotate(config: Path, lang: str | None, page: Path, write: bool) -> None:
    """Propose links for the unbound numbers of a page.

    Prints the changes, then the numbers that it isn't sure of; no word of the text changes.
    """
    from generator.annotate import annotate as annotated

    try:
        found = annotated(page, config, write, lang, _bare_figures)
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    click.echo(found.diff, nl=False)
    click.echo(found.report)


@click.command("import")
@config_option
@lang_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", type=int, help="Year of the edition; an article needs it.")
@click.option("--write", is_flag=True, help="Write the proposed rows into data/.")
@click.option("--data", is_flag=True, help="Of an article: propose rows for data/, too.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Of a table: when it was known.")
@click.option("--source", default="", help="Of a table: id in sources.csv.")
@click.option("--keep-mapping", "keep", is_flag=True, help="Of a table: write the mapping alone.")
def import_file(
    config: Path,
    lang: str | None,
    file: Path,
    edition: int | None,
    write: bool,
    data: bool,
    as_of: datetime | None,
    source: str,
    keep: bool,
) -> None:
    """Take over a spreadsheet (.xlsx .ods .csv) or an article (.txt .md .docx .html)."""
    from generator.intake.article import command as article
    from generator.intake.table import command as table
    from generator.intake.table.sheets import SUFFIXES

    language = language_of(config, lang)
    if file.suffix.lower() in SUFFIXES:
        found = table.run_import(
            file,
            config,
            language,
            edition=edition,
            write=write,
            as_of=as_of.date() if as_of else None,
            source=source,
            keep=keep,
        )
        show(found.problems, "text", language)
        if found.problems.errors():
            sys.exit(INPUT)
        return
    if edition is None:
        raise click.UsageError("an article needs --edition YEAR")
    told = article.import_article(file, config, edition, data=data, write=write, lang=language)
    click.echo("\n".join(told.lines(language)))


@click.command()
@config_option
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--edition", type=int, required=True, help="Year of the edition.")
def export(config: Path, table: Path, edition: int) -> None:
    """Write a year's table as a spreadsheet, to edit and import again."""
    from generator.intake.table.command import run_export

    run_export(table, config, edition)


def _bare_figures(body: str) -> tuple[str, tuple[str, ...]]:
    """A page's HTML with its figures as bare text, and what they are bound to."""
    from generator.render.prose import Draft, convert

    targets: list[str] = []

    def show(target: str, text: Markup, _title: str, _id: str) -> Markup:
        targets.append(target)
        return text

    html = convert(body, Draft("page.md", show_figure=show))
    return html, tuple(targets)
