"""HTML printed as tagged PDF by WeasyPrint, with one whole font out of a package.

Nothing comes from the machine or from the network: no system font, no clock, no address is
fetched. WeasyPrint loads Pango, which pip doesn't install: `missing` tells what is not there.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from generator import raster
from generator.model import Settings
from generator.paper.settle import CONTENT, Settled

Missing = Literal["weasyprint", "pango"]
FONT = "paper:font/"
_FACES = (
    ("Regular", 400, "normal"),
    ("It", 400, "italic"),
    ("Semibold", 600, "normal"),
    ("Bold", 700, "normal"),
    ("BoldIt", 700, "italic"),
)
_PARTS = ("weasyprint", "pydyf", "fonttools", "tinyhtml5", "font-source-sans-pro")
_NO_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


def missing() -> Missing | None:
    """What printing lacks: the package, or the libraries that it loads; None where all is there."""
    try:
        with _no_system_fonts():
            import weasyprint  # noqa: F401
    except ImportError:
        return "weasyprint"
    except OSError:
        return "pango"
    return None


def print_pdf(
    html: str, uri: str, settings: Settings, content: Mapping[str, Path], cache: Path | None
) -> bytes:
    """The PDF of a report, out of the cache where the same was printed before.

    `uri` is the page whose links the HTML has; `content` are the files that pictures may show.
    """
    shown = sorted(name for name in content if name in html or Path(name).name in html)
    digests = (f"{name} {sha256(content[name].read_bytes()).hexdigest()}" for name in shown)
    key = "\n".join([*_stamp(), uri, settings.site_url, settings.colour, *digests, html])
    return raster.kept(cache, key, lambda: _print(html, uri, settings, content))


def _print(html: str, uri: str, settings: Settings, content: Mapping[str, Path]) -> bytes:
    with _no_system_fonts():
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        images: dict[str, bytes] = {}
        fetch = _fetcher(images, content)
        document = HTML(string=html, base_url="paper:", url_fetcher=fetch)
        root, site_url = document.etree_element, settings.site_url
        Settled(root, uri, site_url, images, settings.colour).settle()
        faces = CSS(string=_faces(), font_config=fonts, url_fetcher=fetch, base_url="paper:")
        printed: bytes = document.write_pdf(
            stylesheets=[faces],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(html.encode()).digest()[:16],
        )
    return printed


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Fontconfig knows no font but those given: a machine's own would change the bytes."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # WeasyPrint expects ugly output without system fonts
        settings = Path(folder) / "fonts.conf"
        settings.write_text(_NO_FONTS.format(folder=folder), "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(settings)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{raster.FAMILY}';src:url({FONT}{name});"
        f"font-weight:{weight};font-style:{style}}}"
        for name, weight, style in _FACES
    )


def _fetcher(images: Mapping[str, bytes], content: Mapping[str, Path]) -> Callable[..., Any]:
    """What stands behind an address: our font, our drawings, the site's pictures. No other."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Own(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith(FONT):
                body, kind = raster.font_file(url.removeprefix(FONT)).read_bytes(), "font/ttf"
            elif url in images:
                body, kind = images[url], "image/svg+xml"
            elif (name := url.removeprefix(CONTENT)) in content:
                body, kind = content[name].read_bytes(), guess_type(name)[0] or ""
            else:
                raise ValueError(url)
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return Own()


def _stamp() -> Iterator[str]:
    """What else decides the bytes."""
    for name in _PARTS:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
