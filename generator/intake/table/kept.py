"""data/import.yml: what was settled about an office's tables, so that next year asks nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.intake.table.headers import clean
from generator.intake.table.lines import key_name
from generator.problems import Problems
from generator.read.files import read_text, shown
from generator.read.yaml_text import load_mapping

FILE = "import.yml"
SKIP = "skip"
_HEAD = """\
# Cách đọc bảng của cơ quan: niengiam import ghi, người sửa được; bảng năm sau dùng lại.
# How the office's tables are read: written by `niengiam import`, yours to edit.
#
# columns: chữ ở đầu cột (năm tính từ năm báo cáo: {0}, {+1}) -> plan, actual, skip và năm
# rows:    tên dòng (dòng mẹ > dòng con) -> mã chỉ tiêu, {indicator, by, group, basis}, hoặc skip
"""
_PLAIN = re.compile(r"(?!true|null|false)[a-z]{4,}[a-z0-9-]*|[a-z]+-[a-z0-9-]+")
"""Ids that YAML takes for nothing else; `no`, `on` and numbers are quoted."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a row is."""

    indicator: str
    by: str = ""
    group: str = ""
    basis: str | None = None
    """None: the basis of the indicator's newest value."""

    @property
    def is_skipped(self) -> bool:
        """The row is no figure of the yearbook."""
        return self.indicator == SKIP


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is: a measure, and its year counted from the report's."""

    role: str
    offset: int = 0
    status: str = ""


@dataclass(frozen=True)
class Kept:
    """The file as read."""

    columns: Mapping[str, Meaning] = field(default_factory=dict)
    rows: Mapping[str, Target] = field(default_factory=dict)


def read_kept(data: Path, root: Path, problems: Problems) -> Kept:
    """The mapping of a site; an empty one where there is none yet."""
    path = data / FILE
    if not path.exists() and not path.is_symlink():
        return Kept()
    text = read_text(path, root, problems)
    loaded = load_mapping(text, shown(path, root), problems) if text is not None else None
    if loaded is None:
        return Kept()
    raw, lines = loaded
    before = len(problems)
    columns = {key: _meaning(value) for key, value in _section(raw, "columns")}
    rows = {key: _target(value) for key, value in _section(raw, "rows")}
    for section, entries in (("columns", columns), ("rows", rows)):
        for key, entry in entries.items():
            if entry is None:
                line = lines.get(f"{section}.{key}", 1)
                problems.add("import-mapping", shown(path, root), line, 1, key=key)
    if len(problems) > before:
        return Kept()
    return Kept(
        {clean(key): meaning for key, meaning in columns.items() if meaning},
        {_row_key(key): target for key, target in rows.items() if target},
    )


def _section(raw: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    entries = raw.get(name) or {}
    return (
        [(str(key), value) for key, value in entries.items()] if isinstance(entries, dict) else []
    )


def _row_key(text: str) -> str:
    """A row's key as a person may have typed it, with diacritics."""
    parts = [(key_name(part), part.rstrip().endswith(":")) for part in text.split(">")]
    return " > ".join(part + ":" * divided for part, divided in parts)


def _meaning(value: Any) -> Meaning | None:
    if isinstance(value, str):
        value = {"role": value}
    if not isinstance(value, dict) or value.get("role") not in ("plan", "actual", SKIP):
        return None
    offset, status = value.get("year", 0), value.get("status", "")
    if not isinstance(offset, int) or not isinstance(status, str):
        return None
    return Meaning(value["role"], offset, status)


def _target(value: Any) -> Target | None:
    if isinstance(value, str):
        return Target(value)
    if not isinstance(value, dict) or not isinstance(value.get("indicator"), str):
        return None
    words = {key: value.get(key) for key in ("by", "group", "basis")}
    if any(word is not None and not isinstance(word, str) for word in words.values()):
        return None
    return Target(value["indicator"], words["by"] or "", words["group"] or "", words["basis"])


def written(kept: Kept) -> str:
    """The text of the file, one line for each column and row."""
    text = _HEAD + "columns:\n"
    for key, meaning in kept.columns.items():
        parts = [f"role: {meaning.role}"]
        parts += [f"year: {meaning.offset}"] if meaning.role != SKIP else []
        parts += [f"status: {meaning.status}"] if meaning.status else []
        text += f"  {_quoted(key)}: {{{', '.join(parts)}}}\n"
    text += "rows:\n"
    for key, target in kept.rows.items():
        text += f"  {_quoted(key)}: {_target_text(target)}\n"
    return text


def _target_text(target: Target) -> str:
    parts = {"by": target.by, "group": target.group, "basis": target.basis}
    filled = [
        f"{key}: {_quoted(v)}" for key, v in parts.items() if v or (key == "basis" and v == "")
    ]
    id = target.indicator if _PLAIN.fullmatch(target.indicator) else _quoted(target.indicator)
    if not filled:
        return id
    return "{" + ", ".join([f"indicator: {id}", *filled]) + "}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
