"""Commands of every day: check, build, serve."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import config_option, format_option, lang_option, strict_option
from generator.cli.showing import language_of, say, show
from generator.problems import InputError


@click.command()
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
    show(found, form, language_of(config, lang))
    if form == "text":
        say("checked", config, lang)


@click.command()
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
    show(warnings, form, language_of(config, lang))
    if form == "text":
        pages = sum(1 for _ in target.rglob("*.html"))
        say("built", config, lang, place=target, pages=pages)


@click.command()
@config_option
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True)
def serve(config: Path, dev_addr: str) -> None:
    """Preview with live reload, drafts included."""
    from generator.plugin import serve_site

    serve_site(config, dev_addr)
