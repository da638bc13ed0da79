"""The report on paper: the site's figures, whole letters, tags, bookmarks, the same bytes."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pypdf
import pypdfium2
import pytest

from generator import paper
from generator.words import words
from tests.example import build, copy_example, run, tree
from tests.sites import BASE, make_site, with_change

pytestmark = pytest.mark.skipif(
    paper.missing() is not None, reason=f"can't print here: no {paper.missing()}"
)
YEAR = "2020"
PDF_SITE = {"mkdocs.yml": str(BASE["mkdocs.yml"]) + "      pdf: true\n"}


def pages_by_pypdf(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def pages_by_pdfium(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


READERS: tuple[Callable[[Path], list[str]], ...] = (pages_by_pypdf, pages_by_pdfium)
both_readers = pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)


def squeezed(text: str) -> str:
    """Without blanks: where a line ends on paper says nothing."""
    return re.sub(r"\s", "", text)


def body_of(pages: list[str]) -> str:
    """The text without running heads and feet, which stand last on each page."""
    return squeezed("".join("\n".join(page.splitlines()[:-2]) for page in pages))


def said(element: Element) -> str:
    return squeezed("".join(element.itertext()))


def page_of(path: Path) -> Element:
    parsed: Element = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    return parsed


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its site built and the report of one edition printed beside it."""
    folder = copy_example(tmp_path_factory.mktemp("pdf"))
    build(folder)
    done = run("generator.cli", "pdf", YEAR, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "the printer has nothing to complain about"
    return folder


@pytest.fixture(scope="module")
def report(example: Path) -> Path:
    return example / f"bao-cao-{YEAR}.pdf"


def rows_of_site(site: Path) -> Iterator[str]:
    """Each row of an edition's tables of figures as its page shows it: period, value, status.

    `site` is the edition's folder.
    """
    for path in sorted((site / "chi-tieu").glob("*/index.html")):
        for table in page_of(path).iter("table"):
            kind = table.get("class", "").split()
            for row in table.iter("tr"):
                cells = list(row)
                if row.get("id") and "obs" in kind:
                    day = cells[3]
                    day.remove(day[0])
                    tail = "".join(day.itertext())
                    yield "".join(said(cell) for cell in cells[:3]) + squeezed(tail)
                elif row.get("id") and "parts" in kind:
                    yield said(cells[0]) + said(cells[1])


@both_readers
def test_every_figure_stands_in_the_report_as_on_the_site(
    example: Path, report: Path, read: Callable[[Path], list[str]]
) -> None:
    printed = body_of(read(report))
    rows = list(rows_of_site(example / "site" / YEAR))
    tables = (example / "site" / YEAR / "chi-tieu").glob("*.csv")
    in_data = sum(len(path.read_text("utf-8").splitlines()) - 1 for path in tables)
    assert len(rows) == in_data > 20
    assert [row for row in rows if row not in printed] == []


@both_readers
def test_each_language_has_its_report(
    example: Path, tmp_path: Path, read: Callable[[Path], list[str]]
) -> None:
    target = tmp_path / "report.pdf"
    done = run("generator.cli", "pdf", YEAR, "--lang", "en", "-o", str(target), cwd=example)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    document: Any = pypdf.PdfReader(target)
    assert document.trailer["/Root"]["/Lang"] == "en"
    printed = body_of(read(target))
    rows = list(rows_of_site(example / "site" / "en" / YEAR))
    assert len(rows) == len(list(rows_of_site(example / "site" / YEAR)))
    assert [row for row in rows if row not in printed] == []
    assert squeezed("Every figure of this report comes from the table") in printed


@both_readers
def test_results_and_plans_ahead_stand_in_the_report(
    example: Path, report: Path, read: Callable[[Path], list[str]]
) -> None:
    printed = body_of(read(report))
    page = page_of(example / "site" / YEAR / "index.html")
    values = [said(cell) for cell in page.iter("td") if "val" in cell.get("class", "").split()]
    assert len(values) > 10
    assert [value for value in values if value not in printed] == []


@both_readers
def test_an_interview_is_whole_to_the_letter(
    example: Path, report: Path, read: Callable[[Path], list[str]]
) -> None:
    pages = read(report)
    assert all(unicodedata.is_normalized("NFC", page) for page in pages)
    assert "\ufffd" not in "".join(pages)
    printed = body_of(pages)
    page = page_of(example / "site" / YEAR / "phong-van" / "index.html")
    talk = next(node for node in page.iter("article"))
    for hint in [node for node in talk.iter() if node.get("class") == "fig"]:
        hint.remove(hint[1])
    sentences = [
        squeezed(sentence)
        for paragraph in talk.iter("p")
        if paragraph.get("class") is None
        for sentence in re.split(r"(?<=[.;]) ", "".join(paragraph.itertext()))
    ]
    assert len(sentences) > 15
    assert [sentence for sentence in sentences if sentence not in printed] == []


def test_every_letter_is_seen(report: Path) -> None:
    """In charts too, no ground or halo lies over letters: each has ink where it stands."""
    scale, hidden, seen = 3, [], 0
    with pypdfium2.PdfDocument(report) as document:
        for page in document:
            drawn = page.render(scale=scale, grayscale=True).to_numpy()
            words = page.get_textpage()
            text = words.get_text_range()
            for place in range(words.count_chars()):
                letter = words.get_text_range(place, 1)
                if not letter.strip():
                    continue
                left, bottom, right, top = (edge * scale for edge in words.get_charbox(place))
                rows = slice(int(len(drawn) - top) - 1, int(len(drawn) - bottom) + 2)
                seen += 1
                if drawn[rows, int(left) - 1 : int(right) + 2].min() > 150:
                    hidden.append((letter, text[max(0, place - 20) : place + 20]))
    assert seen > 10_000
    assert hidden == []


def structure(node: Any) -> Iterator[Any]:
    """Every element of the tree of tags."""
    node = node.get_object()
    if not isinstance(node, pypdf.generic.DictionaryObject) or "/S" not in node:
        return
    yield node
    for child in node.get("/K", []):
        yield from structure(child)


def test_the_report_is_tagged_for_screen_readers(example: Path, report: Path) -> None:
    root: Any = pypdf.PdfReader(report).trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    tags = [tag for top in root["/StructTreeRoot"]["/K"] for tag in structure(top)]
    kinds = {tag["/S"] for tag in tags}
    wanted = {"H1", "H2", "H3", "P", "L", "LI", "Table", "TR", "TH", "TD", "Caption", "Figure"}
    assert {f"/{kind}" for kind in wanted} <= kinds
    told = {squeezed(tag["/Alt"]) for tag in tags if tag["/S"] == "/Figure"}
    assert all("/Alt" in tag for tag in tags if tag["/S"] == "/Figure")
    for path in (example / "site" / YEAR / "chi-tieu").glob("*/index.html"):
        for drawing in page_of(path).iter("svg"):
            if drawing.get("role") == "img":
                assert squeezed(drawing.get("aria-label", "")) in told, path


def outline(entries: Any, level: int = 1) -> Iterator[tuple[int, Any]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, level + 1)
        else:
            yield level, entry


def test_bookmarks_and_contents_lead_to_the_pages_they_name(example: Path, report: Path) -> None:
    document, pages = pypdf.PdfReader(report), pages_by_pypdf(report)
    found = [
        (level, squeezed(entry.title), (document.get_destination_page_number(entry) or 0) + 1)
        for level, entry in outline(document.outline)
    ]
    strings = words("vi").strings
    chapters = [title for level, title, _ in found if level == 1]
    for key in ("pdf_contents", "pdf_summary", "pdf_indicators", "sources", "pdf_cite"):
        assert squeezed(strings[key]) in chapters
    contents = {
        squeezed(name): int(page)
        for name, page in re.findall(r"^(.+?)[ .]{3,}(\d+)$", pages[1], flags=re.M)
    }
    indicators = [(title, page) for level, title, page in found if level == 3]
    assert len(indicators) == len(list((example / "site" / YEAR / "chi-tieu").glob("*.csv")))
    for title, page in indicators:
        assert contents[title] == page
        assert title in squeezed(pages[page - 1])
    for number, page in enumerate(pages[1:], 2):
        assert page.split()[-1] == str(number)


def test_only_our_font_is_inside_and_nothing_of_the_machine(report: Path) -> None:
    document = pypdf.PdfReader(report)
    names = set()
    for page in document.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].get_object().values():
            whole = font.get_object()
            names.add(whole["/BaseFont"].partition("+")[2])
            inner = whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in inner or "/FontFile3" in inner
            assert "/ToUnicode" in whole
    assert names
    assert all(name.startswith("Source-Sans-Pro") for name in names), names
    info: Any = document.metadata
    assert info.creation_date.date().isoformat() == "2021-01-01"
    assert info.modification_date == info.creation_date
    assert info.author == "Dự án niengiam (bản trình diễn)"
    assert str(report.parent).encode() not in report.read_bytes()


