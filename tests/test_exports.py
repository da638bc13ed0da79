"""Downloads: the same number in every format, byte for byte; files that are safe and never vary."""

import csv
import datetime as dt
import hashlib
import html
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from frictionless import Package

from generator import exports
from generator.attainment import judge
from generator.build import Build, prepare
from generator.charts import charts
from generator.charts.breakdown import id_of
from generator.exports import EXPORTS, colours, picture, record, tidy, xlsx
from generator.exports import ods as ods_format
from generator.exports.contract import columns
from generator.exports.sheets import COLUMNS, WIDTHS
from generator.exports.subject import Subject, pictures
from generator.exports.table import harmless
from generator.model import Observation
from generator.pages.common import indicator_uri
from generator.pages.site import Site
from generator.raster import raster
from generator.render.env import environment
from generator.words import LANGUAGES, words
from tests.example import ROOT, loose
from tests.example import build as built
from tests.sites import make_site, with_rows
from tests.test_architecture import ROOT as GENERATOR

DATA = list(csv.DictReader(io.StringIO((ROOT / "data/observations.csv").read_text("utf-8"))))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@cache
def example() -> Build:
    return prepare(loose())


@cache
def made(uri: str) -> bytes:
    return dict(exports.files(example().site))[uri]()


def subjects() -> list[Subject]:
    return list(exports.subjects(example().site))


def named(subject: Subject) -> str:
    return subject.uri("")


each_subject = pytest.mark.parametrize("subject", subjects(), ids=named)


