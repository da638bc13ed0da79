"""The house: rooms in one corridor, doors that open one way only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "generator"

CORRIDOR = (
    "problems once replacing resources ledger raster folding model figures attainment words citing"
    " binding numerals quoting read archive validate frames annotate intake charts cards pages"
    " exports search addresses render extras assets write places frozen report paper listing units"
    " build crew remote reuse proof plugin freezing publishing starter cli"
).split()
"""A room may import the rooms before it, and itself."""

ONLY_IN = {
    "mkdocs": {"plugin"},
    "properdocs": set(),
    "plotly": {"assets"},
    "pandas": {"frames"},
    "jinja2": {"render", "plugin"},
    "markdown": {"render"},
    "nh3": {"render"},
    "babel": {"words"},
    "weasyprint": {"paper"},
    "yaml": {"read", "words", "numerals", "intake"},
    "rich": {"cli", "intake"},
    "duckdb": {"read"},
    "psycopg": {"read"},
    "distributed": {"remote"},
    "fsspec": {"remote"},
    "click": {"cli"},
}

FILES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "generator":
                found.update(f"generator.{alias.name}" for alias in node.names)
            else:
                found.add(node.module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_doors_open_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert not imports(path), "the package itself opens no door"
        return
    behind = CORRIDOR[: CORRIDOR.index(room) + 1]
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "generator" and not rest.startswith("__"):
            assert rest.partition(".")[0] in behind, f"{room} may not import {rest}"
        assert room in ONLY_IN.get(top, {room}), f"{top} is imported in {room}"


def test_every_room_stands_in_the_corridor() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms <= set(CORRIDOR)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_and_modules_stay_short(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert len(path.read_text("utf-8").splitlines()) <= 420
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{node.name} is too long"
