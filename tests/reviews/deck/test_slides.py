"""What a deck consists of, and what every slide carries."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from django.utils.translation import gettext
from pptx.oxml.ns import qn

from reviews.deck.slides import glance
from reviews.deck.style import EAST_ASIAN
from reviews.deck.talk import DEFAULT, MOST, ordered
from reviews.deck.wrapping import titled
from scoring.sheet.model import DimensionLine, MeasureLine
from tests.reviews.deck.building import dimension, measure, sheet, waterfall
from tests.reviews.deck.conftest import Made, make
from tests.reviews.deck.samples import newcomer, strong

PART = re.compile(r"（\d+/\d+）$| \(\d+ of \d+\)$")
RUNS = (qn("a:r"), qn("a:fld"))


def kinds(made: Made) -> list[str]:
    """A slide by what it shows: a chart's kind, a table, or text."""
    found = []
    for slide in made.deck.slides:
        charts = [s.chart for s in slide.shapes if s.has_chart]
        tags = {e.tag.split("}")[1] for c in charts for e in c._chartSpace.iter()}
        if {"lineChart", "barChart"} <= tags:
            found.append("waterfall")
        elif "lineChart" in tags:
            found.append("lines")
        elif charts and "col" in directions(charts[0]):
            found.append("layers")
        elif "radarChart" in tags:
            found.append("radar")
        elif charts:
            found.append("bars")
        else:
            found.append("table" if any(s.has_table for s in slide.shapes) else "text")
    return found


def directions(chart) -> set[str]:
    return {one.get("val") for one in chart._chartSpace.iter(qn("c:barDir"))}


def titles(made: Made) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in made.deck.slides]


def section_names(made: Made) -> list[tuple[str, int]]:
    """The sections and how many slides each has."""
    found = made.deck.part._element.iter("{*}section")
    return [(one.get("name"), len(list(one.iter("{*}sldId")))) for one in found]


def test_a_deck_goes_from_the_cover_over_the_charts_to_the_words_and_goals(made):
    assert kinds(made["strong"])[:12] == [
        "text", "text", "bars", "waterfall", "radar", "table",
        "lines", "layers", "table", "text", "table", "table",
    ]  # fmt: skip


def test_at_most_twelve_slides_are_presented_the_rest_is_an_appendix(each):
    names = section_names(each)
    with translation.override(each.data.language):
        assert names[-1][0] == gettext("Appendix")
    assert sum(count for _name, count in names[:-1]) <= 12
    assert sum(count for _name, count in names) == len(each.deck.slides)


def test_a_scheme_names_the_slides_and_their_order():
    data = replace(strong(), slides=("goals", "scorecard", "glance"))
    made = make(data)
    talk = titles(made)[1:4]
    assert "明年" in talk[0]
    assert kinds(made)[2] == "radar"
    assert "主要任务" in talk[2]
    assert section_names(made)[-1][1] == len(made.deck.slides) - 4


def test_what_goes_beyond_twelve_follows_in_the_appendix(made):
    data = made["strong"].data
    order = ordered(data)
    assert len(order.talk) == MOST - 1
    # Nobody asks anything else, nor was there a survey.
    assert {*order.talk, *order.behind} == {*DEFAULT} - {"others", "survey"}


@pytest.mark.parametrize(("scored", "kind"), [(4, "bars"), (5, "radar"), (14, "radar")])
def test_fewer_than_five_measures_are_bars_and_no_radar(scored, kind):
    data = strong()
    lines = tuple(measure(f"M{i}", f"指标{i}", value=90, target=100) for i in range(scored))
    dimensions = (dimension("finance", "财务", 1.0, *lines),)
    made = make(replace(data, sheet=replace(data.sheet, dimensions=dimensions)))
    assert ("radar" in kinds(made)) == (kind == "radar")


def test_no_slide_says_only_that_something_is_missing(made):
    assert kinds(made["newcomer"])[:4] == ["text", "text", "bars", "bars"]
    assert "waterfall" not in kinds(made["newcomer"])
    assert not any("尚未提交" in title for title in titles(made["newcomer"]))


