"""Workers of a Dask cluster: dask://host:port is the address of its scheduler."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn
from urllib.parse import urlsplit

from generator.problems import InputError, Problems
from generator.remote.errand import Errand, let_go, likeness

ADDRESS = re.compile(r"dask://([^\s/:@]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})/?")
PATIENCE = 30
"""Seconds until the scheduler must have answered, and have a worker."""


@dataclass(frozen=True)
class Dask:
    """A cluster that was reached."""

    name: str
    client: Any
    executor: Executor

    def size(self) -> int:
        """How many worker processes it has now."""
        return len(self.client.nthreads())

    def close(self, errand: Errand) -> None:
        """Workers forget the build; the connection ends."""
        with contextlib.suppress(Exception):  # the scheduler may be gone: all is well without it
            self.client.run(let_go, errand, on_error="ignore")
        with contextlib.suppress(Exception):
            self.client.close(timeout=PATIENCE)


def connected(address: str) -> Dask:
    """The cluster under an address that ADDRESS matches; raises InputError."""
    if find_spec("distributed") is None or find_spec("fsspec") is None:
        _refuse("executor-package", address)
    distributed: Any = import_module("distributed")  # half of it bears types
    for handler in logging.getLogger("distributed").handlers:
        handler.setLevel(logging.CRITICAL + 1)  # what went wrong is told in the officer's words
    scheduler = address.replace("dask://", "tcp://").rstrip("/")
    try:
        _knock(address)
        client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        _refuse("executor-unreachable", address, error)
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        _refuse("executor-workers", address, error)
    if foreign := _foreign(client):
        client.close()
        _refuse("executor-differs", foreign)
    return Dask(address, client, client.get_executor(pure=False))


def _knock(address: str) -> None:
    """Raises OSError at once where Dask would try until its patience ends."""
    parts = urlsplit(address)
    socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE).close()


def _foreign(client: Any) -> str:
    """Address of a process whose niengiam isn't ours; '' where all are alike.

    The scheduler has to know it too: shares pass through its hands.
    """

    def look() -> str:  # goes there by value, so that one without niengiam can answer
        try:
            from generator.remote.errand import likeness
        except ImportError:
            return ""
        return likeness()

    if not client.run_on_scheduler(look):
        return str(client.scheduler.address)
    found = client.run(look, on_error="ignore")
    return next((str(name) for name in sorted(found) if found[name] != likeness()), "")


def _refuse(code: str, address: str, error: Exception | None = None) -> NoReturn:
    problems = Problems()
    problems.add(code, address)
    raise InputError(problems) from error
