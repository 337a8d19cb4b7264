"""The renderer that is the reference: from a drawing, by python-pptx, to the bytes of a deck.

Nothing outside of this package knows python-pptx or writes XML.
"""

from reviews.deck.reference.render import render

__all__ = ["render"]
