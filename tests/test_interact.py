"""What scripts add to a page: charts by keyboard, tables in order, filters, comparisons."""

import gzip
import re
from pathlib import Path

import pytest

from tests.example import build, copy_example

WHOLE, ENHANCED = 30_000, 60_000
"""Bytes over the wire: a page that is complete, and with all that scripts add."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("trang động")))


def loaded(page: Path, pattern: str) -> list[Path]:
    """Files of the site that a page's head names."""
    found = re.findall(pattern, page.read_text("utf-8").replace("\n", " "))
    return [(page.parent / name).resolve() for name in found]


def wire(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_two_requests_before_a_page_is_seen_and_few_bytes(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        styles = loaded(page, r'<link rel="stylesheet" href="([^"]+)"')
        scripts = loaded(page, r'<script src="([^"]+)" defer')
        text = page.read_text("utf-8")
        assert text.count("<script src") == len(scripts), f"{page}: a script that waits for nobody"
        assert len(styles) == 1, page
        if page.name != "404.html":  # its links are those of the published site
            assert wire(page, *styles) < WHOLE, page
            assert wire(page, *styles, *scripts) < ENHANCED, page
