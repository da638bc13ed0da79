"""SVG of an indicator's chart as a file: title, drawing, source and address in one picture."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from generator.charts import Chart
from generator.charts.ink import n, safe
from generator.charts.letters import width, wrap
from generator.exports.colours import ACTUAL, EDGE, FONT, INK, PAPER, SIZE, SOFT
from generator.exports.flatten import flatten
from generator.exports.subject import Subject
from generator.pages.common import fill
from generator.read.brand import tinted

WIDE, EDGE_WIDTH = 1200.0, 48.0
ROOM = WIDE - 2 * EDGE_WIDTH
DRAWN = 640.0
"""Width that the chart is drawn for, before it is made larger."""
SCALE = ROOM / DRAWN
TITLE, LEAD, FOOT = 38.0, 25.0, 21.0
"""Sizes of letters."""


class Sheet:
    """A pen that moves down the paper."""

    def __init__(self) -> None:
        self.y = EDGE_WIDTH - 8
        self.parts: list[Element] = []

    def write(self, text: str, size: float, colour: str, *, bold: bool = False) -> None:
        """A paragraph in as many lines as it takes; a word too long for a line is set smaller."""
        for line in wrap(text, size * (1.07 if bold else 1), ROOM):
            fit = min(size, size * ROOM / width(line, size, bold=bold))
            self.y += round(size * 1.32)
            more = {"font-weight": "700"} if bold else {}
            place = {"x": n(EDGE_WIDTH), "y": n(self.y), "font-size": n(fit), "fill": colour}
            part = Element("text", {**place, **more})
            part.text = line
            self.parts.append(part)

    def draw(self, chart: Chart) -> None:
        """The chart at its place, as wide as the text."""
        parts, height = flatten(chart.svg, DRAWN)
        self.y += 22
        move = f"translate({n(EDGE_WIDTH)} {n(self.y)}) scale({SCALE:.4f})"
        group = Element("g", {"transform": move, "font-size": n(SIZE)})
        group.extend(parts)
        self.parts.append(group)
        self.y += height * SCALE + 26

    def rule(self) -> None:
        """A line across."""
        ends = {"x1": n(EDGE_WIDTH), "x2": n(WIDE - EDGE_WIDTH), "y1": n(self.y), "y2": n(self.y)}
        self.parts.append(Element("line", {**ends, "stroke": EDGE}))
        self.y += 8


def make(subject: Subject) -> bytes:
    """The file; only for an indicator that has a chart. Drawn once: the PNG is made of it."""
    name = subject.edition.name if subject.edition else ""
    what = ("picture", name, subject.picture)
    return subject.site.once(subject.series, what, lambda: _drawn(subject))


def _drawn(subject: Subject) -> bytes:
    chart = subject.chart()
    assert chart is not None
    words, sheet = subject.site.words, Sheet()
    sheet.write(chart.title, TITLE, INK, bold=True)
    sheet.y += 6
    sheet.write(chart.subtitle, LEAD, SOFT)
    sheet.draw(chart)
    if chart.caption:
        sheet.write(chart.caption, FOOT, SOFT)
        sheet.y += 16
    sheet.rule()
    sheet.write(fill(words, "dl_picture_source", sources=_sources(subject, chart)), FOOT, SOFT)
    if day := subject.as_of:
        known = fill(words, "dl_picture_known", publisher=subject.publisher, day=words.say.day(day))
        sheet.write(known, FOOT, SOFT)
    sheet.write(subject.page, FOOT, ACTUAL)
    return _whole(subject, chart, sheet)


def _whole(subject: Subject, chart: Chart, sheet: Sheet) -> bytes:
    height = n(float(round(sheet.y + EDGE_WIDTH - 16)))
    size = {"width": n(WIDE), "height": height, "viewBox": f"0 0 {n(WIDE)} {height}"}
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **size,
            "role": "img",
            "lang": subject.site.words.language,
            "font-family": FONT,
        },
    )
    SubElement(root, "title").text = chart.title
    SubElement(root, "desc").text = chart.description
    SubElement(root, "rect", {"width": n(WIDE), "height": height, "fill": PAPER})
    root.extend(sheet.parts)
    for part in root.iter():
        part.text = _known(part.text) if part.text else None
    drawing = tinted(tostring(root, encoding="unicode"), subject.site.book.settings.colour)
    return f"{drawing}\n".encode()


def _known(text: str) -> str:
    """Only letters that XML knows."""
    return "".join(letter for letter in text if safe(letter))


def _sources(subject: Subject, chart: Chart) -> str:
    """Who published what is drawn, each once, in the order of the rows."""
    drawn = {mark.source for _, mark in chart.spec.drawn()}
    names = (row.source for row in subject.series.observations if row.source in drawn)
    book = subject.site.book
    return "; ".join(dict.fromkeys(book.sources[name].publisher for name in names))
