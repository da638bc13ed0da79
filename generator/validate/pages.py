"""Heads of Markdown pages, and what their links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from generator.model import (
    Edition,
    Interview,
    Prose,
    Settings,
    Speaker,
    Translation,
    translation_of,
)
from generator.problems import Problems
from generator.read.content import Content
from generator.read.front_matter import Page
from generator.validate.keys import KEYS
from generator.validate.schema import nearest

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = frozenset(
    "chi-tieu luu-tru dinh-chinh so-sanh tim-kiem data en vi assets archive search".split()
)
"""First parts of addresses that the program itself fills."""
OF_EDITION = ("chi-tieu", "thay-doi")  # the same below an edition's address


@dataclass(frozen=True)
class Checked:
    """The pages of a site, checked, and the edition of each year (drafts too)."""

    editions: tuple[Edition, ...]
    pages: Mapping[str, Prose]
    translations: Mapping[tuple[str, str], Translation]


def check_pages(
    content: Content,
    settings: Settings,
    known: Mapping[str, frozenset[str]],
    problems: Problems,
) -> Checked:
    """Read every head; `known` holds the ids of indicators and sources."""
    checker = _Heads(content, settings, known, problems)
    editions: dict[int, Edition] = {}
    interviews: list[Interview] = []
    pages: dict[str, Prose] = {}
    checker.addresses()
    for page in content.originals:
        year, name = _year_and_name(page.uri)
        if year is not None and name == "":
            if edition := checker.edition(page, year):
                editions[year] = edition
        elif page.meta.get("type") == "interview" or year is not None:
            if interview := checker.interview(page, year, name):
                interviews.append(interview)
        elif prose := checker.prose(page):
            pages[page.uri] = prose
    checker.indexes()
    translations = dict(checker.translations(interviews))
    return Checked(
        tuple(
            replace(
                edition,
                interviews=tuple(item for item in interviews if item.edition == edition.year),
            )
            for _, edition in sorted(editions.items())
        ),
        pages,
        translations,
    )


@dataclass(frozen=True)
class _Heads:
    content: Content
    settings: Settings
    known: Mapping[str, frozenset[str]]
    problems: Problems

    def edition(self, page: Page, year: int) -> Edition | None:
        meta = self.meta(page, "edition")
        if meta is None:
            return None
        if meta["edition"] != year:
            self.add("edition-folder", page, "edition", edition=meta["edition"], folder=year)
            return None
        return Edition(
            year=year,
            path=page.uri,
            title=meta["title"],
            lede=meta.get("lede", ""),
            published=meta["published"],
            as_of=meta["as_of"],
            status=meta.get("status", "published"),
            publisher=meta.get("publisher", "") or self.settings.publisher,
            license=meta.get("license", ""),
            contact=meta.get("contact", ""),
            indicators=tuple(meta.get("indicators", ())),
            body=page.body,
            body_line=page.body_line,
        )

    def interview(self, page: Page, year: int | None, name: str) -> Interview | None:
        if year is None or "/" in name:
            self.problems.add("interview-place", page.path, page.lines.get("type", 1), 1)
            return None
        meta = self.meta(page, "interview")
        if meta is None:
            return None
        return Interview(
            edition=year,
            slug=name,
            path=page.uri,
            title=meta["title"],
            lede=meta.get("lede", ""),
            date=meta.get("date"),
            speakers=tuple(Speaker(**speaker) for speaker in meta.get("speakers", ())),
            source=meta.get("source", ""),
            photo=meta.get("photo", ""),
            body=page.body,
            body_line=page.body_line,
        )

    def prose(self, page: Page) -> Prose | None:
        meta = self.meta(page, "page")
        if meta is None:
            return None
        return Prose(
            page.uri,
            meta["title"],
            meta.get("lede", ""),
            meta.get("description", ""),
            page.body,
            page.body_line,
        )

    def addresses(self) -> None:
        """The address that its file gives a page may be had, and is no other page's."""
        owners: dict[str, Page] = {}
        for page in self.content.originals:
            for part in address_of(page.uri).split("/"):
                if part and not SLUG.fullmatch(part):
                    self.problems.add("page-name", page.path, 0, 0, name=part)
            if _is_reserved(address_of(page.uri)):
                self.problems.add("page-reserved", page.path, 0, 0, name=page.uri)
            owner = owners.setdefault(address_of(page.uri), page)
            if owner is not page:
                self.problems.add("page-twice", page.path, 0, 0, other=owner.path)
        for uri in sorted(self.content.files):
            if _is_reserved(uri):
                self.problems.add("page-reserved", self.place(uri), 0, 0, name=uri)

    def indexes(self) -> None:
        """Every site has a first page, every interview an edition; a broken one is told already."""
        told = {problem.path for problem in self.problems}
        if self.content.path in told:
            return
        uris = {page.uri for page in self.content.originals}
        if "index.md" not in uris and self.place("index.md") not in told:
            self.problems.add("file-missing", self.place("index.md"))
        for page in self.content.originals:
            year, name = _year_and_name(page.uri)
            index = f"{year}/index.md"
            if year and name and index not in uris and self.place(index) not in told:
                self.problems.add("edition-no-index", page.path, 0, 0, year=year)

    def translations(
        self, interviews: Iterable[Interview]
    ) -> Iterator[tuple[tuple[str, str], Translation]]:
        """Pages in other languages, each by the path of its original and its language."""
        uris = {page.uri for page in self.content.originals}
        talks = {talk.path: talk for talk in interviews}
        for page in self.content.translations:
            path, language = translation_of(page.uri)
            if path not in uris or language == self.settings.language:
                code = "translation-alone" if path not in uris else "translation-main"
                self.problems.add(code, page.path, 0, 0, original=path, language=language)
                continue
            year, name = _year_and_name(path)
            kind = "page" if year is None else "interview" if name else "edition"
            meta = self.meta(page, f"translated {kind}")
            if meta is not None:
                told = self._translation(page, meta, talks.get(path))
                yield (path, language), told

    def _translation(
        self, page: Page, meta: Mapping[str, Any], talk: Interview | None
    ) -> Translation:
        speakers = tuple(Speaker(**speaker) for speaker in meta.get("speakers", ()))
        known = [speaker.id for speaker in talk.speakers] if talk else []
        for index, speaker in enumerate(speakers):
            if talk and speaker.id not in known:
                near = nearest(speaker.id, known)
                self.add(
                    "translation-speaker", page, "speakers", index, value=speaker.id, hint=near
                )
        texts = {
            key: meta.get(key, "")
            for key in ("title", "lede", "description", "publisher", "license", "contact")
        }
        return Translation(
            path=page.uri,
            speakers=speakers,
            body=page.body,
            body_line=page.body_line,
            **texts,
        )

    def place(self, uri: str) -> str:
        """A file of the content folder as problems name it."""
        return f"{self.content.path}/{uri}"

    def add(
        self, code: str, page: Page, key: str, item: int | None = None, **values: object
    ) -> None:
        """Tell a problem of a key, or of one item of its list."""
        line = page.lines.get(key, 1)
        if item is not None:
            line = page.lines.get(f"{key}[{item}]", line)
        self.problems.add(code, page.path, line, 1, key=key, **values)

    def meta(self, page: Page, kind: str) -> dict[str, Any] | None:
        """The head's values by key, of the right types; None, and problems, otherwise."""
        before, keys = len(self.problems), KEYS[kind]
        checked: dict[str, Any] = {}
        for key, value in page.meta.items():
            if key not in keys:
                near = nearest(key, list(keys))
                self.add("head-unknown", page, key, known=", ".join(keys), hint=near)
            elif value is not None:
                result = _CHECKS[keys[key].kind](self, page, key, value)
                if result is not None:
                    checked[key] = result
        for key, rule in keys.items():
            if rule.required and page.meta.get(key) is None:
                self.add("head-missing", page, key)
            if key in checked and rule.choices and checked[key] not in rule.choices:
                self.add("head-choice", page, key, known=", ".join(rule.choices))
        return checked if len(self.problems) == before else None

    def text(self, page: Page, key: str, value: Any) -> str | None:
        if not isinstance(value, str) or not value.strip():
            self.add("head-text", page, key, value=value)
            return None
        return " ".join(value.split())

    def day(self, page: Page, key: str, value: Any) -> date | None:
        if not isinstance(value, date) or isinstance(value, datetime):
            self.add("head-date", page, key, value=value)
            return None
        return value

    def year(self, page: Page, key: str, value: Any) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool) or not 1900 <= value <= 2100:
            self.add("head-year", page, key, value=value)
            return None
        return value

    def ids(self, page: Page, key: str, value: Any) -> list[str] | None:
        if not isinstance(value, list):
            self.add("head-list", page, key)
            return None
        known = self.known["indicators"]
        for index, item in enumerate(value):
            if item in value[:index]:
                self.add("head-twice", page, key, index, value=item)
            elif known and str(item) not in known:
                near = nearest(str(item), list(known))
                self.add("head-id", page, key, index, value=item, table="indicators.csv", hint=near)
        return [str(item) for item in value]

    def source(self, page: Page, key: str, value: Any) -> str | None:
        known = self.known["sources"]
        if known and str(value) not in known:
            near = nearest(str(value), list(known))
            self.add("head-id", page, key, value=value, table="sources.csv", hint=near)
            return None
        return str(value)

    def file(self, page: Page, key: str, value: Any) -> str | None:
        name = str(value)
        target = None if name.startswith("/") else file_of(page.uri, name)
        if target is None or target not in self.content.files:
            near = nearest(name, [PurePosixPath(file).name for file in self.content.files])
            self.add("head-file", page, key, value=value, hint=near)
            return None
        return target

    def speakers(self, page: Page, key: str, value: Any) -> list[dict[str, str]] | None:
        if not isinstance(value, list):
            self.add("head-list", page, key)
            return None
        found: list[dict[str, str]] = []
        for index, item in enumerate(value):
            fields = {"id", "name", "role"}
            right = isinstance(item, dict) and {"id", "name"} <= set(item) <= fields
            if not right or not all(
                isinstance(part, str) and part.strip() for part in item.values()
            ):
                self.add("head-speaker", page, key, index)
            elif not SLUG.fullmatch(item["id"]):
                self.add("head-slug", page, key, index, value=item["id"])
            elif item["id"] in [other["id"] for other in found]:
                self.add("head-twice", page, key, index, value=item["id"])
            else:
                found.append({"role": "", **{k: " ".join(v.split()) for k, v in item.items()}})
        return found


