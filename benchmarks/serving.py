"""From the moment a changed file is on the disk until a browser shows it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing

from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.content import Work, said
from benchmarks.measure import Cost
from benchmarks.rounds import Record
from benchmarks.sizes import Size
from benchmarks.tools import Hugo, Tool, hugo_program

PATIENCE = 120_000
"""Milliseconds that a change may take."""
SHOWN = "said => document.body.innerText.replaceAll('\\u00a0', ' ').includes(said)"


def served(size: Size, tools: Sequence[Tool], rounds: int, record: Record) -> None:
    """Each tool's own preview with live reload, one after the other: only one may watch."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for tool in tools:
            page = browser.new_page()
            for cost in _serve(size, tool, page, rounds):
                record("serve", tool.name, cost, None)
            page.close()
        browser.close()


def _serve(size: Size, tool: Tool, page: Page, rounds: int) -> Iterator[Cost]:
    tool.feed(Work(size))
    port = _free_port()
    process = subprocess.Popen(
        _command(tool, port),
        cwd=tool.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        moved = Work(size).moved
        path = f"{size.edition_years[-1]}/chi-tieu/{moved.id}/"
        _open(page, f"http://127.0.0.1:{port}/{path}")
        for number in range(1, rounds + 1):
            time.sleep(1.5)  # a browser asks again only when the reload before is over
            work = Work(size, 100 + number)
            shown = said(work.values(moved)[-1].actual)
            tool.feed(work)
            start = time.perf_counter()
            page.wait_for_function(SHOWN, arg=shown, timeout=PATIENCE, polling=20)
            yield Cost(time.perf_counter() - start, 0, 0, 0)
    finally:
        process.terminate()
        process.wait()


def _command(tool: Tool, port: int) -> list[str]:
    if isinstance(tool, Hugo):
        address = ["--bind", "127.0.0.1", "--port", str(port)]
        return [str(hugo_program()), "server", "--quiet", "--noBuildLock", *address]
    module = ["mkdocs"] if (tool.folder / "docs").is_dir() else ["generator.cli"]
    return [sys.executable, "-m", *module, "serve", "-a", f"127.0.0.1:{port}"]


def _open(page: Page, address: str) -> None:
    """Wait for the first build."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            found = page.goto(address)
            if found is not None and found.ok:
                return
        except Error:
            pass
        if time.monotonic() > end:
            raise RuntimeError(f"{address} never came")
        time.sleep(0.3)


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
