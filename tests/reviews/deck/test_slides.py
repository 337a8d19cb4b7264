"""What a deck consists of, and what every slide carries."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from pptx.oxml.ns import qn

from reviews.deck.style import EAST_ASIAN
from scoring.sheet import DimensionLine, MeasureLine
from tests.reviews.deck.conftest import Made, make
from tests.reviews.deck.samples import newcomer, strong

RUNS = (qn("a:r"), qn("a:fld"))


def kinds(made: Made) -> list[str]:
    """A slide by what it shows: a chart's kind, a table, or text."""
    found = []
    for slide in made.deck.slides:
        charts = [s.chart for s in slide.shapes if s.has_chart]
        tags = {e.tag.split("}")[1] for c in charts for e in c._chartSpace.iter()}
        if "lineChart" in tags:
            found.append("waterfall")
        elif "radarChart" in tags:
            found.append("radar")
        elif charts:
            found.append("bars")
        else:
            found.append("table" if any(s.has_table for s in slide.shapes) else "text")
    return found


def titles(made: Made) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in made.deck.slides]


def test_a_deck_goes_from_the_cover_over_the_charts_to_the_words_and_goals(made):
    assert kinds(made["strong"]) == [
        "text", "text", "waterfall", "radar", "bars", "table", "text", "text", "table",
    ]  # fmt: skip


def test_fewer_than_five_measures_are_bars_and_no_radar(made):
    assert kinds(made["losing"])[3] == "bars"


def test_a_manager_without_a_book_gets_a_sentence_instead_of_an_empty_chart(made):
    assert kinds(made["newcomer"])[2] == "text"


def test_a_review_that_was_not_written_is_one_slide_that_says_so(made):
    assert kinds(made["newcomer"]) == ["text", "text", "text", "bars", "bars", "table", "text"]


def test_a_deck_without_any_value_still_opens():
    data = newcomer()
    dimensions = tuple(replace(d, score=None, measures=nothing(d)) for d in data.sheet.dimensions)
    made = make(replace(data, sheet=replace(data.sheet, dimensions=dimensions)))
    assert kinds(made) == ["text"] * 5 + ["table", "text"]


def nothing(dimension: DimensionLine) -> tuple[MeasureLine, ...]:
    return tuple(replace(m, score=None, value=None, completion=None) for m in dimension.measures)


def test_every_slide_has_a_title_of_its_own(each):
    assert all(titles(each))
    assert len(set(titles(each)[1:])) == len(each.deck.slides) - 1


def test_different_managers_get_different_titles(made):
    heads = [titles(made[name])[1:6] for name in ("strong", "losing", "newcomer", "crowded")]
    flat = [title for head in heads for title in head]
    assert len(set(flat)) == len(flat)


def test_every_run_names_the_east_asian_typeface_and_its_language(each):
    for slide in each.deck.slides:
        for run in slide._element.iter(*RUNS):
            properties = run.find(qn("a:rPr"))
            assert properties.find(qn("a:ea")).get("typeface") == EAST_ASIAN
            assert properties.get("lang") in ("zh-CN", "en-US")


def test_every_text_of_a_chart_names_the_east_asian_typeface(each):
    for slide in each.deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                space = shape.chart._chartSpace
                for text in (*space.iter(qn("a:defRPr")), *space.iter(qn("a:rPr"))):
                    assert text.find(qn("a:ea")).get("typeface") == EAST_ASIAN


def test_the_theme_names_our_typefaces_and_colours(made):
    master = made["strong"].deck.slide_master
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    for wanted in (
        b'ea typeface="Microsoft YaHei"',
        b'latin typeface="Arial"',
        b"1A5A96",
        b"AB3322",
    ):
        assert wanted in theme.blob


def test_only_the_two_layouts_in_use_remain(made):
    assert [layout.name for layout in made["strong"].deck.slide_layouts] == [
        "Title Slide",
        "Title Only",
    ]


def test_a_draft_says_so_on_every_slide(made):
    for slide in made["strong"].deck.slides:
        assert any(shape.name == "Draft mark" for shape in slide.shapes)


def test_a_published_deck_carries_no_draft_mark(made):
    for slide in made["losing"].deck.slides:
        assert not any(shape.name.startswith("Draft") for shape in slide.shapes)


def test_charts_and_their_slides_are_told_to_who_cannot_see_them(each):
    for slide in each.deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_the_speaker_finds_each_number_of_the_title_in_the_notes(made):
    notes = made["strong"].deck.slides[2].notes_slide.notes_text_frame.text
    assert len(notes.split("\n")) == 4


def test_source_and_slide_number_stand_in_their_placeholders(made):
    slide = made["strong"].deck.slides[3]
    kinds = {shape.placeholder_format.idx for shape in slide.placeholders}
    assert kinds == {0, 11, 12}


def test_rank_and_grade_stay_out_until_the_sheet_gives_them():
    data = strong()
    hidden = replace(data.sheet, grade_title="", rank=None, peer_rank=None)
    made = make(replace(data, sheet=hidden))
    words = " ".join(
        s.text_frame.text for slide in made.deck.slides for s in slide.shapes if s.has_text_frame
    )
    assert "优秀" not in words
    assert "卓越" not in words


def test_equal_data_make_equal_bytes(made):
    for name, sample in (("strong", strong), ("newcomer", newcomer)):
        assert make(sample()).blob == made[name].blob


def test_no_member_of_the_file_carries_a_time(made):
    def times(blob: bytes) -> set[tuple]:
        with ZipFile(BytesIO(blob)) as archive:
            inner = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
            found = {member.date_time for member in archive.infolist()}
            assert archive.testzip() is None
        return found.union(*map(times, inner))

    assert times(made["strong"].blob) == {(1980, 1, 1, 0, 0, 0)}


def test_control_characters_in_a_text_do_not_break_the_file():
    made = make(replace(strong(), achievements="一\x07二\x00三\ufffe<b>&\"'"))
    words = [s.text_frame.text for s in made.deck.slides[6].shapes if s.name == "Review"]
    assert words == ["一二三<b>&\"'"]
