"""Many processes write the same site as one, and tell the same mistakes."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator import crew
from generator.build import prepare
from generator.crew import write_units
from tests.example import build, run, tree
from tests.sites import make_site, text_of


def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path) -> None:
    make_site(tmp_path)
    alone = tree(build(tmp_path, "--workers", "1"))
    assert tree(build(tmp_path, "--workers", "3")) == alone
    assert tree(build(tmp_path, env={crew.VARIABLE: "2"})) == alone


def test_mkdocs_build_listens_too(tmp_path: Path) -> None:
    make_site(tmp_path)
    alone = tree(build(tmp_path, "--workers", "1"))
    done = run("mkdocs", "build", "-q", cwd=tmp_path, env={crew.VARIABLE: "2"})
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == alone


def test_any_executor_will_do_and_its_workers_read_the_site_themselves(tmp_path: Path) -> None:
    made = prepare(make_site(tmp_path / "site"))
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    write_units(made, made.units, alone)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found = crew.start(made, shared, pool)
        assert found is not None
        found.wait()
    assert tree(shared) == tree(alone)


def test_a_share_may_be_written_twice(tmp_path: Path) -> None:
    made = prepare(make_site(tmp_path / "site"))
    alone, again = tmp_path / "alone", tmp_path / "again"
    write_units(made, made.units, alone)
    job = crew.Job(made.project.config, again)
    for first in (1, 0, 1):
        crew.do_share(job, range(first, len(made.units), 2))
    assert tree(again) == tree(alone)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_workers_mistake_is_told_like_the_builds_own(tmp_path: Path, workers: str) -> None:
    make_site(tmp_path)
    before = tree(build(tmp_path))
    theme = text_of("mkdocs.yml") + "theme: {name: null, custom_dir: templates}\n"
    (tmp_path / "mkdocs.yml").write_text(theme, "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/indicator.html").write_text("{{ nothing.at_all }}\n", "utf-8")
    done = run("generator.cli", "build", "--workers", workers, cwd=tmp_path)
    assert done.returncode == 1
    assert "templates/indicator.html:1:1: template-broken" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(tmp_path / "site") == before
    assert not (tmp_path / ".site.new").exists()
