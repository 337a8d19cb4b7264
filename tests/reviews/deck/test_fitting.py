"""Nothing overflows: text is measured before it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml.ns import qn
from pptx.util import Emu

from reviews.deck.reference.text import clean
from reviews.deck.slides.texts import HALF, HIGH, flow
from reviews.deck.style import DEEPER, FOOTER_Y, FULL, HEIGHT, PT, WIDTH
from reviews.deck.wrapping import FILL, clipped, line_count, split_at, width, wrap

TEXTS = st.text(alphabet="银行客户，。（）AbiW m.9%\u3000", max_size=300)


def height(paragraphs, room: float) -> float:
    """Height in points of paragraphs as set: lines times their fixed distance."""
    total = 0.0
    for paragraph in paragraphs:
        spacing = int(paragraph.find(f"{qn('a:pPr')}/{qn('a:lnSpc')}/{qn('a:spcPts')}").get("val"))
        after = paragraph.find(f"{qn('a:pPr')}/{qn('a:spcAft')}/{qn('a:spcPts')}")
        texts = [
            "\n" if piece.tag == qn("a:br") else piece.text or ""
            for piece in paragraph.iter(qn("a:t"), qn("a:br"))
        ]
        sizes = [int(r.get("sz")) / 100 for r in paragraph.iter(qn("a:rPr"))]
        bold = any(r.get("b") == "1" for r in paragraph.iter(qn("a:rPr")))
        lines = line_count("".join(texts), max(sizes, default=12), room, bold=bold)
        total += lines * spacing / 100 + (int(after.get("val")) / 100 if after is not None else 0)
    return total


def framed(slide):
    return [s for s in slide.shapes if s.has_text_frame and s.text_frame.text]


def test_every_text_is_within_its_frame(each):
    for number, slide in enumerate(each.deck.slides, start=1):
        for shape in framed(slide):
            if wrapping(shape) == "none":
                continue  # a figure: measured below
            paragraphs = list(shape._element.iter(qn("a:p")))
            room = shape.width / PT / FILL  # what was set to fill a line may fill it
            assert height(paragraphs, room) <= shape.height / PT + 1, (number, shape.name)


def wrapping(shape) -> str:
    return shape._element.txBody.bodyPr.get("wrap")


def test_figures_do_not_wrap_and_have_the_slack_that_a_wider_typeface_needs(each):
    for slide in each.deck.slides:
        for shape in framed(slide):
            if wrapping(shape) == "none" and shape.name != "Ring":
                runs = [(r.text, r.font.size.pt) for r in shape.text_frame.paragraphs[0].runs]
                assert sum(width(text, size) for text, size in runs) <= shape.width / PT + 1


def test_a_line_of_figures_alone_is_lower_than_one_of_chinese_to_share_its_base_line(made):
    tables = [s.table for slide in made["strong"].deck.slides for s in slide.shapes if s.has_table]
    row = next(t for t in tables if len(t.columns) == 10).rows[3]
    name, figure, *_rest = (next(cell._tc.iter(qn("a:spcPts"))) for cell in row.cells)
    assert int(name.get("val")) - int(figure.get("val")) == pytest.approx(1200 * 2 * DEEPER, abs=10)


def test_what_is_measured_is_wider_than_arial_by_fifteen_per_cent():
    assert width("100.0%", 10) == pytest.approx(1.15 * 10 * (4 * 0.556 + 0.278 + 0.889))


def test_every_table_cell_is_within_its_row(each):
    for slide in each.deck.slides:
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    wide = shape.width if cell.is_merge_origin else column.width
                    room = (wide - cell.margin_left - cell.margin_right) / PT / FILL
                    assert height(cell._tc.iter(qn("a:p")), room) <= row.height / PT + 1


def test_nothing_stands_in_the_footer_or_beyond_the_slide(each):
    for number, slide in enumerate(each.deck.slides, start=1):
        for shape in slide.shapes:
            if shape.is_placeholder or shape.top >= FOOTER_Y:
                assert shape.top + shape.height <= HEIGHT
                continue
            right, bottom = shape.left + shape.width, shape.top + shape.height
            if shape.has_table if hasattr(shape, "has_table") else False:
                bottom = shape.top + sum(row.height for row in shape.table.rows)
            assert right <= WIDTH, (number, shape.name)
            assert bottom <= Emu(FOOTER_Y), (number, shape.name)


def test_no_text_is_smaller_than_ten_points_and_the_review_never_below_twelve(each):
    for slide in each.deck.slides:
        for shape in framed(slide):
            least = 12 if shape.name == "Review" else 10
            sizes = [int(r.get("sz")) for r in shape._element.iter(qn("a:rPr"))]
            assert min(sizes) >= least * 100, shape.name


def all_words(made) -> str:
    """All that frames and cells say, without spaces; texts over several frames once more alone."""
    frames = [s for slide in made.deck.slides for s in framed(slide) if s.name == "Review"]
    found = [frame.text_frame.text for frame in frames]
    for slide in made.deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "".join("".join(found).split())


def test_every_word_of_the_review_is_in_the_deck(each):
    data = each.data
    shown = all_words(each)
    for text in (data.achievements, data.problems, data.improvements, data.goals):
        for line in text.splitlines():
            assert "".join(line.split())[:4000] in shown, line[:80]
    for goal in data.goal_lines:
        assert "".join(goal.action.split()) in shown


def test_long_texts_of_five_thousand_characters_take_several_slides(made):
    assert len(made["crowded"].deck.slides) > 20


@given(TEXTS)
def test_the_lines_of_a_paragraph_add_up_to_it(text):
    assert "".join(wrap(text, 14, 200)) == text


@given(TEXTS)
def test_no_line_is_wider_than_its_room(text):
    assert all(width(line.rstrip(), 14) <= 200 + 1e-6 for line in wrap(text, 14, 200))


@given(TEXTS, st.integers(1, 3))
def test_clipped_text_takes_no_more_than_its_lines(text, lines):
    assert len(wrap(clipped(text, 14, 100, lines=lines), 14, 100)) <= lines


@given(TEXTS, st.integers(1, 5))
def test_a_split_paragraph_loses_nothing(text, count):
    lines = wrap(text, 14, 100)
    assert "".join(split_at(text, lines, count)) == text


@given(st.lists(TEXTS, max_size=30))
def test_flowing_text_keeps_its_characters_in_order(paragraphs):
    text = "\n".join(paragraphs)
    placed = flow(text, [(HALF, HIGH)])
    assert "".join("".join(p for frame in placed for p in frame).split()) == "".join(text.split())


def test_a_line_does_not_begin_with_closing_punctuation():
    text = "客户经理管理存款、贷款和中间业务，" * 20
    assert not any(line[0] in "，、。" for line in wrap(text, 14, 150))


@pytest.mark.parametrize("marks", ["！" * 300, "……" * 200, "“（" * 150, "?!" * 300, "。）」" * 90])
def test_a_run_of_punctuation_is_cut_where_the_line_ends(marks):
    lines = wrap(f"好{marks}好", 14, 200)
    assert len(lines) > 1
    assert all(width(line, 14) <= 200 for line in lines)


def test_an_address_longer_than_a_line_is_cut():
    assert all(width(line, 14) <= 100 for line in wrap("https://" + "a" * 90, 14, 100))


def test_a_change_of_script_takes_the_space_some_renderers_set():
    assert width("第1项", 10) > width("第", 10) + width("1", 10) + width("项", 10)


def test_a_text_keeps_line_ends_and_loses_what_xml_cannot_hold():
    assert clean("a\x00b\x07c\n<d>\ud800") == "abc\n&lt;d&gt;"


def test_the_full_width_is_that_of_the_grid():
    assert FULL == 12 * 711_200 + 11 * 228_600
