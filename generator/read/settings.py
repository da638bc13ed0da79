"""mkdocs.yml, read safely before MkDocs sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from generator.model import Settings
from generator.problems import Problems
from generator.read import brand
from generator.read.files import is_inside, read_text, shown
from generator.read.sources import FORMS, reader_of
from generator.read.sources.wanted import KEYS, Source, Unwanted, wanted
from generator.read.yaml_text import load_mapping
from generator.words import LANGUAGES

PICTURES = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".avif")
"""Kinds of a logo."""
LONGEST_NAME = 200
"""Bytes that the name of a folder may have; few systems take more than 255."""
_PATHS = {"docs_dir": "content", "site_dir": "site"}


@dataclass(frozen=True)
class Project:
    """Where a site's folders are, and its settings. Paths are absolute."""

    root: Path
    config: Path
    content: Path
    data: Path
    site: Path
    templates: Path | None
    """The site's own theme folder; None where the program's is used."""
    settings: Settings
    lines: dict[str, int] = field(default_factory=dict)
    source: Source | None = None
    """Where the observations lie; None for observations.csv."""
    given: Path | None = None
    """Those observations, where another process fetched them for the same build."""

    @property
    def observations(self) -> str:
        """Where a row is mended, as problems name it."""
        return self.source.name if self.source else f"{self.settings.data_dir}/observations.csv"


_SHOWN = ("cards", "citations", "downloads", "embeds")
"""On unless they are turned off."""
_SWITCHES = (*_SHOWN, "freeze_plotly")
TRANSLATED = ("site_name", "publisher", "place", "notice")
"""What `translations` may say in another language."""
OPTIONS = (
    *("lang", "languages", "translations", "publisher", "place", "notice", "plotlyjs"),
    *("colour", "logo", *_SWITCHES, "pdf", "data_dir", "observations"),
)
"""What may stand under the plugin's name in mkdocs.yml."""
_CHOICES = {"lang": LANGUAGES, "plotlyjs": ("full", "basic", "none")}


def read_project(config: Path, problems: Problems) -> Project | None:
    """Read mkdocs.yml; None where its folders can't be known."""
    root = config.parent.resolve()
    config = root / config.name
    text = read_text(config, root, problems)
    if text is None:
        return None
    name = shown(config, root)
    loaded = load_mapping(text, name, problems)
    if loaded is None:
        return None
    raw, lines = loaded
    check = _Checker(name, lines, root, problems)
    options = _plugin_options(raw, check)
    before = len(problems)
    folders = {key: check.folder(raw, key, default) for key, default in _PATHS.items()}
    data = check.folder(options, "data_dir", "data", line=check.line_of_option("data_dir"))
    theme = raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    templates = check.folder({"theme": custom}, "theme", "templates") if custom else None
    check.text(raw, "site_name", required=True)
    check.no_others(options)
    source = check.source(options, root)
    check.site_url(raw)
    check.brand(options, folders["docs_dir"])
    if "INHERIT" in raw:
        check.add("setting-inherit", "INHERIT")
    if len(problems) > before or data is None:
        return None
    content, site = folders["docs_dir"], folders["site_dir"]
    assert content is not None and site is not None
    apart = {"docs_dir": content, "data_dir": data, "site_dir": site}
    if not check.apart(apart | ({"theme": templates} if templates else {})):
        return None
    if templates and not templates.is_dir():
        problems.add("folder-missing", shown(templates, root))
    settings = _settings(raw, options, shown(data, root))
    return Project(root, config, content, data, site, templates, settings, lines, source)


def _settings(raw: dict[str, Any], options: dict[str, Any], data_dir: str) -> Settings:
    site_name = str(raw["site_name"])
    return Settings(
        site_name=site_name,
        site_url=str(raw.get("site_url") or ""),
        language=str(options.get("lang") or "vi"),
        publisher=str(options.get("publisher") or site_name),
        place=str(options.get("place") or ""),
        notice=str(options.get("notice") or ""),
        plotlyjs=options.get("plotlyjs") or "full",
        pdf=options.get("pdf") is True,
        **{key: options.get(key) is not False for key in _SHOWN},
        languages=_languages(options),
        translations=options.get("translations") or {},
        colour=str(options.get("colour") or ""),
        logo=str(options.get("logo") or ""),
        data_dir=data_dir,
        freeze_plotly=options.get("freeze_plotly") is True,
    )


def _languages(options: dict[str, Any]) -> tuple[str, ...]:
    """The main one first; none where the data are to decide."""
    listed, main = options.get("languages") or (), options.get("lang") or "vi"
    return tuple(sorted(listed, key=lambda language: language != main))


def _plugin_options(raw: dict[str, Any], check: _Checker) -> dict[str, Any]:
    plugins = raw.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    if isinstance(plugins, dict):
        entries = [{key: value} for key, value in plugins.items()]
    for entry in entries:
        if entry == "niengiam":
            return {}
        if isinstance(entry, dict) and "niengiam" in entry:
            options = entry["niengiam"] or {}
            if isinstance(options, dict):
                return {str(key): value for key, value in options.items()}
            check.add("setting-options", "plugins")
            return {}
    check.add("setting-no-plugin", "plugins")
    return {}


def line_of_option(lines: dict[str, int], key: str) -> int:
    """Line of mkdocs.yml where one of the plugin's options stands; else that of `plugins`."""
    place = re.compile(rf"plugins(\[[0-9]+\])?\.niengiam\.{re.escape(key)}")
    found = [line for path, line in lines.items() if place.fullmatch(path)]
    return found[0] if found else lines.get("plugins", 1)