def test_who_has_no_data_gets_a_cover_and_a_slide_with_the_reasons():
    data = newcomer()
    dimensions = tuple(replace(d, score=None, measures=nothing(d)) for d in data.sheet.dimensions)
    made = make(replace(data, sheet=replace(data.sheet, dimensions=dimensions)))
    assert kinds(made) == ["text", "table"]
    said = " ".join(words(made.deck.slides[1]))
    assert "述职报告尚未提交" in said
    assert "没有账户" in said


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


def test_the_speaker_reads_the_title_what_it_shows_and_where_its_numbers_come_from(each):
    for slide, title in zip(each.deck.slides, titles(each), strict=True):
        lines = slide.notes_slide.notes_text_frame.text.split("\n")
        head = PART.sub("", title.replace("\v", ""))
        assert lines[0].replace(" ", "") == head.replace(" ", "") or slide == each.deck.slides[0]
        assert len(lines) > 1
    text = made_of(each, "waterfall")
    if text is not None:
        notes = text.notes_slide.notes_text_frame.text
        with translation.override(each.data.language):
            assert gettext("Where the numbers come from:") in notes


def made_of(made: Made, kind: str):
    """The slide of a kind of chart; None where the deck has none."""
    return next((s for s, k in zip(made.deck.slides, kinds(made), strict=True) if k == kind), None)


def test_tables_are_told_to_who_cannot_see_them(each):
    for slide in each.deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_the_title_is_read_out_first_and_source_and_number_last(each):
    for slide in list(each.deck.slides)[1:]:
        placeholders = [shape.is_placeholder for shape in slide.shapes]
        assert placeholders[0]
        assert placeholders[-2:] == [True, True]
        assert not any(placeholders[1:-2])


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
    said = [
        s.text_frame.text for slide in made.deck.slides for s in slide.shapes if s.name == "Review"
    ]
    assert "一二三<b>&\"'" in said


def words(slide) -> list[str]:
    return [s.text_frame.text for s in slide.shapes if s.has_text_frame]


