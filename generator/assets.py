"""Files beside the pages: the data's contract, the theme's scripts and styles, Plotly's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from generator import resources
from generator.model import Settings
from generator.problems import Problems
from generator.read import brand
from generator.read.settings import Project

_BASIC = "node_modules/plotly.js-basic-dist-min"
PLOTLY = "assets/plotly.min.js"
ICON = "icon.svg"

STYLES = {
    "site.css": tuple(
        "site.css chart.css pages.css cite.css search.css frozen.css controls.css".split()
    ),
    "embed.css": ("embed.css", "chart.css", "frozen.css"),
}
"""Style sheets as pages load them: one each, joined from files that each serve one purpose."""
_INSIDE = {"report.css", *(part for parts in STYLES.values() for part in parts)}
"""Files that stand within others and aren't published: in the report, in a joined style sheet."""


def theme(folders: Sequence[Path], colour: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file below assets/ that the theme brings: its uri, and what makes its bytes.

    `folders` are those in which templates are looked up, the site's own first; `colour` is the
    body's own, whose rules close every style sheet: one more file would be one more request.
    """
    own = brand.style(colour) if colour else ""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in (folder / "assets").rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder / "assets").as_posix()] = path
    for name in sorted((found.keys() - _INSIDE) | STYLES.keys()):
        if parts := STYLES.get(name):
            yield f"assets/{name}", partial(_joined, [found[part] for part in parts], own)
        elif name == ICON and colour:
            yield f"assets/{name}", partial(_tinted, found[name], colour)
        else:
            yield f"assets/{name}", found[name].read_bytes


def _tinted(path: Path, colour: str) -> bytes:
    return brand.tinted(path.read_text("utf-8"), colour).encode()


def _joined(parts: Sequence[Path], own: str) -> bytes:
    texts = [*(part.read_text("utf-8") for part in parts), own]
    return shortened("\n".join(texts)).encode()


def shortened(css: str) -> str:
    """A style sheet without comments and the blanks that only its authors need."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip() + "\n"


def files(project: Project, settings: Settings) -> Iterator[tuple[str, Path]]:
    """(uri, file) of each."""
    own = project.data / "datapackage.json"
    yield "data/datapackage.json", own if own.is_file() else resources.contract()
    if script := plotly_script(project, settings):
        yield PLOTLY, script


def plotly_script(project: Project, settings: Settings) -> Path | None:
    """plotly.js out of the installed wheel; the smaller one out of node_modules where set."""
    if settings.plotlyjs == "none":
        return None
    if settings.plotlyjs == "basic":
        return project.root / _BASIC / "plotly-basic.min.js"
    return _wheel() / "package_data" / "plotly.min.js"


def check(project: Project, settings: Settings, problems: Problems) -> None:
    """`plotlyjs: basic` needs the npm package, in the version that the wheel carries."""
    if settings.plotlyjs != "basic":
        return
    package = project.root / _BASIC / "package.json"
    script = plotly_script(project, settings)
    name = project.config.name
    if not package.is_file() or script is None or not script.is_file():
        problems.add("plotlyjs-missing", name, 1, 1)
        return
    found = json.loads(package.read_text("utf-8")).get("version")
    if found != (wanted := bundled_version()):
        problems.add("plotlyjs-version", name, 1, 1, found=found, wanted=wanted)


def bundled_version() -> str:
    """Version of the plotly.js that the plotly wheel carries."""
    from plotly.offline import get_plotlyjs_version

    return str(get_plotlyjs_version())


def _wheel() -> Path:
    """Folder of the installed plotly, found without importing it."""
    spec = find_spec("plotly")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent
