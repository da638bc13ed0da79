"""Vietnamese letters folded, sorted and made into slugs; đ and every tone included."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
_ORDER = {letter: index for index, letter in enumerate(_ALPHABET, start=20)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """Text in composed letters: the one form used inside the program."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: two spellings of a word fold to the same."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """An address part: 'Đường & cầu' becomes 'duong-va-cau'; empty where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text.replace("&", " va "))).strip("-")


def markdown_slug(text: str, separator: str) -> str:
    """`slug` in the shape that Markdown's table of contents asks for."""
    return slug(text).replace("-", separator)


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Order of the Vietnamese alphabet: a ă â b c d đ e ê ...; tones count last."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in nfc(text.lower()):
        base = unicodedata.normalize("NFD", letter)
        tone = max((_TONES.get(mark, 0) for mark in base), default=0)
        bare = nfc("".join(mark for mark in base if mark not in _TONES))
        letters.append(_ORDER.get(bare, 100 + ord(bare) if bare.isalpha() else ord(bare[0]) % 20))
        tones.append(tone)
    return tuple(letters), tuple(tones)