@dataclass(frozen=True)
class _Checker:
    """Settings one by one, with the line of mkdocs.yml that each stands on."""

    name: str
    lines: dict[str, int]
    root: Path
    problems: Problems

    def add(self, code: str, key: str, line: int | None = None, **values: object) -> None:
        place = line if line is not None else self.lines.get(key, 1)
        self.problems.add(code, self.name, place, 1, key=key, **values)

    def line_of_option(self, key: str) -> int:
        """Line of one of the plugin's options; else that of `plugins`."""
        return line_of_option(self.lines, key)

    def text(self, raw: dict[str, Any], key: str, *, required: bool = False) -> None:
        value = raw.get(key)
        if value is None and not required:
            return
        if not isinstance(value, str) or not value.strip():
            self.add("setting-text", key)

    def folder(
        self, raw: dict[str, Any], key: str, default: str, line: int | None = None
    ) -> Path | None:
        value = raw.get(key) or default
        if not isinstance(value, str):
            self.add("setting-text", key, line)
            return None
        plain = PurePosixPath(value)
        if not value.isprintable() or any(
            len(part.encode()) > LONGEST_NAME for part in plain.parts
        ):
            self.add("setting-name", key, line)
            return None
        path = self.root / value
        outside = plain.is_absolute() or ".." in plain.parts or "\\" in value
        if outside or not is_inside(path, self.root) or path.resolve() == self.root:
            self.add("setting-outside", key, line, value=value)
            return None
        return self.root / plain

    def no_others(self, options: dict[str, Any]) -> None:
        for key, value in options.items():
            line = self.line_of_option(key)
            if key not in OPTIONS:
                near = get_close_matches(key, OPTIONS, n=1)
                self.add("setting-unknown", key, line, known=", ".join(OPTIONS), hint="".join(near))
            elif key in _CHOICES and value not in (None, *_CHOICES[key]):
                self.add("setting-choice", key, line, known=", ".join(_CHOICES[key]))
            elif key in (*_SWITCHES, "pdf"):
                if not isinstance(value, bool | None):
                    self.add("setting-choice", key, line, known="true, false")
            elif key == "languages":
                self.languages(value, str(options.get("lang") or "vi"), line)
            elif key == "translations":
                self.translations(value, line)
            elif key == "observations":
                continue
            elif key != "data_dir" and not isinstance(value, str | None):
                self.add("setting-text", key, line)

    def languages(self, value: Any, main: str, line: int) -> None:
        if value is None:
            return
        known = isinstance(value, list) and all(item in LANGUAGES for item in value)
        lacks_main = known and main in LANGUAGES and main not in value
        if not known or lacks_main or len(set(value)) < len(value):
            said = ", ".join(LANGUAGES)
            self.add("setting-languages", "languages", line, known=said, main=main)

    def translations(self, value: Any, line: int) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            self.add("setting-translations", "translations", line, known=", ".join(LANGUAGES))
            return
        for language, texts in value.items():
            key = f"translations.{language}"
            if language not in LANGUAGES or not isinstance(texts, dict):
                here = self.line_of_option(key)
                self.add("setting-translations", key, here, known=", ".join(LANGUAGES))
                continue
            for name, text in texts.items():
                here = self.line_of_option(f"{key}.{name}")
                if name not in TRANSLATED:
                    near = "".join(get_close_matches(str(name), TRANSLATED, n=1))
                    said = ", ".join(TRANSLATED)
                    self.add("setting-unknown", f"{key}.{name}", here, known=said, hint=near)
                elif not isinstance(text, str) or not text.strip():
                    self.add("setting-text", f"{key}.{name}", here)

    def brand(self, options: dict[str, Any], content: Path | None) -> None:
        """A colour that can be told from that of plans, a logo that is there."""
        colour, logo = options.get("colour"), options.get("logo")
        line = self.line_of_option("colour")
        if isinstance(colour, str) and colour and not brand.is_colour(colour):
            self.add("setting-colour", "colour", line, value=colour)
        elif isinstance(colour, str) and colour and brand.is_like_plan(colour):
            self.add("setting-colour-plan", "colour", line, value=colour)
        if isinstance(logo, str) and logo and content is not None:
            path, kind = content / logo, PurePosixPath(logo).suffix
            if kind not in PICTURES or not is_inside(path, content) or not path.is_file():
                known = ", ".join(PICTURES)
                self.add(
                    "setting-logo", "logo", self.line_of_option("logo"), value=logo, known=known
                )

    def source(self, options: dict[str, Any], root: Path) -> Source | None:
        """Where the observations lie; None where it isn't said, or where it can't be meant."""
        if (raw := options.get("observations")) is None:
            return None
        values = {"known": ", ".join(KEYS), "forms": "; ".join(FORMS)}
        try:
            source = wanted(raw)
            if reader_of(source) is None:
                raise Unwanted("setting-source", "observations.address")
        except Unwanted as error:
            self.add(error.code, error.key, self.line_of_option(error.key), **values)
            return None
        if source.is_file:
            key = "observations.address"
            self.folder({key: source.address}, key, "", self.line_of_option(key))
        return source

    def site_url(self, raw: dict[str, Any]) -> None:
        value = raw.get("site_url")
        if value in (None, ""):
            return
        if not isinstance(value, str) or not is_address(value):
            self.add("setting-url", "site_url", value=value)

    def apart(self, folders: dict[str, Path]) -> bool:
        """No folder lies in another: a build may not write where it reads."""
        good = True
        names = list(folders)
        for index, left in enumerate(names):
            for right in names[index + 1 :]:
                one, two = folders[left], folders[right]
                if one.is_relative_to(two) or two.is_relative_to(one):
                    line = self.line_of_option(right) if right == "data_dir" else None
                    said = {"one": shown(one, self.root), "two": shown(two, self.root)}
                    self.add("setting-overlap", right, line, **said)
                    good = False
        return good


def is_address(text: str) -> bool:
    """A web address that a site can have."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
