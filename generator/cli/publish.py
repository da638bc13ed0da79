"""The command that puts a site where readers see it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import config_option, lang_option, strict_option
from generator.cli.showing import language_of, say, show


@click.command()
@config_option
@lang_option
@strict_option
@click.argument("dest", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Sites to keep beside DEST for going back.",
)
@click.option("--rollback", is_flag=True, help="Put back the site that was live before.")
@click.option("--forward", is_flag=True, help="Undo a rollback.")
def publish(
    config: Path,
    lang: str | None,
    strict: bool,
    dest: Path,
    keep: int,
    rollback: bool,
    forward: bool,
) -> None:
    """Build, verify, then swap the site in the folder DEST at once.

    What readers see is always one whole site, the old or the new. DEST must be empty, missing,
    or hold a site of niengiam and nothing else.
    """
    from generator import publishing

    if rollback and forward:
        raise click.UsageError("--rollback or --forward, not both")
    if rollback or forward:
        live = publishing.step(dest, forward=forward)
        say("went_back", config, lang, day=live.day, hash=live.hash)
        return
    live = publishing.publish(config, dest, keep=keep, strict=strict)
    show(live.warnings, "text", language_of(config, lang))
    say("published", config, lang, place=dest, files=live.files, day=live.day, hash=live.hash)
