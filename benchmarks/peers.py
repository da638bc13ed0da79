"""The same pages for other tools: what each of them reads, written from the workload."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.content import SPEAKER, Figure, Indicator, Value, Work, indicators, questions, said
from benchmarks.workload import TALK, THEME, text

HUGO = Path(__file__).parent / "hugo"
SCALE = 200
HEAD = "<th>Kế hoạch</th><th>Thực hiện</th><th>So với kế hoạch</th>"


def write_hugo(work: Work, folder: Path) -> None:
    """A site of Hugo: its content adapter makes the pages out of one JSON file."""
    shutil.copytree(HUGO, folder)
    text(folder / "static/assets/plain.css", (THEME / "assets/plain.css").read_text("utf-8"))
    write_hugo_data(work, folder)


def write_hugo_data(work: Work, folder: Path) -> None:
    """What changes with the data."""
    size = work.size
    data = {
        "indicators": [
            {
                "id": one.id,
                "name": one.name,
                "unit": one.unit,
                "decimals": one.decimals,
                "values": [
                    [found.year, float(found.plan), float(found.actual)]
                    for found in work.values(one)
                ],
            }
            for one in indicators(size)
        ],
        "editions": [
            {
                "year": year,
                "title": f"Kết quả thử năm {year}",
                "known": len(size.known(year)),
                "talk": {"title": f"Phỏng vấn thử năm {year}", "body": talk(work, year)},
            }
            for year in size.edition_years
        ],
    }
    text(folder / "assets/workload.json", json.dumps(data, ensure_ascii=False))


def talk(work: Work, year: int) -> str:
    """The interview in Markdown, its figures as links."""

    def link(figure: Figure) -> str:
        page = f"../../{year}/chi-tieu/{figure.indicator.id}/index.html#{figure.anchor}"
        return f"[{figure.text}]({page})"

    return "\n\n".join(
        f"## {question}\n\n**{SPEAKER}**\n\n{answer}"
        for question, answer in questions(work.size, year, link)
    )


MATERIAL = """\
site_name: Niên giám thử
site_url: https://nien-giam.example/
docs_dir: docs
site_dir: site
theme:
  name: material
  font: false
  custom_dir: overrides
