"""How well articles are read: `make measure-import` prints the table.

Each `articles/<name>.expected.yml` says what a person reads in the article beside it: questions,
speakers, captions, figures. A figure is found when value and unit are right; its kind and year are
counted among those found.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from generator.folding import fold
from generator.intake.article.article import Article, understand
from generator.problems import Problems

ARTICLES = Path(__file__).parent / "articles"
Key = tuple[str, str]


@dataclass
class Tally:
    """What was counted in one article, or in many."""

    wanted: int = 0
    found: int = 0
    reported: int = 0
    kinds: int = 0
    years: int = 0
    both: int = 0
    questions: int = 0
    questions_wanted: int = 0
    whole: int = 0
    """Articles whose questions, speakers and captions are all right."""
    articles: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another article in."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def shares(self) -> tuple[float, float, float, float, float]:
        """Recall, precision, right kind, right year, both."""
        found = max(self.found, 1)
        return (
            self.found / max(self.wanted, 1),
            self.found / max(self.reported, 1),
            self.kinds / found,
            self.years / found,
            self.both / found,
        )


def names() -> list[str]:
    """Every article, by name."""
    return sorted(path.name.removesuffix(".expected.yml") for path in ARTICLES.glob("*.yml"))


def load(name: str) -> tuple[dict[str, Any], Path]:
    """What is expected of an article, and its file."""
    expected = yaml.safe_load((ARTICLES / f"{name}.expected.yml").read_text("utf-8"))
    (path,) = [path for path in ARTICLES.glob(f"{name}.*") if path.suffix != ".yml"]
    return expected, path


def measure(name: str) -> Tally:
    """Read one article and compare."""
    expected, path = load(name)
    article = understand(path, expected["edition"], (), Problems())
    assert article is not None, name
    tally = _figures(expected, article, name)
    tally.articles = 1
    asked = [item.heading.text for item in article.talk.sections]
    asked = asked if article.talk.is_interview else []
    wanted = expected["questions"]
    blocks = SequenceMatcher(None, [fold(w) for w in wanted], _starts(asked, wanted), False)
    tally.questions = sum(block.size for block in blocks.get_matching_blocks())
    tally.questions_wanted = max(len(wanted), len(asked))
    speakers = {(fold(one.full), fold(one.role)) for one in article.talk.speakers}
    right = speakers == {(fold(one["name"]), fold(one["role"])) for one in expected["speakers"]}
    captions = sum(part.block.role == "caption" for s in article.talk.sections for part in s.parts)
    captions += sum(block.role == "caption" for block in article.talk.opening)
    captions += sum(part.block.role == "caption" for part in article.talk.after)
    all_asked = tally.questions == tally.questions_wanted
    tally.whole = all_asked and right and captions == expected.get("captions", 0)
    if not tally.whole:
        tally.faults.append(f"{name}: questions {asked}, speakers {speakers}, captions {captions}")
    return tally


def _starts(asked: list[str], wanted: list[str]) -> list[str]:
    """Each heading as the question that it begins with, where it does."""
    return [next((fold(w) for w in wanted if fold(a).startswith(fold(w))), fold(a)) for a in asked]


def _figures(expected: dict[str, Any], article: Article, name: str) -> Tally:
    wanted = [[part.strip() for part in row.split("|")] for row in expected["figures"]]
    optional = " ".join(expected.get("optional", []))
    got = article.figures
    tally = Tally(wanted=len(wanted))
    left = [(_value(row[1]), _unit(row[2])) for row in wanted]
    right = [
        (_value(f"{f.value}..{f.upper}" if f.upper is not None else f"{f.value}"), _unit(f.unit))
        for f in got
    ]
    pairs = _pairs(left, right)
    tally.found = len(pairs)
    taken = {b for _, b in pairs}
    spare = [i for i in range(len(got)) if i not in taken and got[i].text not in optional]
    tally.reported = len(pairs) + len(spare)
    for a, b in pairs:
        kind = got[b].kind in wanted[a][3].split("/")
        year = str(got[b].year) in wanted[a][4].split("/")
        tally.kinds += kind
        tally.years += year
        tally.both += kind and year
        if not (kind and year):
            tally.faults.append(f"{name}: {wanted[a]} read as {got[b].kind} {got[b].year}")
    missing = sorted(set(range(len(wanted))) - {a for a, _ in pairs})
    tally.faults += [f"{name}: not found {wanted[i]}" for i in missing]
    tally.faults += [f"{name}: extra {right[i]} {got[i].kind} in {got[i].text}" for i in spare]
    return tally


def _pairs(left: list[Key], right: list[Key]) -> list[tuple[int, int]]:
    """Expected and reported figures that agree, in order: as many as there can be."""
    most = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            both = most[a + 1][b + 1] + 1 if _agree(left[a], right[b]) else 0
            most[a][b] = max(both, most[a + 1][b], most[a][b + 1])
    found, a, b = [], 0, 0
    while a < len(left) and b < len(right):
        if _agree(left[a], right[b]) and most[a][b] == most[a + 1][b + 1] + 1:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif most[a + 1][b] >= most[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def _agree(one: Key, two: Key) -> bool:
    """The same value, and the same unit or one that goes on longer."""
    if one[0] != two[0]:
        return False
    a, b = one[1].split(), two[1].split()
    return bool(a) == bool(b) and a[: len(b)] == b[: len(a)]


def _value(text: str) -> str:
    return "..".join(format(float(part), "g") for part in text.split(".."))


def _unit(text: str) -> str:
    return text.lower().replace("tỉ", "tỷ").replace("/", " / ").strip()


def _row(name: str, tally: Tally) -> str:
    shares = "".join(f"{share:>9.1%}" for share in tally.shares)
    return (
        f"{name[:46]:<46}{tally.wanted:>5}{shares}"
        f"{tally.questions:>5}/{tally.questions_wanted:<3}{tally.whole:>4}/{tally.articles}"
    )


def main() -> None:
    """Print the table; `-v` the faults too, `-q` hides those of the articles held back."""
    head = ("figures", "recall", "precis.", "kind", "year", "both")
    print(f"{'style':<44}" + "".join(f"{word:>9}" for word in head)[2:] + "  questions whole")
    totals = {True: Tally(), False: Tally()}
    for name in names():
        expected, _ = load(name)
        tally = measure(name)
        held = bool(expected["held_back"])
        totals[held].add(tally)
        print(_row(f"{name} {expected['style']}", tally))
    everything = Tally()
    for tally in totals.values():
        everything.add(tally)
    print(_row("tuned on", totals[False]))
    print(_row("held back", totals[True]))
    print(_row("all", everything))
    faults = totals[False].faults + ([] if "-q" in sys.argv else totals[True].faults)
    if "-v" in sys.argv:
        print("\n".join(faults))


if __name__ == "__main__":
    main()
