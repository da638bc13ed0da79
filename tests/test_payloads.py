"""Text of data and prose can't become script: every payload in every slot, in a parsed DOM."""

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator import build as story
from generator.problems import InputError
from generator.render.prose import Draft, convert
from tests.example import copy_example

LINES = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
PAYLOADS = [line for line in LINES if line and not line.startswith("# One")]
HEAVY = {
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "form",
    "input",
    "textarea",
    "select",
    "frameset",
    "frame",
    "style",
    "foreignobject",
    "animate",
    "set",
    "template",
    "marquee",
    "keygen",
    "video",
    "audio",
    "math",
    "isindex",
    "portal",
    "noscript",
}
OWN = "https://example.org/x/"
"""The site's own address: 404 alone links through it."""
LEADS_ON = re.compile(r"0; url=(?:\.\./)*(?:[a-z0-9-]+/)*index\.html")
"""What a page at an old address may say: a page of the same site, and nothing but letters."""
FIELDS = {"<input>", "<select>"}
"""Of the theme's own filters, choices and search: they send nothing anywhere."""
EMPTY_HASH = "sha256-47DEQpj8HBSa"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def yaml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def poisoned(folder: Path, payload: str) -> Path:
    """The smallest site that has every text slot, each filled with the payload."""
    cell, word = quoted(payload), yaml_text(payload)
    changed = quoted(f"{payload} x")
    one_line = yaml_text(f"{payload} x")
    files = {
        "mkdocs.yml": f"site_name: {one_line}\nsite_url: https://example.org/x/\n"
        f"docs_dir: content\nplugins:\n  - niengiam:\n      publisher: {one_line}\n"
        f"      place: {one_line}\n      notice: {one_line}\n",
        "data/topics.csv": f"topic,name,name_en\nt,{cell},{cell}\n",
        "data/indicators.csv": "indicator,name,name_en,unit,unit_en,decimals,direction,topic,"
        f"part_of,definition\na,{cell},{cell},{quoted(payload[:60])},{quoted(payload[:60])},0,up,t,,"
        f"{cell}\nb,{cell},{cell},%,%,2,down,t,a,{cell}\n",
        "data/sources.csv": "source,title,publisher,published,url,note\n"
        f"s,{cell},{cell},2021-01-01,https://example.org/,{cell}\n",
        "data/labels.csv": f"kind,key,name,name_en\nby,area,{cell},{cell}\n"
        f"group,g,{cell},{cell}\nbasis,k,{cell},{cell}\nbasis,k2,{cell},{cell}\n",
        "data/observations.csv": "indicator,year,since,measure,value,upper,bound,status,as_of,"
        f"basis,by,group,source,note\na,2020,,plan,5,,,final,2021-01-01,,,,s,{cell}\n"
        f"a,2020,,actual,7,,,final,2020-12-01,,,,s,{cell}\n"
        f"a,2020,,actual,6,,,final,2021-01-01,,,,s,{cell}\n"
        f"a,2020,,actual,4,,,final,2021-01-01,,area,g,s,{cell}\n"
        f"a,2021,,plan,9,,,final,2021-01-01,,,,s,{cell}\n"
        f"b,2019,,actual,2,,,estimate,2021-01-01,k,,,s,{cell}\n"
        f"b,2020,,actual,3,,,estimate,2021-01-01,k2,,,s,{cell}\n"
        f"b,2020,,plan,1,1.5,,final,2021-01-01,k2,,,s,{cell}\n",
        "data/corrections.csv": "date,edition,version,indicator,field,year,measure,by,group,basis,"
        f"old,new,reason\n2021-02-01,2020,2,a,definition,,,,,,{cell},{changed},{cell}\n"
        f"2021-02-01,2020,2,,,,,,,,x,{cell},{cell}\n",
        "data/redirects.csv": "from,to\n/2020/cu/,/2020/pv/\n/2020/#cu,/2020/pv/#cau-1\n",
        "content/index.md": f"---\ntitle: {word}\nlede: {word}\n---\n{payload}\n\n## {payload}\n",
        "content/2020/index.md": f"---\nedition: 2020\ntitle: {word}\nlede: {word}\n"
        f"published: 2021-01-01\nas_of: 2021-01-01\nlicense: {word}\ncontact: {word}\n"
        f"publisher: {word}\ndescription: {word}\n---\n{payload}\n",
        "content/2020/pv.md": f"---\ntype: interview\ntitle: {word}\nlede: {word}\nsource: s\n"
        f"speakers: [{{id: x, name: {one_line}, role: {word}}}]\ndescription: {word}\n---\n"
        f"{payload} x: {payload}\n\n## {payload}\n\n- {payload}\n\n> {payload}\n\n"
        f"[{payload}](fig:a/2020 'x')\n\n[6](fig:a/2020 {quoted_title(payload)})\n\n"
        f"| {payload} | b |\n|---|---|\n| {payload} | 1 |\n\n![](chart:b)\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def quoted_title(payload: str) -> str:
    return "'" + payload.replace("'", "’") + "'"


def pages(folder: Path) -> dict[str, str]:
    """Every page of the site as text."""
    build = story.prepare(folder / "mkdocs.yml")
    found, bodies = {}, story.bodies(build)
    for each in build.all:
        for page in each.generated():
            found[each.site.at(page.uri)] = each.renderer.page(page).decode()
        for uri, page in each.authored.items():
            draft = story.draft_of(each, uri)
            html = story.finished(each, uri, draft, convert(bodies[uri], draft))
            found[each.site.at(page.uri)] = html
    return found


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """What the theme itself puts into each page: the fields of its filters, say."""
    site = pages(poisoned(tmp_path_factory.mktemp("lành"), "một chữ"))
    return {uri: Counter(active(parsed(html))) for uri, html in site.items()}


def active(root: Element) -> list[str]:
    """What in a parsed page could run, fetch from elsewhere or change its address."""
    found = []
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in HEAVY:
            found.append(f"<{tag}>")
        if tag == "script":
            kind = element.get("type", "")
            source = element.get("src", "").removeprefix(OWN)
            data = kind in ("application/json", "application/ld+json") and not source
            own = not kind and "assets/" in source and ":" not in source and "//" not in source
            if data:
                json.loads("".join(element.itertext()))
            if not (data or own) or (own and "".join(element.itertext()).strip()):
                found.append(f"<script {kind} {source}>")
        kind = element.get("http-equiv", "Content-Security-Policy").lower()
        leads_on = kind == "refresh" and LEADS_ON.fullmatch(element.get("content", ""))
        if tag == "meta" and kind != "content-security-policy" and not leads_on:
            found.append("<meta http-equiv>")
        for name, value in element.attrib.items():
            plain = "".join(value.split()).lower().removeprefix(OWN)
            name = str(name).rpartition("}")[2].lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "srcset"):
                found.append(f"{tag}[{name}]")
            if name in ("href", "src", "data", "action", "background", "poster"):
                scheme = plain.partition(":")[0] if ":" in plain.split("/")[0] else ""
                if scheme not in ("", "http", "https", "mailto", "tel"):
                    found.append(f"{tag}[{name}={value}]")
                if plain.startswith(("//", "\\")):
                    found.append(f"{tag}[{name}={value}]")
                canonical = tag == "link" and element.get("rel") in ("canonical", "alternate")
                if tag != "a" and scheme and not canonical:
                    found.append(f"{tag}[{name}={value}]")
    return found


