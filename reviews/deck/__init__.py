"""The year-end deck: slides from a frozen data object, without a database."""

from reviews.deck.build import build_deck
from reviews.deck.data import DeckData, DeckGoal

__all__ = ["DeckData", "DeckGoal", "build_deck"]
