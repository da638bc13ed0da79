"""Every kind of page, saved by Zotero's own translators: "Embedded Metadata" and "RDF".

npm has them as they were in 2019, the newest that a registry has. Since then RDF has learned that
a data set is a type of its own; the same tag `DC.type` then made an article "type: dataset".
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.checkers import installed, program
from tests.every_page import PAGES
from tests.test_citing import parsed

SAVE = Path(__file__).parent / "npm/zotero/save.js"
HOME = "https://niengiam.example/ben-tre/"
NO_WORK = {"search", "embed", "moved", "withdrawn", "missing"}
"""Kinds of pages that are nobody's source, whatever the language."""
WORKS = {kind: at for kind, at in PAGES.items() if not NO_WORK & set(kind.split())}

NAMES = {"vi": "Dự án niengiam (bản trình diễn)", "en": "niengiam project (demonstration)"}


@pytest.fixture(scope="module")
def saved(every_page: Path) -> dict[str, Any]:
    """What Zotero makes of a page of each kind."""
    modules = installed("zotero/node_modules/zotero-translators/index.js").parent.parent
    pages = [[str(every_page / at), HOME + at.removesuffix("index.html")] for at in WORKS.values()]
    done = subprocess.run(
        [program("node"), str(SAVE), str(modules)],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(WORKS, json.loads(done.stdout), strict=True))


def told(page: Path) -> dict[str, Any]:
    """What the page's JSON-LD says of the page itself: Zotero doesn't read that."""
    root = parsed(page.read_text("utf-8"))
    script = next(item for item in root.iter("script") if item.get("type") == "application/ld+json")
    data: dict[str, Any] = json.loads(script.text or "")
    return next(iter(data.get("@graph", [data])))


@pytest.mark.parametrize("kind", WORKS)
def test_zotero_saves_a_page_of_every_kind(
    saved: dict[str, Any], every_page: Path, kind: str
) -> None:
    item, page = saved[kind], told(every_page / WORKS[kind])
    (author,) = item["creators"]
    language = "vi" if kind == "interview not translated" or "English" not in kind else "en"
    assert item["language"] == page["inLanguage"] == language
    assert author["lastName"] == item["publisher"] == NAMES[language] == page["publisher"]["name"]
    assert not author.get("firstName"), "a body has one name, in one piece"
    assert item["title"] == page["name"]
    assert item["url"] == page["url"]
    path = item["url"].removeprefix(HOME)
    assert (every_page / path / "index.html").is_file(), "an address that opens"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", item["date"])
    assert item["date"] == page.get("datePublished", item["date"])
    assert re.fullmatch(r"\d|\d{4}-\d\d-\d\d", item["versionNumber"])
    assert item["versionNumber"] == page.get("version", item["versionNumber"])
    assert item["abstractNote"]


def test_zotero_knows_reports_data_and_texts_apart(saved: dict[str, Any]) -> None:
    for kind, item in saved.items():
        if "indicator" in kind:
            assert item["extra"] == "type: dataset", kind
        elif "edition" in kind:
            assert (item["itemType"], item["institution"]) == ("report", item["publisher"]), kind
        else:
            assert item["itemType"] == "webpage", kind
    assert saved["corrected edition"]["number"] == "2020-v2"


def test_zotero_keeps_the_address_of_a_frozen_page(saved: dict[str, Any]) -> None:
    assert saved["frozen edition"]["url"] == f"{HOME}2020/"
    assert saved["frozen indicator"]["url"] == f"{HOME}2020/chi-tieu/that-nghiep-thanh-thi/"
    assert saved["corrected edition"]["url"] == f"{HOME}2020-v2/"
    assert saved["frozen indicator in English"]["url"] == saved["frozen indicator"]["url"]
