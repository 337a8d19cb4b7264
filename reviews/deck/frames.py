"""Where the two layouts have their title, source and number."""

from reviews.deck import style
from reviews.deck.style import Box, Style

TITLE_BOX = Box(style.MARGIN, style.TITLE_Y, style.FULL, style.TITLE_H)
COVER_TITLE = Box(style.MARGIN, 1_270_000, style.FULL, 1_270_000)
COVER_STYLE = Style(40, bold=True)
FOOTER_Y, FOOTER_H = style.FOOTER_Y + 76_200, 203_200
SOURCE_BOX = Box(style.MARGIN, FOOTER_Y, style.FULL * 6 // 10, FOOTER_H)
NUMBER_BOX = Box(SOURCE_BOX.right, FOOTER_Y, style.FULL - SOURCE_BOX.w, FOOTER_H)