def csv_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def raw_xlsx(body: bytes) -> list[list[str]]:
    """Cells of the data sheet as they stand in its XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        root = ElementTree.fromstring(folder.read("xl/worksheets/sheet2.xml"))
    found = []
    for row in root.iter(f"{MAIN}row"):
        cells = [""] * len(COLUMNS)
        for cell in row:
            place = ord(cell.get("r", "")[0]) - ord("A")
            cells[place] = "".join(cell.itertext())
        found.append(cells)
    return found[1:]


def raw_ods(body: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        assert folder.namelist()[0] == "mimetype"
        root = ElementTree.fromstring(folder.read("content.xml"))
    tables = [node for node in root.iter() if node.tag.endswith("}table")]
    return [
        [
            cell.get(f"{OFFICE}value")
            or cell.get(f"{OFFICE}date-value")
            or "".join(cell.itertext())
            for cell in row
        ]
        for row in tables[1]
        if row.tag.endswith("}table-row")
    ][1:]


# The same number everywhere


@each_subject
def test_csv_holds_the_rows_of_the_data_byte_for_byte(subject: Subject) -> None:
    day = subject.edition.as_of.isoformat() if subject.edition else "9999"
    wanted = [
        list(row.values())
        for row in DATA
        if row["indicator"] == subject.series.indicator.id and row["as_of"] <= day
    ]
    rows = csv_rows(made(subject.uri(".csv")))
    assert sorted(list(row.values())[:-3] for row in rows) == sorted(wanted)
    for row, figure in zip(rows, subject.series.figures, strict=True):
        assert row["anchor"] == figure.anchor
        assert (row["name"], row["unit"]) == (subject.name, subject.series.indicator.unit)


@each_subject
def test_every_format_says_the_same_number(subject: Subject) -> None:
    rows = csv_rows(made(subject.uri(".csv")))
    figures = json.loads(made(subject.uri(".json")))["figures"]
    sheet, ods = raw_xlsx(made(subject.uri(".xlsx"))), raw_ods(made(subject.uri(".ods")))
    assert len(rows) == len(sheet) == len(ods)
    value, upper = COLUMNS.index("value"), COLUMNS.index("upper")
    for row, cells, others in zip(rows, sheet, ods, strict=True):
        said = figures[row["anchor"]]
        assert row["value"] == said["value"] == cells[value] == others[value]
        assert row["upper"] == (said["upper"] or "") == cells[upper] == others[upper]
        assert row["year"] == str(said["year"]) == cells[0] == others[0]
        for alias in said["aliases"]:
            assert figures[alias] == {"same_as": row["anchor"]}
    anchors = {name for name, entry in figures.items() if "same_as" not in entry}
    assert anchors == {row["anchor"] for row in rows}


@each_subject
def test_a_workbook_shows_the_decimals_that_were_given(subject: Subject) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(subject.uri(".xlsx"))))
    front, data = book.worksheets
    rows = csv_rows(made(subject.uri(".csv")))
    for row, cells in zip(rows, data.iter_rows(min_row=2), strict=True):
        cell = cells[COLUMNS.index("value")]
        decimals = len(row["value"].partition(".")[2])
        assert cell.number_format == "#,##0" + ("." + "0" * decimals if decimals else "")
        assert isinstance(cell.value, int | float)
        assert format(cell.value, f".{decimals}f") == row["value"]
        day = cells[COLUMNS.index("as_of")].value
        assert isinstance(day, dt.datetime)
        assert day.date().isoformat() == row["as_of"]
        assert cells[-1].value.startswith(subject.page + "#")
    front_text = [cell.value for line in front.iter_rows() for cell in line]
    wanted = [subject.name, subject.unit, subject.page, subject.license, subject.publisher]
    assert set(wanted) <= set(front_text)


@each_subject
def test_the_picture_draws_the_same_numbers(subject: Subject) -> None:
    offered = dict(exports.files(example().site))
    assert (subject.uri(".svg") in offered) == bool(pictures(subject.series))
    if not pictures(subject.series):
        return
    chart, root = subject.chart(), ElementTree.fromstring(made(subject.uri(".svg")))
    assert chart is not None
    drawn = {
        value
        for node in root.iter()
        for name, values in node.attrib.items()
        if name in ("data-actual", "data-plan", "data-actual-old", "data-plan-old")
        for value in values.split()
    }
    rows = csv_rows(made(subject.uri(".csv")))
    assert drawn
    assert drawn <= {row["value"] for row in rows} | {row["upper"] for row in rows}
    if chart.kind == "time":
        assert drawn >= {row["value"] for row in rows if not row["group"]}
    texts = "".join(root.itertext())
    for _, mark in chart.spec.drawn():
        assert mark.label.split("\u2013")[0] in texts


@each_subject
def test_the_page_says_the_same_number(subject: Subject) -> None:
    build, say = example(), example().site.words.say
    uri = indicator_uri(subject.series.indicator.id, subject.edition)
    page = next(page for page in build.generated() if page.uri == uri)
    text = build.renderer.page(page).decode()
    for figure in subject.series.figures:
        found = re.search(rf'<tr id="{re.escape(figure.anchor)}".*?</tr>', text, re.S)
        row = figure.observation
        said = say.planned_value if row.measure == "plan" else say.value
        if found is None:  # the total of a breakdown stands in the main table
            assert f'id="{figure.anchor}"' in text
            continue
        assert html.escape(said(row, subject.series.indicator)) in found[0]


def test_a_record_has_plan_verdict_vintages_and_permalink() -> None:
    file = json.loads(made("2020/chi-tieu/viec-lam.json"))
    found = file["figures"]["2020-actual"]
    assert found["value"] == "18382" and found["plan"]["value"] == "18000"
    assert found["verdict"]["code"] == "exceeded"
    assert found["verdict"]["formula"] == "18382 / 18000 * 100 = 102.1"
    assert found["verdict"]["percent"]["shown"] == "102.1"
    assert Fraction(found["verdict"]["percent"]["exact"]) == Fraction(18382 * 100, 18000)
    address = "https://niengiam.example/ben-tre/2020/chi-tieu/viec-lam/#2020-actual"
    assert found["permalink"] == address
    assert found["edition"] == {"name": "2020", "version": 1, "year": 2020}
    assert (found["status"], found["obs_status"]) == ("final", "A")
    table = made("2020/chi-tieu/viec-lam.csv")
    digest = hashlib.sha256(table).hexdigest()
    assert file["csv"]["sha256"] == found["csv_sha256"] == digest
    assert file["csv"]["bytes"] == len(table)
    names = [field["name"] for field in file["csv"]["schema"]["fields"]]
    assert ",".join(names) == table.decode().splitlines()[0]


def test_a_record_knows_its_vintages() -> None:
    figures = json.loads(made("chi-tieu/ho-ngheo.json"))["figures"]
    now, old = figures["2020-actual"], figures["2020-actual-2020-08-17"]
    assert [item["value"] for item in now["vintages"]] == ["4", "3.6"]
    assert now["verdict"]["formula"] == "3.6 - 4 = -0.4"
    assert old["replaced_by"] == "2020-actual" and old["verdict"] is None
    assert now["permalink"].endswith("/chi-tieu/ho-ngheo/#2020-actual-2021-01-01")
    assert now["basis"] == {"key": "chuẩn 2016-2020", "name": "Chuẩn nghèo 2016–2020"}


def test_the_fraction_is_the_percent_that_was_judged() -> None:
    for subject in subjects():
        figures = json.loads(record.make(subject))["figures"]
        for figure in subject.series.figures:
            verdict = figures[figure.anchor]["verdict"]
            if not verdict or not verdict["percent"]:
                continue
            plan = subject.series.plan_for(figure.observation)
            found = judge(subject.series.indicator, plan, figure.observation)
            assert found.percent is not None
            exact = Fraction(verdict["percent"]["exact"])
            assert abs(exact - Fraction(found.percent)) < Fraction(1, 10**60)


# Formulas, and numbers of every size

FORMULAS = (
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "+1",
    "-1",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "＝1+1",
    '-5 điểm, "nháy"',
)


def bent(change: Callable[[int, Observation], Observation], count: int) -> Subject:
    """viec-lam with `count` rows, each changed."""
    book = example().site.book
    first = next(row for row in book.observations if row.indicator == "viec-lam")
    rows = tuple(change(number, replace(first, line=number)) for number in range(count))
    site = Site(replace(book, observations=rows))
    return Subject(site, site.view(None).series("viec-lam"), None)


def test_text_that_looks_like_a_formula_is_never_run() -> None:
    def change(number: int, row: Observation) -> Observation:
        return replace(row, year=2001 + number, value=Decimal(-number), note=FORMULAS[number])

    subject = bent(change, len(FORMULAS))
    rows = csv_rows(tidy.make(subject))
    assert [row["note"] for row in rows] == ["'" + text for text in FORMULAS]
    assert [row["value"] for row in rows] == [str(-n) for n in range(len(FORMULAS))]
    data = openpyxl.load_workbook(io.BytesIO(xlsx.make(subject))).worksheets[1]
    for cells, text in zip(data.iter_rows(min_row=2), FORMULAS, strict=True):
        note = cells[COLUMNS.index("note")]
        assert (note.value, note.data_type, note.quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(io.BytesIO(ods_format.make(subject))) as folder:
        content = folder.read("content.xml").decode()
    assert "table:formula" not in content
    assert content.count('office:value-type="float"') == 2 * len(FORMULAS)


def test_only_text_is_neutralised() -> None:
    assert harmless("Ước đạt") == "Ước đạt"
    assert harmless("'=1") == "'=1"
    numbers = [column.name for column in columns("observations") if not column.is_text]
    assert numbers == ["year", "since", "value", "upper"]


def random_numbers(count: int) -> Iterator[Decimal]:
    pick = random.Random(4)
    for _ in range(count):
        digits, decimals = pick.randint(1, 21), pick.randint(0, 9)
        number = Decimal(pick.randrange(10**digits)).scaleb(-decimals)
        yield -number if pick.random() < 0.5 else number


def test_ten_thousand_signed_numbers_stay_exact() -> None:
    numbers = list(random_numbers(10_000))
    start = dt.date(1950, 1, 1)

    def change(number: int, row: Observation) -> Observation:
        return replace(row, as_of=start + dt.timedelta(number), value=numbers[number])

    subject = bent(change, len(numbers))
    wanted = [format(number, "f") for number in numbers]
    assert [row["value"] for row in csv_rows(tidy.make(subject))] == wanted
    value = COLUMNS.index("value")
    book = xlsx.make(subject)
    assert [cells[value] for cells in raw_xlsx(book)] == wanted
    assert [cells[value] for cells in raw_ods(ods_format.make(subject))] == wanted
    data = openpyxl.load_workbook(io.BytesIO(book), read_only=True).worksheets[1]
    for cells, text in zip(data.iter_rows(min_row=2, values_only=True), wanted, strict=True):
        found = cells[value]
        # What a spreadsheet would round is text; a number reads back the same.
        assert found == text or Decimal(repr(found)) == Decimal(text)


# Names, pictures, zips


def test_files_are_named_as_designed_and_once() -> None:
    uris = [uri for uri, _ in exports.files(example().site)]
    assert len(set(uris)) == len(uris)
    assert {"chi-tieu/ho-ngheo.csv", "2020/chi-tieu/ho-ngheo.png", "2023/du-lieu.zip"} <= set(uris)
    assert "data/nien-giam.zip" in uris
    assert "chi-tieu/qua-27-7.csv" in uris and "chi-tieu/qua-27-7.svg" not in uris


def test_every_format_is_named_in_every_language() -> None:
    for language in LANGUAGES:
        strings = words(language).strings
        for key in [format.title for format in EXPORTS] + [f"dl_col_{name}" for name in COLUMNS]:
            assert strings[key]
    assert len(COLUMNS) == len(WIDTHS)


def test_whether_there_is_a_chart_is_told_without_drawing_it() -> None:
    pick = random.Random(7)
    book = example().site.book
    first = book.observations[0]
    for _ in range(300):
        rows = tuple(
            replace(
                first,
                indicator=pick.choice(["viec-lam", "ho-ngheo"]),
                year=pick.randint(2019, 2021),
                since=pick.choice([None, None, 2018]),
                measure=pick.choice(["plan", "actual"]),
                value=Decimal(pick.choice(["4", "4.0", "5"])),
                as_of=dt.date(2022, 1, pick.randint(1, 3)),
                basis=pick.choice(["", "", "a"]),
                by=(by := pick.choice(["", "", "district", "market"])),
                group=by and pick.choice(["Ba Tri", "Chợ Lách"]),
                line=line,
            )
            for line in range(pick.randint(0, 4))
        )
        site = Site(replace(book, observations=rows))
        for id in ("viec-lam", "ho-ngheo"):
            series = site.view(None).series(id)
            told = [id_of(name) if name else "" for name in pictures(series)]
            drawn = [chart.id for chart in charts(series, site.book, site.words)]
            own = [id for id in drawn if id != "bieu-do"] if len(drawn) > 1 else []
            assert told == [""][: len(drawn)] + own


@each_subject
def test_a_picture_stands_alone(subject: Subject) -> None:
    if not pictures(subject.series):
        return
    body = made(subject.uri(".svg")).decode()
    root = ElementTree.fromstring(body)
    chart = subject.chart()
    assert chart is not None
    assert root.get("width") == "1200"
    for node in root.iter():
        assert not {"class", "style", "href"} & set(node.attrib)
        assert not any(value.endswith("%") for name, value in node.attrib.items() if len(name) < 3)
    lines = [node.text or "" for node in root if node.tag.endswith("text")]
    whole = " ".join(lines)
    for wanted in (chart.title, chart.subtitle, chart.caption, subject.page):
        assert wanted in whole
    assert "Nguồn: " in whole
    data = made(subject.uri(".png"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, int(root.get("height", "0")))


def glyph(letters: str) -> bytes:
    return raster(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
        f'<text x="6" y="44" font-size="36" font-family="{html.escape(colours.FONT)}">'
        f"{html.escape(letters)}</text></svg>"
    )


def test_a_picture_names_the_sources_of_what_it_draws_and_no_others(tmp_path: Path) -> None:
    """A breakdown's picture shows its newest year: who published an older one isn't named."""
    groups = [
        f"ra-nuoc-ngoai,{year},,actual,{value},,,final,2022-01-05,,area,{group},{source},"
        for year, source in ((2020, "bao-2020"), (2021, "cuc-2021"))
        for group, value in (("Nông thôn", 40), ("Thành thị", 60))
    ]
    sources = with_rows("sources", "cuc-2021,Sổ liệu,Cục Thử,2022-01-05,,")
    labels = with_rows("labels", "group,Thành thị,Thành thị,Urban")
    root = make_site(tmp_path, with_rows("observations", *groups) | sources | labels)
    files = dict(exports.files(prepare(root).site))
    words_of = "".join(ElementTree.fromstring(files["chi-tieu/ra-nuoc-ngoai.svg"]()).itertext())
    assert "Cục Thử" in words_of
    assert "Báo Thử" not in words_of


def test_each_chart_of_a_page_can_be_downloaded_by_itself(tmp_path: Path) -> None:
    """Plan and result over the years, then its groups: two charts, two pictures, both offered."""
    rows = [
        f"viec-lam,2021,,actual,{value},,,final,2022-01-05,,area,{group},bao-2021,"
        for group, value in (("Nông thôn", 12000), ("Thành thị", 7500))
    ]
    labels = with_rows("labels", "group,Thành thị,Thành thị,Urban")
    build = prepare(make_site(tmp_path, with_rows("observations", *rows) | labels))
    files = dict(exports.files(build.site))
    texts = {
        uri: "".join(ElementTree.fromstring(files[uri]()).itertext())
        for uri in ("chi-tieu/viec-lam.svg", "chi-tieu/viec-lam.area.svg")
    }
    assert ["Nông thôn" in text for text in texts.values()] == [False, True]
    assert ["18.382" in text for text in texts.values()] == [True, False]
    assert all("https://nien-giam.example/chi-tieu/viec-lam/" in text for text in texts.values())
    assert files["chi-tieu/viec-lam.area.png"]().startswith(b"\x89PNG")
    page = next(page for page in build.generated() if page.uri == "chi-tieu/viec-lam/index.html")
    offered = build.renderer.page(page).decode()
    for kind in ("svg", "png"):
        link = f'viec-lam.area.{kind}" download>Biểu đồ theo khu vực, {kind.upper()}</a>'
        assert link in offered
    assert "/chi-tieu/viec-lam.area.svg" in build.listed, "its address is kept"


def test_every_letter_is_drawn() -> None:
    vowels = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    lower = {unicodedata.normalize("NFC", v + m) for v in vowels for m in marks} | {"đ"}
    letters = lower | {letter.upper() for letter in lower} | set("0123456789₫%–−÷×·()/'\"?!")
    for subject in subjects():
        if pictures(subject.series):
            root = ElementTree.fromstring(made(subject.uri(".svg")))
            letters |= set("".join(root.itertext()))
    blanks = {glyph(""), glyph(" "), glyph("\ue000")}
    drawn = {letter: glyph(letter) for letter in letters if letter.strip(" \u00a0\n")}
    assert not [letter for letter, image in drawn.items() if image in blanks]
    assert len(set(drawn.values())) == len(drawn), "two letters look the same: one lost its mark"


def test_colours_are_those_of_the_page() -> None:
    sheet = (GENERATOR.parent / "templates/assets/chart.css").read_text("utf-8")
    site = (GENERATOR.parent / "templates/assets/site.css").read_text("utf-8")
    light = dict(re.findall(r"--(\w+): (#\w+)", site.partition("@media screen")[0]))
    light |= {"paper": colours.PAPER, "halo": colours.PAPER}
    screen = re.sub(r"/\*.*?\*/", "", sheet.partition("The interactive view")[0], flags=re.S)
    seen = set()
    for selector, body in re.findall(r"^  \.(?:ch \.)?([\w.]+) \{ (.*?) \}", screen, re.M):
        rule = dict(part.split(": ", 1) for part in body.strip(" ;").split("; "))
        rule.pop("font-size", None)
        if selector in ("chart", "ch", "spk", "chart figcaption", "s.y", "plot"):
            continue
        name = selector.rpartition(".")[2]
        wanted = {
            {"--halo": "stroke"}.get(key, key): re.sub(
                r"var\(--(\w+)\)", lambda found: light[found[1]], value
            )
            for key, value in rule.items()
        }
        if name in ("wd", "nr"):
            continue
        assert colours.CLASSES[name] == wanted, name
        seen.add(name)
    assert seen == set(colours.CLASSES) - {"ch", "wd"}


@pytest.mark.parametrize("uri", ["2020/du-lieu.zip", "2023/du-lieu.zip", "data/nien-giam.zip"])
def test_a_zip_is_a_valid_data_package(uri: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(uri))) as folder:
        assert folder.namelist() == sorted(folder.namelist())
        assert {item.date_time for item in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        folder.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "message"])
    package: dict[str, Any] = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    csvw = json.loads((tmp_path / "csv-metadata.json").read_text("utf-8"))
    assert csvw["@context"][0] == "http://www.w3.org/ns/csvw"
    described = {table["url"]: table["tableSchema"] for table in csvw["tables"]}
    for item in package["resources"]:
        body = (tmp_path / item["path"]).read_bytes()
        assert item["bytes"] == len(body)
        assert item["hash"] == "sha256:" + hashlib.sha256(body).hexdigest()
        header = body.decode().splitlines()[0].split(",")
        assert header == [column["titles"] for column in described[item["path"]]["columns"]]
        assert header == [field["name"] for field in item["schema"]["fields"]]
        assert item["path"] in (tmp_path / "README.txt").read_text("utf-8")
    assert set(described) == {path.name for path in tmp_path.glob("*.csv")}


def test_a_broken_table_is_seen(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made("2020/du-lieu.zip"))) as folder:
        folder.extractall(tmp_path)
    table = tmp_path / "observations.csv"
    table.write_text(table.read_text("utf-8").replace("18382", "18.382,0"), "utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_tables_of_the_data_page_are_a_valid_package_too(tmp_path: Path) -> None:
    """Also of a site that corrected and moved nothing yet: its contract names no missing file."""
    make_site(tmp_path)
    offered = built(tmp_path) / "data"
    report = Package(str(offered / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "message"])
    assert (offered / "redirects.csv").read_text("utf-8") == "from,to\n"


def test_no_table_of_the_data_page_runs_a_formula(tmp_path: Path) -> None:
    """Numbers keep their sign and their digits; a table without formulas keeps its bytes."""
    formulas = [text for text in FORMULAS if text == text.strip()]
    table = io.StringIO()
    for year, formula in enumerate(formulas, start=2000):
        row = f"von-nha,{year},,actual,-3.050,,,final,2022-01-05,,,,bao-2021".split(",")
        csv.writer(table, lineterminator="\n").writerow([*row, formula])
    make_site(tmp_path, with_rows("observations", table.getvalue().rstrip()))
    offered = built(tmp_path) / "data"
    found, given = (
        csv_rows((folder / "observations.csv").read_bytes())
        for folder in (offered, tmp_path / "data")
    )
    bare = [{**row, "note": row["note"].removeprefix("'")} for row in found]
    assert bare == given
    assert [row["note"] for row in found[-len(formulas) :]] == [f"'{text}" for text in formulas]
    for name in ("indicators.csv", "sources.csv", "labels.csv"):
        assert (offered / name).read_bytes() == (tmp_path / "data" / name).read_bytes()


def test_an_edition_knows_nothing_of_what_came_after() -> None:
    with zipfile.ZipFile(io.BytesIO(made("2020/du-lieu.zip"))) as folder:
        rows = csv_rows(folder.read("observations.csv"))
        assert rows == [row for row in DATA if row["as_of"] <= "2021-01-01"]
        assert "chinhphu-2023-07" not in folder.read("sources.csv").decode()
        assert "Nhật Bản" not in folder.read("labels.csv").decode()
    with zipfile.ZipFile(io.BytesIO(made("data/nien-giam.zip"))) as folder:
        assert csv_rows(folder.read("observations.csv")) == DATA
        for name in ("indicators", "topics", "sources", "labels"):
            path = ROOT / f"data/{name}.csv"
            assert csv_rows(folder.read(f"{name}.csv")) == csv_rows(path.read_bytes())


# Fixed bytes, no work ahead

SUM = """
import hashlib, sys
from pathlib import Path
from generator.build import prepare
from generator.exports import files
found = list(files(prepare(Path("mkdocs.yml")).site))
assert not {"openpyxl", "resvg_py"} & set(sys.modules)
for uri, make in found:
    print(uri, hashlib.sha256(make()).hexdigest())
