"""Charts are drawn for what there is: negative, extreme, equal and missing values too."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from perfcenter.ui.charts import (
    completion,
    distribution,
    position,
    radar,
    scores,
    stacked,
    trend,
    waterfall,
    waterfall_lying,
)
from perfcenter.ui.charts.bars import ChartStep, bars_of
from perfcenter.ui.charts.dots import dots
from perfcenter.ui.charts.svg import width_of

SVG = "{http://www.w3.org/2000/svg}"
BANDS = (("Excellent", 100.0), ("Good", 90.0), ("Fail", 0.0))
CASES = {
    "as usual": [(1484.92, 964.03), (-837.0, -364.5), (-99.8, -64.8), (548.1, 534.7)],
    "below zero": [(100, 50), (-300, -100), (12, 0), (-188, -50)],
    "all zero": [(0, 0), (0, 0), (0, 0), (0, 0)],
    "one huge": [(9e9, 5), (-12, -3), (-0.01, 0), (9e9, 2)],
    "signs differ": [(-50, 200), (20, -90), (-5, 5), (-35, 115)],
}


def steps(rows):
    kinds = ["income", *["deduction"] * (len(rows) - 2), "total"]
    return [
        ChartStep(f"step <{i}>", "S", stock, increment, f"{stock + increment:,.1f}", kind)
        for i, ((stock, increment), kind) in enumerate(zip(rows, kinds, strict=True))
    ]


def axes(n, own=100.0, peer=95.0):
    return [radar.Axis(f"Measure number {i}", own, peer, "100.0", "95.0") for i in range(n)]


def parsed(svg: str) -> ElementTree.Element:
    """Parse a drawing; everything in it stays well-formed and free of inline style."""
    assert "style=" not in svg
    assert "nan" not in svg
    return ElementTree.fromstring(  # noqa: S314 our own drawing
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )


def numbers(element: ElementTree.Element, *names: str) -> list[float]:
    return [
        float(one.attrib[name]) for one in element.iter() for name in names if name in one.attrib
    ]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("draw", [waterfall.waterfall, waterfall_lying.waterfall_lying])
def test_a_waterfall_stays_inside_its_frame(case, draw):
    chart = draw(steps(CASES[case]), key="w", title="Waterfall")
    drawing = parsed(chart.svg)
    _, top, width, height = map(float, drawing.attrib["viewBox"].split())
    for rectangle in drawing.iter(f"{SVG}rect"):
        if "x" in rectangle.attrib:
            assert float(rectangle.attrib["x"]) >= -0.5
            assert float(rectangle.attrib["x"]) + float(rectangle.attrib["width"]) <= width + 1.5
            assert float(rectangle.attrib["y"]) >= top
            assert float(rectangle.attrib["y"]) <= top + height


@pytest.mark.parametrize("width", [508, 635])
def test_names_under_a_waterfall_never_run_into_each_other(width):
    names = ["Income", "Funding cost", "Management cost", "Fixed cost", "Risk cost", "Tax",
             "Decay of stock", "RORAC"]  # fmt: skip
    kinds = ["income", *["deduction"] * 6, "total"]
    named = [ChartStep(n, "", 50, 50, "100", kind) for n, kind in zip(names, kinds, strict=True)]
    drawing = parsed(waterfall.waterfall(named, key="w", title="W", width=width).svg)
    rows: dict[float, list[tuple[float, float]]] = {}
    for one in drawing.iter(f"{SVG}text"):
        if one.attrib["class"] == "middle":
            x, wide = float(one.attrib["x"]), width_of(one.text or "")
            rows.setdefault(float(one.attrib["y"]), []).append((x - wide / 2, x + wide / 2))
    assert sum(map(len, rows.values())) >= len(names)
    for row in rows.values():
        row.sort()
        assert all(right < left for (_, right), (left, _) in pairwise(row))


def test_each_step_of_a_waterfall_begins_where_the_one_before_ended():
    bars = bars_of(steps(CASES["signs differ"]))
    assert [bar.start for bar in bars] == [0.0, bars[0].end, bars[1].end, 0.0]


def test_a_deduction_hangs_with_its_increment_first_and_its_stock_below():
    hanging = bars_of(steps(CASES["as usual"]))[1]
    assert [piece.pattern for piece in hanging.pieces] == ["ded-hatch", "ded"]
    assert hanging.pieces[0].high == hanging.start
    assert hanging.pieces[1].low == hanging.end


def test_stock_and_increment_of_different_signs_stand_side_by_side():
    first = bars_of(steps(CASES["signs differ"]))[0]
    assert [(p.from_share, p.to_share) for p in first.pieces] == [(0, 0.5), (0.5, 1)]


def test_a_bar_too_thin_to_see_is_drawn_one_pixel_high():
    drawing = parsed(waterfall.waterfall(steps(CASES["one huge"]), key="w", title="W").svg)
    heights = [float(r.attrib["height"]) for r in drawing.iter(f"{SVG}rect") if "x" in r.attrib]
    assert min(heights) == 1


@pytest.mark.parametrize(("n", "is_drawn"), [(4, False), (5, True), (14, True), (15, False)])
def test_a_radar_has_five_to_fourteen_axes(n, is_drawn):
    assert (radar.radar(axes(n), key="r", title="Radar") is not None) == is_drawn


@pytest.mark.parametrize("width", [318, 358, 397])
@pytest.mark.parametrize(
    "name", ["国际结算与其他业务收入完成率", "Settlement and other income of the year"]
)
def test_names_of_a_radar_never_leave_the_drawing(width, name):
    many = [radar.Axis(f"{name}{i}", 100.0, 90.0, "100.0") for i in range(14)]
    drawing = parsed(radar.radar(many, key="r", title="Radar", width=width).svg)
    for text in drawing.iter(f"{SVG}text"):
        wide, x = width_of(text.text or ""), float(text.attrib["x"])
        classes = text.attrib["class"].split()
        left = x - (wide if "end" in classes else wide / 2 if "middle" in classes else 0)
        assert left >= -1
        assert left + wide <= width + 1


def test_what_a_radar_clamps_keeps_its_true_number():
    wild = [*axes(5), radar.Axis("Wild", 900.0, -300.0, "900.0")]
    chart = radar.radar(wild, key="r", title="Radar")
    assert "900.0" in chart.svg
    radius = max(abs(y) for y in numbers(parsed(chart.svg), "cy"))
    assert radius <= 116


def test_scores_as_bars_stand_inside_the_drawing_with_their_marks_at_100():
    few = [*axes(2), radar.Axis("不良贷款率与逾期率合计", 43.0, None, "43.0", is_bad=True)]
    drawing = parsed(scores.scores(few, key="s", title="Scores", width=358).svg)
    assert len([one for one in drawing.iter(f"{SVG}line") if one.attrib["class"] == "target"]) == 3
    assert (
        len([one for one in drawing.iter(f"{SVG}path") if one.attrib["class"] == "peer-mark"]) == 2
    )
    for text in drawing.iter(f"{SVG}text"):
        if "end" not in text.attrib["class"]:
            assert float(text.attrib["x"]) + width_of(text.text or "") <= 358


def test_without_a_score_there_are_no_bars():
    assert scores.scores([radar.Axis("Out", None, 90.0, "—")], key="s", title="Scores") is None


def test_a_missing_score_leaves_a_gap_and_no_area():
    gap = [*axes(5), radar.Axis("Missing", None, 90.0, "—")]
    drawing = parsed(radar.radar(gap, key="r", title="Radar").svg)
    assert len(list(drawing.iter(f"{SVG}circle"))) == 5
    assert not [p for p in drawing.iter(f"{SVG}path") if p.attrib.get("class") == "own-area"]


@pytest.mark.parametrize(
    ("share", "bars"), [(None, 0), (-0.5, 0), (0.0, 0), (0.64, 1), (1.0, 1), (1.2, 2), (2.12, 2)]
)
def test_a_completion_bar_grows_thicker_beyond_its_target(share, bars):
    drawing = parsed(completion.completion(share))
    fills = [r for r in drawing.iter(f"{SVG}rect") if r.attrib["class"] in {"own-fill", "bad-fill"}]
    assert len(fills) == bars


def test_completion_is_bad_below_ninety_and_not_at_ninety():
    assert "bad-fill" in completion.completion(0.8999)
    assert "bad-fill" not in completion.completion(0.9)


def test_beyond_the_track_two_cuts_say_that_it_goes_on():
    assert completion.completion(1.31).count('class="cut"') == 2
    assert completion.completion(1.3).count('class="cut"') == 0


@pytest.mark.parametrize(("peers", "is_shown"), [(0, False), (4, False), (5, True), (6, True)])
def test_the_position_is_shown_from_five_peers_up(peers, is_shown):
    among = [90.0, 95.0, 97.0, 99.0, 99.5, 101.0][:peers]
    drawn = position.position(95.0, among, BANDS, key="p", title="Place")
    assert (drawn is not None) == is_shown


@pytest.mark.parametrize("width", [358, 440, 560])
@pytest.mark.parametrize("own", [60.0, 96.0])
@pytest.mark.parametrize("count", [20, 21, 137, 2000])
def test_peers_with_equal_scores_are_one_tick_with_their_number(count, own, width):
    """However many there are: their marks do not pile up, nor is their number left out."""
    svg = position.position(own, [96.0] * count, BANDS, key="p", title="P", width=width).svg
    assert svg.count('class="peer-tick"') == 1
    assert re.findall(r">(×\d+)<", svg) == [f"×{count}"]


@pytest.mark.parametrize("width", [358, 440, 560])
@pytest.mark.parametrize("score", [0.0, 60.0, 89.99, 90.0, 96.0, 100.0, 112.0])
@pytest.mark.parametrize("own", ["equal", 95.0])
def test_peers_with_equal_scores_stand_inside_the_strip_at_any_score(score, own, width):
    own = score if own == "equal" else own
    drawn = position.position(own, [score] * 120, BANDS, key="p", title="Place", width=width)
    drawing = parsed(drawn.svg)
    pointer = [float(one.attrib["d"].split()[0][1:]) for one in drawing.iter(f"{SVG}path")
               if one.attrib["class"] == "own-fill"]  # fmt: skip
    assert 0 <= pointer[0] <= width - 10
    for one in drawing.iter(f"{SVG}text"):
        at, long = float(one.attrib["x"]), width_of(str(one.text))
        words = one.attrib["class"].split()
        left = at - long if "end" in words else at - long / 2 if "middle" in words else at
        assert left >= 0
        assert left + long <= width


def test_who_stands_on_a_limit_stands_over_the_upper_band():
    drawing = parsed(position.position(100.0, [100.0] * 9, BANDS, key="p", title="Place").svg)
    pointer = min(
        float(one.attrib["x"]) for one in drawing.iter(f"{SVG}rect")
        if one.attrib["class"] == "own-fill"
    )  # fmt: skip
    assert pointer < written(drawing)["Excellent"][0] < 560
    assert written(drawing)["Good 90–100"][0] < pointer


def test_numbers_of_crowded_ticks_do_not_cover_each_other_or_the_pointer():
    peers = [100.0] * 4 + [100.6] * 4 + [101.2] * 4 + [120.0]
    drawing = parsed(position.position(100.6, peers, BANDS, key="p", title="P", width=358).svg)
    spans = []
    for one in drawing.iter(f"{SVG}text"):
        if str(one.text).startswith("×"):
            at, long = float(one.attrib["x"]), width_of(str(one.text))
            left = at - long if "end" in one.attrib["class"].split() else at
            spans.append((left, left + long))
    assert spans
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))


def test_a_position_strip_reaches_everybody():
    drawing = parsed(position.position(20.0, [-40, 20, 60, 99, 180], BANDS, key="p", title="P").svg)
    assert min(numbers(drawing, "x")) >= -2
    assert max(numbers(drawing, "x")) <= 560


@pytest.mark.parametrize(("radius", "numbers_shown"), [(116, 3), (56, 1)])
def test_a_small_radar_numbers_the_ring_of_a_hundred_alone(radius, numbers_shown):
    axes = [radar.Axis(f"M{i}", 90.0, None, "90.5") for i in range(12)]
    drawing = parsed(radar.radar(axes, key="r", title="R", width=318, radius=radius).svg)
    shown = [one.text for one in drawing.iter(f"{SVG}text") if one.text in {"60", "80", "100"}]
    assert len(shown) == numbers_shown
    assert "100" in shown


def test_a_trend_needs_two_periods():
    assert trend.trend([trend.Point("2026", 100.0, "100.00")], key="t", title="Trend") is None


def written(drawing: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """The texts of a drawing and where they stand."""
    return {
        str(one.text): (float(one.attrib["x"]), float(one.attrib["y"]))
        for one in drawing.iter(f"{SVG}text")
    }


@pytest.mark.parametrize(("own", "peer"), [(96.0, 101.0), (101.0, 96.0)])
def test_ones_own_number_stands_away_from_the_peers_line_which_is_named_at_its_end(own, peer):
    points = [
        trend.Point("2024", own, "own 1", peer, "90.77"),
        trend.Point("2025", own, "own 2", peer, "91.00"),
    ]
    drawing = parsed(trend.trend(points, key="t", title="Trend", peer_name="median").svg)
    at = written(drawing)
    assert "90.77" not in "".join(at)
    assert (at["own 2"][1] < at["median 91.00"][1]) == (own > peer)


def test_the_line_at_100_ends_before_its_number():
    points = [trend.Point(year, 113.0, "113.00", 90.0) for year in ("2024", "2025")]
    drawing = parsed(trend.trend(points, key="t", title="Trend", width=263).svg)
    (edge,) = [one for one in drawing.iter(f"{SVG}line") if one.attrib["class"] == "edge"]
    x, y = written(drawing)["100"]
    assert float(edge.attrib["x2"]) <= x - width_of("100")
    assert abs(y - float(edge.attrib["y2"])) <= 5


def test_a_year_without_a_score_interrupts_the_trend():
    points = [
        trend.Point(str(2020 + i), own, str(own)) for i, own in enumerate([90.0, None, 99.0, 101.0])
    ]
    drawing = parsed(trend.trend(points, key="t", title="Trend").svg)
    lines = [p for p in drawing.iter(f"{SVG}path") if p.attrib["class"] == "own-line"]
    assert [one.attrib["d"].count("L") for one in lines] == [1]


def test_a_stacked_bar_writes_counts_only_where_they_fit():
    svg = stacked.stacked([("draft", 1), ("approved", 99)], label="<steps>", width=200)
    assert re.findall(r">(\d+)<", svg) == ["99"]
    assert "&lt;steps&gt;" in svg


def test_bars_and_grades_take_the_width_of_their_place():
    bar = parsed(stacked.stacked([("draft", 1), ("approved", 3)], label="steps"))
    assert [r.attrib["width"] for r in bar.iter(f"{SVG}rect")] == ["25%", "75%"]
    columns = [distribution.GradeColumn("A", 35, "21", more="35.0%")] * 2
    grades = parsed(distribution.distribution(columns, key="g", title="Grades").svg)
    assert "viewBox" not in grades.attrib
    assert grades.attrib["width"] == "100%"


def test_nobody_in_any_state_is_an_empty_track():
    assert "no-track" in stacked.stacked([("draft", 0)], label="nobody")


def test_what_is_over_its_quota_is_marked_above_the_line():
    columns = [
        distribution.GradeColumn("A", 0.3, "30%", 0.2),
        distribution.GradeColumn("B", 0.1, "10%", 0.2),
    ]
    drawing = parsed(distribution.distribution(columns, key="d", title="Grades").svg)
    assert len([r for r in drawing.iter(f"{SVG}rect") if r.attrib["class"] == "warn-fill"]) == 1
    assert len([r for r in drawing.iter(f"{SVG}line") if r.attrib["class"] == "target"]) == 2


def test_every_drawing_is_named_and_escapes_what_it_is_given():
    chart = waterfall.waterfall(steps(CASES["as usual"]), key="w", title="A & <B>", desc="why")
    drawing = parsed(chart.svg)
    assert drawing.find(f"{SVG}title").text == "A & <B>"
    assert drawing.attrib["aria-labelledby"] == "w-title w-desc"
    assert "step <1>" not in chart.svg


@pytest.mark.parametrize(("own", "mean"), [(60.0, 100.0), (100.0, 60.0), (80.0, 80.0), (0.0, 3.0)])
def test_dots_and_their_labels_stand_inside_the_drawing(own, mean):
    others = (mean - 0.5, mean, mean, mean, mean + 0.5)
    made = dots((own, "you 1"), (mean, "others 2"), others, key="k", title="t", width=300)
    drawn = parsed(made.svg)
    circles = [one for one in drawn.iter() if one.tag.endswith("circle")]
    assert len(circles) == len(others) + 1
    assert all(5 <= float(one.get("cx")) <= 295 for one in circles)
    for one in drawn.iter():
        if one.tag.endswith("text") and (words := one.text) in ("you 1", "others 2"):
            half = width_of(words) / 2
            assert half - 0.01 <= float(one.get("x")) <= 300 - half + 0.01
