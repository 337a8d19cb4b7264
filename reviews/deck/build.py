"""The deck from its data: which slides, in which order, as bytes that depend on nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from perfcenter.base.formats import amounts_in
from reviews.deck.canvas import LANG, Canvas
from reviews.deck.data import DeckData, Told
from reviews.deck.drawing import Drawing
from reviews.deck.fast.render import render
from reviews.deck.slides.page import Press
from reviews.deck.talk import draw_talk
from reviews.deck.unit import deck_unit


def build_deck(data: DeckData) -> bytes:
    """Return the deck as the bytes of a .pptx file, in the data's language."""
    return render(draw_deck(data), data.dress)


def draw_deck(data: DeckData) -> Drawing:
    """Return what the deck shows, which any renderer may turn into a file."""
    with translation.override(data.language):
        with amounts_in(deck_unit(data.sheet)):
            press = Press(data)
            draw_talk(press)
            press.finish()
        return drawing_of(data, press.slides)


def heads_of(data: DeckData) -> list[tuple[str, str]]:
    """Return the section and the title of each slide that the deck would have."""
    with translation.override(data.language), amounts_in(deck_unit(data.sheet)):
        press = Press(data)
        draw_talk(press)
        sections = [canvas.section for canvas in press.slides]
        return list(zip(sections, press.heads(), strict=True))


def drawing_of(data: Told, slides: Sequence[Canvas]) -> Drawing:
    """Return the slides as a deck with its properties."""
    return Drawing(
        language=LANG[data.language],
        title=data.heading,
        author=data.name,
        bank=data.bank_name,
        made_on=data.made_on,
        slides=tuple(canvas.drawn() for canvas in slides),
    )
