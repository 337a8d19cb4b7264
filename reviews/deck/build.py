"""The deck from its data: which slides, in which order, as bytes that depend on nothing else."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

from django.utils import translation

from reviews.deck.archive import without_clock
from reviews.deck.data import DeckData
from reviews.deck.slides import (
    ahead,
    completion,
    cover,
    glance,
    measures,
    review,
    scorecard,
    waterfall,
)
from reviews.deck.slides.page import Press
from reviews.deck.style import storable
from reviews.deck.template import empty_deck

SEQUENCE = (
    cover.draw,
    glance.draw,
    waterfall.draw,
    scorecard.draw,
    completion.draw,
    measures.draw,
    review.draw_unwritten,
    review.draw_achievements,
    ahead.draw,
)


def build_deck(data: DeckData) -> bytes:
    """Return the deck as the bytes of a .pptx file, in the data's language."""
    with translation.override(data.language):
        deck = empty_deck()
        press = Press(deck, data)
        for draw in SEQUENCE:
            draw(press)
        made = datetime.combine(data.made_on, time())
        properties = deck.core_properties
        properties.title = storable(cover.deck_title(data))
        properties.author = storable(data.sheet.name)
        properties.last_modified_by = storable(data.bank_name)
        properties.created = properties.modified = made
        properties.revision = 1
        properties.language = data.language
        stream = BytesIO()
        deck.save(stream)
    return without_clock(stream.getvalue())
