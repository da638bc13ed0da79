"""Many pages made into one document: ids that don't clash, links that lead inside, drawings.

Sections with `data-uri` and `data-part` are pages of the site; below `data-base` stand the links
of the page that it names. Works on the parsed tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.cards.letters import width
from generator.charts.ink import n
from generator.exports.colours import FONT, INK, PAPER, RULE, SIZE, SOFT
from generator.exports.flatten import flatten_tree
from generator.pages.common import NO_BREAK
from generator.read.brand import instead, tinted

SVG = "{http://www.w3.org/2000/svg}"
CONTENT, IMAGE = "paper:content/", "paper:image/"
DRAWN = 760.0
"""Width that a chart is drawn for, in pixels; the page sets it to its own."""
BULLET, SMALLER = 300.0, 0.78
"""Width of a card's bar before it, like the small trends, is made smaller."""
REGULAR = 0.95
"""Width of the regular face as a share of the bold one's."""
GOOD, BAD = "#0b5635", "#951919"
_COLOURS = {"exceeded": GOOD, "met": GOOD, "missed": BAD, "none": SOFT}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_GONE = {"script", "button", "template", "noscript"}
_GONE_CLASSES = {"pop", "plot", "vh", "button"}


@dataclass
class Settled:
    """The tree, changed in place, and the pictures that it refers to by address."""

    root: Element
    uri: str
    """The page that stands outside of every part."""
    site_url: str
    images: dict[str, bytes] = field(default_factory=dict)
    colour: str = ""
    """The body's own, in place of the theme's; '' for the theme's."""
    _parts: dict[str, str] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def settle(self) -> None:
        """Make one document of it."""
        self._symbols = {
            node.get("id", ""): node for node in self.root.iter() if node.tag == f"{SVG}symbol"
        }
        _drop(self.root)
        self._draw(self.root)
        self._name(self.root, "")
        self._link(self.root, self.uri, "")
        self._tint()

    def _name(self, element: Element, part: str) -> None:
        """Each id behind the name of its part."""
        if "data-uri" in element.attrib:
            part = element.get("data-part", "")
            self._parts[element.get("data-uri", "")] = part
            element.set("id", part)
            self._ids.add(part)
        elif id := element.get("id"):
            element.set("id", f"{part}.{id}" if part else id)
            self._ids.add(element.get("id", ""))
        for child in element:
            self._name(child, part)

    def _link(self, element: Element, uri: str, part: str) -> None:
        """Each address as it holds on paper: within the document, else in full."""
        uri, part = element.get("data-base", uri), element.get("data-part", part)
        if element.tag == "a" and (href := element.get("href")) is not None:
            target = self._target(href, uri, part)
            if target:
                element.set("href", target)
            else:
                del element.attrib["href"]
        if element.tag == "img":
            element.set("alt", element.get("alt") or NO_BREAK)
        if element.tag == "img" and not element.get("src", "").startswith(IMAGE):
            place = normpath(f"{dirname(uri)}/{unquote(element.get('src', ''))}").lstrip("/")
            element.set("src", CONTENT + place)
        for child in element:
            self._link(child, uri, part)

    def _target(self, href: str, uri: str, part: str) -> str:
        if _ABSOLUTE.match(href):
            return href
        path, _, anchor = href.partition("#")
        if path:
            uri = normpath(f"{dirname(uri)}/{path}").lstrip("/")
            part = self._parts.get(uri, "" if uri == self.uri else "?")
        for id in (f"{part}.{anchor}", anchor, part):
            if part != "?" and id in self._ids:
                return f"#{id}"
        if not path or not self.site_url:
            return ""
        base = self.site_url.rstrip("/")
        return f"{base}/{uri.removesuffix('index.html')}" + (f"#{anchor}" if anchor else "")

    def _tint(self) -> None:
        """Every drawing in the body's colour."""
        own = instead(self.colour)
        for part in self.root.iter() if own else ():
            for name in ("fill", "stroke"):
                if new := own.get(part.get(name, "")):
                    part.set(name, new)
        for address, drawing in self.images.items():
            self.images[address] = tinted(drawing.decode(), self.colour).encode()

    def _draw(self, element: Element) -> None:
        """Each drawing for paper: charts with their words, small ones as mere ornaments."""
        for index, child in enumerate(list(element)):
            if child.tag != f"{SVG}svg":
                self._draw(child)
                continue
            drawn = self._drawn(child)
            drawn.tail = child.tail
            element[index] = drawn

    def _drawn(self, svg: Element) -> Element:
        classes = svg.get("class", "").split()
        if "i" in classes:
            return self._shape(svg)
        if svg.get("aria-hidden") == "true":
            return self._ornament(svg)
        return _chart(svg)

    def _shape(self, svg: Element) -> Element:
        """The sign of a verdict: its words stand beside it."""
        name = next(iter(svg)).get("href", "").removeprefix("#v-")
        address = f"{IMAGE}{name}"
        if address not in self.images:
            symbol = self._symbols[f"v-{name}"]
            self.images[address] = _sign(symbol, _COLOURS[name.partition("-")[0]])
        return Element("span", {"class": "i", "style": f"background-image:url({address})"})

    def _ornament(self, svg: Element) -> Element:
        """A drawing that repeats what its row says: behind an empty box, so nobody reads it."""
        said = svg.get("width", "%")
        flat = _flat(svg, BULLET if said.endswith("%") else float(said))
        address = f"{IMAGE}{len(self.images)}"
        self.images[address] = _bytes(flat)
        wide, high = (float(flat.get(side, "0")) * SMALLER for side in ("width", "height"))
        style = f"background-image:url({address});width:{n(wide)}px;height:{n(high)}px"
        return Element("span", {"class": "small", "style": style})


