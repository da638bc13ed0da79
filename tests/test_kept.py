"""Whatever is wrong with the input, the real build leaves what was published byte for byte."""

import shutil
from pathlib import Path

import pytest

from generator.plugin import build_site
from generator.problems import InputError
from tests.example import run, tree
from tests.invalid_cases import Case, cases
from tests.sites import make_site

CASES = cases()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = make_site(tmp_path_factory.mktemp("base") / "site of another body", {})
    build_site(config)
    return config.parent / "site"


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_bad_input_leaves_the_published_site(case: Case, published: Path, tmp_path: Path) -> None:
    config = case.make(tmp_path / "project")
    shutil.copytree(published, config.parent / "site", dirs_exist_ok=True)
    before = tree(config.parent / "site")
    assert len(before) > 10
    with pytest.raises(InputError):
        build_site(config, strict=case.strict)
    assert tree(config.parent / "site") == before
    assert not (config.parent / ".site.new").exists()


@pytest.mark.parametrize("case", CASES[::12], ids=[case.name for case in CASES[::12]])
def test_the_command_tells_it_in_lines_and_exits_with_1(case: Case, tmp_path: Path) -> None:
    config = case.make(tmp_path / "project")
    arguments = ["--strict"] if case.strict else []
    done = run("generator.cli", "build", *arguments, cwd=config.parent)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = done.stderr.splitlines()
    assert len(told) == len(case.expect) + 1, "a line a problem, and their number"
    for line, expected in zip(told, case.expect, strict=False):
        assert line.startswith(expected)
