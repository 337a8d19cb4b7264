"""Decks are files that PowerPoint opens without repairing them, whatever was left empty."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.utils import translation
from pptx import Presentation

from perfcenter.ui.workbooks import Table, figure, share, workbook
from reviews.deck import DeckData, build_deck
from reviews.deck.build import drawing_of
from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckGoal
from reviews.deck.reference import render
from reviews.deck.reference.text import paragraph_xml
from reviews.deck.slides import appendix, cases, next_year, problems
from reviews.deck.slides.page import Press
from reviews.deck.style import Box, Paragraph
from tests.reviews.deck.building import dimension, measure
from tests.reviews.deck.samples import losing, newcomer
from tests.reviews.deck.strong import strong
from tests.reviews.deck.structure import by_schema, faults

SECTIONS = ("achievements", "problems", "improvements", "goals")
TEXTS = ("", " \n ", "本年走访一百二十家企业。")


def line(action: str, actual: int | None, target: int | None) -> DeckGoal:
    values = (None if value is None else Fraction(value) for value in (actual, target))
    return DeckGoal("存款日均", "yuan", *values, action)


GOALS = {
    "none": (),
    "numbers alone": (line("", 4_380_000, 4_750_000),),
    "an action alone": (line("扩大代发", None, None),),
    "nothing": (line(" ", None, None),),
    "more than a slide": tuple(line("按月跟踪，逐户走访。" * 20, 10**9, 0) for _ in range(15)),
}


def test_whole_decks_are_valid(each):
    assert faults(each.blob) == []


def test_nothing_of_the_template_is_left_over():
    with ZipFile(BytesIO(build_deck(strong()))) as archive:
        assert b'type="screen4x3"' not in archive.read("ppt/presentation.xml")
        assert b"python-pptx" not in archive.read("docProps/core.xml")


def combinations(language: str) -> list[DeckData]:
    """Every way of leaving sections empty, with every kind of goals."""
    base = replace(strong(), language=language, report_version=2)
    return [
        replace(base, goal_lines=goals, **dict(zip(SECTIONS, texts, strict=True)))
        for texts in product(TEXTS[::2], repeat=len(SECTIONS))
        for name, goals in GOALS.items()
        if name != "more than a slide" or len(set(texts)) == 1
    ] + [replace(base, goal_lines=goals, **dict.fromkeys(SECTIONS, TEXTS[1]))
         for goals in GOALS.values()]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_slides_of_a_review_are_valid_whatever_was_left_empty(language):
    """All combinations share one file, whose slides are those that texts and goals change."""
    made, slides = combinations(language), []
    with translation.override(language):
        for data in made:
            press = Press(data)
            for kind in (cases, problems, next_year):
                if kind.applies(data):
                    kind.draw(press)
            appendix.draw_texts(press)
            press.finish()
            slides += press.slides
        drawing = drawing_of(data, slides)
    assert len(made) == 71
    assert len(slides) > len(made)
    assert faults(render(drawing)) == []


COMPLETIONS = (-100, "-0.5", 0, "0.8999", 1, "1.3", "2.01", 75, 5_000)
SHAPES = ((1, 1), (5, 4), (14, 4), (15, 10), (40, 10))
MORE = [(m, d) for m in (1, 5, 14, 15, 40) for d in range(1, 11) if (m, d) not in SHAPES]


def shaped(measures: int, dimensions: int, language: str) -> DeckData:
    """A deck of so many measures in so many dimensions, completed from −10,000% to 500,000%."""
    lines = [
        measure(
            f"M{i}", f"指标{i}" * (1 + i % 3), ("yuan", "count", "ratio")[i % 3],
            Fraction(COMPLETIONS[i % len(COMPLETIONS)]) * 1_000_000, 1_000_000,
            median=90.0 + i, before=10 + i, within=1 + i, cap=1e9,
        )
        for i in range(measures)
    ]  # fmt: skip
    parts = [
        dimension(f"d{d}", f"维度{d}", 1 / dimensions, *lines[d::dimensions], median=90.0)
        for d in range(dimensions)
    ]
    base = losing() if language == "en" else strong()
    return replace(base, language=language, sheet=replace(base.sheet, dimensions=tuple(parts)))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "shape", [*SHAPES, *(pytest.param(shape, marks=pytest.mark.once) for shape in MORE)]
)
def test_decks_of_any_number_of_measures_and_dimensions_are_valid(shape, language):
    assert faults(build_deck(shaped(*shape, language))) == []


@pytest.mark.parametrize("goals", ["numbers alone", "nothing"])
def test_the_deck_of_who_planned_without_a_word_is_valid(goals):
    """The slides of all kinds of goals are among those above."""
    blob = build_deck(replace(losing(), goals="", goal_lines=GOALS[goals]))
    assert faults(blob) == []


def test_a_deck_with_nothing_in_it_is_valid():
    data = newcomer()
    bare = replace(data.sheet, waterfall=(), branch_name="", line_title="")
    assert faults(build_deck(replace(data, sheet=bare, bank_name=""))) == []


def test_signs_that_xml_cannot_hold_and_figures_wider_than_their_columns_leave_a_valid_deck():
    """Signs are left out, and no shape has a negative width."""
    data = strong()
    first, *rest = data.sheet.dimensions
    wide = replace(first.measures[0], value=Fraction(10**19, 3), previous_value=Fraction(1))
    widest = replace(first, measures=(wide, *first.measures[1:]))
    sheet = replace(
        data.sheet, name="许\x00文\ufffe静", branch_name="\x1b", cycle_title="<2026>&",
        dimensions=(widest, *rest),
    )  # fmt: skip
    blob = build_deck(replace(data, sheet=sheet, bank_name="\x07行", goals="\x0b"))
    assert faults(blob) == []
    assert Presentation(BytesIO(blob)).core_properties.author == "许文静"


def test_no_frame_and_no_placeholder_is_without_a_paragraph():
    canvas = Canvas("page", "en")
    canvas.text(Box(0, 0, 1, 1), [])
    assert canvas.drawn().items == ()
    data = losing()
    slide = Presentation(BytesIO(render(drawing_of(data, [canvas])))).slides[0]
    assert slide.shapes.title.text_frame.text == ""
    assert paragraph_xml(Paragraph(()), "en").startswith("<a:p>")


def test_workbooks_are_valid():
    rows = [("=1+1", share(Fraction(1, 3))), ("\x00<&>", None), ("", figure(-12.5))]
    blob = workbook([Table("甲", ["a", "b"], rows), Table("空", ["a"], [])])
    assert by_schema(blob, "xlsx") == []
