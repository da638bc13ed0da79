"""The invalid sites of tests/invalid: each is the small base site with one thing wrong.

A case in one of the YAML files there has a name and any of

    files:     whole files, by path; null leaves a file out
    append:    rows added at the end of a file: one, or a list
    change:    a list of {in: path, from: words that stand there once, to: other words}
    encode:    files of the base site kept in another encoding (utf-16, utf-8-sig ...)
    base64:    whole files whose bytes are no text
    symlinks:  symbolic links, by path, with what they lead to
    strict:    true where a warning is meant, which stops a build only under --strict
    expect:    the problems, all of them, as `niengiam check` prints them: the beginning of each
               line is enough, from `path:line:column: code: ` on
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.sites import make_site, text_of

FOLDER = Path(__file__).resolve().parent / "invalid"
KEYS = {"files", "append", "change", "encode", "base64", "symlinks", "strict", "expect"}


@dataclass(frozen=True)
class Case:
    """One invalid site."""

    name: str
    files: dict[str, str | bytes | None]
    symlinks: dict[str, str] = field(default_factory=dict)
    strict: bool = False
    expect: tuple[str, ...] = ()

    def make(self, folder: Path) -> Path:
        """Write the site; returns the path of its mkdocs.yml."""
        config = make_site(folder, self.files)
        for path, target in self.symlinks.items():
            link = folder / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(target)
        return config


def cases() -> list[Case]:
    """Every case, in the order of the files."""
    return list(_cases())


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yml")):
        for name, entry in yaml.safe_load(path.read_text("utf-8")).items():
            yield _case(f"{path.stem}: {name}", entry)


def _case(name: str, entry: dict[str, Any]) -> Case:
    if unknown := set(entry) - KEYS:
        raise ValueError(f"{name}: unknown key {unknown}")
    files: dict[str, str | bytes | None] = dict(entry.get("files", {}))
    for path, data in entry.get("base64", {}).items():
        files[path] = b64decode(data)
    for path, encoding in entry.get("encode", {}).items():
        files[path] = text_of(path).encode(encoding)
    for path, rows in entry.get("append", {}).items():
        lines = [rows] if isinstance(rows, str) else rows
        files[path] = text_of(path) + "".join(f"{row}\n" for row in lines)
    for change in entry.get("change", []):
        files[change["in"]] = _changed(name, files, **{**change, "path": change["in"]})
    return Case(
        name, files, entry.get("symlinks", {}), entry.get("strict", False), tuple(entry["expect"])
    )


def _changed(name: str, files: dict[str, str | bytes | None], path: str, **change: str) -> str:
    content = files.get(path)
    text = content if isinstance(content, str) else text_of(path)
    if text.count(change["from"]) != 1:
        raise ValueError(f"{name}: {change['from']!r} stands {text.count(change['from'])} times")
    return text.replace(change["from"], change["to"])
