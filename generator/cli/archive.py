"""Commands that keep editions: verify."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.cli.options import config_option, format_option, lang_option
from generator.cli.showing import language_of, say, show
from generator.problems import InputError, Problems


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@config_option
@click.option(
    "--root-hash",
    "roots",
    multiple=True,
    metavar="H",
    callback=lambda context, option, given: _hashes(given),
    help="A sha256 kept elsewhere: of a bag, the register or the site's list. Repeatable.",
)
@format_option
@lang_option
def verify(
    path: Path | None, config: Path, roots: tuple[str, ...], form: str, lang: str | None
) -> None:
    """Prove that nothing was changed: in the project, a bag (.zip) or a published folder."""
    from generator.proof import prove
    from generator.read.settings import read_project

    problems = Problems()
    project = read_project(config, problems) if path is None or config.exists() else None
    if project is None and path is None:
        raise InputError(problems)
    proof = prove(path, project, roots)
    if form == "text":
        counts = {"editions": proof.editions, "bags": proof.bags}
        say("verified", config, lang, **counts, files=proof.files, frozen=proof.frozen)
        if proof.hashes:
            click.echo("; ".join(f"{name} {hash}" for name, hash in proof.hashes.items()))
    if proof.problems.errors():
        raise InputError(proof.problems)
    show(proof.problems, form, language_of(config, lang))


def _hashes(given: tuple[str, ...]) -> tuple[str, ...]:
    for item in given:
        if not re.fullmatch("[0-9a-fA-F]{64}", item):
            raise click.BadParameter(f"{item!r}: a sha256 has 64 letters of 0-9 and a-f")
    return tuple(item.lower() for item in given)
