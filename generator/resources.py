"""Where the program's own files stand: the theme and the data contract travel in the wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def _first(*places: Path) -> Path:
    return next((place for place in places if place.exists()), places[-1])


def templates() -> Path:
    """Folder of the theme: inside the installed package, or beside it in a checkout."""
    return _first(_HERE / "templates", _HERE.parent / "templates")


def contract() -> Path:
    """The data contract (Frictionless `datapackage.json`) that validation obeys."""
    return _first(_HERE / "schema" / "datapackage.json", _HERE.parent / "data" / "datapackage.json")
