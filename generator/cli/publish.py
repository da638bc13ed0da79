"""The command that puts a site where readers see it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import config_option, lang_option, strict_option
from generator.cli.showing import language_of, say, show

RECIPES = ("github", "cloudflare", "netlify", "nginx", "apache", "s3")


@click.command()
@config_option
@lang_option
@strict_option
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Sites to keep beside DEST for going back.",
)
@click.option("--rollback", is_flag=True, help="Put back the site that was live before.")
@click.option("--forward", is_flag=True, help="Undo a rollback.")
@click.option("--recipe", type=click.Choice(RECIPES), help="Print settings for a server or host.")
def publish(
    config: Path,
    lang: str | None,
    strict: bool,
    dest: Path | None,
    keep: int,
    rollback: bool,
    forward: bool,
    recipe: str | None,
) -> None:
    """Build, verify, then swap the site in the folder DEST at once.

    What readers see is always one whole site, the old or the new. DEST must be empty, missing,
    or hold a site of niengiam and nothing else.
    """
    from generator import publishing

    if recipe:
        click.echo(publishing.recipe(recipe, config, dest), nl=False)
        return
    if dest is None:
        raise click.UsageError("name the folder to publish to")
    if rollback and forward:
        raise click.UsageError("--rollback or --forward, not both")
    if rollback or forward:
        live = publishing.step(dest, forward=forward)
        say("went_back", config, lang, day=live.day, hash=live.hash)
        return
    live = publishing.publish(config, dest, keep=keep, strict=strict)
    show(live.warnings, "text", language_of(config, lang))
    say("published", config, lang, place=dest, files=live.files, day=live.day, hash=live.hash)
