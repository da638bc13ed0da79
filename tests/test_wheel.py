"""The wheel alone builds a site elsewhere: theme and data contract travel in it."""

import io
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

from generator.freezing.wheel import wheel as made_wheel
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


def test_a_program_that_runs_makes_the_same_wheel_of_itself(wheel: Path) -> None:
    """What a bag keeps of the program, and a new site gets, can do all that it can."""
    own = set(zipfile.ZipFile(io.BytesIO(made_wheel())).namelist())
    built = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in built - own if ".dist-info/" not in name} == set()


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel's package, and what it needs, but not the checkout's."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(place, with_pip=False)
    packages = next((place / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    requirements = Path(sys.prefix) / "lib" / packages.parent.name / "site-packages"
    (packages / "others.pth").write_text(f"{requirements}\n")
    found = place / "bin" / "python"
    where = subprocess.run(
        [found, "-I", "-c", "import generator; print(generator.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=place,
    )
    assert str(packages) in where.stdout, "the wheel's own package, not the checkout's"
    return found


def niengiam(python: Path, cwd: Path, *arguments: str) -> None:
    done = subprocess.run(
        [python, "-I", "-m", "generator.cli", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_empty_environment_builds_a_site_with_it(python: Path, tmp_path: Path) -> None:
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
    niengiam(python, site, "build")
    assert "site.css" in "".join(tree(site / "site"))
    assert (site / "site/chi-tieu/viec-lam/index.html").is_file()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_makes_a_new_site_and_its_next_year(lang: str, python: Path, tmp_path: Path) -> None:
    """As the workflow does that the new site brings."""
    answers = ["--lang", lang, "--name", "Phòng Thử", "--place", "", "--year", "2020"]
    niengiam(python, tmp_path, "new", "site", *answers, "--site-url", "https://phong.example/")
    site = tmp_path / "site"
    [brought] = (site / "wheels").iterdir()
    assert {"generator/starter/vi/guide.md", "generator/publishing/recipes/nginx.conf"} <= set(
        zipfile.ZipFile(brought).namelist()
    )
    found = "pip download --no-index --no-deps --find-links wheels -r requirements.txt -d found"
    subprocess.run([sys.executable, "-m", *found.split()], cwd=site, check=True)
    assert [path.read_bytes() for path in (site / "found").iterdir()] == [brought.read_bytes()]
    shutil.rmtree(site / "found")
    flow = yaml.safe_load((site / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = [step["run"] for step in flow["jobs"]["build"]["steps"] if "run" in step]
    ours = [step.split() for step in steps if step.startswith(".venv/bin/niengiam ")]
    assert [step[1] for step in ours] == ["check", "build"]
    for step in ours:
        niengiam(python, site, *step[1:])
    niengiam(python, site, "new-edition", "2021")
    niengiam(python, site, "check", "--strict")
    niengiam(python, site, "publish", str(tmp_path / "www"))
    assert tree(tmp_path / "www") == tree(site / "site"), "a draft changes nothing that is public"
