"""A branch's deck from its data, as bytes that depend on nothing else."""

from __future__ import annotations

from fractions import Fraction

from django.utils import translation

from perfcenter.base.formats import amounts_in
from perfcenter.base.money import FEN
from reviews.deck.build import drawing_of
from reviews.deck.drawing import Drawing
from reviews.deck.fast import render
from reviews.deck.groups.data import GroupData
from reviews.deck.groups.talk import draw_talk
from reviews.deck.slides.page import PressOf
from reviews.deck.unit import deck_unit


def build_group_deck(data: GroupData) -> bytes:
    """Return the deck as the bytes of a .pptx file, in the data's language."""
    return render(draw_group_deck(data), data.dress)


def draw_group_deck(data: GroupData) -> Drawing:
    """Return what the deck shows, which any renderer may turn into a file."""
    with translation.override(data.language):
        with amounts_in(deck_unit(data, _largest(data))):
            press = PressOf(data)
            draw_talk(press)
            press.finish()
        return drawing_of(data, press.slides)


def _largest(data: GroupData) -> Fraction:
    """The largest balance in yuan."""
    if data.year is None:
        return Fraction(0)
    held = [max(abs(m.deposits), abs(m.loans)) for m in data.year.months]
    return Fraction(max(held, default=0), FEN)
