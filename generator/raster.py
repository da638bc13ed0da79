"""SVG as PNG by resvg, with a whole font out of a package: no browser, no system font.

With half a font, or none, resvg leaves letters out and says nothing: a test looks at them. A
drawing is made once: a cache by content keeps it, which may be deleted, or damaged, at any time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Source Sans Pro"
PAPER = "#ffffff"
SUFFIX = ".drawn"
_DIGEST = 32


def png(svg: str, cache: Path | None) -> bytes:
    """An SVG as PNG in its own size, drawn once."""
    return kept(cache, f"{_stamp()}\n{svg}", lambda: raster(svg))


def kept(cache: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """What was made of a key, out of the cache; made, and kept, where it isn't there or damaged."""
    if cache is None:
        return make()
    place = cache / (sha256(key.encode()).hexdigest() + SUFFIX)
    if (found := _read(place)) is not None:
        return found
    drawn = make()
    _keep(place, drawn)
    return drawn


def raster(svg: str) -> bytes:
    """An SVG as PNG in its own size."""
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            background=PAPER,
            skip_system_fonts=True,
            font_files=fonts(),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )


@lru_cache(maxsize=1)
def fonts() -> list[str]:
    """Files of the two weights in use, found without importing the package."""
    return [str(font_file(face)) for face in ("Regular", "Bold")]


def font_file(face: str) -> Path:
    """The file of a face: 'Regular', 'It', 'Semibold', 'Bold'."""
    spec = find_spec("font_source_sans_pro")
    assert spec is not None and spec.origin is not None
    found = Path(spec.origin).parent / "files" / f"SourceSansPro-{face}.ttf"
    assert found.is_file(), found
    return found


@lru_cache(maxsize=1)
def _stamp() -> str:
    """What else decides the bytes: the renderer and the font."""
    return " ".join(f"{name} {version(name)}" for name in ("resvg_py", "font-source-sans-pro"))


def _read(place: Path) -> bytes | None:
    """A drawing whose digest, which stands before it, agrees."""
    try:
        kept = place.read_bytes()
    except OSError:
        return None
    digest, drawn = kept[:_DIGEST], kept[_DIGEST:]
    return drawn if drawn and sha256(drawn).digest() == digest else None


def _keep(place: Path, drawn: bytes) -> None:
    """Put a drawing in place at once; a cache that can't be written is done without."""
    beside = place.with_suffix(f".{os.getpid()}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(sha256(drawn).digest() + drawn)
        beside.replace(place)
    except OSError:
        return