def test_the_report_names_the_hash_of_the_editions_table(example: Path, report: Path) -> None:
    import hashlib
    from zipfile import ZipFile

    with ZipFile(example / "site" / YEAR / "du-lieu.zip") as data:
        digest = hashlib.sha256(data.read("observations.csv")).hexdigest()
    assert digest in body_of(pages_by_pdfium(report))


def test_the_bytes_hang_on_the_edition_alone(report: Path, tmp_path: Path) -> None:
    """Another hour, locale, hash seed, folder, and no drawing kept from before."""
    folder = copy_example(tmp_path / "elsewhere")
    other = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "NIENGIAM_CACHE": str(tmp_path / "new"),
        "SOURCE_DATE_EPOCH": "86400",
    }
    done = run("generator.cli", "pdf", YEAR, "-o", "x.pdf", cwd=folder, env=other)
    assert done.returncode == 0, done.stderr
    assert (folder / "x.pdf").read_bytes() == report.read_bytes()


def test_a_site_offers_the_report_of_each_edition_that_is_out(tmp_path: Path) -> None:
    draft = with_change("content/2021/index.md", ("status: published", "status: draft"))
    make_site(tmp_path / "a", {**PDF_SITE, **draft})
    site = build(tmp_path / "a")
    assert [path.parent.name for path in site.glob("*/bao-cao.pdf")] == ["2020"]
    links = [a for a in page_of(site / "2020" / "index.html").iter("a") if "download" in a.attrib]
    assert "../2020/bao-cao.pdf" in [link.get("href") for link in links]
    done = run("generator.cli", "pdf", "2020", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    printed = (tmp_path / "a" / "bao-cao-2020.pdf").read_bytes()
    assert printed == (site / "2020" / "bao-cao.pdf").read_bytes()
    before = tree(site)
    done = run("mkdocs", "build", "-q", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert tree(site) == before


def test_a_site_in_two_languages_offers_a_report_in_each(tmp_path: Path) -> None:
    two = PDF_SITE["mkdocs.yml"].replace("languages: [vi]", "languages: [vi, en]")
    make_site(tmp_path / "a", {"mkdocs.yml": two})
    freeze(tmp_path / "a")
    site = build(tmp_path / "a")
    for year in ("2020", "2021"):
        page = site / "en" / year / "index.html"
        offered = [a.get("href") for a in page_of(page).iter("a") if "download" in a.attrib]
        assert f"../{year}/bao-cao.pdf" in offered
        printed = page.with_name("bao-cao.pdf").read_bytes()
        assert printed.startswith(b"%PDF")
        assert printed != (site / year / "bao-cao.pdf").read_bytes()
        done = run("generator.cli", "pdf", year, "--lang", "en", cwd=tmp_path / "a")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "a" / f"bao-cao-{year}-en.pdf").read_bytes() == printed


def test_a_language_that_the_site_has_not_is_no_report(tmp_path: Path) -> None:
    make_site(tmp_path / "a", PDF_SITE)
    done = run("generator.cli", "pdf", YEAR, "--lang", "en", cwd=tmp_path / "a")
    assert done.returncode == 2
    assert "Trang này không có bản tiếng Anh" in done.stderr


def inks(path: Path) -> set[bytes]:
    """Every colour that is drawn with: red, green and blue, each up to 1."""
    pages = (page.get_contents() for page in pypdf.PdfReader(path).pages)
    drawn = b"".join(page.get_data() for page in pages if page is not None)
    return set(re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG|scn|SCN)\b", drawn))


def test_a_report_is_in_the_colour_of_its_body(tmp_path: Path) -> None:
    theme, own = b"0.043137 0.309804 0.423529", b"0.031373 0.231373 0.419608"
    for colour in ("", '      colour: "#083b6b"\n'):
        config = make_site(tmp_path / "a")
        config.write_text(config.read_text("utf-8") + colour, "utf-8")
        done = run("generator.cli", "pdf", YEAR, cwd=config.parent)
        assert done.returncode == 0, done.stderr
        found = inks(config.parent / f"bao-cao-{YEAR}.pdf")
        assert ((theme in found), (own in found)) == (not colour, bool(colour))


def test_no_report_is_made_unless_it_is_asked_for(tmp_path: Path) -> None:
    make_site(tmp_path / "a")
    site = build(tmp_path / "a")
    assert not list(site.rglob("*.pdf"))
    assert "bao-cao.pdf" not in (site / "2020" / "index.html").read_text("utf-8")


def test_a_draft_says_so_on_its_cover(tmp_path: Path) -> None:
    draft = with_change("content/2021/index.md", ("status: published", "status: draft"))
    make_site(tmp_path / "a", draft)
    done = run("generator.cli", "pdf", "2021", "-o", "out/nhap.pdf", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    cover = pages_by_pdfium(tmp_path / "a" / "out" / "nhap.pdf")[0]
    assert squeezed(words("vi").strings["edition_is_draft"]) in squeezed(cover)


def freeze(folder: Path, *more: str) -> None:
    done = run("generator.cli", "freeze", YEAR, "--date", "2021-03-01", *more, cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_frozen_edition_keeps_the_report_that_it_was_frozen_with(tmp_path: Path) -> None:
    config = make_site(tmp_path / "a", PDF_SITE)
    freeze(tmp_path / "a")
    before = (build(tmp_path / "a") / YEAR / "bao-cao.pdf").read_bytes()
    assert before.startswith(b"%PDF")
    config.write_text(PDF_SITE["mkdocs.yml"].replace("Niên giám thử", "Niên giám mới"))
    assert (build(tmp_path / "a") / YEAR / "bao-cao.pdf").read_bytes() == before
    done = run("generator.cli", "pdf", YEAR, cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a" / "bao-cao-2020.pdf").read_bytes() == before


def test_a_corrected_edition_is_printed_in_its_newest_version(tmp_path: Path) -> None:
    make_site(tmp_path / "a")
    freeze(tmp_path / "a")
    page = tmp_path / "a" / "content" / YEAR / "index.md"
    page.write_text(page.read_text("utf-8").replace("Ấn bản đầu tiên.", "Ấn bản đã sửa."), "utf-8")
    freeze(tmp_path / "a", "--correct", "Lời văn viết nhầm")
    done = run("generator.cli", "pdf", "2020-v2", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "the pictures are found"
    pages = pages_by_pdfium(tmp_path / "a" / "bao-cao-2020-v2.pdf")
    assert "phiênbản2" in squeezed(pages[0])
    assert "Ấnbảnđãsửa." in squeezed("".join(pages))
    done = run("generator.cli", "pdf", YEAR, cwd=tmp_path / "a")
    assert done.returncode == 2
    assert words("vi").strings["pdf_no_text"].format(name=YEAR) in " ".join(done.stderr.split())


def test_links_lead_inside_or_to_an_address_that_is_there(example: Path, report: Path) -> None:
    document = pypdf.PdfReader(report)
    inside, outside = set(), set()
    for page in document.pages:
        for link in page.get("/Annots", []):
            action = link.get_object()
            if "/Dest" in action:
                inside.add(str(action["/Dest"]))
            else:
                outside.add(str(action["/A"]["/URI"]))
    assert inside <= set(document.named_destinations)
    assert any(name.startswith("viec-lam.") for name in inside), "a figure leads to its row"
    assert outside
    assert all(re.match(r"https?://", address) for address in outside), outside
    own = [item for item in outside if item.startswith("https://niengiam.example/ben-tre/")]
    assert own
    for address in own:
        path, _, anchor = address.removeprefix("https://niengiam.example/ben-tre/").partition("#")
        page = example / "site" / path / ("index.html" if path.endswith("/") else "")
        assert page.is_file(), address
        assert not anchor or f'id="{anchor}"' in page.read_text("utf-8")


def test_an_unknown_edition_is_told_with_those_there_are(tmp_path: Path) -> None:
    make_site(tmp_path / "a")
    done = run("generator.cli", "pdf", "1999", cwd=tmp_path / "a")
    assert done.returncode == 2
    assert "2020, 2021" in done.stderr


def test_a_picture_from_outside_the_content_is_not_printed(tmp_path: Path) -> None:
    """A drawing that names another file shows nothing of it."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">BIMAT</text></svg>')
    spying = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90">'
        f'<image href="{secret.as_uri()}" width="90" height="90"/><text y="40">THAY</text></svg>'
    )
    make_site(tmp_path / "a", {"content/2020/hinh.svg": spying})
    done = run("generator.cli", "pdf", "2020", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    text = "".join(pages_by_pdfium(tmp_path / "a" / "bao-cao-2020.pdf"))
    assert "THAY" in text
    assert "BIMAT" not in text


LACKING = {
    "weasyprint": "raise ModuleNotFoundError('weasyprint')",
    "pango": "raise OSError(\"cannot load library 'libpango-1.0-0'\")",
}


@pytest.mark.parametrize("lacking", LACKING)
def test_what_printing_lacks_is_said_in_a_line(tmp_path: Path, lacking: str) -> None:
    config = make_site(tmp_path / "a", PDF_SITE)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "weasyprint.py").write_text(LACKING[lacking])
    root = Path(__file__).parent.parent
    without = {"PYTHONPATH": f"{tmp_path / 'lib'}:{root}"}
    done = run("generator.cli", "pdf", "2020", cwd=config.parent, env=without)
    assert done.returncode == 1
    assert "libpango-1.0-0 libpangoft2-1.0-0" in done.stderr
    assert ("niengiam[pdf]" in done.stderr) is (lacking == "weasyprint")
    assert len(done.stderr.splitlines()) == 1
    line = 1 + config.read_text().splitlines().index("      pdf: true")
    done = run("generator.cli", "build", cwd=config.parent, env=without)
    assert done.returncode == 1
    assert f"mkdocs.yml:{line}:1: pdf-{lacking}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (config.parent / "site").exists()
