"""The example's first edition is frozen in the repository: every build lays it out as it was."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.example import ROOT, build, copy_example, run

BAG = "archive/2020.zip"
SITE = "2020/data/site/"
REGION = re.compile(rb"<!--status-->.*?<!--/status-->", re.S)


def laid_out(project: Path) -> dict[str, tuple[bytes, bytes]]:
    """What the bag has of each file of the edition, and what the built site has."""
    with zipfile.ZipFile(project / BAG) as bag:
        names = [name for name in bag.namelist() if name.startswith(SITE)]
        kept = {name.removeprefix(SITE): bag.read(name) for name in names}
    return {uri: (body, (project / "site" / uri).read_bytes()) for uri, body in kept.items()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole example with its archive, built."""
    folder = copy_example(tmp_path_factory.mktemp("frozen") / "example")
    shutil.copytree(ROOT / "archive", folder / "archive")
    build(folder)
    return folder


def test_the_site_lays_the_edition_out_byte_for_byte(project: Path) -> None:
    found = laid_out(project)
    assert {"2020/index.html", "en/2020/index.html", "2020/chi-tieu/viec-lam.csv"} <= {*found}
    regions = 0
    for uri, (kept, served) in found.items():
        regions += len(REGION.findall(served))
        assert REGION.sub(b"", served) == REGION.sub(b"", kept), uri
    assert regions > 20, "pages may say what came later"


def test_the_archivists_check_finds_nothing(project: Path) -> None:
    done = run("generator.cli", "verify", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_template_changes_current_pages_alone(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns(".site*", ".cache"))
    base = other / "templates/base.html"
    base.write_text(base.read_text("utf-8").replace("</body>", "<!--mới--></body>"), "utf-8")
    current = (other / "site/chi-tieu/viec-lam/index.html").read_bytes()
    build(other)
    assert (other / "site/chi-tieu/viec-lam/index.html").read_bytes() != current
    assert laid_out(other) == laid_out(project)


def test_a_changed_value_of_the_edition_stops_the_build(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns(".site*", ".cache"))
    table = other / "data/observations.csv"
    row = next(
        line for line in table.read_text("utf-8").split("\n") if "viec-lam,2020,,act" in line
    )
    value = row.split(",")[4]
    silent = row.replace(f",{value},", f",{int(value) + 1},")
    table.write_text(table.read_text("utf-8").replace(row, silent), "utf-8")
    done = run("generator.cli", "build", cwd=other)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "data/observations.csv" in done.stderr and "viec-lam" in done.stderr
