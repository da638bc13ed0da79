"""The interactive drawing of a chart: a figure by Plotly's rules, as plain lists and dicts.

Colours stand as `var(--actual)`: plot.js puts in what the page's style says, light or dark.
"""

from __future__ import annotations

from html import escape
from typing import Any

from generator.charts import phrases
from generator.charts.plotly_layout import config, keys_of, layout, number
from generator.charts.spec import Link, Mark, Slot, Spec
from generator.words import Words

_STATUS_ORDER = ("final", "provisional", "estimate", "forecast")
_SYMBOLS = {"": "circle", "about": "circle", "below": "triangle-down", "above": "triangle-up"}
_ON_TOP = {"mode": "markers", "cliponaxis": False}
HIDDEN = {"hoverinfo": "skip", "showlegend": False}


def figure(spec: Spec, words: Words) -> dict[str, Any]:
    """Data, layout and config of a chart."""
    return {
        "data": [*_lines(spec), *_actuals(spec, words), *_plans(spec, words)],
        "layout": layout(spec, words),
        "config": config(words),
    }


def _xy(spec: Spec, keys: list[str], values: list[Any]) -> dict[str, Any]:
    """Categories and values on their axes: bars one below the other have them exchanged."""
    if spec.is_upright:
        return {"x": keys, "y": values}
    return {"x": values, "y": keys}


def _lines(spec: Spec) -> list[dict[str, Any]]:
    """A trace for each basis and kind of line, so that none can cross a break."""
    if spec.form != "dots":
        return []
    traces = []
    for number_of in range(len(spec.panels)):
        for is_gap in (False, True):
            own = [link for link in spec.links if link.panel == number_of and link.is_gap == is_gap]
            if own:
                traces.append(_line(spec, own, is_gap=is_gap))
    return traces


def _line(spec: Spec, links: list[Link], *, is_gap: bool) -> dict[str, Any]:
    keys: list[str] = []
    values: list[int | float | None] = []
    for link in links:
        slots = spec.panels[link.panel].slots
        start, end = slots[link.start], slots[link.end]
        assert start.actual is not None and end.actual is not None
        if not keys or keys[-1] != escape(start.key) or values[-1] is None:
            keys += [escape(start.key)] * (2 if keys else 1)
            values += [None, number(start.actual.value)] if values else [number(start.actual.value)]
        keys.append(escape(end.key))
        values.append(number(end.actual.value))
    line = {"color": "var(--actual)", "width": 2.5, "dash": "dot" if is_gap else "solid"}
    axes = _xy(spec, keys, values)
    return {"type": "scatter", "mode": "lines", **axes, "line": line, **HIDDEN}


def _actuals(spec: Spec, words: Words) -> list[dict[str, Any]]:
    """A trace for each status; replaced values in their own."""
    traces = []
    for is_old in (True, False):
        for status in _STATUS_ORDER:
            found = [
                (slot, mark)
                for slot, mark in spec.drawn()
                if (mark.measure, mark.is_old, mark.status) == ("actual", is_old, status)
            ]
            if found:
                as_dots = spec.form == "dots" or is_old
                traces.append((_dots if as_dots else _bars)(spec, found, words))
    return traces


def _name(mark: Mark, words: Words) -> str:
    """The legend's word: 'Thực hiện, ước'."""
    name: str = words.say.upper_first(words.say.measure(mark.measure))
    parts = [name, *([mark.note] if mark.note else [])]
    text = ", ".join(parts)
    return escape(phrases.say(words, "old_said", said=text) if mark.is_old else text)


def _shared(spec: Spec, found: list[tuple[Slot, Mark]], words: Words) -> dict[str, Any]:
    """What every trace of marks has: places, texts for the pointer, a name."""
    pairs = [(slot, mark, value) for slot, mark in found for value in mark.values]
    keys = keys_of([slot for slot, _, _ in pairs])
    said = [_hover(spec, slot, mark) for slot, mark, _ in pairs]
    return {
        **_xy(spec, keys, [number(value) for _, _, value in pairs]),
        "name": _name(found[0][1], words),
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(spec: Spec, slot: Slot, mark: Mark) -> str:
    return escape(f"{slot.label}: {mark.said}" if spec.form == "groups" else mark.said)


def _dots(spec: Spec, found: list[tuple[Slot, Mark]], words: Words) -> dict[str, Any]:
    first = found[0][1]
    size = 8 if first.is_faint else 11
    if len(spec.slots) > 14:
        size -= 3
    fill = "var(--paper)" if first.is_hollow or first.is_faint else "var(--actual)"
    line = {"color": "var(--actual)", "width": 1.5 if first.is_faint else 2.5}
    symbols = [_SYMBOLS[mark.bound] for _, mark in found for _ in mark.values]
    one = len(set(symbols)) == 1
    symbol = symbols[0] if one else symbols
    marker = {"symbol": symbol, "size": size, "color": fill, "line": line}
    return {"type": "scatter", **_shared(spec, found, words), **_ON_TOP, "marker": marker}


def _bars(spec: Spec, found: list[tuple[Slot, Mark]], words: Words) -> dict[str, Any]:
    """Bars from zero; a range lies as a paler piece on its lower end."""
    first = found[0][1]
    strong = [slot.is_strong for slot, mark in found for _ in mark.values]
    fill: Any = ["var(--actual)" if one else "var(--actual2)" for one in strong]
    if first.is_hollow:
        fill = "var(--paper)"
    elif all(strong):
        fill = "var(--actual)"
    width = 0 if not first.is_hollow else 1 if first.is_faint else 2
    marker: dict[str, Any] = {"color": fill, "line": {"color": "var(--actual)", "width": width}}
    if any(mark.upper is not None for _, mark in found):
        marker["opacity"] = 0.6
    trace: dict[str, Any] = {
        "type": "bar",
        **_shared(spec, found, words),
        "marker": marker,
        "width": 0.54,
    }
    if any(mark.bound for _, mark in found):
        labels = [
            escape(mark.label) if mark.bound else "" for _, mark in found for _ in mark.values
        ]
        trace |= {"text": labels, "textposition": "auto"}
    return trace if spec.is_upright else {**trace, "orientation": "h"}


def _plans(spec: Spec, words: Words) -> list[dict[str, Any]]:
    traces = []
    for is_old in (True, False):
        found = [
            (slot, mark)
            for slot, mark in spec.drawn()
            if mark.measure == "plan" and mark.is_old == is_old
        ]
        if found:
            symbol = "line-ew" if spec.is_upright else "line-ns"
            line = {"color": "var(--plan)", "width": 1.5 if is_old else 3}
            size = 8 if len(spec.slots) > 14 else 14
            marker = {"symbol": symbol, "size": size, "color": "var(--plan)", "line": line}
            shared = _shared(spec, found, words)
            # The first plan may be an estimate; the trace stands for all of them.
            shared["name"] = _name(found[0][1], words).replace(f", {found[0][1].note}", "")
            traces.append({"type": "scatter", **shared, **_ON_TOP, "marker": marker})
    return traces
