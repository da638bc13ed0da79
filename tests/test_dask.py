"""Workers elsewhere write the same site, though one of them is killed; what fails is told."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sizes import Size
from benchmarks.workload import write_site
from generator.build import prepare
from generator.crew import write_units
from generator.plugin import roots_of
from generator.problems import InputError
from generator.remote import dask
from generator.remote.crew import set_out
from generator.remote.errand import Errand, let_go
from generator.remote.folder import Folder, sweep
from tests.example import build, run, tree
from tests.sites import make_site, text_of

distributed = pytest.importorskip("distributed", reason="niengiam[dask] isn't installed")
fsspec = pytest.importorskip("fsspec", reason="niengiam[dask] isn't installed")

SIZE = Size("far", 60, 4, 2)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two processes beside this one, as `dask worker` starts them."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A site with a few hundred pages, and what this machine makes of it alone."""
    folder = tmp_path_factory.mktemp("plain") / "site"
    write_site(SIZE, folder, "real", ["citations", "embeds"])
    return folder, tree(build(folder, "--workers", "1"))


def copied(folder: Path, to: Path) -> Path:
    """The same site, never built."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("site", ".cache", "archive"))
    return to


def executor(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


def test_two_workers_write_the_bytes_of_the_plain_build(
    cluster: Any, plain: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, shared = copied(plain[0], tmp_path / "một trang"), tmp_path / "chỗ chung 100%"
    found = tree(build(folder, "--executor", executor(cluster), "--shared", str(shared)))
    assert found == plain[1]
    assert not list(shared.iterdir())


def test_a_worker_that_is_killed_in_the_middle_is_not_missed(
    cluster: Any, plain: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder = copied(plain[0], tmp_path / "site")
    shared = folder / ".cache/shared"
    command = [sys.executable, "-m", "generator.cli", "build", "--executor", executor(cluster)]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as building:
        while not list(shared.glob("*/*/")) and building.poll() is None:
            time.sleep(0.002)
        doomed = next(worker for worker in cluster.workers.values() if worker.process)
        assert cluster.scheduler.workers[doomed.worker_address].processing, "it has work"
        os.kill(doomed.process.pid, signal.SIGKILL)
        told = building.communicate()[1]
    assert building.returncode == 0, told
    assert "Traceback" not in told
    assert tree(folder / "site") == plain[1]


def test_the_folder_of_a_killed_worker_goes_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = "from generator.remote.folder import Folder; f = Folder(); print(f.path); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        theirs = Path(worker.stdout.readline().strip())
        mine = Folder()
        assert sorted(tmp_path.iterdir()) == sorted([theirs, mine.path])
        worker.kill()
    sweep()
    assert list(tmp_path.iterdir()) == [mine.path]
    mine.close()
    assert not list(tmp_path.iterdir())


def test_a_mistake_that_a_worker_meets_is_told_like_the_builds_own(
    cluster: Any, tmp_path: Path
) -> None:
    folder = make_site(
        tmp_path,
        {
            "mkdocs.yml": text_of("mkdocs.yml") + "theme: {name: null, custom_dir: templates}\n",
            "templates/indicator.html": "{{ nothing.at_all }}\n",
        },
    ).parent
    done = run("generator.cli", "build", "--executor", executor(cluster), cwd=folder)
    assert done.returncode == 1
    assert "templates/indicator.html:1:1: template-broken" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((folder / ".cache/shared").iterdir())
    assert not (folder / "site").exists()


def test_a_worker_without_niengiam_is_named(tmp_path: Path) -> None:
    first = tmp_path / "without.py"
    first.write_text("import sys; sys.modules['generator'] = None")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=":0", preload=[str(first)]
    ) as found:
        with pytest.raises(InputError) as told:
            dask.connected(executor(found))
        (problem,) = told.value.problems
        assert problem.code == "executor-differs"
        assert problem.path == found.workers[0].worker_address


def test_an_address_where_nobody_answers_is_one_line(tmp_path: Path) -> None:
    before = tree(build(make_site(tmp_path).parent))
    (tmp_path / "data/topics.csv").write_text(
        text_of("data/topics.csv").replace("Giảm nghèo", "Nghèo"), "utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"dask://127.0.0.1:{free.getsockname()[1]}"
    done = run("generator.cli", "build", "--executor", address, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{address}:0:0: executor-unreachable" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(tmp_path / "site") == before
    assert not (tmp_path / ".site.new").exists()


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "dask://", "dask://host", "spark://host:1"])
def test_an_address_that_cant_be_meant_is_a_wrong_use(tmp_path: Path, address: str) -> None:
    make_site(tmp_path)
    done = run("generator.cli", "build", "--executor", address, cwd=tmp_path)
    assert done.returncode == 2
    assert "dask://" in done.stderr


def test_a_missing_package_is_one_line(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['distributed'] = None")
    paths = [str(tmp_path), os.environ.get("PYTHONPATH", "")]
    env = {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = ("generator.cli", "build", "--executor", "dask://127.0.0.1:8786", "--lang", "vi")
    done = run(*command, cwd=tmp_path / "site", env=env)
    assert done.returncode == 1
    assert "executor-package" in done.stderr
    assert "pip install 'niengiam[dask]'" in done.stderr
    assert "Traceback" not in done.stderr


@dataclass
class Pool:
    """An executor that Dask has no part in."""

    executor: Executor
    name: str = "thread://"
    left: int = 2

    def size(self) -> int:
        return self.left

    def close(self, errand: Errand) -> None:
        self.executor.shutdown()
        let_go(errand)


def test_any_executor_will_do_and_any_place_that_fsspec_knows(tmp_path: Path) -> None:
    made = prepare(make_site(tmp_path / "site"))
    alone, home = tmp_path / "alone", tmp_path / "home"
    write_units(made, made.units, alone)
    home.mkdir()
    pool, roots = Pool(ThreadPoolExecutor(2)), roots_of(made.project)
    set_out(made, home, lambda: pool, "memory://bucket/x", roots).wait()
    assert tree(home) == tree(alone)
    assert not fsspec.filesystem("memory").find("bucket")


def test_workers_that_are_gone_for_good_are_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.remote.crew.PATIENCE", 0.05)
    made = prepare(make_site(tmp_path / "site"))
    pool, roots = Pool(Late(), left=0), roots_of(made.project)
    crew = set_out(made, tmp_path / "home", lambda: pool, "memory://gone", roots)
    with pytest.raises(InputError) as found:
        crew.wait()
    assert [problem.code for problem in found.value.problems] == ["executor-lost"]
    assert not fsspec.filesystem("memory").find("gone")


def test_rows_from_elsewhere_are_fetched_once_for_all(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="niengiam[duckdb] isn't installed")
    text = text_of("mkdocs.yml") + "      observations: {address: data/rows.parquet}\n"
    config = make_site(tmp_path / "site", {"mkdocs.yml": text})
    rows = config.parent / "data/observations.csv"
    with duckdb.connect() as made:
        table = f"read_csv('{rows}', all_varchar = true)"
        made.execute(f"COPY (FROM {table}) TO '{config.parent}/data/rows.parquet'")
    rows.unlink()
    ours = prepare(config)
    alone, home = tmp_path / "alone", tmp_path / "home"
    write_units(ours, ours.units, alone)
    home.mkdir()
    pool, roots = Pool(ThreadPoolExecutor(2)), roots_of(ours.project)
    (config.parent / "data/rows.parquet").write_bytes(b"changed meanwhile")
    set_out(ours, home, lambda: pool, f"file://{tmp_path}/shared", roots).wait()
    assert tree(home) == tree(alone)


@pytest.mark.parametrize("shared", ["nowhere://bucket", "file:///proc/niengiam"])
def test_a_place_that_cant_be_reached_is_told(tmp_path: Path, shared: str) -> None:
    made = prepare(make_site(tmp_path / "site"))
    pool, roots = Pool(ThreadPoolExecutor(1)), roots_of(made.project)
    with pytest.raises(InputError) as found:
        set_out(made, tmp_path / "home", lambda: pool, shared, roots)
    assert [problem.code for problem in found.value.problems] == ["shared-unreachable"]


def test_workers_with_another_program_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepare(make_site(tmp_path / "site"))
    pool, roots = Pool(Late()), roots_of(made.project)
    crew = set_out(made, tmp_path / "home", lambda: pool, "memory://other", roots)
    monkeypatch.setattr("generator.remote.errand.likeness", lambda: "another")
    pool.executor.begin()  # type: ignore[attr-defined]
    with pytest.raises(InputError) as found:
        crew.wait()
    assert [problem.code for problem in found.value.problems] == ["executor-differs"]


class Late(Executor):
    """Runs what it was given when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Any, tuple[Any, ...]]] = []

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, fn, args))
        return future

    def begin(self) -> None:
        for future, fn, args in self.waiting:
            try:
                future.set_result(fn(*args))
            except InputError as error:
                future.set_exception(error)