plugins: []
validation: {omitted_files: ignore, unrecognized_links: ignore, not_found: ignore}
"""
FOOTER = """\
{% extends "base.html" %}
{% block footer %}<footer><p>Số liệu đặt ra để đo tốc độ.</p></footer>{% endblock %}
"""


def write_material(work: Work, folder: Path) -> None:
    """A site of MkDocs with Material: a short menu, and tables as HTML in Markdown pages."""
    years = "".join(f"  - '{year}': {year}/index.md\n" for year in work.size.edition_years)
    nav = f"nav:\n  - index.md\n  - chi-tieu/index.md\n{years}"
    text(folder / "mkdocs.yml", MATERIAL + nav)
    text(folder / "overrides/main.html", FOOTER)
    write_material_data(work, folder)


def write_material_data(work: Work, folder: Path) -> None:
    """What changes with the data: every page."""
    size, docs = work.size, folder / "docs"
    every = [(one, work.values(one)) for one in indicators(size)]
    newest = [(one, values[-1]) for one, values in every]
    for one, values in every:
        text(docs / f"chi-tieu/{one.id}.md", _page(one.name, _indicator(one, values)))
    text(docs / "chi-tieu/index.md", _page("Chỉ tiêu", _table("../chi-tieu", newest, False)))
    for year in size.edition_years:
        known = len(size.known(year))
        for one, values in every:
            page = _page(f"{one.name}, ấn bản {year}", _indicator(one, values[:known]))
            text(docs / f"{year}/chi-tieu/{one.id}.md", page)
        of_year = [(one, values[known - 1]) for one, values in every]
        body = "Ấn bản thử.\n\n" + _table(f"../{year}/chi-tieu", of_year, True)
        body += f"\n\n[Phỏng vấn thử năm {year}]({TALK}.md)"
        text(docs / f"{year}/index.md", _page(f"Kết quả thử năm {year}", body))
        text(docs / f"{year}/{TALK}.md", _page(f"Phỏng vấn thử năm {year}", talk(work, year)))
    links = (f"- [Kết quả thử năm {year}]({year}/index.md)" for year in size.edition_years)
    text(docs / "index.md", _page("Niên giám thử", "\n".join(links)))


def _page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n{body}\n"


def _cells(one: Indicator, found: Value) -> tuple[str, str, str]:
    plan, actual = f"{said(found.plan)} {one.unit}", f"{said(found.actual)} {one.unit}"
    return plan, actual, f"bằng {said(found.percent)}% kế hoạch"


def _indicator(one: Indicator, values: tuple[Value, ...]) -> str:
    """Sentence, drawing, table and figure as HTML, which Markdown passes on as it is."""
    last, top = values[-1], max(found.actual for found in values)
    plan, actual = said(last.plan), said(last.actual)
    verdict = "vượt kế hoạch" if last.actual > last.plan else "chưa đạt kế hoạch"
    lines = [
        f'<p class="said">{one.name}: Năm {last.year} đạt {actual} {one.unit}, {verdict} '
        f"({actual} ÷ {plan} × 100 = {said(last.percent)}%).</p>",
        "",
        f'<div><svg viewBox="0 0 640 220" role="img" aria-label="{one.name}">',
    ]
    points = ""
    for place, found in enumerate(values):
        high = int(found.actual * SCALE / top)
        lines.append(
            f'<rect x="{20 + place * 20}" y="{210 - high}" width="14" height="{high}">'
            f"<title>{found.year}</title></rect>"
        )
        points += f"{27 + place * 20},{210 - int(found.plan * SCALE / top)} "
    lines += [
        f'<polyline fill="none" stroke="currentColor" points="{points}"/>',
        "</svg></div>",
        "",
        "<table>",
        f"<thead><tr><th>Năm</th>{HEAD}</tr></thead>",
        "<tbody>",
        *(_row(one, found) for found in values),
        "</tbody>",
        "</table>",
        "",
        f'<script type="application/json" id="figure">{_figure(one, values)}</script>',
    ]
    return "\n".join(lines)


def _row(one: Indicator, found: Value) -> str:
    plan, actual, compared = _cells(one, found)
    return (
        f'<tr><th>{found.year}</th><td id="{found.year}-plan">{plan}</td>'
        f'<td id="{found.year}-actual">{actual}</td><td>{compared}</td></tr>'
    )


def _figure(one: Indicator, values: tuple[Value, ...]) -> str:
    years = [found.year for found in values]
    bars = {"type": "bar", "name": "Thực hiện", "x": years}
    line = {"type": "scatter", "mode": "lines", "name": "Kế hoạch", "x": years}
    figure = {
        "data": [
            {**bars, "y": [float(found.actual) for found in values]},
            {**line, "y": [float(found.plan) for found in values]},
        ],
        "layout": {
            "title": {"text": one.name},
            "showlegend": True,
            "margin": {"l": 40, "r": 10, "t": 40, "b": 30},
        },
    }
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"))


def _table(folder: str, results: Iterable[tuple[Indicator, Value]], is_edition: bool) -> str:
    """Indicators with their value, in an edition with the plan too."""
    rows = []
    for one, found in results:
        plan, actual, compared = _cells(one, found)
        cells = (plan, actual, compared) if is_edition else (actual,)
        name = f'<a href="{folder}/{one.id}/index.html">{one.name}</a>'
        rows.append(f"<tr><th>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    head = HEAD if is_edition else "<th>Thực hiện</th>"
    lines = ["<table>", f"<thead><tr><th>Chỉ tiêu</th>{head}</tr></thead>", "<tbody>", *rows]
    return "\n".join([*lines, "</tbody>", "</table>"])
