"""A site whose data must be sound while its pages may lag behind: what imports work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.problems import InputError, Problem, Problems
from generator.read.settings import Project, line_of_option, read_project

if TYPE_CHECKING:
    from generator.validate.yearbook import Loaded


def load_data(config: Path) -> Loaded:
    """The site; raises InputError where its settings or data are wrong.

    What is wrong in a page is left in `warnings`: a figure that an import has revised disagrees
    with the prose that quotes it, and the next import must not wait for the prose. Nor is a table
    without a row wrong that an import is to fill.
    """
    from generator.validate.yearbook import read_data

    problems = Problems()
    project = read_project(config, problems)
    loaded = read_data(project, problems, True) if project else None
    if loaded is None or len(page_errors(loaded)) + len(_empty(loaded)) < len(problems.errors()):
        raise InputError(problems)
    return loaded


def _empty(loaded: Loaded) -> list[Problem]:
    """Errors that an import mends: tables that no row was written into yet."""
    folder = loaded.project.settings.data_dir
    filled = (f"{folder}/indicators.csv", f"{folder}/observations.csv")
    errors = loaded.warnings.errors()
    return [item for item in errors if item.code == "csv-no-rows" and item.path in filled]


def check_appendable(project: Project) -> None:
    """Rows can be added behind those in observations.csv; raises InputError where they can't."""
    if project.source is not None:
        problems = Problems()
        line = line_of_option(project.lines, "observations")
        problems.add("source-import", project.config.name, line, 1, address=project.source.name)
        raise InputError(problems)


def page_errors(loaded: Loaded) -> list[Problem]:
    """Errors that stand in pages."""
    folder = f"{loaded.content.path}/"
    return [item for item in loaded.warnings.errors() if item.path.startswith(folder)]
