"""The renderer for pages: from a drawing to an SVG picture a slide, from the same values.

It draws what PowerPoint draws, near enough to read a deck before it is downloaded. Colours are
attributes, not classes: a slide is paper, light on a dark page too.
"""

from reviews.deck.svg.slide import pictures, title_of

__all__ = ["pictures", "title_of"]
