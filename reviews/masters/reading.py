"""From an uploaded file to a master: refused with every reason, or what was found of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from perfcenter.ui.packages import Hostile
from reviews.deck.dress import Dress
from reviews.deck.reference.fitting import Note
from reviews.deck.reference.tailor import tailored
from reviews.deck.reference.taken import Unusable
from reviews.masters.opening import opened
from reviews.masters.painted import against, written_anew


@dataclass(frozen=True)
class Read:
    """What a file came to; without a dress it lacks what decks need."""

    dress: Dress | None
    notes: list[Note]

    @property
    def found(self) -> list[dict[str, Any]]:
        """The notes as JSON."""
        return [asdict(note) for note in self.notes]


def read(file: IO[bytes], size: int) -> Read:
    """Read a file that somebody uploaded; Hostile where it is not taken at all."""
    parts = opened(file, size)
    if reasons := against(parts):
        raise Hostile(reasons)
    try:
        made = tailored(parts, written_anew)
    except Unusable as error:
        raise Hostile([_unusable(str(error))]) from error
    return Read(made.dress, made.notes)


def _unusable(code: str) -> str:
    if code in {"no_master", "no_theme"}:
        return _("It has no slide master")
    return _("It is no PPTX file that can be read")
