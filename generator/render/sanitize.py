"""The one allow-list that HTML from Markdown passes."""

from __future__ import annotations

import re

import nh3

TAGS = set(
    (
        "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em "
        "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp "
        "section small span strong sub sup table tbody td tfoot th thead time tr u ul var"
    ).split()
)
ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "lang"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "section": {"aria-labelledby"},
    "h1": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"id"},
    "sup": {"id"},
    "p": {"lang"},
    "span": {"lang"},
}
CLASSES = {"p": {"who"}, "span": {"credit"}, "figure": {"photo"}}
SCHEMES = {"http", "https", "mailto", "tel", "fig", "chart"}
REMOVED = {"script", "style", "textarea", "noscript", "template", "iframe", "object", "svg", "math"}
"""Tags that go with all they hold."""

_ID = re.compile(r"[A-Za-z0-9][\w.:-]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def sanitize(html: str) -> str:
    """HTML that can't run, fetch from other hosts, nor pose as a part of the page."""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=REMOVED,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        allowed_classes=CLASSES,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name in ("href", "src"):
        return _address(tag, value)
    return value


def _address(tag: str, value: str) -> str | None:
    """A relative address or one of a known kind; pictures come from the site alone."""
    plain = re.sub(r"[\x00-\x20\u00a0]+", "", value)
    if plain.startswith(("/", "\\")):
        return None
    scheme = _SCHEME.match(plain)
    if tag == "img" and scheme and scheme[1].lower() != "chart":
        return None
    return value
