"""`plotlyjs`: the wheel's script by default, the smaller one out of npm, or none."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.assets import bundled_version
from tests.example import build, copy_example, run


def setting(folder: Path, value: str) -> None:
    path = folder / "mkdocs.yml"
    path.write_text(
        path.read_text("utf-8").replace("lang: vi", f"lang: vi\n      plotlyjs: {value}"), "utf-8"
    )


def test_none_leaves_the_drawings_alone(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "none")
    setting(folder, "none")
    site = build(folder)
    assert not (site / "assets/plotly.min.js").exists()
    page = (site / "chi-tieu/ho-ngheo/index.html").read_text("utf-8")
    assert "<svg" in page
    assert "data-plot" not in page
    held = re.findall(r'<script type="application/json" id="([^"]+)"', page)
    assert held == ["bieu-do-points"], "what arrows and pointers read of the drawing, and no more"


def test_basic_needs_its_package(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "lost")
    setting(folder, "basic")
    done = run("generator.cli", "build", cwd=folder)
    assert done.returncode == 1
    assert "plotlyjs-missing" in done.stderr


@pytest.mark.skipif(not shutil.which("npm"), reason="npm isn't on this machine")
def test_basic_comes_out_of_npm_in_the_wheels_version(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "basic")
    setting(folder, "basic")
    name = f"plotly.js-basic-dist-min@{bundled_version()}"
    subprocess.run(
        ["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", name],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    script = build(folder) / "assets/plotly.min.js"
    assert script.stat().st_size < 2_000_000
    assert f"plotly.js (basic - minified) v{bundled_version()}" in script.read_text("utf-8")[:200]
    package = folder / "node_modules/plotly.js-basic-dist-min/package.json"
    package.write_text(json.dumps({**json.loads(package.read_text()), "version": "1.0.0"}))
    done = run("generator.cli", "build", cwd=folder)
    assert done.returncode == 1
    assert "plotlyjs-version" in done.stderr
