"""The fast renderer makes what the reference makes, whatever is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from reviews.deck.build import draw_deck
from reviews.deck.drawing import ChartFrame
from reviews.deck.fast import render
from reviews.deck.reference import render as reference
from tests.reviews.deck.drawings import drawings
from tests.reviews.deck.parity import differences
from tests.reviews.deck.samples import losing, newcomer, strong

SAMPLES = [strong, losing, newcomer]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_managers_deck_is_the_references(sample, language):
    drawing = draw_deck(replace(sample(), language=language))
    assert differences(reference(drawing), render(drawing)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawings)
def test_any_drawing_is_the_references(drawing):
    assert differences(reference(drawing), render(drawing)) == []


@pytest.mark.once
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawings)
def test_many_drawings_are_the_references(drawing):
    assert differences(reference(drawing), render(drawing)) == []


def test_equal_drawings_make_equal_bytes():
    assert render(draw_deck(strong())) == render(draw_deck(strong()))


def test_the_differences_are_seen():
    """The comparison itself notices a changed cell, text and part."""
    drawing = draw_deck(strong())
    blob = reference(drawing)
    charted = next(s for s in drawing.slides if any(isinstance(i, ChartFrame) for i in s.items))
    without = replace(
        charted, items=tuple(i for i in charted.items if not isinstance(i, ChartFrame))
    )
    fewer = tuple(without if one is charted else one for one in drawing.slides)
    assert any(
        "only one deck" in one for one in differences(blob, render(replace(drawing, slides=fewer)))
    )
    assert differences(blob, render(replace(drawing, author="Somebody else"))) != []
