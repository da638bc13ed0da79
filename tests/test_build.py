"""One build, safe: what is promised of `niengiam build` and, as far as MkDocs lets, its own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.example import PARTS, ROOT, build, copy_example, run, tree
from tests.faults.tiny import TINY
from tests.sites import make_site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_example(tmp_path_factory.mktemp("example"))
    build(folder)
    return folder


def test_mkdocs_build_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    other = copy_example(tmp_path / "other")
    done = run("mkdocs", "build", "-q", cwd=other)
    assert done.returncode == 0, done.stderr
    assert tree(other / "site") == tree(project / "site")


def test_properdocs_runs_the_same_plugin(project: Path, tmp_path: Path) -> None:
    other = copy_example(tmp_path / "other")
    done = run("properdocs", "build", "-q", "-f", "mkdocs.yml", cwd=other)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(other / "site") == tree(project / "site")


@pytest.mark.parametrize(
    ("folder", "env", "umask"),
    [
        ("Thư mục có dấu và khoảng trắng", {"TZ": "Pacific/Kiritimati", "LANG": "C"}, 0o077),
        ("b", {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o000),
        ("c", {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"}, 0o027),
    ],
)
def test_the_same_input_gives_the_same_bytes(
    project: Path, tmp_path: Path, folder: str, env: dict[str, str], umask: int
) -> None:
    other = copy_example(tmp_path / folder)
    before = os.umask(umask)
    try:
        site = build(other, env=env)
    finally:
        os.umask(before)
    assert tree(site) == tree(project / "site")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()}
    assert modes == {0o644}, "a web server can read every file"


def test_a_build_leaves_only_its_cache_beside_the_site(project: Path) -> None:
    names = {path.name for path in project.iterdir()}
    assert names - {".site.lock"} == {*PARTS, "site", "archive", ".cache"}


def test_an_unchanged_build_twice_is_the_same(project: Path) -> None:
    before = tree(project / "site")
    build(project)
    assert tree(project / "site") == before


BROKEN = {
    "a bad number": ("data/observations.csv", "18382", "18.382"),
    "a broken template": ("templates/catalogue.html", "", "{% broken %}"),
    "an undefined name": ("templates/archive.html", "", "{{ nothing_like_this }}"),
    "a broken head": ("content/2020/phong-van.md", "title:", "title: [unclosed\nx:"),
    "a lost picture": ("content/2020/phong-van.md", "hinh-ben-song.svg", "khong-co.svg"),
    "an unknown figure": ("content/2020/phong-van.md", "fig:viec-lam/2020)", "fig:viec-lan/2020)"),
}


@pytest.mark.parametrize("host", ["generator.cli", "mkdocs"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_failing_build_leaves_what_was_published(
    project: Path, tmp_path: Path, fault: str, host: str
) -> None:
    folder = copy_example(tmp_path / "site with a fault")
    shutil.copytree(project / "site", folder / "site")
    name, old, new = BROKEN[fault]
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1) if old else new + text, "utf-8")
    before = tree(folder / "site")
    done = run(host, "build", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert Path(name).name in done.stderr, "the report names the file"
    if host == "generator.cli":
        assert "Traceback" not in done.stderr
    assert tree(folder / "site") == before
    assert not (folder / ".site.new").exists()


def test_strict_counts_warnings_and_publishes_nothing(project: Path, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "strict")
    shutil.copytree(project / "site", folder / "site")
    path = folder / "data/observations.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    where = next(i for i, row in enumerate(rows) if "Nông thôn,taichinh-2023" in row)
    rows[where] = rows[where].replace("16125", "99125").partition(',"')[0] + ",\n"
    path.write_text("".join(rows), "utf-8")
    before = tree(folder / "site")
    for host in ("generator.cli", "mkdocs"):
        done = run(host, "build", "--strict", cwd=folder)
        assert done.returncode == 1
        assert "parts-exceed" in done.stderr
        assert tree(folder / "site") == before
    assert run("generator.cli", "build", cwd=folder).returncode == 0


def test_two_builds_at_once_do_not_meet(project: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(project, tmp_path / "two", ignore=shutil.ignore_patterns("site"))
    command = [sys.executable, "-m", "generator.cli", "build"]
    both = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    said = [process.communicate()[0].decode() for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 1])
    assert not any("Traceback" in text for text in said)
    assert tree(folder / "site") == tree(project / "site")


@pytest.mark.parametrize("foreign", [".git/config", "mkdocs.yml"])
def test_a_folder_with_sources_is_not_replaced(tmp_path: Path, foreign: str) -> None:
    folder = copy_example(tmp_path / "foreign")
    precious = folder / "site" / foreign
    precious.parent.mkdir(parents=True)
    precious.write_text("precious")
    done = run("generator.cli", "build", cwd=folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert precious.read_text() == "precious"


def test_a_build_goes_over_nothing_but_a_site(tmp_path: Path) -> None:
    """The folder is replaced as a whole: what stands in it would be gone."""
    folder = tmp_path / "site of a body"
    make_site(folder, TINY)
    build(folder)
    for name in ("home/a", "papers/thesis.docx", "another's site/index.html", "bag/bagit.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("precious")
    (tmp_path / "bag/manifest-sha256.txt").write_text(f"{'0' * 64}  data/index.html\n")
    before = tree(tmp_path)
    reserved = "data archive content/2020/site . .. / ../home site/2020/inner".split()
    for place in (*reserved, "../papers", "../another's site", "../bag"):
        home = {"HOME": str(tmp_path / "home")}
        done = run("generator.cli", "build", "-d", place, cwd=folder, env=home)
        assert done.returncode == 1
        code = "publish-place" if place in reserved else "publish-unknown"
        assert code in done.stderr and "Traceback" not in done.stderr
        assert tree(tmp_path) == before
    for place in ("data", "../papers"):
        done = run("mkdocs", "build", "-d", str((folder / place).absolute()), cwd=folder)
        assert done.returncode
        assert tree(tmp_path) == before


def test_a_site_that_lost_its_list_is_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "site of a body"
    make_site(folder, TINY)
    whole = tree(build(folder))
    (folder / "site/manifest-sha256.txt").unlink()
    assert run("generator.cli", "verify", cwd=folder).returncode == 1
    assert tree(build(folder)) == whole


@pytest.mark.parametrize("command", [["build", "-d"], ["publish"], ["new"]])
@pytest.mark.parametrize("place", ["d" * 300, "loop/site"])
def test_a_place_that_the_system_refuses_is_told_in_a_line(
    command: list[str], place: str, tmp_path: Path
) -> None:
    folder = tmp_path / "site of a body"
    make_site(folder, TINY)
    (folder / "loop").symlink_to("loop")
    answers = ["--lang", "vi", "--name", "A", "--place", "", "--year", "2020", "--site-url", ""]
    more = answers if command == ["new"] else []
    done = run("generator.cli", *command, place, *more, cwd=folder)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and place.partition("/")[0] in done.stderr


def test_kill_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "killed").parent
    old = tree(build(folder))
    shutil.move(folder / "site", tmp_path / "saved")
    index = folder / "content/2020/index.md"
    index.write_text(index.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    fresh = shutil.copytree(folder, tmp_path / "fresh")
    started = time.monotonic()
    new = tree(build(fresh))
    whole = time.monotonic() - started
    assert old != new
    states = []
    for moment in range(50):
        shutil.rmtree(folder / "site", ignore_errors=True)
        shutil.copytree(tmp_path / "saved", folder / "site")
        process = subprocess.Popen(
            [sys.executable, "-m", "generator.cli", "build"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * (0.3 + 0.8 * moment / 50))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = tree(folder / "site")
        assert now in (old, new), f"killed at moment {moment}: neither old nor new"
        states.append(now == new)
    assert tree(build(folder)) == new, "the next run cleans up"
    assert not (folder / ".site.new").exists()


def test_the_fallback_of_two_renames_is_mended_by_the_next_run(
    project: Path, tmp_path: Path
) -> None:
    folder = copy_example(tmp_path / "renamed")
    site = build(folder)
    whole = tree(site)
    site.rename(folder / ".site.old")
    broken = folder / "data/observations.csv"
    good = broken.read_bytes()
    broken.write_bytes(good + b"\x00")
    assert run("generator.cli", "build", cwd=folder).returncode == 1
    broken.write_bytes(good)
    assert tree(build(folder)) == whole


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a full disk")
def test_a_full_disk_leaves_what_was_published(project: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets no one mount a file system")
    try:
        folder = copy_example(disk / "small")
        shutil.copytree(project / "site", folder / "site")
        before = tree(folder / "site")
        room = shutil.disk_usage(disk).free - 1024 * 1024  # for a part of a site, not for all
        (disk / "ballast").write_bytes(b"x" * room)
        done = run("generator.cli", "build", cwd=folder)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert tree(folder / "site") == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_drafts_are_shown_in_no_build(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "draft")
    index = folder / "content/2023/index.md"
    index.write_text(
        index.read_text("utf-8").replace("status: published", "status: draft"), "utf-8"
    )
    site = build(folder)
    assert not list(site.glob("2023/**/*"))
    assert "2023/index.html" not in (site / "index.html").read_text("utf-8")


def test_the_repository_holds_the_example() -> None:
    assert all((ROOT / part).exists() for part in ("content", "data", "templates", "mkdocs.yml"))