"""


def test_bytes_are_the_same_in_another_place_and_run() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SUM],
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Ho_Chi_Minh", "1"), ("America/Los_Angeles", "2"))
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") > 200


def test_nothing_is_made_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("generator.pages.site.charts", never)
    monkeypatch.setattr("generator.exports.tidy.csv_bytes", never)
    fresh = Site(example().site.book)  # with no chart drawn yet
    assert len(list(exports.files(fresh))) > 200


def test_the_box_links_to_the_files() -> None:
    site = example().site
    offered = exports.downloads(site, site.view(None).series("viec-lam"))
    box = environment((ROOT / "templates",)).get_template("downloads.html")
    text = box.render(downloads=offered, t=site.words.strings, rel=lambda uri: f"../../{uri}")
    for title, uri in offered:
        assert f'<a href="../../{uri}" download>{title}</a>' in text
    written = {uri for uri, _ in exports.files(site)}
    assert {uri for _, uri in offered} <= written and len(offered) == len(EXPORTS)


def test_an_english_site_has_english_files() -> None:
    book = example().site.book
    site = Site(replace(book, settings=replace(book.settings, language="en")))
    subject = Subject(site, site.view(None).series("viec-lam"), None)
    assert csv_rows(tidy.make(subject))[0]["unit"] == "people"
    data = openpyxl.load_workbook(io.BytesIO(xlsx.make(subject))).worksheets
    assert [sheet.title for sheet in data] == ["About", "Data"]
    assert b"Source: " in picture.make(subject)
