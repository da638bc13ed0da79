"""What a command prints: problems, and its own few sentences."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from generator import report
from generator.problems import Problems
from generator.words import words

DONE, INPUT, USAGE, FAULT = 0, 1, 2, 3


def show(problems: Problems, form: str, language: str) -> None:
    if form == "json":
        click.echo(report.as_json(problems, language))
        return
    console = Console(stderr=True, soft_wrap=True)
    for item in problems:
        style = "red" if item.severity == "error" else "yellow"
        console.print(
            report.line(item, language), style=style, markup=False, highlight=False, emoji=False
        )
    if len(problems):
        console.print(report.summary(problems, language), markup=False, highlight=False)


def say(key: str, config: Path, lang: str | None, **values: object) -> None:
    click.echo(said(key, language_of(config, lang)).format(**values))


def said(key: str, language: str) -> str:
    """One of the commands' own sentences."""
    return words(language).strings[f"cli_{key}"]


def language_of(config: Path, lang: str | None) -> str:
    return lang or report.language_of(config)
