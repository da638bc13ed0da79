"""A site in two languages, as folders: the same pages twice, each whole in its own words."""

import ast
import re
import shutil
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import openpyxl
import pytest
import yaml

from generator.folding import slug
from generator.words import words
from tests.example import ROOT, build, copy_example, run
from tests.sites import make_site, with_change

FIGURE = re.compile(r"(?:.*-)?[0-9]{4}-(?:plan|actual)(?:-.*)?")
WORDS = sorted((ROOT / "generator/words").glob("*/strings.yml"))
SITE_URL = "https://niengiam.example/ben-tre/"


class Doc(HTMLParser):
    """What tests ask of a page: its links, ids, alternates."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.alternates: dict[str, str] = {}
        self.canonical = self.lang = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if id := found.get("id"):
            self.ids.add(id)
        if tag == "html":
            self.lang = found["lang"]
        if tag == "link" and "hreflang" in found:
            self.alternates[found["hreflang"]] = found["href"]
        elif tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        else:
            self.links += [found[name] for name in ("href", "src") if name in found]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy_example(tmp_path_factory.mktemp("example")))


def read(path: Path) -> str:
    """A file with plain blanks alone."""
    return path.read_text("utf-8").replace("\u00a0", " ")


def pages(site: Path) -> dict[str, Doc]:
    return {
        path.relative_to(site).as_posix(): Doc(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def address(uri: str) -> str:
    return SITE_URL + re.sub(r"(^|/)index\.html$", r"\1", uri)


def test_every_page_stands_in_both_languages(site: Path) -> None:
    found = pages(site)
    main = {uri for uri in found if not uri.startswith("en/")}
    assert {uri.removeprefix("en/") for uri in set(found) - main} == main - {"404.html"}
    assert all(found[uri].lang == "vi" for uri in main)
    assert all(found[uri].lang == "en" for uri in set(found) - main)


def test_every_link_of_an_english_page_leads_to_a_page_or_a_figure(site: Path) -> None:
    found = pages(site)
    for uri, page in found.items():
        for link in page.links if uri.startswith("en/") else ():
            parts = urlsplit(urljoin(f"/{uri}", link))
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path).lstrip("/")
            assert (site / target).is_file(), f"{uri}: {link}"
            if parts.fragment:
                assert parts.fragment in found[target].ids, f"{uri}: {link}"


def test_an_english_page_leads_to_english_pages_and_to_files_that_are_there_once(
    site: Path,
) -> None:
    page = Doc((site / "en/2020/chi-tieu/viec-lam/index.html").read_text("utf-8"))
    assert "../../../index.html" in page.links, "home, in English"
    assert "../../../../2020/chi-tieu/viec-lam.csv" in page.links, "data, there once"
    vietnamese = [link for link in page.links if link.endswith(".html") and "../../../../" in link]
    assert set(vietnamese) == {"../../../../2020/chi-tieu/viec-lam/index.html"}


def test_pictures_and_spreadsheets_of_an_english_page_are_english(site: Path) -> None:
    of = "2020/chi-tieu/viec-lam"
    page = Doc((site / f"en/{of}/index.html").read_text("utf-8"))
    for suffix in (".svg", ".png", ".xlsx", ".ods"):
        assert f"../../../{of}{suffix}" in page.links, suffix
        english, vietnamese = ((site / f"{at}{of}{suffix}").read_bytes() for at in ("en/", ""))
        assert english[:4] == vietnamese[:4]
        assert english != vietnamese, suffix
    drawn = read(site / f"en/{of}.svg")
    assert 'lang="en"' in drawn
    assert ">18,382<" in drawn
    assert f"{SITE_URL}en/{of}/" in drawn, "the page that it was taken from"
    for at, head in (("en/", "Value"), ("", "Giá trị")):
        rows = list(openpyxl.load_workbook(site / f"{at}{of}.xlsx").worksheets[1].values)
        assert rows[0][3] == head
        assert [row[3] for row in rows[1:]] == [18000, 18382, 20000]
    made = {path.suffix for path in (site / "en").rglob("chi-tieu/*.*")}
    assert made == {".html", ".xml", ".svg", ".png", ".xlsx", ".ods"}, "data there once"


def test_what_a_moved_page_offered_moves_with_it_in_each_language(tmp_path: Path) -> None:
    two = with_change("mkdocs.yml", ("languages: [vi]", "languages: [vi, en]"))
    moved = {"data/redirects.csv": "from,to\n/chi-tieu/cu/,/chi-tieu/viec-lam/\n"}
    made = build(make_site(tmp_path / "site", {**two, **moved}).parent)
    for at in ("en/", ""):
        for suffix in (".svg", ".xlsx"):
            old, new = (made / f"{at}chi-tieu/{name}{suffix}" for name in ("cu", "viec-lam"))
            assert old.read_bytes() == new.read_bytes()


def test_both_languages_of_a_page_name_each_other(site: Path) -> None:
    found = pages(site)
    for uri, page in found.items():
        for language, href in page.alternates.items():
            assert href.startswith(SITE_URL)
            other = found[re.sub(r"(^|/)$", r"\1index.html", href.removeprefix(SITE_URL))]
            assert other.alternates == page.alternates, f"{uri}, {language}"
        if page.alternates:
            own = page.alternates[page.lang]
            assert own == address(uri), uri
            assert page.canonical in ("", own), uri
            assert page.alternates["x-default"] == page.alternates["vi"]
    named = {
        uri for uri, page in found.items() if set(page.alternates) == {"vi", "en", "x-default"}
    }
    assert {"index.html", "en/index.html", "en/2020/chi-tieu/viec-lam/index.html"} <= named


def test_figures_have_the_same_anchors_in_both_languages(site: Path) -> None:
    found = pages(site)
    for uri, page in found.items():
        if uri.startswith("en/") or uri == "404.html":
            continue
        figures = {id for id in page.ids if FIGURE.fullmatch(id)}
        assert {id for id in found[f"en/{uri}"].ids if FIGURE.fullmatch(id)} == figures, uri


def test_the_register_keeps_english_addresses_too(site: Path) -> None:
    lines = (site.parent / "archive/addresses.txt").read_text("utf-8").splitlines()
    assert "/en/2020/chi-tieu/viec-lam/#2020-actual" in lines
    assert "/en/feed.xml" in lines


def test_one_language_alone_has_neither_folder_nor_links_to_another(tmp_path: Path) -> None:
    build(make_site(tmp_path / "site").parent)
    assert not (tmp_path / "site/site/en").exists()
    html = (tmp_path / "site/site/index.html").read_text("utf-8")
    assert "hreflang" not in html


def test_a_site_with_english_names_speaks_english_unless_told_otherwise(tmp_path: Path) -> None:
    change = with_change("mkdocs.yml", ("      languages: [vi]\n", ""))
    build(make_site(tmp_path / "a", change).parent)
    assert (tmp_path / "a/site/en/chi-tieu/viec-lam/index.html").is_file()


def test_english_may_be_the_main_language(tmp_path: Path) -> None:
    settings = ("languages: [vi]", "languages: [vi, en]"), (": vi\n", ": en\n")
    numbers = ("18.382 người", "18,382 people"), ("102,1%", "102.1%")
    change = with_change("mkdocs.yml", *settings)
    change |= with_change("content/2020/phong-van.md", *numbers)
    site = build(make_site(tmp_path / "a", change).parent)
    assert '<html lang="en">' in (site / "index.html").read_text("utf-8")
    assert '<html lang="vi">' in (site / "vi/index.html").read_text("utf-8")


def test_turning_a_published_language_off_would_lose_its_addresses(tmp_path: Path) -> None:
    change = with_change("mkdocs.yml", ("languages: [vi]", "languages: [vi, en]"))
    config = make_site(tmp_path / "a", change)
    build(config.parent)
    config.write_text(config.read_text("utf-8").replace("[vi, en]", "[vi]"), "utf-8")
    done = run("generator.cli", "build", cwd=config.parent)
    assert done.returncode == 1
    assert "/en/chi-tieu/viec-lam/" in done.stderr


def test_a_translated_page_is_rendered_and_one_that_is_not_says_so(site: Path) -> None:
    told = read(site / "en/2023/den-on-dap-nghia/index.html")
    assert "18,226 people</data>" in told, "a figure in the text, in English form"
    assert "../../../2023/hinh-xay-nha.svg" in told, "the pictures are there once"
    assert "/en/2023/den-on-dap-nghia/" in read(site / "sitemap.xml")

    untold = read(site / "en/2020/phong-van/index.html")
    assert "This page is in Vietnamese only." in untold
    assert 'href="../../../2020/phong-van/index.html"' in untold, "it leads to the original"
    assert "18,382 people" in untold, "the figures of the text, in English"
    assert Doc(untold).alternates == {}, "no search engine is told of a translation"
    assert "/en/2020/phong-van/" not in read(site / "sitemap.xml")
    original = Doc(read(site / "2020/phong-van/index.html"))
    assert original.alternates == {}


class Spoken(HTMLParser):
    """The text of a page that isn't marked as Vietnamese, drawings left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        for name in ("title", "aria-label", "alt", "content"):
            if not self._is_out() and tag != "iframe" and (said := found.get(name)):
                self.text.append(said)
        if tag not in ("meta", "link", "img", "br", "hr", "input", "col"):
            is_out = tag in ("script", "svg") or found.get("data-form") == "bibtex"
            self.open.append((tag, is_out or found.get("lang") == "vi"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_out():
            self.text.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.text).split())

    def _is_out(self) -> bool:
        return any(out for _, out in self.open)