def _drop(element: Element) -> None:
    """What only a screen can show."""
    for child in list(element):
        classes = set(child.get("class", "").split())
        if child.tag in _GONE or classes & _GONE_CLASSES or "hidden" in child.attrib:
            _remove(element, child)
        else:
            _drop(child)


def _remove(parent: Element, child: Element) -> None:
    """The child goes, the text behind it stays."""
    if child.tail:
        index = list(parent).index(child)
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _chart(svg: Element) -> Element:
    """A drawing with its values in words, which a reader's program says."""
    flat = _flat(svg, DRAWN)
    _clear_grid(flat)
    flat.set("class", "drawing")
    title = Element(f"{SVG}title")
    title.text = svg.get("aria-label", "")
    flat.insert(0, title)
    return flat


def _clear_grid(drawing: Element) -> None:
    """Cut the grid behind letters; their halo goes: WeasyPrint would draw it over them."""
    grid = None
    for part in list(drawing):
        if part.get("stroke") == RULE:
            grid = part
        elif part.tag == f"{SVG}text" and part.get("stroke") == PAPER and grid is not None:
            drawing.insert(list(drawing).index(grid) + 1, _ground(part))
    for part in drawing.iter(f"{SVG}text"):
        for name in ("stroke", "stroke-width", "stroke-linejoin", "paint-order"):
            part.attrib.pop(name, None)


def _ground(text: Element) -> Element:
    size = float(text.get("font-size", SIZE))
    wide = width("".join(text.itertext()), size)
    wide *= 1 if text.get("font-weight") == "700" else REGULAR
    share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
    x = float(text.get("x", "0")) + float(text.get("dx", "0")) - share * wide
    y = float(text.get("y", "0")) - size * 0.8
    place = {"x": n(x - 1), "y": n(y), "width": n(wide + 2), "height": n(size * 1.05)}
    return Element(f"{SVG}rect", {**place, "fill": PAPER})


def _flat(svg: Element, wide: float) -> Element:
    parts, height = flatten_tree(_plain(svg), wide)
    size = {"width": n(wide), "height": n(height), "viewBox": f"0 0 {n(wide)} {n(height)}"}
    flat = Element(f"{SVG}svg", {**size, "font-family": FONT, "font-size": f"{SIZE:g}"})
    for part in parts:
        flat.append(_named(part))
    return flat


def _sign(symbol: Element, colour: str) -> bytes:
    """A sign as a picture of its own, a little larger than its box, as some reach over it."""
    sign = Element(f"{SVG}svg", {"viewBox": "-2 -2 20 20", "width": "20", "height": "20"})
    for part in symbol:
        kind = part.get("class", "")
        inked = {name: value for name, value in part.attrib.items() if name != "class"}
        for name, value in inked.items():
            inked[name] = colour if value == "currentColor" else value
        if kind:
            stroke, wide = (PAPER, "1.8") if kind == "k" else (colour, "1.6")
            inked |= {"fill": "none", "stroke": stroke, "stroke-width": wide}
        SubElement(sign, part.tag, inked)
    return _bytes(sign)


def _bytes(svg: Element) -> bytes:
    plain = _plain(svg)
    plain.set("xmlns", SVG[1:-1])
    plain.set("fill", plain.get("fill", INK))
    return tostring(plain)


def _plain(element: Element) -> Element:
    """A copy without name spaces."""
    return _renamed(element, lambda tag: tag.removeprefix(SVG))


def _named(element: Element) -> Element:
    """A copy in SVG's name space."""
    return _renamed(element, lambda tag: SVG + tag.removeprefix(SVG))


def _renamed(element: Element, name: Callable[[str], str]) -> Element:
    copy = Element(name(element.tag), dict(element.attrib))
    copy.text, copy.tail = element.text, element.tail
    copy.extend([_renamed(child, name) for child in element])
    return copy
