"""Every figure of the example, read back from each of its nine places: one number."""

import csv
import io
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import openpyxl
import pytest

from tests.example import build, copy_example


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("cùng một số")))


SVG = "{http://www.w3.org/2000/svg}svg"


def printed(plain: str, *, english: bool = False) -> str:
    """A plain decimal as a page prints it."""
    whole, _, rest = plain.partition(".")
    sign, whole = ("−" if whole.startswith("-") else ""), whole.lstrip("-")
    groups = f"{int(whole):,}"
    if english:
        return sign + groups + ("." + rest if rest else "")
    return sign + groups.replace(",", ".") + ("," + rest if rest else "")


def has(text: str, number: str) -> bool:
    """The number stands in the text, and isn't a part of a longer one; none may be in words."""
    if number == "0" and re.search(r"không còn|: no\s", text):
        return True
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


@cache
def parsed(path: Path) -> Element:
    root: Element = html5lib.parse(
        path.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False
    )
    return root


def text(element: Element) -> str:
    return "".join(element.itertext())


def row_of(root: Element, anchor: str) -> Element:
    """The row of a table that an address leads to."""
    parents = {child: parent for parent in root.iter() for child in parent}
    found = next(item for item in root.iter() if item.get("id") == anchor)
    while found.tag != "tr":
        found = parents[found]
    return found


def linked_data(root: Element) -> dict[str, dict[str, Any]]:
    """Observations of a page's JSON-LD by their anchor."""
    script = next(item for item in root.iter("script") if item.get("type") == "application/ld+json")
    graph = json.loads(script.text or "")["@graph"]
    return {item["@id"].partition("#")[2]: item for item in graph if item["@type"] == "Observation"}


def said(root: Element, anchor: str) -> list[tuple[str, str]]:
    """(language, sentence) of a figure's citations in the list at the foot."""
    block = next(item for item in root.iter("div") if item.get("data-row") == anchor)
    return [(item.get("lang", "vi"), text(item)) for item in block.iter("dd")]


def check(table: Path) -> int:
    """Every figure of one indicator's page; returns how many there are."""
    stem = table.with_suffix("")
    root = parsed(stem / "index.html")
    record = json.loads(stem.with_suffix(".json").read_text("utf-8"))["figures"]
    sheet = openpyxl.load_workbook(stem.with_suffix(".xlsx")).worksheets[1]
    cells = list(sheet.iter_rows(min_row=2, values_only=True))
    observed = linked_data(root)
    picture = stem.with_suffix(".svg")
    drawn = picture.read_text("utf-8") if picture.exists() else ""
    page = "".join(text(item) for item in root.iter(SVG) if item.get("role") == "img")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    for row, line in zip(rows, cells, strict=True):
        anchor, value = row["anchor"], row["value"]
        assert record[anchor]["value"] == value
        decimals = len(value.partition(".")[2])
        assert f"{line[3]:.{decimals}f}" == value
        names = (anchor, *record[anchor]["aliases"])
        data = next(observed[name] for name in names if name in observed)
        assert value in (data.get("value"), data.get("minValue"), data.get("maxValue"))
        here = row_of(root, anchor)
        assert has(text(here), printed(value)), f"{table}#{anchor}: the table"
        sentences = said(root, anchor)
        assert {language for language, _ in sentences} == {"vi", "en"}
        for language, sentence in sentences:
            number = printed(value, english=language == "en")
            assert has(sentence, number) or has(sentence, printed(value)), f"{table}#{anchor}"
        if f'data-key="{row["year"]}"' in drawn and not row["group"] and row["measure"] == "actual":
            assert has(drawn, value) or has(drawn, printed(value)), f"{picture}#{anchor}"
            assert has(page, printed(value)), f"{table}#{anchor}: the chart in the page"
    return len(rows)


def test_a_number_is_the_same_in_every_place(site: Path) -> None:
    tables = sorted(site.glob("chi-tieu/*.csv")) + sorted(site.glob("20*/chi-tieu/*.csv"))
    counted = sum(check(table) for table in tables)
    book = list(csv.DictReader(io.StringIO((site / "data/observations.csv").read_text("utf-8"))))
    assert counted > len(book), "every row now, and again in each edition that knew it"


def test_english_pictures_and_spreadsheets_tell_the_same_numbers(site: Path) -> None:
    drawn = 0
    for table in sorted(site.glob("chi-tieu/*.csv")) + sorted(site.glob("20*/chi-tieu/*.csv")):
        english = site / "en" / table.relative_to(site)
        sheets = (openpyxl.load_workbook(path.with_suffix(".xlsx")) for path in (table, english))
        here, there = ([row[3:5] for row in book.worksheets[1].values][1:] for book in sheets)
        assert here == there, english
        if not (picture := english.with_suffix(".svg")).exists():
            continue
        said = picture.read_text("utf-8")
        for row in csv.DictReader(io.StringIO(table.read_text("utf-8"))):
            whole = row["measure"] == "actual" and not row["group"]
            if whole and f'data-key="{row["year"]}"' in said:
                drawn += 1
                assert has(said, printed(row["value"], english=True)), f"{picture}#{row['anchor']}"
    assert drawn > 20


@pytest.mark.parametrize(
    ("suffix", "old", "new"),
    [
        (".json", '"value":"18382"', '"value":"18383"'),
        (".csv", "actual,18382", "actual,18381"),
        ("/index.html", ">18.382", ">18.384"),
        ("/index.html", '"value":"18382"', '"value":"18385"'),
        (".svg", "18.382", "18.386"),
    ],
)
def test_a_number_that_differs_in_one_place_is_found(
    site: Path, tmp_path: Path, suffix: str, old: str, new: str
) -> None:
    copy = Path(shutil.copytree(site / "chi-tieu", tmp_path / "chi-tieu"))
    path = Path(f"{copy}/viec-lam{suffix}")
    body = path.read_text("utf-8")
    assert old in body
    path.write_text(body.replace(old, new).replace('data-actual="18382"', ""), "utf-8")
    with pytest.raises(AssertionError):
        check(copy / "viec-lam.csv")
