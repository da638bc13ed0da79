"""The example's editions, frozen and built again in many worlds: the same bytes in each."""

from pathlib import Path

import pytest

from generator.freezing.rebuild import ELSEWHERE, rebuild
from tests.example import build, copy_example, run

WORLDS = [
    {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "NIENGIAM_WORKERS": workers}
    for zone, locale, seed, workers in (
        ("Asia/Ho_Chi_Minh", "vi_VN.UTF-8", "0", "2"),
        ("America/St_Johns", "C", "1", "1"),
        ("UTC", "tr_TR.UTF-8", "77", "3"),
        ("Pacific/Apia", "POSIX", "4294967295", "2"),
        ("Europe/Dublin", "de_DE.UTF-8", "12", "1"),
    )
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with both its editions frozen, in a copy."""
    place = copy_example(tmp_path_factory.mktemp("lưu"))
    build(place)
    for year in ("2020", "2023"):
        done = run("generator.cli", "freeze", year, "--date", "2026-11-24", cwd=place)
        assert done.returncode == 0, done.stderr
    return place


@pytest.mark.audit
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world["TZ"])
def test_an_edition_is_the_same_in_every_world(folder: Path, world: dict[str, str]) -> None:
    for year in ("2020", "2023"):
        found = rebuild(folder / f"archive/{year}.zip", world={**ELSEWHERE, **world})
        assert found.is_same, found
