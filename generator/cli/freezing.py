"""Commands of the archive: freeze, withdraw, rebuild."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator.cli.options import config_option, lang_option
from generator.cli.showing import INPUT, say

day_option = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that is written down; today (or SOURCE_DATE_EPOCH) by default.",
)


@click.command()
@config_option
@lang_option
@day_option
@click.argument("edition", type=int)
@click.option("--correct", "reason", help="Make the next version; says what was wrong.")
def freeze(
    config: Path, lang: str | None, day: datetime | None, edition: int, reason: str | None
) -> None:
    """Put an edition into archive/ for good, and print the hash to make known elsewhere."""
    from generator.freezing.correct import correct
    from generator.freezing.freeze import freeze as frozen

    on = day.date() if day else today()
    if reason is None:
        made = frozen(config, edition, on)
    elif reason.strip():
        made, rows = correct(config, edition, " ".join(reason.split()), on)
        say("corrected", config, lang, rows=rows)
    else:
        raise click.UsageError("--correct needs a reason")
    entry = made.entry
    say(
        "frozen",
        config,
        lang,
        name=entry.name,
        file=f"archive/{entry.name}.zip",
        pages=entry.pages,
        figures=entry.figures,
        size=f"{made.size / 1_000_000:.1f}",
    )
    click.echo(f"sha256 {entry.sha256}  archive/{entry.name}.zip")
    say("anchor", config, lang)


def today() -> date:
    """The day of SOURCE_DATE_EPOCH where that is set, so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OSError, OverflowError) as error:
            raise click.UsageError(f"SOURCE_DATE_EPOCH={epoch} is no day") from error
    return datetime.now().astimezone().date()


@click.command()
@config_option
@lang_option
@day_option
@click.argument("address")
@click.option("--reason", required=True, help="Why: it stands in the notice.")
def withdraw(
    config: Path, lang: str | None, day: datetime | None, address: str, reason: str
) -> None:
    """Put a notice in the place of a page that must go."""
    from generator.freezing.withdraw import withdraw as gone

    if not reason.strip():
        raise click.UsageError("--reason needs a reason")
    on = day.date() if day else today()
    item = gone(config, address, " ".join(reason.split()), on)
    say("withdrawn", config, lang, address=item.address)


@click.command()
@lang_option
@click.argument("bag", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--python", default=sys.executable, help="The Python to build with.")
def rebuild(lang: str | None, bag: Path, python: str) -> None:
    """Build a frozen edition again from its bag, elsewhere, and compare byte for byte."""
    from generator.freezing.rebuild import rebuild as built_again

    found = built_again(bag, python)
    config = Path("mkdocs.yml")
    if found.is_same:
        say("rebuilt", config, lang, name=found.name, files=found.files)
        return
    for key in ("differs", "missing", "extra"):
        for name in getattr(found, key):
            say(f"rebuilt_{key}", config, lang, file=name)
    sys.exit(INPUT)
