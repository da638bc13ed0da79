"""The program itself as a wheel, made from what is running: no build tool is needed for it."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from generator import __version__, resources
from generator.read.files import below

NAME = f"niengiam-{__version__}-py3-none-any.whl"
_INFO = f"niengiam-{__version__}.dist-info"
_TIME = (1980, 1, 1, 0, 0, 0)
_LEFTOVERS = {".pyc", ".pyo", ".orig", ".rej", ".swp", ".bak"}


def wheel() -> bytes:
    """The running program's files with what pip needs to install them; the same bytes each time."""
    package = Path(__file__).resolve().parent.parent
    files = _below(package, "generator")
    files |= _below(resources.templates(), "generator/templates")
    files["generator/schema/datapackage.json"] = resources.contract().read_bytes()
    files |= {f"{_INFO}/{name}": body for name, body in _metadata().items()}
    record = "".join(
        f"{name},sha256={_digest(body)},{len(body)}\n" for name, body in sorted(files.items())
    )
    files[f"{_INFO}/RECORD"] = f"{record}{_INFO}/RECORD,,\n".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return buffer.getvalue()


def _below(folder: Path, name: str) -> dict[str, bytes]:
    """The program's files in a folder; compiled ones and editors' leftovers aren't."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in below(folder)
        if path.suffix not in _LEFTOVERS and not path.name.endswith("~")
    }


def _metadata() -> dict[str, bytes]:
    """What the installed distribution says of itself: dependencies, command, licence."""
    found = {
        "WHEEL": b"Wheel-Version: 1.0\nGenerator: niengiam\nRoot-Is-Purelib: true\n"
        b"Tag: py3-none-any\n"
    }
    try:
        installed = distribution("niengiam")
    except PackageNotFoundError:
        least = f"Metadata-Version: 2.1\nName: niengiam\nVersion: {__version__}\n"
        return found | {"METADATA": least.encode()}
    for name in ("METADATA", "entry_points.txt", "licenses/LICENSE"):
        if text := installed.read_text(name):
            found[name] = text.encode()
    return found


def _digest(body: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=").decode()
