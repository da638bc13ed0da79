"""An index as a plain script that a page loads from a folder too, where nothing can be fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

GLOBAL = "nienGiamIndex"
"""The one name that the script sets."""


def script(index: Mapping[str, Any]) -> bytes:
    """`window.nienGiamIndex={...};` with nothing in it that could end a script element."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f"window.{GLOBAL}={text};\n".encode()
