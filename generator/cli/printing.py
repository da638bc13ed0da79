"""The command that prints an edition's report."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import config_option
from generator.cli.showing import INPUT, language_of, say
from generator.words import LANGUAGES


@click.command()
@config_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Of the report; the site's by default.")
@click.argument("edition")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to; bao-cao-EDITION.pdf in this folder by default.",
)
def pdf(config: Path, lang: str | None, edition: str, output: Path | None) -> None:
    """Print an edition's report as tagged PDF, drafts too."""
    from generator import paper
    from generator.build import prepare, report_pdf
    from generator.problems import Problem, UsageError
    from generator.words import problem_text
    from generator.write import write_file

    if lacking := paper.missing():
        told = problem_text(Problem("", 0, 0, f"pdf-{lacking}"), language_of(config, lang))
        click.echo(". ".join(told), err=True)
        raise SystemExit(INPUT)
    main, *others = prepare(config, drafts=True).all
    spoken = {each.site.words.language: each for each in (main, *others)}
    if lang is not None and lang not in spoken:
        words = main.site.words
        untold = words.strings["pdf_no_language"]
        raise click.UsageError(untold.format(language=words.say.language(lang)))
    build = spoken[lang] if lang else main
    every = {item.name: item for item in build.site.book.editions}
    if edition not in every:
        unknown = build.site.words.strings["cite_no_edition"]
        raise click.UsageError(unknown.format(name=edition, known=", ".join(every)))
    suffix = "" if build is main else f"-{lang}"
    target = output or Path(f"bao-cao-{edition}{suffix}.pdf")
    try:
        write_file(target, report_pdf(build, every[edition]))
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    say("printed", config, lang, place=target)
