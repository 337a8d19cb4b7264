"""Slides say what they show by values; one package alone knows python-pptx."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

import reviews.deck
from reviews.deck.build import draw_deck
from reviews.deck.drawing import Drawing
from reviews.deck.reference import render
from tests.reviews.deck.samples import SAMPLES

ROOM = Path(reviews.deck.__file__).parent
PLAIN = (str, int, float, bool, date, type(None))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_python_pptx_and_lxml_are_known_to_the_renderer_alone():
    for path in ROOM.rglob("*.py"):
        if path.parent.name != "reference":
            assert not {name.split(".")[0] for name in imported(path)} & {"pptx", "lxml"}, path


def test_the_renderer_knows_nothing_of_slides_and_sheets():
    for path in (ROOM / "reference").glob("*.py"):
        known = {name for name in imported(path) if name.startswith(("reviews", "scoring"))}
        foreign = {name for name in known if name.split(".")[2:3] in (["slides"], ["findings"])}
        assert not foreign, path
        assert not any(name.startswith("scoring") for name in known), path


def strangers(value: object) -> Iterator[object]:
    """Whatever in a drawing is no plain value."""
    if is_dataclass(value):
        for one in fields(value):
            yield from strangers(getattr(value, one.name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strangers(one)
    elif not isinstance(value, PLAIN):
        yield value


@pytest.mark.parametrize("name", SAMPLES)
def test_a_drawing_is_made_of_plain_values(name):
    drawing = draw_deck(SAMPLES[name]())
    assert isinstance(drawing, Drawing)
    assert list(strangers(drawing)) == []


def test_equal_drawings_are_equal_and_make_equal_bytes():
    one, other = (draw_deck(SAMPLES["strong"]()) for _ in range(2))
    assert one == other
    assert render(one) == render(other)
