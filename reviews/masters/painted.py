"""Pictures of an uploaded file: refused where they are huge, and written anew before they are used.

What is decoded and encoded again is a picture and nothing besides.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from perfcenter.ui.packages import shortened
from reviews.deck.reference.cloth import Painted

RASTER = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_PIXELS = 25_000_000
MOST_SIDE = 10_000
DARK = 120  # of 255


def against(parts: dict[str, bytes]) -> list[str]:
    """Return what stands against the pictures of a file, by what their headers say."""
    found = []
    for name, content in parts.items():
        if name.lower().endswith(RASTER):
            size = _size(content)
            if size is None:
                found.append(_("A picture is none: %(name)s") % {"name": shortened(name)})
            elif size[0] * size[1] > MOST_PIXELS or max(size) > MOST_SIDE:
                words = {"name": shortened(name), "wide": size[0], "high": size[1]}
                found.append(_("A picture is too large, %(wide)s × %(high)s: %(name)s") % words)
    return found


def _size(content: bytes) -> tuple[int, int] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                return picture.size
    except Exception:
        return None


def written_anew(content: bytes) -> Painted | None:
    """Return a picture's pixels as a new file; None where it cannot be decoded."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.load()
            is_photo = picture.format == "JPEG"
            kept = picture.convert("RGB" if is_photo else "RGBA")
    except Exception:
        return None
    stream = BytesIO()
    if is_photo:
        kept.save(stream, "JPEG", quality=92)
    else:
        kept.save(stream, "PNG", optimize=True)
    return Painted(stream.getvalue(), _is_dark(kept))


def _is_dark(picture: Image.Image) -> bool:
    """Whether a picture, where it is not clear, is darker than not."""
    small = picture.convert("RGBA").resize((16, 16))
    on_white = Image.new("RGBA", small.size, "white")
    on_white.alpha_composite(small)
    grey = on_white.convert("L").tobytes()
    return sum(grey) / len(grey) < DARK
