"""The cover's equation: from 1 to 12 terms, none of which touches another."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.utils import translation

from perfcenter.base.formats import amounts_in
from reviews.deck.data import DeckData
from reviews.deck.drawing import TextBox
from reviews.deck.slides import cover
from reviews.deck.slides.page import Press
from reviews.deck.style import FULL, MARGIN, PT, Box
from reviews.deck.unit import deck_unit
from reviews.deck.wrapping import width
from tests.reviews.deck.building import dimension, measure, sheet
from tests.reviews.deck.samples import losing, strong

NAMES = ("财务", "客户维护与综合贡献", "Internal processes and risk", "学习")


def of_terms(count: int, points: float, base: DeckData) -> DeckData:
    """A deck whose composite is made of so many dimensions, of so many points each."""
    parts = [
        dimension(
            f"d{i}", NAMES[i % len(NAMES)], 1.0,
            measure(f"M{i}", "指标", "points", 1, score=points * (-1) ** i, rule="value"),
        )
        for i in range(count)
    ]  # fmt: skip
    made = sheet(*parts, staff_no="1", name="许文静")
    return DeckData(base.bank_name, base.language, base.is_draft, base.made_on, sheet=made)


def terms(data: DeckData) -> list[TextBox]:
    with translation.override(data.language), amounts_in(deck_unit(data.sheet)):
        press = Press(data)
        cover.draw(press)
    items = press.slides[0].drawn().items
    boxes = [item for item in items if isinstance(item, TextBox)]
    return [one for one in boxes if one.name in ("Term", "Sign", "Points", "Composite")]


def taken(one: TextBox) -> Box:
    """What the text takes of its frame, which figures may leave."""
    (run,) = one.paragraphs[0].runs
    wide = round(width(run.text, run.style.size, bold=run.style.bold) * PT)
    return one.box._replace(w=wide)


def touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.right and other.x < one.right
        and one.y < other.bottom and other.y < one.bottom
    )  # fmt: skip


@pytest.mark.parametrize("base", [strong(), losing()], ids=["zh-hans", "en"])
def test_no_term_touches_another_however_many_there_are(base):
    for count in range(1, 13):
        for points in (0.0, 9.99, 120.5, 123_456.78):
            found = terms(of_terms(count, points, base))
            assert [one.name for one in found].count("Points") >= count
            boxes = [taken(one) for one in found]
            assert all(box.right <= MARGIN + FULL for box in boxes), (count, points)
            assert not any(touch(a, b) for a, b in combinations(boxes, 2)), (count, points)
