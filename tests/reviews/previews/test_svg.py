"""Slides as SVG say what the file says, hold nothing active, and differ where slides do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from reviews.deck.build import draw_deck
from reviews.deck.drawing import Slide, Table, TextBox
from reviews.deck.svg import pictures, title_of
from tests.reviews.deck.samples import SAMPLES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' onload=x"


def texts(picture: str) -> str:
    """Everything that a picture writes, without spaces and line ends."""
    root = etree.fromstring(picture)
    said = "".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    return re.sub(r"\s", "", said)


def written(slide: Slide) -> list[str]:
    """What a slide's boxes and tables say, one paragraph after the other."""
    found = list(slide.title)
    for item in slide.items:
        if isinstance(item, TextBox):
            found += item.paragraphs
        elif isinstance(item, Table):
            found += [cell for row in item.table.rows for cell in row.cells]
    return [re.sub(r"\s", "", one.text) for one in found]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_a_slide_with_every_text_and_name_and_label(name):
    drawing = draw_deck(SAMPLES[name]())
    drawn = pictures(drawing)
    assert len(drawn) == len(drawing.slides)
    for slide, picture in zip(drawing.slides, drawn, strict=True):
        said = texts(picture)
        assert not [text for text in written(slide) if text not in said]


def test_charts_have_a_bar_a_line_and_a_name_for_each_row():
    drawing = draw_deck(SAMPLES["strong"]())
    drawn = "".join(pictures(drawing))
    for slide in drawing.slides:
        for item in slide.items:
            for name in item.chart.book.columns[0].texts if hasattr(item, "chart") else ():
                assert all(f">{part}<" in drawn for part in name.split("\n"))
    assert "<polygon" in drawn
    assert "<polyline" in drawn
    assert "url(#hatch-" in drawn


def test_its_name_is_title_and_notes_and_its_ids_are_its_own():
    drawing = draw_deck(SAMPLES["strong"]())
    drawn = pictures(drawing)
    ids = [
        one.get("id") for text in drawn for one in etree.fromstring(text).iter() if one.get("id")
    ]
    assert len(ids) == len(set(ids))
    root = etree.fromstring(drawn[0])
    assert root.find(f"{SVG}title").text == title_of(drawing.slides[0])
    assert drawing.slides[0].notes[0].text in root.find(f"{SVG}desc").text
    assert root.get("role") == "img"


def test_what_somebody_wrote_is_text_and_no_markup():
    data = SAMPLES["strong"]()
    sheet = replace(data.sheet, name=HOSTILE, branch_name=HOSTILE)
    drawn = "".join(pictures(draw_deck(replace(data, sheet=sheet, goals=HOSTILE))))
    names = {one.tag for text in pictures(draw_deck(replace(data, sheet=sheet)))
             for one in etree.fromstring(text).iter()}  # fmt: skip
    assert f"{SVG}script" not in names
    assert "<script" not in drawn
    assert " style=" not in drawn  # the policy of pages takes none