def cells(slide) -> list[list[str]]:
    table = next(s.table for s in slide.shapes if s.has_table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def measure_slides(made: Made) -> list:
    """The slides of the measures' table, by the head of its last column."""
    with translation.override(made.data.language):
        last = gettext("Points")
    tables = [s for s in made.deck.slides if any(shape.has_table for shape in s.shapes)]
    return [slide for slide in tables if cells(slide)[0][-1] == last]


def test_the_cover_and_the_slides_say_each_thing_once(each):
    """A clause stands in one title only, but for slides that continue one another."""
    finding = next(s for s in each.deck.slides[0].shapes if s.name == "Finding")
    heads = [PART.sub("", title) for title in titles(each)[1:]]
    said = [finding.text_frame.text, *(h for i, h in enumerate(heads) if h not in heads[:i])]
    clauses = [clause for text in said for clause in re.split("[，；]|; ", text.replace("\v", ""))]
    assert len(clauses) == len(set(clauses)), clauses


def test_the_table_ends_with_a_composite_that_its_rows_add_up_to(made):
    rows = cells(measure_slides(made["strong"])[0])
    groups = [Decimal(row[-1].replace("−", "-")) for row in rows if row[0] in GROUPS]
    assert rows[-1][0] == "综合得分"
    assert Decimal(rows[-1][-1]) == sum(groups)


GROUPS = ("财务", "客户", "内部流程", "学习与成长", "加分", "扣分")


def test_the_double_rule_stands_only_under_a_composite(made):
    for name, count in (("strong", 2), ("newcomer", 0)):
        slide = measure_slides(made[name])[-1]
        bottom = next(s.top + s.height for s in slide.shapes if s.has_table)
        under = [s for s in slide.shapes if s.name == "Rule" and s.top >= bottom]
        assert len(under) == count


def test_what_is_out_shows_a_dash_and_why(made):
    rows = {row[0]: row for row in cells(measure_slides(made["newcomer"])[0])}
    assert rows["责任利润"][-1] == "—"
    assert rows["责任利润"][5] == "无数据"


def test_a_table_on_several_slides_brings_forward_what_stood_before(made):
    first, second = (cells(slide) for slide in measure_slides(made["crowded"])[:2])
    heads = [Decimal(row[-1]) for row in first if row[0].startswith("维度")]
    assert second[1][0] == "承前页"
    assert Decimal(second[1][-1]) == sum(heads)


def test_a_scheme_of_fifteen_measures_is_one_table():
    lines = [measure(f"M{i}", f"指标{i}", value=1, target=1, within=1) for i in range(15)]
    parts = [dimension(f"d{i}", f"维度{i}", 0.25, *lines[i::4]) for i in range(4)]
    extra = [measure("B", "加分项", "years"), measure("C", "另一项", "ratio")]
    off = [measure("D", "扣分项", "points")]
    made = sheet(*parts, bonus=extra, deductions=off, name="林芳", staff_no="7", waterfall=())
    deck = make(replace(strong(), sheet=made))
    assert len(measure_slides(deck)) == 1


def test_problems_stand_beside_what_is_done_about_them(made):
    slide = next(s for s, k in zip(made["strong"].deck.slides, kinds(made["strong"]), strict=True)
                 if k == "table" and cells(s)[0] == ["问题", "措施"])  # fmt: skip
    assert cells(slide)[1][1].startswith("3月底前收回")


def test_a_title_is_not_broken_within_a_word():
    kept = ("存款日均", "同类中位数")
    first = "六项任务未完成，中间业务收入任务完成率仅55.8%，"
    second = "存款日均低于同类中位数27.9分"
    assert titled(first + second, 24, 700, kept) == [first, second]
    broken = titled(second * 4, 24, 500, kept, lines=9)
    assert not any(
        line.startswith(("款", "日", "均", "类", "中", "位", "数", "分")) for line in broken
    )


def test_a_cover_without_a_bank_names_the_program():
    assert "绩效中心" in words(make(replace(strong(), bank_name="")).deck.slides[0])


def test_facts_of_the_waterfall_carry_the_year_before():
    before = waterfall(
        (10_000_000, -5_000_000, 0, 0, 0, 0, -300_000), (2_000_000, 0, 0, 0, 0, 0, 0)
    )
    made = make(replace(strong(), previous_waterfall=before))
    shown = " ".join(words(made_of(made, "waterfall")))
    for fact in (
        "RORAC增量占比，上年29.85%",
        "资金成本占收益比例，上年41.67%",
        "存量折减，上年折减30.00万元",
    ):
        assert fact in shown


def test_a_figure_at_a_glance_without_plan_or_change_gives_way():
    risk = measure("NPL", "不良贷款率", "ratio", "0.01", within=50, lower=True, score=80.0)
    lines = [measure(f"M{i}", f"指标{i}", value=90 + i, target=100, within=10) for i in range(4)]
    made = sheet(dimension("finance", "财务", 1.0, risk, *lines), name="林芳", staff_no="7")
    assert [m.code for m in glance.figures(made)] == ["M0", "M1", "M2", "M3"]
    known = replace(risk, previous_value=Fraction(1, 50))
    made = sheet(dimension("finance", "财务", 1.0, known, *lines), name="林芳", staff_no="7")
    assert [m.code for m in glance.figures(made)][-1] == "NPL"
    alone = sheet(dimension("finance", "财务", 1.0, risk, lines[0]), name="林芳", staff_no="7")
    assert [m.code for m in glance.figures(alone)] == ["NPL", "M0"]


def test_a_bad_score_at_an_axis_is_marked(made):
    chart = made["strong"].charts("radarChart")[0]
    for text, line in zip(
        chart.plots[0].categories, made["strong"].data.sheet.measures, strict=True
    ):
        assert ("▼" in text) == (line.score < 90)
