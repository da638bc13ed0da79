"""A chart as a page takes it: its words, its static drawing and its interactive one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.charts import phrases
from generator.charts.caption import caption
from generator.charts.plotly import figure
from generator.charts.spec import Spec
from generator.charts.svg import draw
from generator.charts.telling import description, points
from generator.words import Words


@dataclass(frozen=True)
class Chart:
    """Everything that a page shows of one chart."""

    id: str
    """Unique in the page: 'bieu-do', 'bieu-do-district'."""
    kind: str
    """'time' or 'breakdown'."""
    title: str
    """The finding, in words from the data."""
    subtitle: str
    """What is measured, in which unit, over which years."""
    description: str
    """The chart in words, for who doesn't see the drawing."""
    svg: str
    """The static drawing, well-formed, to stand in the page."""
    figure: dict[str, Any]
    """The interactive drawing by Plotly's rules: data, layout, config."""
    caption: str
    """How to read it."""
    points: dict[str, Any]
    """What is said of every point (telling.points)."""
    spec: Spec


def make(id: str, kind: str, spec: Spec, texts: tuple[str, str], words: Words) -> Chart:
    """Both drawings of a spec with its title and subtitle, and what is said of it."""
    title, subtitle = texts
    described = description(spec, words)
    return Chart(
        id=id,
        kind=kind,
        title=title,
        subtitle=subtitle,
        description=described,
        svg=draw(spec, (f"{phrases.say(words, 'chart')}: {title}", described), words),
        figure=figure(spec, words),
        caption=caption(spec, words),
        points=points(spec, words),
        spec=spec,
    )