_CHECKS: dict[str, Callable[[_Heads, Page, str, Any], Any]] = {
    "text": _Heads.text,
    "choice": _Heads.text,
    "date": _Heads.day,
    "year": _Heads.year,
    "ids": _Heads.ids,
    "id": _Heads.source,
    "file": _Heads.file,
    "speakers": _Heads.speakers,
}


def file_of(uri: str, target: str) -> str | None:
    """What a relative link of a page names in the content folder; None outside it."""
    parts: list[str] = list(PurePosixPath(uri).parent.parts)
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def address_of(uri: str) -> str:
    """Folder that a page is published in: 'a' for a.md and for a/index.md; '' for index.md."""
    path = PurePosixPath(uri).with_suffix("")
    return (path.parent if path.name == "index" else path).as_posix().removeprefix(".")


def _year_and_name(uri: str) -> tuple[int | None, str]:
    """Year of the folder that a page lies in, and its address there: '' for the edition itself."""
    first, _, rest = address_of(uri).partition("/")
    if re.fullmatch(r"[0-9]{4}", first) and "/" in uri:
        return int(first), rest
    return None, rest


def _is_reserved(address: str) -> bool:
    """The program itself fills it."""
    first, _, rest = address.partition("/")
    of_edition = re.fullmatch(r"[0-9]{4}", first) and rest.partition("/")[0] in OF_EDITION
    return first in RESERVED or bool(of_edition or re.fullmatch(r"[0-9]{4}-v[0-9]+", first))
