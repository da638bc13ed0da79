"""A publisher may leave parts out: nothing of them is made, and nothing leads to them."""

import re
from pathlib import Path
from posixpath import normpath

import pytest

from tests.example import ROOT, build
from tests.sites import make_site, with_change

PARTS = ("citations", "downloads", "embeds", "cards")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    off = "".join(f"\n      {part}: false" for part in PARTS)
    folder = tmp_path_factory.mktemp("bare") / "site"
    tables = {
        f"data/{name}.csv": (ROOT / f"data/{name}.csv").read_text("utf-8").splitlines()[0] + "\n"
        for name in ("corrections", "redirects")
    }
    make_site(folder, tables | with_change("mkdocs.yml", ("lang: vi", f"lang: vi{off}")))
    return build(folder, "--strict")


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_only_pages_and_the_tables_are_left(bare: Path) -> None:
    assert not [name for name in files(bare) if name.startswith("assets/cards/")]
    beside = {name for name in files(bare) if "chi-tieu/" in name or name.startswith("202")}
    away = (".csv", ".xlsx", ".ods", ".json", ".png", ".bib", ".ris", ".zip", "embed.html")
    assert beside and not [name for name in beside if name.endswith(away)]
    assert not [name for name in beside if name.endswith(".svg") and "chi-tieu" in name]


def test_no_page_leads_to_what_was_left_out(bare: Path) -> None:
    there = files(bare)
    for page in bare.rglob("*.html"):
        uri = page.relative_to(bare).as_posix()
        if uri == "404.html":
            continue
        text = page.read_text("utf-8")
        anchors = set(re.findall(r' id="([^"]+)"', text))
        for target in re.findall(r'(?:href|src)="([^"]*)"', text):
            path, _, anchor = target.partition("#")
            if ":" in path:
                continue
            if path:
                assert normpath(f"{uri}/../{path}") in there, (uri, target)
            elif anchor:
                assert anchor in anchors, (uri, target)


def test_no_page_cites_or_embeds(bare: Path) -> None:
    page = (bare / "2020/chi-tieu/viec-lam/index.html").read_text("utf-8")
    for trace in ("ld+json", "citation_", "trich-dan", "<iframe", "oembed", "og:image", "18.000"):
        assert (trace in page) == (trace == "18.000"), trace