def test_no_english_page_has_a_vietnamese_word_of_the_interface(site: Path) -> None:
    vietnamese, english = words("vi").strings, words("en").strings
    ours = {
        part.strip(" .,:;")
        for key, text in vietnamese.items()
        if text != english[key] and key != "compounds" and not key.startswith("tbl_")
        for part in re.split(r"\{\w+\}", text)
    }
    whole = set(vietnamese.values())
    ours = {part for part in ours if not part.isascii() and (" " in part or part in whole)}
    assert len(ours) > 300
    shape = re.compile("|".join(rf"(?<!\w){re.escape(part)}(?!\w)" for part in sorted(ours)))
    for path in sorted((site / "en").rglob("*.html")):
        html = read(path)
        if "noindex" in html:  # its title is the original's
            html = html.partition("<body>")[2]
        said = Spoken(html).said
        assert not (found := shape.search(said)), f"{path}: {found and found[0]}"


def test_english_pages_write_numbers_and_days_the_english_way(site: Path) -> None:
    said = Spoken(read(site / "en/chi-tieu/viec-lam/index.html")).said
    assert "18,382" in said and "102.1%" in said and "1 January 2021" in said
    for path in sorted((site / "en").rglob("*.html")):
        said = Spoken(read(path)).said
        assert not re.search(r"(?<![\w.,])\d{1,3}\.\d{3}(?! billion)\b(?!\d)", said), path
        assert not re.search(r"\d,\d{1,2}(?!\d)%", said), path


