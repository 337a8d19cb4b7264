"""A file from outside that is said to be a PowerPoint file: refused, or its parts as bytes.

Every reason to refuse it is said, not the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from perfcenter.ui.packages import (
    CONTENT_TYPES,
    XML,
    Bounds,
    Hostile,
    against_programs,
    against_xml,
    parts_of,
    shortened,
)

BOUNDS = Bounds()
MOST_BYTES = BOUNDS.of_file
PRESENTATION = "ppt/presentation.xml"
OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External""")


def opened(file: IO[bytes], size: int) -> dict[str, bytes]:
    """Return the parts of a file by name; Hostile with every reason against it."""
    parts = parts_of(file, size, BOUNDS, _("It is no PPTX file that can be read"))
    if reasons := [*_of_parts(parts)]:
        raise Hostile(reasons)
    return parts


def _of_parts(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield what stands against what it holds."""
    if not {CONTENT_TYPES, PRESENTATION} <= parts.keys():
        yield _("It is no PPTX file that can be read")
        return
    yield from against_programs(parts, ".pptx")
    if b"oleobject" in parts[CONTENT_TYPES].lower() or any(_is_embedded(name) for name in parts):
        yield _("It has embedded objects (OLE); take out slides with charts and objects")
    yield from against_xml(parts)
    for name, content in parts.items():
        if name.lower().endswith(XML) and OUTSIDE.search(content):
            words = {"name": shortened(name)}
            yield _("A part leads out of the file, to a link or linked picture: %(name)s") % words


def _is_embedded(name: str) -> bool:
    low = name.lower()
    return "/embeddings/" in low or "oleobject" in low
