"""Pages rendered on other machines: by any executor, through one place that all of them reach."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.build import Build
from generator.remote import dask
from generator.remote.crew import Cluster, FarCrew, set_out

__all__ = ["SHARED", "VARIABLE", "FarCrew", "is_wanted", "start"]

VARIABLE = "NIENGIAM_EXECUTOR"
"""Where the workers are called: dask://host:port."""
SHARED = "NIENGIAM_SHARED"
"""The place that all reach; by default a folder in the project."""


def is_wanted() -> bool:
    """Workers elsewhere are to render this build's pages."""
    return bool(os.environ.get(VARIABLE))


def start(
    build: Build, folder: Path, roots: Iterable[Path], wanted: Sequence[int] | None
) -> FarCrew:
    """Set the workers that the environment names to a build's units; raises InputError."""
    shared = os.environ.get(SHARED) or f"file://{build.project.root / '.cache' / 'shared'}"
    address = os.environ[VARIABLE]

    def cluster() -> Cluster:
        return dask.connected(address)

    return set_out(build, folder, cluster, shared, roots, wanted)