def test_what_nobody_translated_is_marked_as_vietnamese(tmp_path: Path) -> None:
    change = with_change("mkdocs.yml", ("languages: [vi]", "languages: [vi, en]"))
    site = build(make_site(tmp_path / "a", change).parent)
    html = read(site / "en/chi-tieu/ra-nuoc-ngoai/index.html")
    name = "Số lao động đi làm việc ở nước ngoài"
    assert f'<span lang="vi">{name}</span>' in html, "no name_en"
    assert "about 1,500 people" in html
    assert '<span lang="vi">Theo chuẩn đa chiều</span>' in read(
        site / "en/chi-tieu/ho-ngheo/index.html"
    ), "a definition"
    main = read(site / "chi-tieu/ho-ngheo/index.html")
    assert '<span lang="' not in main, "nothing is foreign on a page of the main language"


def test_citations_of_an_english_page_name_the_one_address(site: Path) -> None:
    html = read(site / "en/2020/chi-tieu/viec-lam/index.html")
    main = read(site / "2020/chi-tieu/viec-lam/index.html")
    sentence = "According to niengiam project (demonstration), people helped into work"
    assert sentence in html
    for page in (html, main):
        assert f"{SITE_URL}2020/chi-tieu/viec-lam/#2020-actual" in page
    assert f"{SITE_URL}en/2020/chi-tieu/viec-lam/#2020-actual" not in html
    assert '"inLanguage":"en"' in html and '"inLanguage":"vi"' in main
    assert '<meta name="citation_language" content="en">' in html


