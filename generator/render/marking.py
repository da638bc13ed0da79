"""Words in another language than their page, marked as such: `<span lang="vi">`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markupsafe import escape

_PARTS = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_WORD = re.compile(r"\w+")
_WHOLE = frozenset("script style title svg".split())
"""Elements that hold no other: nothing in them can be marked."""


class Marker:
    """Finds given texts in running text: alone, in a heading, inside a sentence."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[tuple[str, int, str]]] = {}
        for text, language in texts.items():
            plain = _even(str(escape(text)))
            first = _WORD.search(plain)
            if first:
                entry = (plain, first.start(), language)
                self._by_word.setdefault(first.group(), []).append(entry)
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def __call__(self, html: str) -> str:
        """A page with every such text marked, save where its element says the language."""
        return "".join(self._marked(html)) if self._by_word else html

    def _marked(self, html: str) -> Iterator[str]:
        within, depth = "", 0
        for part in _PARTS.split(html):
            if not part.startswith("<"):
                yield part if within or not part.strip() else self._text(part)
                continue
            yield part
            tag = _TAG.match(part)
            if not tag or part.endswith("/>"):
                continue
            if within:
                depth += (-1 if tag[1] else 1) * (tag[2] == within)
                within = within if depth else ""
            elif not tag[1] and (tag[2] in _WHOLE or (" lang=" in part and tag[2] != "html")):
                within, depth = tag[2], 1

    def _text(self, text: str) -> str:
        even, done, found = _even(text), 0, []
        for word in _WORD.finditer(even):
            if word.start() < done:
                continue
            for plain, lead, language in self._by_word.get(word.group(), ()):
                start = word.start() - lead
                end = start + len(plain)
                if start >= done and even.startswith(plain, start) and _ends(even, end):
                    found += [text[done:start], f'<span lang="{language}">', text[start:end]]
                    found.append("</span>")
                    done = end
                    break
        return "".join([*found, text[done:]]) if found else text


def _even(text: str) -> str:
    """Letters and blanks alike, each at its place: names begin small inside a sentence."""
    low = text.lower()
    return (low if len(low) == len(text) else text).replace("\u00a0", " ")


def _ends(text: str, end: int) -> bool:
    """No word goes on here."""
    return end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
