"""The command that prints citations."""

from __future__ import annotations

from pathlib import Path

import click

from generator.citing import FORMATS
from generator.cli.options import config_option, lang_option
from generator.cli.showing import language_of, said
from generator.model import Measure
from generator.problems import UsageError


@click.command()
@config_option
@lang_option
@click.argument("indicator")
@click.argument("year", type=int)
@click.option("--edition", default="", help="Its name; by default the newest that has the figure.")
@click.option(
    "--measure", type=click.Choice(["plan", "actual"]), default="actual", show_default=True
)
@click.option("--group", default="", help="One group of a breakdown.")
@click.option("--basis", default="", help="Where a year has several: one, as it is in the data.")
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
    basis: str,
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
        text, others = cited(site, link, basis, edition, form, language_of(config, lang))
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    click.echo(text)
    if others:
        known = ", ".join(f"«{name}»" for name in others)
        click.echo(said("cite_bases", language_of(config, lang)).format(known=known), err=True)
