"""Every invalid site of tests/invalid tells exactly its problems, each at its place."""

import re
from pathlib import Path

import pytest

from generator import report
from generator.problems import InputError, Problems
from generator.validate.yearbook import load
from tests.invalid_cases import Case, cases

CASES = cases()


def problems_of(config: Path) -> Problems:
    """What a check of the site tells: problems, or warnings alone."""
    try:
        return load(config)[2]
    except InputError as error:
        return error.problems


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_invalid_site_tells_exactly_its_problems(case: Case, tmp_path: Path) -> None:
    problems = problems_of(case.make(tmp_path / "site"))

    told = [report.line(problem, "vi") for problem in problems]
    assert len(told) == len(case.expect), "\n".join(told)
    for line, expected in zip(told, case.expect, strict=True):
        assert line.startswith(expected)
    assert problems.errors(strict=case.strict)
    assert case.strict or all(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_problem_reads_well_and_stands_where_an_editor_finds_it(case: Case, tmp_path: Path) -> None:
    config = case.make(tmp_path / "site")

    for problem in problems_of(config):
        for language in ("vi", "en"):
            line = report.line(problem, language)
            assert line.isprintable()
            assert str(tmp_path) not in line
        if problem.line == 0:
            assert problem.column == 0
        else:
            lines = re.split(rb"\r\n|\r|\n", (config.parent / problem.path).read_bytes())
            assert problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_there_are_a_hundred_invalid_sites() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 100
