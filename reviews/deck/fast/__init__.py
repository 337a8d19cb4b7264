"""The same deck as python-pptx makes, by writing its parts as text: many a second."""

from reviews.deck.fast.render import render

__all__ = ["render"]
