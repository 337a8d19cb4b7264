"""Problems, improvements and next year's goals: on one slide if they fit, else on their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.slides import goals, review
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.texts import HALF, HEAD_H, SIZES, column, flow, height
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, PT, Box, Style, columns
from reviews.deck.table import SlideTable

GAP = 228_600
LEFT, RIGHT = columns(0, 6, BODY_TOP, 0), columns(6, 6, BODY_TOP, 0)
ROOM = BODY_BOTTOM - BODY_TOP
Block = tuple[str, str]  # a head and what was written under it


def draw(press: Press) -> None:
    data = press.data
    named = [(_("Problems"), data.problems), (_("Improvements"), data.improvements)]
    left = [(name, text) for name, text in named if text.strip()]
    table = goals.compact(data, RIGHT.w)
    style = style_for(left, data.goals, table) if left and data.goal_lines else None
    if style is None:
        review.draw_problems(press)
        goals.draw(press)
        return
    canvas = press.page(findings.next_year(data, press.said), review_source(data))
    box = LEFT
    for name, text in left:
        pieces = flow(text, [(HALF, ROOM / PT)], style)[0]
        bottom = column(canvas, box, name, pieces, style)
        box = Box(LEFT.x, bottom + GAP, LEFT.w, 0)
    words = flow(data.goals, [(HALF, ROOM / PT)], style)
    top = column(canvas, RIGHT, _("Next year's goals"), words[0] if words else [], style)
    canvas.table(RIGHT.x, top, table, _("Next year's goals"))


def style_for(left: list[Block], words: str, table: SlideTable) -> Style | None:
    """The largest size at which everything fits; None if not even 14 pt does."""
    fitting = (style for style in SIZES if needs(left, words, table, style) <= ROOM)
    return next(fitting, None)


def needs(left: list[Block], words: str, table: SlideTable, style: Style) -> int:
    """How high the higher of the two columns is."""
    blocks = [HEAD_H + high(text, style) for _name, text in left]
    beside = HEAD_H + (high(words, style) if words.strip() else 0) + table.height
    return max(sum(blocks) + GAP * (len(blocks) - 1), beside)


def high(text: str, style: Style) -> int:
    """The height of a text in half a slide; more than the slide's if it takes several."""
    placed = flow(text, [(HALF, ROOM / PT)], style)
    return sum(height(pieces, HALF, style) for pieces in placed) * PT
