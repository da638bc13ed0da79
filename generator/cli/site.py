"""Commands of every day: check, build, serve."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from generator.cli.options import config_option, format_option, lang_option, strict_option
from generator.cli.showing import language_of, say, show
from generator.ledger import Done, begin, stats
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


def _executor(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from generator.remote.dask import ADDRESS

        if not ADDRESS.fullmatch(value):
            raise click.BadParameter("an address like dask://scheduler.example:8786 is needed")
    return value


def _set(executor: str | None, shared: str | None) -> None:
    """By the environment, so that `mkdocs build` knows the same ways."""
    if executor is not None:
        os.environ["NIENGIAM_EXECUTOR"] = executor
    if shared is not None:
        place = shared if "://" in shared else f"file://{Path(shared).absolute()}"
        os.environ["NIENGIAM_SHARED"] = place


@click.command()
@config_option
@strict_option
@format_option
@lang_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to build.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="How many processes render pages; by default as many as there are processors.",
)
@click.option(
    "--executor",
    callback=_executor,
    help="Workers elsewhere that render pages: dask://HOST:PORT (needs niengiam[dask]).",
)
@click.option(
    "--shared",
    help="Where they and this machine exchange files: a folder's path, s3://bucket/folder ...; "
    "by default a folder in the project.",
)
def build(
    config: Path,
    strict: bool,
    form: str,
    lang: str | None,
    site_dir: Path | None,
    quiet: bool,
    workers: int | None,
    executor: str | None,
    shared: str | None,
) -> None:
    """Check, then build the whole site."""
    _set(executor, shared)
    done = begin(config, site_dir, strict).unchanged() or _build(config, site_dir, strict, workers)
    if quiet:
        return
    show(done.warnings, form, language_of(config, lang))
    if form == "text":
        say("built", config, lang, place=done.site, pages=done.pages)


_SELDOM = (100_000, 50, 1000)
"""A build makes much that stays and little that must be found: it is looked for seldom."""


def _build(config: Path, site_dir: Path | None, strict: bool, workers: int | None) -> Done:
    from generator.crew import VARIABLE
    from generator.plugin import build_site

    gc.set_threshold(*_SELDOM)
    if workers is not None:
        os.environ[VARIABLE] = str(workers)
    target, warnings = build_site(config, site_dir, strict=strict)
    if "duckdb" not in sys.modules:  # whose library calls all that is left at the end a leak
        gc.freeze()  # a large site's rows aren't searched for circles once more at the end
    pages = sum(1 for path in stats(target) if path.endswith(".html"))
    return Done(target, pages, warnings)


@click.command()
@config_option
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True)
def serve(config: Path, dev_addr: str) -> None:
    """Preview with live reload, drafts included."""
    from generator.plugin import serve_site

    serve_site(config, dev_addr)
