"""Files that managers bring: what each is said to be is what it has to be, and no more.

A file is taken for what its name ends with; its first bytes and all that it holds have to agree.
Pictures are drawn anew, so that nothing but the picture is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from perfcenter.base.file_names import file_name
from perfcenter.ui.packages import Hostile
from perfcenter.ui.uploads import MEGABYTE
from reviews.evidence.checking.office import checked_office
from reviews.evidence.checking.pdf import checked_pdf
from reviews.evidence.checking.pictures import checked_picture
from reviews.models import Evidence

Kind = Evidence.Kind
MOST_BYTES = 10 * MEGABYTE
CHECKS: dict[str, tuple[Kind, Callable[[bytes, str], bytes]]] = {
    ".pdf": (Kind.PDF, checked_pdf),
    ".png": (Kind.PNG, checked_picture),
    ".jpg": (Kind.JPEG, checked_picture),
    ".jpeg": (Kind.JPEG, checked_picture),
    ".docx": (Kind.WORD, checked_office),
    ".xlsx": (Kind.EXCEL, checked_office),
    ".pptx": (Kind.POWERPOINT, checked_office),
}
ENDINGS = ", ".join(CHECKS)


@dataclass(frozen=True)
class Checked:
    """A file that is taken: how it is called, what it is, and its bytes as they are kept."""

    name: str
    kind: Kind
    content: bytes


def checked(name: str, content: bytes) -> Checked:
    """Return a file as it is kept; Hostile where it is not taken, with the reasons."""
    path = PurePath(unicodedata.normalize("NFKC", name))
    kind, check = CHECKS.get(path.suffix.lower(), (None, None))
    if kind is None or check is None:
        raise Hostile([_("Only these are taken: %(endings)s") % {"endings": ENDINGS}])
    if not content:
        raise Hostile([_("It is empty")])
    if len(content) > MOST_BYTES:
        raise Hostile([_("It is larger than %(count)s MB") % {"count": MOST_BYTES // MEGABYTE}])
    kept = check(content, kind)
    if len(kept) > MOST_BYTES:
        raise Hostile([_("It is larger than %(count)s MB") % {"count": MOST_BYTES // MEGABYTE}])
    return Checked(file_name(path.stem or kind, extension=kind), kind, kept)
