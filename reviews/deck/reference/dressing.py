"""What a bank's own master says otherwise than ours: the typefaces of what is written on slides.

Every run names its typefaces; under a bank's master it names the theme's, which are the bank's.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviews.deck.drawing import Layout
from reviews.deck.dress import Dress
from reviews.deck.reference.text import solid
from reviews.deck.style import EAST_ASIAN, LATIN

OURS = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/>'
OF_TEXT = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
OF_TITLES = '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/>'


@dataclass(frozen=True)
class Dressing:
    """Turns what is written for our master into what a bank's own takes; ours stays as it is.

    No text that a user wrote is touched: in XML it has no brackets.
    """

    is_own: bool
    is_dark: bool = False  # behind titles

    @classmethod
    def of(cls, dress: Dress | None) -> Dressing:
        if dress is None:
            return cls(is_own=True)
        return cls(is_own=False, is_dark=dress.is_dark)

    def text_bytes(self, xml: bytes) -> bytes:
        return xml if self.is_own else self.text(xml.decode()).encode()

    def title_bytes(self, xml: bytes, layout: Layout) -> bytes:
        return xml if self.is_own else self.title(xml.decode(), layout).encode()

    def text(self, xml: str) -> str:
        return xml if self.is_own else xml.replace(OURS, OF_TEXT)

    def title(self, xml: str, layout: Layout) -> str:
        if self.is_own:
            return xml
        themed = xml.replace(OURS, OF_TITLES)
        is_light = self.is_dark and layout == "page"
        return themed.replace(solid("ink"), solid("paper")) if is_light else themed
