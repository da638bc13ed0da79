"""Pictures of every kind of page, to be looked at: tests/artifacts/pages/.

They prove one thing by themselves: a page looks the same over http and opened from a folder.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.every_page import PAGES
from tests.serving import serving

pytestmark = pytest.mark.audit

WIDTHS = (320, 768, 1440)
ALBUM = Path(__file__).parent / "artifacts/pages"


def pictures(visit: Any, url: str, scripts: bool) -> dict[str, bytes]:
    """The whole page at every width in both schemes, by the picture's name."""
    page = visit(url, java_script_enabled=scripts).page
    found = {}
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            name = f"{width}-{scheme}{'' if scripts else '-no-scripts'}.png"
            found[name] = page.screenshot(full_page=True, scale="css", caret="hide")
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "missing"])
def test_a_page_looks_the_same_over_http_and_from_a_folder(
    visit: Any, every_page: Path, kind: str, scripts: bool
) -> None:
    album = ALBUM / kind.replace(", ", "-").replace(" ", "-")
    album.mkdir(parents=True, exist_ok=True)
    with serving(every_page) as address:
        served = pictures(visit, address + PAGES[kind], scripts)
    opened = pictures(visit, f"{every_page.as_uri()}/{PAGES[kind]}", scripts)
    for name, picture in served.items():
        (album / name).write_bytes(picture)
        assert picture == opened[name], name
