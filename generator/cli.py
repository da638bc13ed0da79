"""The command: every verb of niengiam.

Exit codes: 0 done; 1 the input has problems; 2 wrong usage; 3 a fault of the program.
"""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path

import click
from markupsafe import Markup
from rich.console import Console

from generator import __version__, report
from generator.citing import FORMATS
from generator.model import Measure
from generator.problems import InputError, OutputError, Problems, UsageError
from generator.words import LANGUAGES

DONE, INPUT, USAGE, FAULT = 0, 1, 2, 3

_TEXT = {
    "vi": {
        "checked": "Đã kiểm tra: không có lỗi.",
        "built": "Đã dựng xong trang vào {place}: {pages} trang.",
        "kept": "Trang đã công bố được giữ nguyên.",
        "fault": "Lỗi của chương trình, không phải của bạn. Gửi đoạn dưới đây cho người bảo trì.",
    },
    "en": {
        "checked": "Checked: no errors.",
        "built": "The site is built in {place}: {pages} pages.",
        "kept": "What was published is untouched.",
        "fault": "A fault of the program, not yours. Send the lines below to its maintainers.",
    },
}

config_option = click.option(
    "-f",
    "--config-file",
    "config",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's settings.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of messages; that of the site by default.",
)
strict_option = click.option("--strict", is_flag=True, help="Warnings without a note are errors.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="niengiam")
def cli() -> None:
    """Publish a yearbook of plans and results."""


@cli.command()
@config_option
@strict_option
@format_option
@lang_option
def check(config: Path, strict: bool, form: str, lang: str | None) -> None:
    """Validate data and content; change nothing."""
    from generator.build import prepare

    found = prepare(config, drafts=True).loaded.warnings
    if found.errors(strict=strict):
        raise InputError(found)
    _print(found, form, _language(config, lang))
    if form == "text":
        _say("checked", config, lang)


@cli.command()
@config_option
@strict_option
@format_option
@lang_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to build.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")
def build(
    config: Path, strict: bool, form: str, lang: str | None, site_dir: Path | None, quiet: bool
) -> None:
    """Check, then build the whole site."""
    from generator.plugin import build_site

    target, warnings = build_site(config, site_dir, strict=strict)
    if quiet:
        return
    _print(warnings, form, _language(config, lang))
    if form == "text":
        pages = sum(1 for _ in target.rglob("*.html"))
        _say("built", config, lang, place=target, pages=pages)


@cli.command()
@config_option
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True)
def serve(config: Path, dev_addr: str) -> None:
    """Preview with live reload, drafts included."""
    from generator.plugin import serve_site

    serve_site(config, dev_addr)


@cli.command()
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


@cli.command("import")
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

    language = _language(config, lang)
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
        _print(found.problems, "text", language)
        if found.problems.errors():
            sys.exit(INPUT)
        return
    if edition is None:
        raise click.UsageError("an article needs --edition YEAR")
    told = article.import_article(file, config, edition, data=data, write=write, lang=language)
    click.echo("\n".join(told.lines(language)))


@cli.command()
@config_option
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--edition", type=int, required=True, help="Year of the edition.")
def export(config: Path, table: Path, edition: int) -> None:
    """Write a year's table as a spreadsheet, to edit and import again."""
    from generator.intake.table.command import run_export

    run_export(table, config, edition)


@cli.command()
@config_option
@lang_option
@click.argument("indicator")
@click.argument("year", type=int)
@click.option("--edition", default="", help="Its name; by default the newest that has the figure.")
@click.option(
    "--measure", type=click.Choice(["plan", "actual"]), default="actual", show_default=True
)
@click.option("--group", default="", help="One group of a breakdown.")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, "all"]), default="all", show_default=True
)
def cite(
    config: Path,
    lang: str | None,
    indicator: str,
    year: int,
    edition: str,
    measure: Measure,
    group: str,
    form: str,
) -> None:
    """Print ready citations of a figure, as its page shows them."""
    from generator.binding import FigureLink
    from generator.build import prepare
    from generator.folding import slug
    from generator.pages.cited import cited

    site = prepare(config).site
    link = FigureLink(indicator, year, measure, slug(group))
    try:
        text = cited(site, link, edition, form, _language(config, lang))
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    click.echo(text)


def main() -> None:
    """Run the command; the officer's mistakes end in a report, the program's in a traceback."""
    config = _config_of(sys.argv[1:])
    form, lang = _option(sys.argv, "--format") or "text", _option(sys.argv, "--lang")
    language = _language(config, lang if lang in LANGUAGES else None)
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INPUT)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE if isinstance(error, click.UsageError) else INPUT)
    except InputError as error:
        _print(error.problems, form, language)
        sys.exit(INPUT)
    except OutputError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), markup=False, highlight=False)
        Console(stderr=True).print(_TEXT[language]["kept"], markup=False)
        sys.exit(INPUT)
    except Exception:
        Console(stderr=True).print(_TEXT[language]["fault"], markup=False)
        traceback.print_exc()
        sys.exit(FAULT)
    sys.exit(DONE)


def _bare_figures(body: str) -> tuple[str, tuple[str, ...]]:
    """A page's HTML with its figures as bare text, and what they are bound to."""
    from generator.render.prose import Draft, convert

    targets: list[str] = []

    def show(target: str, text: Markup, _title: str, _id: str) -> Markup:
        targets.append(target)
        return text

    html = convert(body, Draft("page.md", show_figure=show))
    return html, tuple(targets)


def _print(problems: Problems, form: str, language: str) -> None:
    if form == "json":
        click.echo(report.as_json(problems, language))
        return
    console = Console(stderr=True, soft_wrap=True)
    for item in problems:
        style = "red" if item.severity == "error" else "yellow"
        console.print(
            report.line(item, language), style=style, markup=False, highlight=False, emoji=False
        )
    if len(problems):
        console.print(report.summary(problems, language), markup=False, highlight=False)


def _say(key: str, config: Path, lang: str | None, **values: object) -> None:
    click.echo(_TEXT[_language(config, lang)][key].format(**values))


def _language(config: Path, lang: str | None) -> str:
    return lang or report.language_of(config)


def _option(arguments: list[str], name: str) -> str | None:
    """An option's value, read before click: a report is needed where click gave up."""
    for index, argument in enumerate(arguments):
        if argument == name and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None


def _config_of(arguments: list[str]) -> Path:
    found = _option(arguments, "--config-file") or _option(arguments, "-f")
    return Path(found or "mkdocs.yml")


if __name__ == "__main__":
    main()
