"""Who speaks: names with their roles, from openings, captions and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.folding import fold, slug
from generator.intake.article.rules import any_of, rules, words

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_STOP = re.compile(r"[.;:!?()“”\"\n\[\]]|\s[–—]\s(?=[^\W\d_]*\s*(?:ông|bà)\b)")
_ABBREVIATED = re.compile(r"\b(?:TP|Tp|TX|ThS|TS|PGS|GS|BS)\.")
_MOST = 5
"""Words of the longest name."""
UPPER = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
"""A capital letter."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in an article."""

    title: str
    """'ông', 'bà', 'bác sĩ'; empty where the name stands alone."""
    name: str
    role: str = ""

    @property
    def full(self) -> str:
        """The name as a speaker's: 'Ông Phạm Thanh Hùng'."""
        said = f"{self.title} {self.name}".strip()
        return said[:1].upper() + said[1:]

    @property
    def id(self) -> str:
        """Slug of the name without the title."""
        return slug(self.name) or "nguoi-tra-loi"

    def is_same(self, other: Person) -> bool:
        """The same name, or its last part: 'ông Hùng' for 'ông Phạm Thanh Hùng'."""
        mine, theirs = fold(self.name).split(), fold(other.name).split()
        shorter, longer = sorted((mine, theirs), key=len)
        return longer[len(longer) - len(shorter) :] == shorter


def persons(text: str) -> list[Person]:
    """Everybody named with a title ('ông', 'bà') or behind an office, with the role given."""
    found: list[Person] = []
    for match in _titles().finditer(text):
        if named := _name_at(text, match.end()):
            name, end = named
            title = " ".join(match[0].split())
            found.append(Person(title, name, _role_after(text, end)))
    return found or _before_office(text) or _behind_office(text)


def labelled(label: str) -> Person | None:
    """The person that a label before a colon names: 'Ông Phạm Thanh Hùng', 'Chị A, công nhân'."""
    match = _titles().match(label)
    start = match.end() if match else 0
    named = _name_at(label, start, least=1 if match else 2)
    if named is None:
        return None
    name, end = named
    rest = label[end:].strip(" ,–-(")
    if end < len(label) and not re.match(r"\s*[,(–-]", label[end:]):
        return None
    return Person(" ".join(match[0].split()) if match else "", name, rest.rstrip(") "))


def merged(people: Iterable[Person]) -> list[Person]:
    """One entry for each: the longest name and the first role."""
    found: list[Person] = []
    for person in people:
        for index, other in enumerate(found):
            if person.is_same(other):
                longer = max((other, person), key=lambda item: len(item.name.split()))
                role = other.role or person.role
                found[index] = replace(longer, role=role, title=other.title or person.title)
                break
        else:
            found.append(person)
    return found


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    names = sorted(map(str, rules("talk")["titles"]), key=len, reverse=True)
    one = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w.])(?:(?:{one})(?:\s*[-,.]?\s*|\s+))*(?:{one})\s+", re.IGNORECASE)


def _name_at(text: str, start: int, least: int = 2) -> tuple[str, int] | None:
    """Capitalised words from an offset on, and where they end."""
    parts: list[str] = []
    end = start
    while len(parts) < _MOST:
        match = _WORD.match(text, end if not parts else end + 1)
        if match is None or not match[0][0].isupper() or (parts and text[end : end + 1] != " "):
            break
        parts.append(match[0])
        end = match.end()
    if len(parts) < least:
        return None
    name = " ".join(part.title() if part.isupper() and len(part) > 1 else part for part in parts)
    return name, end


def _role_after(text: str, end: int) -> str:
    opening = re.match(r"\s*(?:,|–|—|-|\()\s*(?:hiện là\s+|là\s+)?|\s+là\s+", text[end:])
    if not opening:
        return ""
    start = end + opening.end()
    rest = text[start:]
    begins = fold(rest[:40]).startswith(words("talk", "offices"))
    if not rest[:1].isupper() and not begins:
        return ""
    if not begins and not opening[0].strip(" -–—,("):
        begins = True
    plain = _ABBREVIATED.sub(lambda found: found[0][:-1] + "_", rest)
    stop = _STOP.search(plain)
    role = rest[: stop.start()] if stop else rest
    for ending in (_role_end(), re.compile(r",\s+(?=[^\W\d_])(?=\w*)")):
        role = _cut(role, ending)
    return " ".join(role.strip(" ,.–—-").split()) if len(role) < 250 else ""


def _cut(role: str, ending: re.Pattern[str]) -> str:
    for match in ending.finditer(role):
        if ending.pattern.startswith(",") and role[match.end()].isupper():
            continue
        return role[: match.start()]
    return role


@lru_cache(maxsize=1)
def _role_end() -> re.Pattern[str]:
    ends = "|".join(re.escape(str(item)) for item in rules("talk")["role_ends"])
    titles = "|".join(re.escape(str(item)) for item in rules("talk")["titles"])
    return re.compile(rf"[\s,]+(?:{ends})(?!\w)|[\s,]+(?:và|cùng|với)\s+(?:{titles})\s")


def _before_office(text: str) -> list[Person]:
    """'Nguyễn Văn A, Trưởng phòng X': a known family name with a role behind it."""
    found = [
        Person("", match[1], role)
        for match in _family_name().finditer(text)
        if (role := _role_after(text, match.end()))
    ]
    return [one for one in found if fold(one.role).startswith(words("talk", "offices"))]


@lru_cache(maxsize=1)
def _family_name() -> re.Pattern[str]:
    families = "|".join(re.escape(str(item)) for item in rules("talk")["families"])
    return re.compile(rf"(?<!\w)((?:{families})(?:\s{UPPER}[\w'’]*){{1,3}})(?!\w)")


def is_name(text: str) -> bool:
    """Nothing but a name that begins with a known family name."""
    return bool(_family_name().fullmatch(text.strip()))


def _behind_office(text: str) -> list[Person]:
    """'Giám đốc Sở X tỉnh Y Nguyễn Văn A': a role with a known family name at its end."""
    families = "|".join(re.escape(str(item)) for item in rules("talk")["families"])
    upper = rf"(?:{UPPER}[\w'’]*)"
    pattern = re.compile(rf"\s((?:{families})(?:\s{upper}){{1,3}})(?=[\s,.;:!?)“”\"]|$)")
    for match in pattern.finditer(text):
        before = text[: match.start()]
        start = re.split(r"[.;:!?,(“\"]\s*", before)[-1]
        plain = fold(start)
        office = any_of("talk", "offices").search(plain)
        if office:
            place = office.start() if len(plain) == len(start) else 0
            return [Person("", match[1], " ".join(start[place:].split()))]
    return []
