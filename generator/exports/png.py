"""PNG of the same picture, drawn once."""

from __future__ import annotations

from generator.exports import picture
from generator.exports.subject import Subject
from generator.raster import png


def make(subject: Subject) -> bytes:
    """The file."""
    return png(picture.make(subject).decode(), subject.site.cache)
