"""Publishing to a folder: readers see one whole site, the old or the new, whatever happens."""

import errno
import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator.problems import InputError
from generator.publishing import publish, step
from tests.example import ROOT, run, tree
from tests.faults.tiny import TINY
from tests.sites import make_site

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_site(tmp_path / "dự án", TINY)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "trang công bố" / "nien-giam"


def edit(config: Path, text: str) -> None:
    """Another introduction: another site."""
    page = config.parent / "content/2020/index.md"
    head, _, _ = page.read_text("utf-8").rpartition("---\n")
    page.write_text(f"{head}---\n\n{text}\n", "utf-8")


def command(config: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run("generator.cli", "publish", *map(str, arguments), cwd=config.parent)


def introduction(target: Path) -> str:
    return (target / "2020/index.html").read_text("utf-8")


# --- Every day


def test_a_site_is_published_and_one_can_go_back_and_forward_again(
    config: Path, target: Path
) -> None:
    sites = {}
    for text in ("Một.", "Hai."):
        edit(config, text)
        publish(config, target)
        sites[text] = tree(target)
    edit(config, "Ba.")
    done = command(config, target)
    assert done.returncode == 0, done.stderr
    sites["Ba."] = tree(target)
    assert "Ba." in introduction(target)
    assert len({json.dumps(site) for site in sites.values()}) == 3
    named = done.stdout.splitlines()[-1]
    for option, text in [
        ("--rollback", "Hai."),
        ("--rollback", "Một."),
        ("--forward", "Hai."),
        ("--forward", "Ba."),
    ]:
        done = command(config, target, option)
        assert done.returncode == 0, done.stderr
        assert tree(target) == sites[text]
    assert done.stdout.splitlines()[-1] == named, "told by day and hash, as when it was published"
    newest = command(config, target, "--forward")
    assert newest.returncode == 1 and "publish-newest" in newest.stderr
    assert tree(target) == sites["Ba."]


def test_going_back_ends_at_the_oldest_site_that_is_kept(config: Path, target: Path) -> None:
    for text in ("Một.", "Hai.", "Ba.", "Bốn."):
        edit(config, text)
        publish(config, target, keep=2)
    step(target)
    step(target)
    assert "Hai." in introduction(target)
    with pytest.raises(InputError) as refused:
        step(target)
    assert [item.code for item in refused.value.problems] == ["publish-oldest"]
    assert "Hai." in introduction(target)
    kept = [path for path in (target.parent / ".nien-giam.kept").iterdir() if path.is_dir()]
    assert len(kept) == 2


def test_after_going_back_the_next_site_follows_the_live_one(config: Path, target: Path) -> None:
    for text in ("Một.", "Hai."):
        edit(config, text)
        publish(config, target)
    step(target)
    edit(config, "Ba.")
    publish(config, target)
    assert "Ba." in introduction(target)
    step(target)
    assert "Một." in introduction(target) or "Hai." in introduction(target)
    edit(config, "Một.")
    publish(config, target)
    assert "Một." in introduction(target), "a site that was live before can be published again"


def test_nothing_is_kept_where_nothing_is_to_be(config: Path, target: Path) -> None:
    for text in ("Một.", "Hai."):
        edit(config, text)
        publish(config, target, keep=0)
    assert not [path for path in (target.parent / ".nien-giam.kept").iterdir() if path.is_dir()]
    done = command(config, target, "--rollback")
    assert done.returncode == 1 and "publish-oldest" in done.stderr


def test_a_web_server_reads_the_site_and_not_what_is_kept(config: Path, target: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(config, target)
        edit(config, "Hai.")
        publish(config, target)
    finally:
        os.umask(before)
    for path in (target, *target.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path
    assert stat.S_IMODE((target.parent / ".nien-giam.kept").stat().st_mode) == 0o700


def test_readers_never_miss_a_page(config: Path, target: Path) -> None:
    publish(config, target)
    missed: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            for page in ("index.html", "chi-tieu/viec-lam/index.html", "data/observations.csv"):
                try:
                    (target / page).read_bytes()
                except OSError as error:
                    missed.append(f"{page}: {error}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            edit(config, "Hai.")
            publish(config, target)
            step(target)
    finally:
        over.set()
        reader.join()
    assert not missed


def test_the_folder_may_lie_on_another_file_system(config: Path) -> None:
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == config.stat().st_dev:
        pytest.skip("there is no second file system here that can be written")
    place = memory / f"niengiam-test-{os.getpid()}"
    try:
        publish(config, place / "site")
        edit(config, "Hai.")
        publish(config, place / "site")
        step(place / "site")
        assert "Một." in introduction(place / "site")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def test_bad_input_leaves_what_is_live(config: Path, target: Path) -> None:
    publish(config, target)
    before = tree(target)
    (config.parent / "data/observations.csv").write_text("không phải bảng\n", "utf-8")
    done = command(config, target)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert tree(target) == before
    assert sorted(path.name for path in target.parent.iterdir()) == [
        ".nien-giam.kept",
        ".nien-giam.lock",
        "nien-giam",
    ]


def test_two_publishers_are_kept_apart(config: Path, target: Path) -> None:
    publish(config, target)
    before = tree(target)
    edit(config, "Hai.")
    with (target.parent / ".nien-giam.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = command(config, target, "--lang", "en")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "wait for it to end" in done.stderr
    assert tree(target) == before


def test_a_kept_site_that_was_changed_is_not_put_back(config: Path, target: Path) -> None:
    publish(config, target)
    edit(config, "Hai.")
    publish(config, target)
    (target.parent / ".nien-giam.kept/1/data/observations.csv").write_text("khác\n", "utf-8")
    done = command(config, target, "--rollback")
    assert done.returncode == 1 and "observations.csv" in done.stderr
    assert "Hai." in introduction(target)


# --- Folders that aren't ours


def _git(target: Path) -> None:
    (target / ".git").mkdir(parents=True)
    (target / ".git/HEAD").write_text("ref: refs/heads/main\n")


def _strangers(target: Path) -> None:
    (target / "sub").mkdir(parents=True)
    (target / "sub/luận văn.docx").write_text("mười năm")


def _bag(target: Path) -> None:
    """A folder with a manifest like ours that isn't all of it."""
    target.mkdir(parents=True)
    (target / "manifest-sha256.txt").write_text(f"{'0' * 64}  data/a.txt\n")
    (target / "bagit.txt").write_text("BagIt-Version: 1.0\n")


def _file(target: Path) -> None:
    target.parent.mkdir(parents=True)
    target.write_text("một tệp")


def _link(target: Path) -> None:
    (target.parent / "elsewhere").mkdir(parents=True)
    target.symlink_to(target.parent / "elsewhere")


@pytest.mark.parametrize(
    ("make", "code", "named"),
    [
        (_git, "publish-unknown", ".git"),
        (_strangers, "publish-unknown", "sub"),
        (_bag, "publish-foreign", "bagit.txt"),
        (_file, "publish-file", ""),
        (_link, "publish-link", ""),
    ],
)
def test_a_folder_that_is_not_ours_is_refused(
    make: Any, code: str, named: str, config: Path, target: Path
) -> None:
    make(target)
    before = tree(target.parent)
    done = command(config, target)
    assert done.returncode == 1
    assert code in done.stderr and named in done.stderr
    assert tree(target.parent) == before
    assert not list(target.parent.glob(".nien-giam*")), "nothing was made beside it"


@pytest.mark.parametrize(
    "place", ["/", "~", "~/..", ".", "..", "content", "content/2020/site", "data", ".git/site"]
)
def test_places_that_hold_more_than_a_site_are_refused(place: str, config: Path) -> None:
    home = config.parent.parent / "home"
    home.mkdir()
    before = tree(config.parent.parent)
    dest = place.replace("~", str(home))
    done = run("generator.cli", "publish", dest, cwd=config.parent, env={"HOME": str(home)})
    assert done.returncode == 1
    assert "publish-place" in done.stderr, done.stderr
    assert tree(config.parent.parent) == before


def test_files_added_since_are_named_and_stay(config: Path, target: Path) -> None:
    publish(config, target)
    edit(config, "Hai.")
    publish(config, target)
    for foreign in ("ghi-chu.txt", "2020/anh.jpg", "thu-muc-rieng/a", ".htaccess"):
        (target / foreign).parent.mkdir(exist_ok=True)
        (target / foreign).write_text("của người khác")
    before = tree(target)
    for work in (lambda: publish(config, target), lambda: step(target)):
        with pytest.raises(InputError) as refused:
            work()
        [problem] = refused.value.problems
        assert problem.code == "publish-foreign"
        assert (
            dict(problem.values)["files"] == ".htaccess, 2020/anh.jpg, ghi-chu.txt, thu-muc-rieng/"
        )
        assert tree(target) == before


def test_an_empty_folder_and_a_site_built_elsewhere_are_fine(config: Path, target: Path) -> None:
    target.mkdir(parents=True)
    publish(config, target)
    assert "Một." in introduction(target)
    copy = target.parent / "copy"
    shutil.copytree(target, copy)
    (copy / ".well-known").mkdir()
    edit(config, "Hai.")
    publish(config, copy)
    assert "Hai." in introduction(copy)
    step(copy)
    assert "Một." in introduction(copy)


# --- Whatever fails, and whenever the process dies (tests/faults)


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler here to make calls fail with")
    made = tmp_path_factory.mktemp("shim") / "fault.so"
    source = Path(__file__).parent / "faults/fault.c"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", made, source, "-ldl"], check=True
    )
    return made


def job(kind: str, call: int, error: int, *, lasting: bool = False, old: bool = False) -> dict:
    """`old`: a file system that can't swap two folders at once."""
    return {
        "kind": kind,
        "call": call,
        "error": error,
        "lasting": lasting,
        "no_exchange": old,
    }


def answers(shim: Path, folder: Path, jobs: Iterable[dict]) -> list[dict]:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.driver", shim, folder],
        input="".join(json.dumps(item) + "\n" for item in jobs),
        env={**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def counts(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many calls of each kind publishing makes."""
    folder = tmp_path_factory.mktemp("counts") / "bench"
    [usual, twice] = answers(shim, folder, [job("any", 0, 0), job("any", 0, 0, old=True)])
    found = usual["counts"]
    assert not usual["wrong"] and usual["outcome"] == "done"
    assert not twice["wrong"] and twice["outcome"] == "done"
    assert found["exchange"] == 1
    assert min(found[kind] for kind in ("open", "write", "fsync", "mkdir")) > 10
    assert found["chmod"] > 1
    assert found["write"] <= found["fsync"] + 8, "what is written is brought to the disk"
    return {**found, "renames without exchange": twice["counts"]["rename"]}


THIN = {
    "open": (0.1, 0.8),
    "write": (0.5, 0.97),
    "fsync": (0.5, 1),
    "rename": (0.01, 0.5, 1),
    "exchange": (1,),
    "mkdir": (0.5,),
    "chmod": (1,),
    "remove": (1,),
}
"""Where in a run the fast test lets a call of each kind fail: 1 is the last."""


def failing(counts: dict[str, int], *, every: bool) -> Iterator[dict]:
    for kind, places in THIN.items():
        thin = sorted({max(round(counts[kind] * place), 1) for place in places})
        for call in range(1, counts[kind] + 1) if every else thin:
            for error in ERRORS if every else ERRORS[call % 3 : call % 3 + 1]:
                yield job(kind, call, error)
        if every or kind == "write":
            yield job(kind, counts[kind] // 2 + 1, errno.ENOSPC, lasting=True)
    last = counts["open"]
    for call in () if every else range(last - 12, last + 1):
        yield job("open", call, errno.EIO)  # after the swap: the site that was live is looked at
    last = counts["renames without exchange"]
    for call in range(1 if every else last - 2, last + 1):
        yield job("rename", call, errno.EIO, old=True)


def killing(counts: dict[str, int], *, every: bool) -> Iterator[dict]:
    last = counts["any"]
    for call in range(1, last + 1) if every else (last // 2, *range(last - 5, last + 1)):
        yield job("any", call, 0)
    last = counts["renames without exchange"]
    for call in range(1 if every else last - 2, last + 1):
        yield job("rename", call, 0, old=True)


def check(found: list[dict], jobs: list[dict]) -> None:
    assert len(found) == len(jobs)
    wrong = [(item["kind"], item["call"], item["error"], item["wrong"]) for item in found]
    assert not [item for item in wrong if item[-1]]
    faults = {item["outcome"] for item in found} - {"done", "kept", "live", "killed"}
    assert not faults, "a failing disk is no fault of the program"


def test_a_call_that_fails_leaves_a_whole_site(
    shim: Path, counts: dict[str, int], tmp_path: Path
) -> None:
    jobs = list(failing(counts, every=False))
    found = answers(shim, tmp_path / "bench", jobs)
    check(found, jobs)
    assert {item["outcome"] for item in found} >= {"kept", "live"}


def test_a_kill_leaves_a_whole_site(shim: Path, counts: dict[str, int], tmp_path: Path) -> None:
    jobs = list(killing(counts, every=False))
    found = answers(shim, tmp_path / "bench", jobs)
    check(found, jobs)
    assert {item["outcome"] for item in found} == {"killed"}


@pytest.mark.audit
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("jobs_of", [failing, killing])
def test_every_call_may_fail_or_be_the_last(
    jobs_of: Any, shim: Path, counts: dict[str, int], tmp_path: Path
) -> None:
    jobs = list(jobs_of(counts, every=True))
    halves = [jobs[::2], jobs[1::2]]
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(answers, shim, tmp_path / f"bench {at}", half)
            for at, half in enumerate(halves)
        ]
    for one, half in zip(runs, halves, strict=True):
        check(one.result(), half)
