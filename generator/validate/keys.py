"""The keys that the head of each kind of page may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key of a page's head."""

    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()


KEYS: dict[str, dict[str, Key]] = {
    "edition": {
        "edition": Key("year", required=True),
        "title": Key("text", required=True),
        "lede": Key("text"),
        "published": Key("date", required=True),
        "as_of": Key("date", required=True),
        "status": Key("choice", choices=("draft", "published")),
        "publisher": Key("text"),
        "license": Key("text"),
        "contact": Key("text"),
        "indicators": Key("ids"),
        "description": Key("text"),
    },
    "interview": {
        "type": Key("choice", required=True, choices=("interview",)),
        "title": Key("text", required=True),
        "lede": Key("text"),
        "date": Key("date"),
        "speakers": Key("speakers"),
        "source": Key("id"),
        "photo": Key("file"),
        "description": Key("text"),
    },
    "page": {
        "type": Key("choice", choices=("page",)),
        "title": Key("text", required=True),
        "lede": Key("text"),
        "description": Key("text"),
    },
    "translated edition": {
        "title": Key("text", required=True),
        "lede": Key("text"),
        "description": Key("text"),
        "publisher": Key("text"),
        "license": Key("text"),
        "contact": Key("text"),
    },
    "translated interview": {
        "type": Key("choice", choices=("interview",)),
        "title": Key("text", required=True),
        "lede": Key("text"),
        "description": Key("text"),
        "speakers": Key("speakers"),
    },
    "translated page": {
        "type": Key("choice", choices=("page",)),
        "title": Key("text", required=True),
        "lede": Key("text"),
        "description": Key("text"),
    },
}
