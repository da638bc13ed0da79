"""A page's responsive drawing made into one of fixed width: no percents, no classes."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from generator.charts.ink import n
from generator.exports.colours import CLASSES, TEXT

ACROSS = ("x", "x1", "x2", "width", "dx")
"""Attributes that may be a share of the width."""


def flatten(svg: str, width: float) -> tuple[list[Element], float]:
    """The parts of a drawing of `charts` at a width, and its height."""
    # Our own drawing, well-formed and without a document type: nothing to be attacked by.
    return flatten_tree(fromstring(svg), width)  # noqa: S314


def flatten_tree(root: Element, width: float) -> tuple[list[Element], float]:
    """The same of a drawing that was parsed, without name spaces."""
    parts = (_part(child, width) for child in root)
    return [part for part in parts if part is not None], float(root.get("height", "0"))


def _part(node: Element, width: float) -> Element | None:
    """A part and what is in it; None for letters of narrow pages and for the description."""
    classes = node.get("class", "").split()
    if "nr" in classes or node.tag == "desc":
        return None
    found = {name: value for name, value in node.attrib.items() if name != "class"}
    for name in ACROSS:
        if found.get(name, "").endswith("%"):
            found[name] = n(float(found[name][:-1]) / 100 * width)
    tag = node.tag
    if tag == "svg":
        tag, place = "g", (found.pop("x", "0"), found.pop("y", "0"))
        found["transform"] = f"translate({place[0]} {place[1]})"
    flat = Element(tag, {**found, **_inked(node.tag, classes)})
    flat.text = node.text
    for child in node:
        if (inner := _part(child, width)) is not None:
            inner.tail = child.tail
            flat.append(inner)
    return flat


def _inked(tag: str, classes: list[str]) -> dict[str, str]:
    ink = dict(TEXT) if tag == "text" else {}
    for name, rule in CLASSES.items():
        if name in classes:
            ink.update(rule)
    return ink
