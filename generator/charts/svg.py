"""The static drawing of a chart: one responsive SVG, made without a browser."""

from __future__ import annotations

from generator.charts.groups import draw_groups
from generator.charts.rows import draw_rows
from generator.charts.spec import Spec
from generator.charts.upright import draw_upright
from generator.words import Words


def draw(spec: Spec, texts: tuple[str, str], words: Words) -> str:
    """The drawing that a spec asks for; `texts` are its name and its description."""
    match spec.form:
        case "rows":
            return draw_rows(spec, texts, words)
        case "groups":
            return draw_groups(spec, texts, words)
        case _:
            return draw_upright(spec, texts, words)
