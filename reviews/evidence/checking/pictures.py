"""A picture: read whole and drawn anew, so that what hides in its file or tells a place is gone."""

from __future__ import annotations

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from perfcenter.base.formats import whole
from perfcenter.ui.packages import Hostile
from reviews.models import Evidence

MOST_PIXELS = 40_000_000
QUALITY = 90
NAMES = {Evidence.Kind.PNG: "PNG", Evidence.Kind.JPEG: "JPEG"}
MODES = {"PNG": {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}, "JPEG": {"L", "RGB"}}


def checked_picture(content: bytes, kind: str) -> bytes:
    """Return the picture drawn anew; Hostile where it is none of its kind."""
    name = NAMES[Evidence.Kind(kind)]
    unreadable = _("It is no %(kind)s picture that can be read") % {"kind": name}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=[name])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise Hostile([unreadable]) from error
    with picture:
        if picture.width * picture.height > MOST_PIXELS:
            words = {"count": whole(MOST_PIXELS // 1_000_000)}
            raise Hostile([_("It has more than %(count)s million pixels") % words])
        try:
            return _drawn(picture, name)
        except (OSError, ValueError, SyntaxError, MemoryError) as error:
            raise Hostile([unreadable]) from error


def _drawn(picture: Image.Image, name: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in MODES[name]:
        upright = upright.convert("RGB")
    # Only what is drawn: a new picture has no notes, no place, no second picture behind it.
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        bare.putpalette(upright.getpalette() or [])
    bare.paste(upright)
    stream = BytesIO()
    extra = {"quality": QUALITY} if name == "JPEG" else {}
    seen = picture.info.get("transparency") if upright.mode == "P" else None
    bare.save(stream, name, **extra, **({} if seen is None else {"transparency": seen}))
    return stream.getvalue()
