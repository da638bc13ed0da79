"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from generator.words import LANGUAGES

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
