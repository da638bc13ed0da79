"""Atom feeds, sitemap and robots.txt: valid, dated by the data, the same bytes each time."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from generator import build, extras
from generator.extras import sitemap
from generator.extras.atom import NAMESPACE
from generator.extras.feeds import MOST
from generator.figures import View
from generator.pages.site import Site
from tests.example import loose
from tests.sites import OBSERVATIONS_HEADER, with_change, with_rows

ATOM = f"{{{NAMESPACE}}}"
MAP = f"{{{sitemap.NAMESPACE}}}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
NO_URL = ("site_url: https://nien-giam.example/\n", "")

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def example() -> build.Build:
    return build.prepare(loose())


def pages_of(made: build.Build) -> list[str]:
    return [page.uri for page in (*made.authored.values(), *made.generated())]


def files(made: build.Build) -> dict[str, bytes]:
    """Every text file; the cards have their own tests."""
    found = extras.files(made.site, pages_of(made))
    return {uri: make() for uri, make in found if not uri.endswith(".png")}


def feeds(made: build.Build) -> dict[str, ElementTree.Element]:
    return {
        uri: ElementTree.fromstring(body)
        for uri, body in files(made).items()
        if uri.endswith(".xml") and not uri.startswith("sitemap")
    }


def texts(element: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(ATOM + name)]


def check_rules(uri: str, root: ElementTree.Element) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    for once in ("id", "title", "updated", "author"):
        assert len(root.findall(ATOM + once)) == 1, (uri, once)
    assert (root.findtext(f"{ATOM}author/{ATOM}name") or "").strip()
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(ids), uri
    for entry in entries:
        for once in ("id", "title", "updated", "published", "summary"):
            assert len(entry.findall(ATOM + once)) == 1, (uri, once)
            assert (entry.findtext(ATOM + once) or "").strip()
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
    for element in (root, *entries):
        assert re.match(r"https?://|tag:", element.findtext(f"{ATOM}id") or "")
    days = texts(root, "updated")
    assert all(INSTANT.fullmatch(day) for day in days)
    assert days[1:] == sorted(days[1:], reverse=True), "newest first"
    assert not entries or days[0] == days[1]
    assert len(entries) <= MOST


def test_feeds_follow_the_rules(example: build.Build) -> None:
    found = feeds(example)
    topics = {f"chi-tieu/{topic}.xml" for topic in example.site.book.topics}
    assert set(found) == {"feed.xml", "dinh-chinh/feed.xml"} | topics
    for uri, root in found.items():
        check_rules(uri, root)
        own = root.find(f"{ATOM}link[@rel='self']")
        assert own is not None
        assert own.get("href") == example.site.book.settings.site_url + uri


def test_editions_and_interviews_are_told(example: build.Build) -> None:
    root = feeds(example)["feed.xml"]
    ids = texts(root, "id")
    base = example.site.book.settings.site_url
    for edition in example.site.book.published:
        assert f"{base}{edition.name}/" in ids
        for talk in edition.interviews:
            assert f"{base}{talk.address}" in ids


def test_every_entry_leads_to_a_figure_that_is_there(example: build.Build) -> None:
    site = example.site
    for uri, root in feeds(example).items():
        if not uri.startswith("chi-tieu/"):
            continue
        for entry in root.iter(f"{ATOM}entry"):
            path, _, anchor = (entry.findtext(f"{ATOM}id") or "").partition("#")
            indicator = path.rstrip("/").rpartition("/")[2]
            figure = site.view(None).series(indicator).figure(anchor)
            assert figure is not None, anchor
            row = figure.observation
            assert anchor.endswith(row.as_of.isoformat())
            assert (entry.findtext(f"{ATOM}updated") or "").startswith(row.as_of.isoformat())
            said = str(site.words.say.value(row, site.book.indicators[indicator]))
            title = entry.findtext(f"{ATOM}title") or ""
            assert (
                said in title
                or site.words.say.planned_value(row, site.book.indicators[indicator]) in title
            )


def test_an_entry_never_changes(site: Make) -> None:
    """A later vintage is a new entry; the old one keeps its id and its words."""
    before = feeds(build.prepare(site()))["chi-tieu/viec-lam.xml"]
    later = "viec-lam,2020,,{},{},,,final,2023-01-01,,,,bao-2021,"
    changed = with_rows("observations", later.format("plan", 9000), later.format("actual", 18500))
    after = feeds(build.prepare(site(changed)))["chi-tieu/viec-lam.xml"]

    def entries(root: ElementTree.Element) -> dict[str, bytes]:
        return {
            entry.findtext(f"{ATOM}id") or "": ElementTree.tostring(entry)
            for entry in root.iter(f"{ATOM}entry")
        }

    old, new = entries(before), entries(after)
    assert old.items() <= new.items()
    assert len(new) == len(old) + 2


def test_corrections_are_told(site: Make) -> None:
    row = "2022-03-01,2020,2,viec-lam,value,2020,actual,,,,18283,18382,Đảo chữ số"
    header = "date,edition,version,indicator,field,year,measure,by,group,basis,old,new,reason"
    made = build.prepare(site({"data/corrections.csv": f"{header}\n{row}\n"}))
    root = feeds(made)["dinh-chinh/feed.xml"]
    check_rules("dinh-chinh/feed.xml", root)
    (entry,) = root.findall(f"{ATOM}entry")
    text = entry.findtext(f"{ATOM}summary") or ""
    said = text.replace("\xa0", " ")
    assert "18.283 người" in said and "18.382 người" in said and "Đảo chữ số" in said
    assert (entry.findtext(f"{ATOM}updated") or "").startswith("2022-03-01")
    assert "/dinh-chinh/#2022-03-01-2020-v2-viec-lam" in (entry.findtext(f"{ATOM}id") or "")


def test_drafts_stay_out(site: Make) -> None:
    changed = with_change("content/2021/index.md", ("status: published", "status: draft"))
    made = build.prepare(site(changed), drafts=True)
    assert made.site.book.edition(2021)
    assert not any("/2021/" in id for id in texts(feeds(made)["feed.xml"], "id"))


def test_at_most_fifty(site: Make) -> None:
    rows = "".join(
        f"viec-lam,{year},,actual,{year},,,final,{year + 1}-01-01,,,,bao-2020,\n"
        for year in range(1950, 2020)
    )
    data = f"{OBSERVATIONS_HEADER}\n{rows}"
    made = build.prepare(site({"data/observations.csv": data, "content/2020/phong-van.md": None}))
    root = feeds(made)["chi-tieu/viec-lam.xml"]
    assert len(root.findall(f"{ATOM}entry")) == MOST
    assert (root.findtext(f"{ATOM}updated") or "").startswith("2020-01-01")


def test_without_the_sites_address(site: Make) -> None:
    made = build.prepare(site(with_change("mkdocs.yml", NO_URL)))
    found = files(made)
    assert "sitemap.xml" not in found
    assert found["robots.txt"] == b"User-agent: *\nAllow: /\n"
    known = set(pages_of(made)) | {"dinh-chinh/index.html"}
    for uri, root in feeds(made).items():
        check_rules(uri, root)
        assert (root.findtext(f"{ATOM}id") or "").startswith("tag:niengiam.invalid,2000:")
        base = root.get("{http://www.w3.org/XML/1998/namespace}base", "")
        for link in root.iter(f"{ATOM}link"):
            start = urljoin(f"https://x/{uri}", base)
            target = urljoin(start, link.get("href")).removeprefix("https://x/")
            assert target.partition("#")[0] in known


def test_the_same_bytes_again(example: build.Build) -> None:
    again = build.Build(example.loaded, Site(example.site.book), example.renderer)
    assert files(example) == files(again)


def test_text_of_any_kind_stays_xml(site: Make) -> None:
    title = "Kết quả <năm> & ]]> '2020'"
    changed = with_change("content/2020/index.md", ("Kết quả năm 2020", f'"{title}"'))
    root = feeds(build.prepare(site(changed)))["feed.xml"]
    assert title in texts(root, "title")


def test_the_head_names_the_feeds(example: build.Build) -> None:
    render, book = example.renderer.render, example.site.book
    home = render("feeds.html", "index.html", {})
    assert 'href="feed.xml"' in home and 'href="dinh-chinh/feed.xml"' in home
    context = {"indicator": book.indicators["ho-ngheo"]}
    page = render("feeds.html", "chi-tieu/ho-ngheo/index.html", context)
    assert re.findall(r'href="([^"]+)"', page) == [
        "../../feed.xml",
        "../../dinh-chinh/feed.xml",
        "../../chi-tieu/giam-ngheo.xml",
    ]
    catalogue = render("feeds.html", "chi-tieu/index.html", {})
    assert catalogue.count("<link") == 2 + len(book.topics)


def listed(example: build.Build) -> list[tuple[str, str]]:
    """Every page that a sitemap should name, in each language that it has words in."""
    site = example.site
    return [
        (uri, language)
        for uri in filter(sitemap.is_listed, pages_of(example))
        for language in site.languages_of(uri)
    ]


def test_the_sitemap_lists_every_page_with_the_date_of_its_data(example: build.Build) -> None:
    site = example.site
    root = ElementTree.fromstring(files(example)["sitemap.xml"])
    found = {
        url.findtext(f"{MAP}loc") or "": url.findtext(f"{MAP}lastmod")
        for url in root.iter(f"{MAP}url")
    }
    base = site.book.settings.site_url
    assert len(found) == len(listed(example))
    assert all(address.startswith(base) and "index.html" not in address for address in found)
    edition = site.book.editions[0]
    assert found[f"{base}{edition.name}/"] == edition.published.isoformat()
    assert found[f"{base}{edition.name}/chi-tieu/viec-lam/"] == edition.published.isoformat()
    rows = View(site.book).series("ho-ngheo").observations
    assert found[f"{base}chi-tieu/ho-ngheo/"] == max(row.as_of for row in rows).isoformat()
    assert found[f"{base}gioi-thieu/"] is None, "no date in the data says when it changed"


def test_a_corrected_version_has_the_date_of_its_data(site: Make) -> None:
    """It keeps the day on which its edition came out, which is long before it was there."""
    change = (
        "published: 2021-01-01\nas_of: 2021-01-01",
        "published: 2021-01-01\nas_of: 2022-03-01",
    )
    built = build.prepare(site(with_change("content/2020/index.md", change)))
    root = ElementTree.fromstring(files(built)["sitemap.xml"])
    found = {
        url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in root.iter(f"{MAP}url")
    }
    base = built.site.book.settings.site_url
    assert found[f"{base}2020/"] == "2022-03-01"
    for page in ("", "dinh-chinh/", "tim-kiem/", "so-sanh/"):
        assert found[base + page] == "2022-01-05", page


def test_light_pages_and_the_missing_one_are_not_listed() -> None:
    assert sitemap.is_listed("2020/index.html")
    for uri in ("404.html", "chi-tieu/a/embed.html", "chi-tieu/a.csv"):
        assert not sitemap.is_listed(uri)


def test_a_sitemap_of_many_pages_comes_in_parts(
    example: build.Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 10)
    uris = pages_of(example)
    found = {uri: make() for uri, make in sitemap.files(example.site, uris)}
    parts = [uri for uri in found if uri.startswith("sitemap-")]
    shown = [
        url.text for part in parts for url in ElementTree.fromstring(found[part]).iter(f"{MAP}loc")
    ]
    assert len(shown) == len(set(shown)) == len(listed(example))
    index = ElementTree.fromstring(found["sitemap.xml"])
    assert index.tag == f"{MAP}sitemapindex" and len(list(index)) == len(parts)


def test_robots_lets_everyone_in(example: build.Build) -> None:
    text = files(example)["robots.txt"].decode()
    assert "Disallow" not in text
    assert f"Sitemap: {example.site.book.settings.site_url}sitemap.xml" in text
