"""The command: every verb of niengiam.

Exit codes: 0 done; 1 the input has problems; 2 wrong usage; 3 a fault of the program.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from generator import __version__
from generator.cli import archive, cite, freezing, intake, printing, publish, site, starter
from generator.cli.showing import DONE, FAULT, INPUT, USAGE, language_of, said, show
from generator.problems import InputError, OutputError
from generator.words import LANGUAGES

COMMANDS = (
    starter.new,
    starter.new_edition,
    site.check,
    site.build,
    site.serve,
    intake.annotate,
    intake.import_file,
    intake.export,
    cite.cite,
    printing.pdf,
    publish.publish,
    freezing.freeze,
    freezing.withdraw,
    freezing.rebuild,
    archive.verify,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="niengiam")
def cli() -> None:
    """Publish a yearbook of plans and results."""


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command; the officer's mistakes end in a report, the program's in a traceback."""
    config = _config_of(sys.argv[1:])
    form, lang = _option(sys.argv, "--format") or "text", _option(sys.argv, "--lang")
    language = language_of(config, lang if lang in LANGUAGES else None)
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        _tell(f"\n{said('stopped', language)}")
        sys.exit(INPUT)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE if isinstance(error, click.UsageError) else INPUT)
    except InputError as error:
        show(error.problems, form, language)
        sys.exit(INPUT)
    except OutputError as error:
        _tell(f"{error}. {said(error.outcome, language)}")
        sys.exit(INPUT)
    except OSError as error:
        if error.errno is None:  # not the system's word
            _fault(language)
        _tell(f"{error.filename or 'niengiam'}: {error.strerror}. {said('system', language)}")
        sys.exit(INPUT)
    except Exception:
        _fault(language)
    sys.exit(DONE)


def _tell(text: str) -> None:
    Console(stderr=True, soft_wrap=True).print(text, markup=False, highlight=False, emoji=False)


def _fault(language: str) -> NoReturn:
    """The program's own: its maintainers need to see where."""
    _tell(said("fault", language))
    traceback.print_exc()
    sys.exit(FAULT)


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
