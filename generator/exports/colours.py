"""The rules of templates/assets/chart.css as attributes, in light colours on white.

A file has no style sheet beside it, and drawing programs know few of CSS's ways. A test holds
these against chart.css.
"""

from __future__ import annotations

from collections.abc import Mapping

PAPER, TINT, INK, SOFT, RULE, EDGE = (
    "#ffffff",
    "#f2f0e9",
    "#1b1d20",
    "#494d53",
    "#dcd9d0",
    "#8a8880",
)
ACTUAL, ACTUAL2, PLAN = "#0b4f6c", "#5f98ae", "#744000"

FONT = "'Source Sans Pro', 'Source Sans 3', 'Noto Sans', 'Segoe UI', Roboto, Arial, sans-serif"
SIZE = 15.0
"""Letters of a chart where a page is wide."""

TEXT: Mapping[str, str] = {
    "fill": INK,
    "stroke": PAPER,
    "stroke-width": "4",
    "stroke-linejoin": "round",
    "paint-order": "stroke",
}
"""Every text of a chart, with a halo in the colour of its ground."""

CLASSES: Mapping[str, Mapping[str, str]] = {
    "ch": {},
    "wd": {},
    "y": {},
    "pt": {"stroke": TINT},
    "s": {"fill": SOFT},
    "a": {"fill": ACTUAL, "font-weight": "700"},
    "p": {"fill": PLAN, "font-weight": "700"},
    "b": {"font-weight": "700"},
    "m": {"text-anchor": "middle"},
    "e": {"text-anchor": "end"},
    "pn": {"fill": TINT},
    "gr": {"stroke": RULE},
    "ax": {"stroke": INK, "fill": "none"},
    "ld": {"stroke": EDGE, "fill": "none"},
    "la": {"stroke": ACTUAL, "stroke-width": "2.5", "fill": "none"},
    "gap": {"stroke-dasharray": "2 5"},
    "da": {"fill": ACTUAL},
    "de": {"fill": PAPER, "stroke": ACTUAL, "stroke-width": "2.5"},
    "df": {"fill": PAPER, "stroke": ACTUAL, "stroke-width": "1.5", "stroke-dasharray": "2 1.5"},
    "ba": {"fill": ACTUAL},
    "bs": {"fill": ACTUAL2},
    "be": {"fill": PAPER, "stroke": ACTUAL, "stroke-width": "2"},
    "bf": {"fill": PAPER, "stroke": ACTUAL, "stroke-width": "1.5", "stroke-dasharray": "4 3"},
    "br": {"fill": ACTUAL2, "opacity": ".6"},
    "bt": {"fill": RULE},
    "pa": {"stroke": ACTUAL, "stroke-width": "2", "fill": "none"},
    "pk": {"stroke": PLAN, "stroke-width": "3", "fill": "none"},
    "pw": {"stroke": PLAN, "stroke-width": "2", "fill": "none"},
    "pz": {"fill": PLAN, "opacity": ".16"},
    "pd": {"stroke": PLAN, "stroke-width": "1.5", "stroke-dasharray": "3 4", "fill": "none"},
}
"""In the order of chart.css: the later wins."""