def parsed(html: str) -> Element:
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def policies(root: Element) -> list[str]:
    return [
        element.get("content", "")
        for element in root.iter("meta")
        if element.get("http-equiv") == "Content-Security-Policy"
    ]


def test_the_theme_brings_fields_and_nothing_else(own: dict[str, Counter[str]]) -> None:
    assert len(own) > 20, "in both languages"
    assert {kind for found in own.values() for kind in found} <= FIELDS


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_slot_stays_text(
    tmp_path: Path, own: dict[str, Counter[str]], payload: str
) -> None:
    try:
        site = pages(poisoned(tmp_path, payload))
    except InputError as refused:
        refused_links = {
            item.code.startswith(("link-", "figure-")) for item in refused.problems.errors()
        }
        assert refused_links == {True}
        return
    assert len(site) > 8
    for uri, html in site.items():
        root = parsed(html)
        assert not Counter(active(root)) - own[uri], uri
        assert len(policies(root)) == 1, uri
        assert EMPTY_HASH in policies(root)[0], uri
        assert len(list(root.iter("main"))) == 1, f"{uri}: the payload closed the page's frame"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_alone_is_clean(payload: str) -> None:
    shapes = [
        payload,
        f"## {payload}",
        f"*{payload}*",
        f"- {payload}",
        f"[{payload}](x.md)",
        f"[x]({payload})",
        f"![{payload}](x.png)",
        f"![x](x.png {quoted(payload)})",
        f"<p>{payload}</p>",
        f"| a | {payload} |\n|---|---|\n| {payload} | b |",
        f"![x](x.png){{credit={quoted(payload)}}}",
        f"![](chart:{payload})",
        f"[x](fig:{payload})",
    ]
    for shape in shapes:
        html = convert(shape, Draft("2020/x.md", is_interview=True))
        root = parsed(f"<!doctype html><body>{html}</body>")
        assert not active(root), shape


def test_a_source_may_not_lead_to_script(tmp_path: Path) -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://x/",
        'https://x/"onclick=',
        " javascript:alert(1)",
        "https:evil",
    ):
        folder = copy_example(tmp_path / f"{abs(hash(address))}")
        path = folder / "data/sources.csv"
        path.write_text(path.read_text("utf-8") + f"x,X,X,,{quoted(address)},\n", "utf-8")
        with pytest.raises(InputError) as refused:
            story.prepare(folder / "mkdocs.yml")
        assert {item.code for item in refused.value.problems} >= {"cell-pattern"}
