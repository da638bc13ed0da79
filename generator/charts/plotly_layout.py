"""Axes, shapes and settings of the interactive drawing."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from generator.charts import phrases
from generator.charts.ink import NARROW
from generator.charts.letters import wrap
from generator.charts.spec import Panel, Slot, Spec
from generator.words import Words
from generator.words.numbers import separators

_DENSE = 14
CLEAR = "rgba(0,0,0,0)"


def number(value: Decimal) -> int | float:
    """As JSON writes it; the only place where a value becomes a float."""
    whole = value == value.to_integral_value() and abs(value) < 2**53
    return int(value) if whole else float(value)


def keys_of(slots: list[Slot]) -> list[str]:
    return [escape(slot.key) for slot in slots]


def layout(spec: Spec, words: Words) -> dict[str, Any]:
    axes = (_category_axis(spec), _values_axis(spec))
    x, y = axes if spec.is_upright else axes[::-1]
    shapes = [*_breaks(spec), *_zones(spec)]
    return {
        "xaxis": x,
        "yaxis": y,
        "separators": "".join(separators(words.language)),
        "font": {"color": "var(--ink)", "size": 13},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "height": _height(spec),
        "margin": {"l": 8, "r": 12, "t": _title_room(spec), "b": 8},
        "legend": {"orientation": "h", "y": -0.2, "yanchor": "top"},
        "showlegend": len({(mark.measure, mark.status) for _, mark in spec.drawn()}) > 1,
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": "zoom",
        **({"shapes": shapes} if shapes else {}),
        **({"annotations": _titles(spec)} if spec.has_break else {}),
    }


def _height(spec: Spec) -> int:
    """Rows need room for each; a basis stands above the first of its own."""
    row = 60 if spec.has_break else 44
    return 380 if spec.is_upright else max(240, 90 + row * len(spec.slots))


def _category_axis(spec: Spec) -> dict[str, Any]:
    slots = spec.slots
    category: dict[str, Any] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": keys_of(list(slots)),
        "range": [-0.5, len(slots) - 0.5],
        "tickmode": "auto",
        "showgrid": False,
        "linecolor": "var(--ink)",
    }
    if any(slot.key != slot.label for slot in slots):
        category["tickmode"] = "array"
        category["tickvals"] = category["categoryarray"]
        category["ticktext"] = [escape(slot.label) for slot in slots]
    elif spec.form != "groups" and len(slots) > _DENSE:
        category["tickmode"] = "array"
        category["tickvals"] = keys_of([slot for slot in slots if slot.year % 5 == 0])
    if not spec.is_upright:
        category["range"] = category["range"][::-1]
    category["automargin"] = True
    return category


def _values_axis(spec: Spec) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "tickmode": "auto",
        "tickformat": ",d" if spec.decimals == 0 else f",.{spec.decimals}~f",
        "gridcolor": "var(--rule)",
        "zerolinecolor": "var(--ink)",
        "range": _range(spec),
        "automargin": True,
    }
    if spec.suffix:
        axis["ticksuffix"] = spec.suffix
    return axis


def _range(spec: Spec) -> list[int | float]:
    """A little more than the values, so that no mark is cut; never below a zero at the base."""
    pad = (spec.scale.high - spec.scale.low) * Decimal("0.06")
    low = spec.scale.low if spec.scale.low == 0 else spec.scale.low - pad
    high = spec.scale.high if spec.scale.high == 0 else spec.scale.high + pad
    return [number(low), number(high)]


def _along(spec: Spec, start: float, end: float) -> dict[str, Any]:
    """A shape's ends on the axis of categories, which counts them from 0."""
    return {"x0": start, "x1": end} if spec.is_upright else {"y0": start, "y1": end}


def _breaks(spec: Spec) -> list[dict[str, Any]]:
    """A stroke across the paper between two bases."""
    shapes, end = [], 0
    for panel in spec.panels[:-1]:
        end += len(panel.slots)
        across: dict[str, Any] = {"yref": "paper", "y0": 0, "y1": 1}
        if not spec.is_upright:
            across = {"xref": "paper", "x0": 0, "x1": 1}
        line = {"color": "var(--edge)", "width": 1, "dash": "dash"}
        shapes.append(
            {"type": "line", **_along(spec, end - 0.5, end - 0.5), **across, "line": line}
        )
    return shapes


def _zones(spec: Spec) -> list[dict[str, Any]]:
    """Ranges and bounds of plans."""
    shapes = []
    for position, slot in enumerate(spec.slots):
        plan = slot.plan
        if plan is None or (plan.upper is None and plan.bound not in ("below", "above")):
            continue
        low, high = number(plan.value), number(plan.values[-1])
        if plan.bound == "below":
            low = min(number(spec.scale.low), low)
        elif plan.bound == "above":
            high = max(number(spec.scale.high), high)
        ends = {"y0": low, "y1": high} if spec.is_upright else {"x0": low, "x1": high}
        shapes.append(
            {
                "type": "rect",
                **_along(spec, position - 0.3, position + 0.3),
                **ends,
                "fillcolor": "var(--plan)",
                "opacity": 0.16,
                "line": {"width": 0},
            }
        )
    return shapes


def _titles(spec: Spec) -> list[dict[str, Any]]:
    """The basis above its part."""
    found, start = [], 0
    for panel in spec.panels:
        place: dict[str, Any] = {"x": start - 0.4, "xanchor": "left", "yref": "paper", "y": 1}
        if not spec.is_upright:
            place = {"xref": "paper", "x": 1, "xanchor": "right", "y": start - 0.5}
        text = "<br>".join(_title_lines(spec, panel)) if spec.is_upright else escape(panel.title)
        more = {"yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 11}}
        found.append({**place, **more, "text": text})
        start += len(panel.slots)
    return found


def _title_lines(spec: Spec, panel: Panel) -> list[str]:
    """The basis in lines that fit above its part on a narrow page."""
    room = NARROW * len(panel.slots) / len(spec.slots)
    return [escape(line) for line in wrap(panel.title, 11, max(room, 50))]


def _title_room(spec: Spec) -> int:
    if not spec.has_break:
        return 12
    if not spec.is_upright:
        return 28
    return 12 + 15 * max(len(_title_lines(spec, panel)) for panel in spec.panels)


def config(words: Words) -> dict[str, Any]:
    decimal, group = separators(words.language)
    dictionary = {
        "Download plot as a PNG": phrases.say(words, "plotly_png"),
        "Download plot as a png": phrases.say(words, "plotly_png"),
        "Zoom": phrases.say(words, "plotly_zoom"),
        "Reset axes": phrases.say(words, "plotly_reset"),
    }
    format = {"decimal": decimal, "thousands": group}
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "responsive": True,
        "modeBarButtons": [["toImage", "zoom2d", "resetScale2d"]],
        "locale": words.language,
        "locales": {words.language: {"dictionary": dictionary, "format": format}},
    }
