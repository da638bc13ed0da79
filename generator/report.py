"""Problems as people and machines read them."""

from __future__ import annotations

import json
from pathlib import Path

from generator.problems import Problem, Problems
from generator.read.settings import read_project
from generator.words import problem_text, words


def line(problem: Problem, language: str) -> str:
    """`path:line:column: code: message` and a hint."""
    message, hint = problem_text(problem, language)
    place = f"{problem.path}:{problem.line}:{problem.column}"
    word = words(language).strings["report_warning"] if problem.severity == "warning" else ""
    return f"{place}: {problem.code}: {word}{message}." + (f" {hint}" if hint else "")


def summary(problems: Problems, language: str) -> str:
    """How many errors and warnings there are."""
    errors = sum(item.severity == "error" for item in problems)
    said = words(language).strings["report_summary"]
    return said.format(errors=errors, warnings=len(problems) - errors)


def text(problems: Problems, language: str) -> str:
    """Every problem, a line each, and their number."""
    return "\n".join([*(line(item, language) for item in problems), summary(problems, language)])


def as_json(problems: Problems, language: str) -> str:
    """The same for machines: a list of objects."""
    items = []
    for item in problems:
        message, hint = problem_text(item, language)
        items.append(
            {
                "path": item.path,
                "line": item.line,
                "column": item.column,
                "code": item.code,
                "severity": item.severity,
                "excused": item.excused,
                "message": message,
                "hint": hint,
                "values": dict(item.values),
            }
        )
    return json.dumps(items, ensure_ascii=False, indent=1)


def language_of(config: Path) -> str:
    """The language that a site's mkdocs.yml asks for; Vietnamese where it can't be read."""
    project = read_project(config, Problems())
    return project.settings.language if project else "vi"
