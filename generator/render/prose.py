"""Markdown of a yearbook, as one Python-Markdown extension.

It puts interviews into sections, names speakers, frames photos, points links at files, cleans all
HTML through one allow-list, and binds `fig:` and `chart:` links to the data.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import normpath
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from generator.binding import Bound
from generator.folding import markdown_slug
from generator.model import Speaker, translation_of
from generator.render.sanitize import sanitize

STANDARD: tuple[str, ...] = ("tables", "attr_list", "sane_lists", "toc", "fenced_code")
"""Extensions of Python-Markdown that every page has."""
CONFIGS = {"toc": {"slugify": markdown_slug, "permalink": False}}

_ANCHOR = re.compile(r'<a((?:\s[\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'(<figure[^>]*>\s*)?<img((?:\s[\w-]+="[^"]*")*)\s*/?>(\s*</figure>)?')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Draft:
    """One page on its way through Markdown: what it is, and what was found in it."""

    uri: str
    """Of the Markdown file, relative to the content folder."""
    speakers: tuple[Speaker, ...] = ()
    is_interview: bool = False
    at: Callable[[str], str] = str
    """The file that a link to a file of the site leads to in the page's language."""
    show_figure: Callable[[str, Markup, str, str], Markup] | None = None
    """(target, text, title, id) -> HTML of a bound figure."""
    show_chart: Callable[[str, str], Markup] | None = None
    """(indicator, alt) -> HTML of a chart."""
    questions: list[tuple[str, str]] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)


class YearbookExtension(Extension):
    """Give it a `draft` before each conversion."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft("index.md")
        self.is_naming = False
        """While the headings get their names."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the steps: on the tree before raw HTML returns, on the text after it."""
        md.treeprocessors.register(_Headings(md, self), "niengiam-headings", 6)
        md.treeprocessors.register(_Structure(md, self), "niengiam-structure", 3)
        md.postprocessors.register(_Finish(md, self), "niengiam-finish", -10)


def convert(body: str, draft: Draft) -> str:
    """A page's Markdown as HTML, without MkDocs around it."""
    extension = YearbookExtension()
    extension.draft = draft
    md = Markdown(extensions=[*STANDARD, extension], extension_configs=CONFIGS)
    return md.convert(body)


class _Headings(Treeprocessor):
    """Before the table of contents, which finishes each heading by itself to name it."""

    def __init__(self, md: Markdown, owner: YearbookExtension) -> None:
        super().__init__(md)
        self.owner = owner

    def run(self, root: Element) -> None:
        self.owner.is_naming = True


class _Structure(Treeprocessor):
    def __init__(self, md: Markdown, owner: YearbookExtension) -> None:
        super().__init__(md)
        self.owner = owner

    def run(self, root: Element) -> None:
        self.owner.is_naming = False
        draft = self.owner.draft
        for paragraph in list(root.iter("p")):
            _frame_photo(paragraph)
        for element in root.iter():
            for name in ("href", "src"):
                if target := element.get(name):
                    element.set(name, page_link(draft.uri, target, draft.at))
        if draft.is_interview:
            _name_speakers(root, draft.speakers)
            _cut_sections(root, draft)


def _frame_photo(paragraph: Element) -> None:
    """A paragraph that is one picture becomes a figure with its caption and credit."""
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return
    image = paragraph[0]
    if image.tag != "img":
        return
    paragraph.tag = "figure"
    if (image.get("src") or "").startswith("chart:"):
        return
    paragraph.set("class", "photo")
    caption, credit = image.attrib.pop("title", ""), image.attrib.pop("credit", "")
    if caption or credit:
        words = SubElement(paragraph, "figcaption")
        words.text = caption + (" " if caption and credit else "")
        if credit:
            SubElement(words, "span", {"class": "credit"}).text = credit
    image.tail = None


def _name_speakers(root: Element, speakers: tuple[Speaker, ...]) -> None:
    """'Ông Phạm Thanh Hùng: ...' becomes a line that names the speaker, and what he says."""
    for index in range(len(root) - 1, -1, -1):
        paragraph = root[index]
        if paragraph.tag != "p":
            continue
        name = _speaker_of(paragraph, speakers)
        if name:
            line = Element("p", {"class": "who"})
            line.text = name
            root.insert(index, line)


def _speaker_of(paragraph: Element, speakers: tuple[Speaker, ...]) -> str:
    first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
    for speaker in speakers:
        opening = f"{speaker.name}:"
        if (paragraph.text or "").startswith(opening):
            paragraph.text = (paragraph.text or "")[len(opening) :].lstrip()
            return speaker.name
        if first is None or first.tag not in ("strong", "em", "b"):
            continue
        said = (first.text or "").strip() + (first.tail or "")[:1]
        if len(first) == 0 and said.startswith(opening):
            tail = first.tail or ""
            paragraph.text = tail.removeprefix(":").lstrip()
            paragraph.remove(first)
            return speaker.name
    return ""


def _cut_sections(root: Element, draft: Draft) -> None:
    """Each `h2` and what follows it becomes a section with the heading's address."""
    section: Element | None = None
    for element in list(root):
        if element.tag == "h2":
            section = Element("section", {"aria-labelledby": element.get("id", "")})
            root.insert(list(root).index(element), section)
            draft.questions.append((element.get("id", ""), "".join(element.itertext())))
        if section is not None:
            root.remove(element)
            section.append(element)


def page_link(uri: str, target: str, at: Callable[[str], str] = str) -> str:
    """A link of a Markdown file as the link of its page: naming the file that is served.

    'index.md' from 2020/phong-van.md is '../index.html'; pictures stay beside the Markdown file.
    `at` leads into the page's language.
    """
    uri = translation_of(uri)[0]
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]|$", target):
        return target
    path, mark, rest = target.partition("#")
    folder = uri.rpartition("/")[0]
    found = normpath(f"{folder}/{path}" if folder else path)
    if found.startswith(".."):
        return ""
    if found.endswith(".md"):
        found = translation_of(found)[0].removesuffix(".md")
        found = found.removesuffix("index").rstrip("/")
        found = f"{found}/index.html" if found else "index.html"
    elif path.endswith("/"):
        found = f"{found}/index.html"
    stem = uri.removesuffix(".md")
    page = f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"
    return "../" * at(page).count("/") + at(found.removeprefix("./")) + mark + rest


class _Finish(Postprocessor):
    def __init__(self, md: Markdown, owner: YearbookExtension) -> None:
        super().__init__(md)
        self.owner = owner

    def run(self, text: str) -> str:
        if self.owner.is_naming:
            return text  # its words alone: a figure would be counted twice, and told in the name
        draft = self.owner.draft
        clean = sanitize(text)
        clean = _ANCHOR.sub(lambda found: _figure(found, draft), clean)
        return _IMAGE.sub(lambda found: _chart(found, draft), clean)


def _figure(found: re.Match[str], draft: Draft) -> str:
    attributes = _attributes(found[1])
    scheme, _, target = attributes.get("href", "").partition(":")
    if scheme != "fig":
        return found[0]
    if draft.show_figure is None:
        return found[2]
    id = f"so-{len(draft.bounds) + 1}"
    text = Markup(found[2])  # noqa: S704 (sanitized above)
    return str(draft.show_figure(target, text, attributes.get("title", ""), id))


def _chart(found: re.Match[str], draft: Draft) -> str:
    attributes = _attributes(found[2])
    scheme, _, target = attributes.get("src", "").partition(":")
    if scheme != "chart":
        return found[0]
    if draft.show_chart is None:
        return ""
    return str(draft.show_chart(target, attributes.get("alt", "")))


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}
