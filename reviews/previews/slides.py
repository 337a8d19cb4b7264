"""A deck as a page shows it: a picture a slide, drawn at once or by LibreOffice, and its notes."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_pieces
from reviews.deck.build import build_deck, draw_deck
from reviews.deck.data import DeckData
from reviews.deck.drawing import Slide
from reviews.deck.svg import pictures, title_of
from reviews.previews import places


@dataclass(frozen=True)
class Shown:
    """A slide: its title, section and notes, and its picture, drawn here or from an address."""

    number: int
    title: str
    section: str  # where one begins
    notes: list[str]
    drawn: SafeString
    address: str = ""

    @property
    def told(self) -> str:
        """What a screen reader says instead of the picture."""
        return " ".join([self.title, *self.notes])


def shown(data: DeckData, addresses: list[str]) -> list[Shown]:
    """Return the slides; with an address for each, or drawn here where there is none."""
    drawing, media = draw_deck(data), ""
    if data.dress is not None:
        media = reverse("reviews:master_media", args=[data.dress.digest, "-"]).removesuffix("-")
    count = len(drawing.slides)
    if len(addresses) == count:
        drawn = [""] * count
    else:
        drawn, addresses = pictures(drawing, data.dress, media), [""] * count
    before, found = "", []
    for number, slide in enumerate(drawing.slides, start=1):
        found.append(
            Shown(
                number=number,
                title=title_of(slide) or _("Slide %(number)s") % {"number": number},
                section=slide.section if slide.section != before else "",
                notes=_notes(slide),
                drawn=mark_safe(drawn[number - 1]),  # noqa: S308 - what svg/ writes is escaped
                address=addresses[number - 1],
            )
        )
        before = slide.section
    return found


def _notes(slide: Slide) -> list[str]:
    """What the speaker reads, without the title that the first sentence repeats."""
    said = [one.text for one in slide.notes if one.text.strip()]
    return said[1:] if said[:1] == [title_of(slide)] else said


def digest_of(data: DeckData) -> str:
    """Return the digest of the deck's content, by which its pictures are kept."""
    return of_pieces([build_deck(data)])


def kept_count(owner: str, digest: str) -> int:
    return len(places.kept(owner, digest))
