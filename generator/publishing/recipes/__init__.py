"""Settings for the servers and hosts that a site goes to, filled from the one list of headers."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from generator.extras.headers import (
    EVERYWHERE,
    FRESH,
    HSTS,
    KEPT,
    TYPES,
    UNFRAMED,
    headers_file,
)
from generator.problems import Problems
from generator.read.settings import read_project
from generator.render.env import CSP

_HERE = Path(__file__).parent
_OTHERS = [(name, value) for name, value in EVERYWHERE if value != CSP]


def recipe(name: str, config: Path, target: Path | None = None) -> str:
    """The text of a recipe: of a host, or of a server with the folder that it serves."""
    if name in ("cloudflare", "netlify"):
        return (_HERE / f"{name}.txt").read_text("utf-8") + "\n" + headers_file().decode()
    if name == "github":
        return workflow()
    project = read_project(config, Problems())
    url = urlsplit(project.settings.site_url if project else "")
    folder = str(target.absolute()) if target else "/var/www/nien-giam"
    text = (_HERE / f"{name}.conf").read_text("utf-8")
    filled = {"HOST": url.hostname or "nien-giam.example", "FOLDER": folder, **_parts(name)}
    for key, value in filled.items():
        text = text.replace(f"@{key}@", value)
    return text


def workflow() -> str:
    """The workflow that checks, builds, verifies and publishes on GitHub Pages."""
    return (_HERE / "github.yml").read_text("utf-8")


def _parts(name: str) -> dict[str, str]:
    shared = {"CSP": CSP, "UNFRAMED": UNFRAMED, "FRESH": FRESH, "KEPT": KEPT}
    if name == "apache":
        lines = [f'    Header always set {key} "{value}"' for key, value in _OTHERS]
        types = [f"    AddType {kind} .{end}" for end, kind in TYPES]
        hsts = f'    # Header always set {HSTS[0]} "{HSTS[1]}"'
    else:
        lines = [f'    add_header {key} "{value}" always;' for key, value in _OTHERS]
        types = [
            f"    location ~ \\.{end}$ {{ types {{ }} default_type {kind}; }}"
            for end, kind in TYPES
        ]
        hsts = f'    # add_header {HSTS[0]} "{HSTS[1]}" always;'
    return {**shared, "OTHERS": "\n".join(lines), "TYPES": "\n".join(types), "HSTS": hsts}
