"""The pictures within a master's template, for pages that show it."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from reviews.deck.dressing import worn
from reviews.models import Master

NAME = re.compile(r"image\d+\.(png|jpg|jpeg)")
TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def picture_in(master: Master, name: str) -> tuple[bytes, str] | None:
    """Return a picture that we wrote into the template, and its type."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    with ZipFile(BytesIO(worn(master).template)) as archive:
        try:
            return archive.read(f"ppt/media/{name}"), TYPES[found[1]]
        except KeyError:
            return None
