"""The wheel alone builds a site elsewhere: theme and data contract travel in it."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.example import ROOT, copy_example, tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    for name in ("generator", "templates", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next((source / "dist").glob("*.whl"))


def test_theme_and_contract_are_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "generator/schema/datapackage.json" in names
    for template in (ROOT / "templates").rglob("*.*"):
        assert f"generator/templates/{template.relative_to(ROOT / 'templates')}" in names
    assert not [name for name in names if name.startswith(("tests/", "data/", "content/"))]


def test_an_empty_environment_builds_a_site_with_it(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    packages = next((place / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    requirements = Path(sys.prefix) / "lib" / packages.parent.name / "site-packages"
    (packages / "others.pth").write_text(f"{requirements}\n")
    python = place / "bin" / "python"
    where = subprocess.run(
        [python, "-I", "-c", "import generator; print(generator.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert str(packages) in where.stdout, "the wheel's own package, not the checkout's"
    site = copy_example(tmp_path / "site of another body")
    shutil.rmtree(site / "templates")
    (site / "data/datapackage.json").unlink()
    settings = site / "mkdocs.yml"
    kept = [
        line
        for line in settings.read_text("utf-8").splitlines()
        if not line.startswith(("theme:", "watch:"))
    ]
    settings.write_text("\n".join(kept) + "\n", "utf-8")
    done = subprocess.run(
        [python, "-I", "-m", "generator.cli", "build"],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "site.css" in "".join(tree(site / "site"))
    assert (site / "site/chi-tieu/viec-lam/index.html").is_file()
