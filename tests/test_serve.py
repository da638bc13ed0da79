"""The preview reloads when data, content or templates change."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.example import copy_example


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        text = str(answer.read().decode())
    return re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)  # the server's own reloader


@pytest.fixture(params=["niengiam", "mkdocs"])
def preview(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = copy_example(tmp_path / "site")
    port = free_port()
    module = {"niengiam": "generator.cli", "mkdocs": "mkdocs"}[request.param]
    process = subprocess.Popen(
        [sys.executable, "-m", module, "serve", "-a", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    address = f"http://127.0.0.1:{port}/ben-tre/"
    try:
        wait_for(lambda: get(address), lambda text: "<h1" in text)
        yield folder, address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def wait_for(ask, is_right, seconds: float = 30) -> str:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while True:
        try:
            text = ask()
            if is_right(text):
                return str(text)
        except OSError:
            pass
        assert time.monotonic() < end, "the change was never shown"
        time.sleep(0.05)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_changes_are_shown(preview: tuple[Path, str]) -> None:
    folder, address = preview
    page = address + "chi-tieu/nha-sua-chua/index.html"
    assert re.search(r"65\s*căn", get(page))
    change(
        folder / "data/observations.csv",
        "nha-sua-chua,2020,,actual,65",
        "nha-sua-chua,2020,,actual,66",
    )
    change(folder / "content/2020/phong-van.md", "[65 căn]", "[66 căn]")
    wait_for(lambda: get(page), lambda text: re.search(r"66\s*căn", text))
    change(folder / "content/gioi-thieu.md", "title:", "title: Trang đã đổi #")
    wait_for(lambda: get(address + "gioi-thieu/index.html"), lambda text: "Trang đã đổi" in text)
    change(folder / "templates/base.html", "<body", "<body data-doi='x'")
    wait_for(lambda: get(page), lambda text: "data-doi" in text)


def test_a_mistake_keeps_the_last_good_preview(preview: tuple[Path, str]) -> None:
    folder, address = preview
    page = address + "chi-tieu/nha-sua-chua/index.html"
    good = get(page)
    change(folder / "data/observations.csv", "actual,65", "actual,sáu lăm")
    time.sleep(2)
    assert get(page) == good
