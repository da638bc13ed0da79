"""Writes a workload as a site of niengiam: `python -m benchmarks.workload M DIR`."""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.content import (
    SPEAKER,
    TOPICS,
    Figure,
    Indicator,
    Value,
    Work,
    indicators,
    questions,
)
from benchmarks.sizes import SIZES, Size

THEME = Path(__file__).parent / "theme"
PARTS = ("citations", "downloads", "embeds", "cards")
"""What a site offers beside its pages; each can be left out in mkdocs.yml."""
TALK = "phong-van"
HOME = "---\ntitle: Niên giám thử\n---\n\nTrang thử, số liệu đặt ra.\n"


def write_site(size: Size, folder: Path, flavour: str = "plain", parts: Iterable[str] = ()) -> Path:
    """A whole site in `folder`, which is made anew; returns its mkdocs.yml.

    `plain` has the pages that the peers write too, and no parts beside them; `real` the standard
    theme with those parts that are named.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shown = () if flavour == "plain" else tuple(parts)
    text(folder / "mkdocs.yml", settings(flavour, shown))
    if flavour == "plain":
        shutil.copytree(THEME, folder / "templates")
    write_data(Work(size), folder / "data")
    text(
        folder / "content/index.md",
        "---\ntitle: Niên giám thử\n---\n\nTrang thử, số liệu đặt ra.\n",
    )
    for year in size.edition_years:
        write_edition(size, folder / "content" / str(year), year)
    return folder / "mkdocs.yml"


def settings(flavour: str, parts: tuple[str, ...]) -> str:
    """mkdocs.yml."""
    theme = "theme: {name: null, custom_dir: templates}\n" if flavour == "plain" else ""
    plotly = "      plotlyjs: none\n" if flavour == "plain" else ""
    switches = "".join(f"      {part}: {str(part in parts).lower()}\n" for part in PARTS)
    return (
        "site_name: Niên giám thử\nsite_url: https://nien-giam.example/\n"
        f"docs_dir: content\nsite_dir: site\n{theme}plugins:\n  - niengiam:\n      lang: vi\n"
        "      publisher: Phòng Thử nghiệm\n      place: tỉnh Thử\n"
        f"      languages: [vi]\n      notice: Số liệu đặt ra để đo tốc độ.\n{plotly}{switches}"
    )


def write_data(work: Work, folder: Path) -> None:
    """The tables."""
    size, every = work.size, indicators(work.size)
    topics = [
        (f"chu-de-{n:02d}", f"Chủ đề thử {n:02d}", f"Topic {n}") for n in range(1, TOPICS + 1)
    ]
    table(folder / "topics.csv", "topic,name,name_en", topics)
    table(
        folder / "indicators.csv",
        "indicator,name,name_en,unit,unit_en,decimals,direction,topic,part_of,definition",
        (_indicator(indicator) for indicator in every),
    )
    table(
        folder / "sources.csv",
        "source,title,publisher,published,url,note",
        (
            (f"nguon-{year}", f"Nguồn thử năm {year}", "Phòng Thử nghiệm", f"{year}-01-15", "", "")
            for year in size.span
        ),
    )
    table(folder / "labels.csv", "kind,key,name,name_en", ())
    write_observations(work, folder)


def write_observations(work: Work, folder: Path) -> None:
    """The table of values."""
    table(
        folder / "observations.csv",
        "indicator,year,since,measure,value,upper,bound,status,as_of,basis,by,group,source,note",
        (
            row
            for indicator in indicators(work.size)
            for found in work.values(indicator)
            for row in _rows(indicator, found)
        ),
    )


def _indicator(one: Indicator) -> tuple[object, ...]:
    english = "billion VND" if one.decimals else "people"
    topic = f"chu-de-{one.topic:02d}"
    named = (one.id, one.name, f"Test indicator {one.number:04d}")
    return (*named, one.unit, english, one.decimals, "up", topic, "", "")


def _rows(indicator: Indicator, found: Value) -> Iterable[tuple[object, ...]]:
    year = found.year
    for measure, number, day in (("plan", found.plan, "01-15"), ("actual", found.actual, "12-20")):
        known = (f"{year}-{day}", "", "", "", f"nguon-{year}", "")
        yield (indicator.id, year, "", measure, number, "", "", "final", *known)


def write_edition(size: Size, folder: Path, year: int) -> None:
    """An edition's page and its interview."""
    listed = ", ".join(indicator.id for indicator in indicators(size))
    text(
        folder / "index.md",
        f"---\nedition: {year}\ntitle: Kết quả thử năm {year}\npublished: {year}-12-31\n"
        f"as_of: {year}-12-31\nstatus: published\nindicators: [{listed}]\n---\n\nẤn bản thử.\n",
    )
    talk = "".join(
        f"\n## {question}\n\n{SPEAKER}: {answer}\n"
        for question, answer in questions(size, year, _bound)
    )
    text(
        folder / f"{TALK}.md",
        f"---\ntype: interview\ntitle: Phỏng vấn thử năm {year}\nlede: Lời đặt ra, không của ai.\n"
        f"date: {year}-12-31\nspeakers:\n  - id: thu\n    name: {SPEAKER}\n    role: Vai thử\n"
        f"source: nguon-{year}\n---\n{talk}",
    )


def _bound(figure: Figure) -> str:
    kind = "" if figure.kind == "actual" else f"/{figure.kind}"
    return f"[{figure.text}](fig:{figure.indicator.id}/{figure.value.year}{kind})"


def table(path: Path, header: str, rows: Iterable[Iterable[object]]) -> None:
    """A CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)


def text(path: Path, content: str) -> None:
    """A text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workload", description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, help="made anew")
    parser.add_argument("--flavour", choices=("plain", "real"), default="plain")
    parser.add_argument(
        "--parts",
        nargs="*",
        choices=PARTS,
        default=PARTS,
        help="what a real site offers beside its pages; nothing behind it: pages only",
    )
    given = parser.parse_args()
    write_site(SIZES[given.size], given.folder, given.flavour, given.parts)


if __name__ == "__main__":
    main()
