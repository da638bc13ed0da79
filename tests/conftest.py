"""What every test may use."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.sites import make_site

# Drawings are kept for all the small sites of a run; a cache is by content, so nothing goes stale.
os.environ.setdefault("NIENGIAM_CACHE", str(Path(tempfile.gettempdir()) / "niengiam-drawings"))

# The same inputs in every run; a folder used again for every input is meant.
settings.register_profile(
    "ours",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("ours")

Site = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Makes small sites: `site({"data/topics.csv": ...})` returns the path of its mkdocs.yml."""
    made = 0

    def make(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        nonlocal made
        made += 1
        return make_site(tmp_path / f"site-{made}", files)

    return make