def test_feeds_speak_both_languages(site: Path) -> None:
    feed = read(site / "en/feed.xml")
    assert 'xml:lang="en"' in feed and f"{SITE_URL}en/2020/" in feed
    assert "Results for 2020" in feed
    topic = read(site / "en/chi-tieu/viec-lam.xml")
    assert "18,382 people" in topic


def test_no_word_is_said_twice() -> None:
    for path in sorted((ROOT / "generator/words").glob("*/*.yml")):
        keys = [key.value for key, _ in yaml.compose(path.read_text("utf-8")).value]
        assert [key for key in set(keys) if keys.count(key) > 1] == [], path
    every = {path.parent.name: words(path.parent.name).strings for path in WORDS}
    assert every["vi"].keys() == every["en"].keys()


def test_a_third_language_is_a_folder_of_words(tmp_path: Path) -> None:
    """A copy of the program with French, made of English: strings, problems, sentences."""
    program = tmp_path / "program"
    leave = shutil.ignore_patterns("__pycache__")
    for part in ("generator", "templates"):
        shutil.copytree(ROOT / part, program / part, ignore=leave)
    (program / "data").mkdir()
    shutil.copy(ROOT / "data/datapackage.json", program / "data")
    french = program / "generator/words/fr"
    shutil.copytree(ROOT / "generator/words/en", french, ignore=leave)
    for name, old, new in (
        ("strings.yml", "home: Home\n", "home: Accueil\n"),
        ("sentences.py", 'LANGUAGE = "en"', 'LANGUAGE = "fr"'),
    ):
        text = (french / name).read_text("utf-8")
        assert old in text
        (french / name).write_text(text.replace(old, new), "utf-8")

    change = with_change("mkdocs.yml", ("languages: [vi]", "languages: [vi, en, fr]"))
    folder = make_site(tmp_path / "site", change).parent
    site = build(folder, env={"PYTHONPATH": str(program)}) / "fr"
    html = read(site / "2020/chi-tieu/viec-lam/index.html")
    assert '<html lang="fr">' in html and "Accueil" in html
    assert "18\u202f382" in html, "numbers as Babel writes them in that language"
    assert 'lang="vi">Số người được giải quyết việc làm</span>' in html, "no column name_fr"
    assert set(Doc(html).alternates) == {"vi", "en", "fr", "x-default"}
    assert "Câu tiếng Pháp" in read(folder / "site/2020/chi-tieu/viec-lam/index.html")


READERS = {
    "generator/annotate/cues.py": "reads prose: words beside numbers",
    "generator/intake": "reads Vietnamese articles and tables",
    "generator/starter": "what a new site begins with",
    "generator/cli/starter.py": "asks for what a new site begins with",
    "generator/read/settings.py": "the main language where none is set",
    "generator/report.py": "the main language where settings can't be read",
    "generator/model.py": "the language of columns without a suffix",
    "generator/exports/contract.py": "the contract's own texts, and their language",
    "generator/exports/describe.py": "the contract's own texts, and their language",
    "generator/numerals": "reads numbers in prose, by a folder of tables for each language",
}
"""Where else than in words/ a language may be named, and why."""


def test_no_code_outside_of_words_asks_which_language_it_is() -> None:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("generator/words/", *READERS)):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Constant) and node.value in ("vi", "en")
            assert not named, f"{name}:{getattr(node, 'lineno', 0)}"


def test_addresses_fold_every_vietnamese_letter() -> None:
    assert slug("Đường đi, đến Đồng Đăng") == "duong-di-den-dong-dang"
    for plain, letters in {
        "a": "aàảãáạăằẳẵắặâầẩẫấậ",
        "e": "eèẻẽéẹêềểễếệ",
        "i": "iìỉĩíị",
        "o": "oòỏõóọôồổỗốộơờởỡớợ",
        "u": "uùủũúụưừửữứự",
        "y": "yỳỷỹýỵ",
        "d": "dđ",
    }.items():
        for letter in letters + letters.upper():
            for form in ("NFC", "NFD"):
                assert slug(unicodedata.normalize(form, letter)) == plain, letter
