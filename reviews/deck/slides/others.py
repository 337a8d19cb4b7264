"""Sections about something else than results, problems and goals: a slide each of their points."""

from __future__ import annotations

from reviews.deck.data import DeckData
from reviews.deck.findings import Finding
from reviews.deck.points import Points, points_of
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.pointed import draw_points
from reviews.deck.style import BODY_TOP, columns

WIDE = columns(0, 10, BODY_TOP, 0)


def applies(data: DeckData) -> bool:
    return any(text.strip() for _title, text in data.others)


def draw(press: Press) -> None:
    for title, text in press.data.others:
        if text.strip():
            points = points_of(text)
            canvas = press.page(finding(title, points), review_source(press.data))
            draw_points(canvas, WIDE, title, points)
            press.tell(canvas, *(point.text for point in points.found))


def finding(title: str, points: Points) -> Finding:
    """What the writer says first is what the slide says."""
    return Finding("other", points.found[0].lead or title)
