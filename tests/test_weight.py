"""What a page costs a reader: limits in requests and bytes, measured in Chromium."""

from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser

from tests.every_page import PAGES
from tests.serving import serving
from tests.weigh import weigh

pytestmark = pytest.mark.xdist_group("browser")

COMPLETE, ENHANCED = 30_000, 60_000
"""Bytes on the wire of an indicator's page: text, chart and table; with all that scripts add."""
HERE = {kind: path for kind, path in PAGES.items() if kind not in ("missing", "moved")}
"""Without the page that links to its published address alone, and the one that leads on at once."""

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"


@pytest.mark.parametrize("kind", HERE)
def test_a_page_is_light_and_the_interactive_view_waits_to_be_asked(
    chromium: Browser, every_page: Path, kind: str
) -> None:
    with serving(every_page) as address:
        weight = weigh(chromium, address + HERE[kind])
    assert weight.blocking == 2
    assert weight.enough <= COMPLETE
    assert weight.whole <= ENHANCED
    assert not [file for file in weight.files if "plotly" in file]
    assert all(file.startswith(address) for file in weight.files)


@pytest.mark.parametrize("kind", ["home", "edition", "interview", "indicator, dots", "search"])
def test_a_page_is_seen_after_two_requests(chromium: Browser, every_page: Path, kind: str) -> None:
    painted = Event()
    asked = []

    def hold(name: str) -> None:
        asked.append(name)
        if len(asked) > 1 and not name.endswith(".css"):
            painted.wait(60)

    with serving(every_page, wait=hold) as address:
        page = chromium.new_page()
        try:
            page.goto(address + HERE[kind], wait_until="commit")
            # Whatever else the page names hasn't come, and it is seen all the same.
            page.wait_for_function(PAINTED)
            assert sum(name.endswith(".css") for name in asked) == 1
        finally:
            painted.set()
            page.close()
