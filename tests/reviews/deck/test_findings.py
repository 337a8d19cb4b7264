"""Every number that a title states, computed again from the sheet by another way."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pptx import Presentation

from reviews.deck import build_deck, findings
from reviews.deck.findings import drivers, goals, one_plan, peers, plans, score, years
from reviews.deck.findings import rorac as book
from reviews.deck.formats import counted
from reviews.deck.slides import glance
from tests.reviews.deck.building import dimension, measure, sheet, waterfall
from tests.reviews.deck.groups.test_slides import OF_THE_GROUP
from tests.reviews.deck.samples import SAMPLES, crowded, losing, newcomer, strong
from tests.reviews.deck.test_year_findings import OF_THE_YEAR

RULES = [
    book.no_book, book.loss, book.stock_lost, book.left_over, book.eaten, book.kept,
    peers.above_median, peers.furthest_ahead, peers.furthest_behind,
    plans.all_met, plans.none_met, plans.some_met, plans.only_plan, plans.no_plans,
    one_plan.profit_against_plan, one_plan.missed_plans, one_plan.beaten_plans, plans.missed_by,
    years.year_on_year, years.risen,
    score.no_composite, score.band_within_reach, score.composite_change, score.composite_stated,
    score.best_score, score.only_score, score.extremes, score.no_scores, score.unmeasured,
    score.counted_scores, score.dimensions_apart, drivers.of_book,
    plans.half_met, one_plan.short_of, plans.far_below,
]  # fmt: skip


def thrifty():
    """A sheet with every plan met, where costs eat most of the income and stock leads."""
    lines = [
        measure("RORAC", "RORAC", value=120, target=100, within=60, median=90.0, before=60),
        measure("DEP", "存款日均", value=300, target=200, within=40, median=80.0, before=400),
    ]
    steps = waterfall(
        (900_000, -500_000, -50_000, -20_000, -10_000, -20_000, -10_000),
        (100_000, -60_000, -20_000, -10_000, -5_000, -5_000, 0),
    )
    return sheet(
        dimension("finance", "财务", 1.0, *lines), name="林芳", staff_no="7", waterfall=steps,
        previous_composite=Fraction(140),
    )  # fmt: skip


def frugal():
    """A sheet on plan to the digit, whose income is mostly kept; one plan missed by everything."""
    lines = [
        measure("RORAC", "RORAC", value=100, target=100, within=60, median=150.0),
        measure("NPL", "不良贷款率", "ratio", "0.005", "0.01", within=40, lower=True, median=200.0),
    ]
    steps = waterfall((900, -100, 0, 0, 0, -20, 0), (100, -10, 0, 0, 0, -5, 0))
    made = sheet(
        dimension("finance", "财务", 1.0, *lines), name="周一", staff_no="8", waterfall=steps
    )
    return replace(made, composite=Fraction("109.5"), grade_title="优秀")


def absent():
    """A sheet without any data."""
    line = measure("RORAC", "RORAC", status="no_data")
    made = sheet(dimension("finance", "财务", 0.0, line), name="吴双", staff_no="9")
    return replace(made, composite=None, weight_with_data=0.0)


SHEETS = {
    **{name: (lambda sample=sample: sample().sheet) for name, sample in SAMPLES.items()},
    "thrifty": thrifty,
    "frugal": frugal,
    "absent": absent,
}


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "within_limit"), ("0.0099", "within_limit"), ("0.01", "within_limit"),
     ("0.0101", "over_limit")],
)  # fmt: skip
def test_on_its_limit_a_measure_is_within_it(value, said):
    line = measure("NPL", "不良贷款率", "ratio", value, "0.01", lower=True)
    assert one_plan.against_plan(line, Fraction(1), 90.0).kind == said


def all_findings(name: str):
    made = SHEETS[name]()
    found = [rule(made) for rule in RULES]
    found += [partial(score.dimensions_contribute, made.dimensions)(made)]
    found += [plans.main_plans(glance.figures(made), made)]
    found += [one_plan.against_plan(*pair, made.good_from) for pair in one_plan.planned(made)]
    flat = [one for f in found for one in (f if isinstance(f, list) else [f])]
    return made, [f for f in flat if f is not None]


def of(made, code):
    return next(m for m in made.measures if m.code == code)


def done(m) -> Fraction:
    return m.target / m.value if m.lower_is_better else m.value / m.target


def have_plans(made):
    return [m for m in made.measures if m.completion is not None]


def step(made, code):
    return next(s for s in made.waterfall if s.code == code)


def taken(made) -> Fraction:
    """All that stands between income and RORAC, decay among it."""
    return -sum(s.stock + s.increment for s in made.waterfall[1:-1])


def shown_gap(own, median, places: int) -> Fraction:
    """The distance of two scores as they are shown."""
    return round(Fraction(str(own)), places) - round(Fraction(str(median)), places)


def gap(m, places: int = 2) -> Fraction:
    return shown_gap(m.score, m.peer_median, places)


def compared(made):
    return [m for m in made.measures if m.score is not None and m.peer_median is not None]


def limits(made):
    return [Fraction(str(start)) for _title, start in made.bands if start > made.composite]


def left(m) -> Fraction:
    return (100 - Fraction(str(m.score))) * Fraction(str(m.weight))


def contribution(made, finding):
    best = max(made.dimensions, key=lambda d: d.contribution).contribution
    if finding.about:
        return [best, left(of(made, finding.about[0]))][: len(finding.numbers)]
    return [best, made.good_from]


def missed(made) -> list:
    return sorted((m for m in have_plans(made) if done(m) < 1), key=done)


def main_plans(made) -> list[int]:
    pairs = [m for m in glance.figures(made) if m.completion is not None]
    return [len(pairs), sum(done(m) >= 1 for m in pairs)]


def scores(made):
    return [m.score for m in made.measures if m.score is not None]


def far(made) -> list:
    return [m for m in missed(made) if done(m) * 100 < made.good_from]


def met(made) -> int:
    return sum(done(m) >= 1 for m in have_plans(made))


def largest_cost(made) -> Fraction:
    costs = [-s.total for s in made.waterfall[1:-1] if s.code != "decay"]
    return max(costs) / step(made, "income").total


def by_dimension(made) -> list:
    return [d.score for d in made.dimensions if d.score is not None and len(d.measures) > 1]


def low(made) -> list:
    return [value for value in scores(made) if value < made.good_from]


AGAIN = {
    "but_one_met": lambda s, f: [len(have_plans(s)), done(missed(s)[0])],
    "but_one_missed": lambda s, f: [len(have_plans(s)), max(map(done, have_plans(s)))],
    "met_or_near": lambda s, f: [len(have_plans(s)), met(s), s.good_from],
    "missed_far": lambda s, f: [len(have_plans(s)), len(missed(s))],
    "mostly_missed": lambda s, f: [len(have_plans(s)), len(missed(s)), len(far(s))],
    "short_of": lambda s, f: [of(s, f.about[0]).target - of(s, f.about[0]).value],
    "far_below": lambda s, f: [s.good_from],
    "far_below_more": lambda s, f: [s.good_from, len(far(s)) - 2],
    "main_near": lambda s, f: [main_plans(s)[0], s.good_from],
    "rorac_changed": lambda s, f: [
        step(s, "rorac").total,
        abs(of(s, "RORAC").value / of(s, "RORAC").previous_value - 1),
    ],
    "largest_cost": lambda s, f: [largest_cost(s), step(s, "rorac").total],
    "return": lambda s, f: [s.rorac_ratio, step(s, "rorac").total],
    "stock_brings": lambda s, f: [
        step(s, "rorac").stock / step(s, "rorac").total,
        step(s, "rorac").total,
    ],
    "none_low": lambda s, f: [len(scores(s)), s.good_from],
    "many_low": lambda s, f: [len(scores(s)), len(low(s))],
    "many_full": lambda s, f: [len(scores(s)), sum(value >= 100 for value in scores(s))],
    "dimensions_apart": lambda s, f: [max(by_dimension(s)), min(by_dimension(s))],
    "over_plan": lambda s, f: [done(of(s, f.about[0])) - 1],
    "under_plan": lambda s, f: [done(of(s, f.about[0]))],
    "on_plan": lambda s, f: [],
    "below_zero": lambda s, f: [of(s, f.about[0]).value],
    "over_limit": lambda s, f: [of(s, f.about[0]).value, of(s, f.about[0]).target],
    "within_limit": lambda s, f: [of(s, f.about[0]).value, of(s, f.about[0]).target],
    "all_met": lambda s, f: [len(have_plans(s)), max(map(done, have_plans(s)))],
    "none_met": lambda s, f: [len(have_plans(s)), max(map(done, have_plans(s)))],
    "some_met": lambda s, f: [
        len(have_plans(s)),
        sum(done(m) >= 1 for m in have_plans(s)),
        max(map(done, have_plans(s))),
        min(map(done, have_plans(s))),
    ],
    "only_plan": lambda s, f: [done(have_plans(s)[0])],
    "no_plans": lambda s, f: [],
    "missed_by": lambda s, f: [
        *([len(missed(s))] if len(missed(s)) > 1 else []),
        done(missed(s)[0]),
    ],
    "missed_count": lambda s, f: [len(missed(s))],
    "main_all": lambda s, f: main_plans(s)[:1],
    "main_none": lambda s, f: main_plans(s)[:1],
    "main_some": lambda s, f: main_plans(s),
    "as_before": lambda s, f: [],
    "year_on_year": lambda s, f: [
        abs(of(s, f.about[0]).value / of(s, f.about[0]).previous_value - 1)
    ],
    "no_book": lambda s, f: [],
    "loss": lambda s, f: [step(s, "income").total, step(s, "rorac").total],
    "increment_leads": lambda s, f: [
        step(s, "income").total,
        step(s, "rorac").total,
        step(s, "rorac").increment / step(s, "rorac").total,
    ],
    "stock_lost": lambda s, f: [step(s, "rorac").total, step(s, "rorac").stock],
    "costs_eat": lambda s, f: [
        taken(s) / step(s, "income").total,
        step(s, "income").total,
        step(s, "rorac").total,
    ],
    "kept": lambda s, f: [
        step(s, "rorac").total / step(s, "income").total,
        step(s, "income").total,
        step(s, "rorac").total,
    ][-len(f.numbers) :],
    "all_above": lambda s, f: [len(compared(s))],
    "single_above": lambda s, f: [len(compared(s))],
    "none_above": lambda s, f: [len(compared(s))],
    "above_median": lambda s, f: [sum(gap(m, 2) > 0 for m in compared(s)), len(compared(s))],
    "ahead_of_peers": lambda s, f: [gap(of(s, f.about[0]))],
    "behind_peers": lambda s, f: [-gap(of(s, f.about[0]))],
    "no_data": lambda s, f: [],
    "no_scores": lambda s, f: [],
    "withheld": lambda s, f: [],
    "unmeasured": lambda s, f: [len(s.measures)],
    "no_composite": lambda s, f: [s.weight_with_data],
    "next_band": lambda s, f: [min(limits(s)) - round(s.composite, 2)],
    "composite_change": lambda s, f: [abs(shown_gap(s.composite, s.previous_composite, 2))],
    "composite": lambda s, f: [
        s.composite,
        *([abs(shown_gap(s.composite, s.peer_median, 2))] if s.peer_median else []),
    ],
    "best_score": lambda s, f: [max(m.score for m in s.measures if m.score is not None)],
    "only_score": lambda s, f: scores(s),
    "extremes": lambda s, f: [max(scores(s)), min(scores(s))],
    "contribution": contribution,
}
SCALES = {"万元": 10_000, "亿元": 100_000_000, " k": 1_000, " m": 1_000_000, "%": Fraction(1, 100)}
SCALES |= {"个百分点": Fraction(1, 100), " pp": Fraction(1, 100)}


def read(text: str) -> tuple[Fraction, Fraction]:
    """A number as it reads, and the worth of its last place."""
    scale = next((Fraction(s) for word, s in SCALES.items() if text.endswith(word)), Fraction(1))
    digits = re.search(r"−?[\d,]+(\.\d+)?", text)[0].replace(",", "").replace("−", "-")
    places = len(digits.partition(".")[2])
    return Fraction(Decimal(digits)) * scale, scale / 10**places


@pytest.mark.parametrize("name", SHEETS)
def test_every_stated_number_is_that_of_the_sheet(name):
    with translation.override("zh-hans"):
        made, found = all_findings(name)
    for finding in found:
        again = [float(value) for value in AGAIN[finding.kind](made, finding)]
        stated = [float(number.value) for number in finding.numbers]
        assert sorted(stated) == pytest.approx(sorted(again), abs=1e-8), finding


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_number_reads_as_what_it_is_worth_to_its_last_place(name, language):
    with translation.override(language):
        _made, found = all_findings(name)
        for finding in found:
            for number in finding.numbers:
                if number.text == counted(int(number.value)):
                    continue
                fen = 100 if finding.kind in BOOK and not number.text.endswith("%") else 1
                value, last = read(number.text)
                # Parts that add up on the page may be one unit of the last place away.
                allowed = last if finding.kind in (*BOOK, *OF_PLAN, "contribution") else last / 2
                assert abs(value - number.value / fen) <= allowed, finding


SAID = re.compile(r"""\b(?:say|_from_median)\(\s*"(\w+)\"""")
OF_THE_REVIEW = ("goal_up", "goal_down", "goals", "goals_modest", "goal_recover", "goals_all_bold",
                 "goals_bold", "goals_span", "goals_two", "goal_alone", "goals_kept",
                 "goals_missed", "goals_but_near", "goals_but_one", "goals_some")  # fmt: skip
OF_PLAN = ("under_plan", "missed_by", "some_met", "none_met", "only_plan")  # never up to 100%
BOOK = ("loss", "increment_leads", "stock_lost", "costs_eat", "kept",
        "rorac_changed", "largest_cost", "return", "stock_brings")  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_finding_states_no_figure_that_it_does_not_account_for(name):
    with translation.override("en"):
        made, found = all_findings(name)
    names = [m.title for m in made.measures] + [d.title for d in made.dimensions]
    for finding in found:
        rest = finding.text
        for word in sorted([*names, *(n.text for n in finding.numbers)], key=len, reverse=True):
            rest = rest.replace(word, "")
        assert not re.search(r"\d", rest), finding


def test_the_samples_bring_out_more_than_twenty_kinds():
    with translation.override("en"):
        kinds = {f.kind for name in SHEETS for f in all_findings(name)[1]}
    assert len(kinds) > 20
    assert kinds <= set(AGAIN)


def test_every_kind_is_counted_in_the_guide_and_computed_again():
    modules = Path(findings.__file__).parent.glob("*.py")
    kinds = {kind for module in modules for kind in SAID.findall(module.read_text("utf-8"))}
    assert f"holds {len(kinds)}\nkinds" in (settings.BASE_DIR / "docs/deck.md").read_text("utf-8")
    assert kinds == {*AGAIN, *OF_THE_REVIEW, *OF_THE_YEAR, *OF_THE_GROUP}


def test_the_titles_of_decks_are_of_at_least_eight_kinds():
    heads = set()
    for sample in SAMPLES.values():
        made = sample().sheet
        for choose in (
            findings.cover, findings.waterfall, findings.scorecard,
            findings.completion, findings.achievements, findings.problems,
        ):  # fmt: skip
            heads.add(choose(made).kind)
        heads.add(findings.glance(made, glance.figures(made)).kind)
    assert len(heads) >= 8


def test_a_manager_without_a_book_is_told_so():
    assert findings.waterfall(newcomer().sheet).kind == "no_book"


def test_a_loss_comes_before_every_other_finding_of_the_book():
    assert findings.waterfall(losing().sheet).kind == "loss"


def test_an_increment_against_a_loss_on_stock_is_named():
    assert findings.waterfall(crowded().sheet).kind == "stock_lost"


def test_costs_above_half_of_the_income_are_named():
    assert book.eaten(thrifty()).kind == "costs_eat"


@pytest.mark.parametrize("name", SHEETS)
def test_a_share_of_the_book_is_what_the_labels_of_its_chart_come_to(name):
    made = SHEETS[name]()
    with translation.override("zh-hans"):
        found = [rule(made) for rule in (book.eaten, book.kept)] if made.waterfall else []
        shown = book.figures(made) if made.waterfall else {}
    for finding in filter(None, found):
        shares = [number.text for number in finding.numbers if number.text.endswith("%")]
        left = shown["rorac"] if finding.kind == "kept" else shown["income"] - shown["rorac"]
        for share in shares:
            places = len(share.partition(".")[2].rstrip("%"))
            again = round(Fraction(left) / Fraction(shown["income"]) * 100, places)
            assert share.replace("−", "-") == f"{float(again):.{places}f}%"


def test_a_share_is_dropped_when_the_figures_shown_do_not_bear_it_out():
    steps = waterfall((900, -500, -50, -20, -10, -20, -10), (100, -60, -20, -10, -5, -5, 0))
    assert book.eaten(replace(thrifty(), waterfall=steps)) is None


def test_a_limit_exceeded_is_spoken_of_as_a_limit():
    assert one_plan.missed_plans(strong().sheet)[0].kind == "over_limit"


def test_the_next_band_is_not_spoken_of_before_the_grade_is():
    made = frugal()
    assert score.band_within_reach(made).kind == "next_band"
    assert score.band_within_reach(replace(made, grade_title="")) is None


def test_what_one_slide_said_the_next_does_not_repeat():
    first = findings.achievements(thrifty())
    assert findings.achievements(thrifty(), said={*first.clauses}).text != first.text


def test_goals_are_weighed_together_and_the_fall_of_what_is_to_be_low_is_told():
    data = strong()
    with translation.override("zh-hans"):
        found = goals.next_year(data)
    lines = {line.title: line for line in data.goal_lines}
    assert found.kind != "goal_up"
    assert found.numbers[-1].value == lines["不良贷款率"].target


def test_of_one_goal_alone_its_rise_is_stated():
    data = strong()
    alone = replace(data, goal_lines=data.goal_lines[-1:])
    with translation.override("zh-hans"):
        found = goals.next_year(alone)
    assert [n.value for n in found.numbers] == [
        alone.goal_lines[0].actual,
        alone.goal_lines[0].target,
    ]


def test_a_title_that_would_not_fit_two_lines_keeps_its_first_finding_alone():
    long = findings.Finding("kept", "一" * 60, clauses=("一" * 60,))
    assert findings.fitting(long, findings.Finding("loss", "二" * 30)) is long


def test_the_finding_of_a_chart_stands_in_the_title_of_its_slide():
    data = strong()
    deck = Presentation(BytesIO(build_deck(data)))
    with translation.override(data.language):
        wanted = findings.waterfall(data.sheet).text
    titles = [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]
    assert wanted in titles


def test_nothing_that_missed_its_plan_is_boasted_of():
    lines = [
        measure("RORAC", "RORAC", value=50, target=100, within=60, median=20.0, before=10),
        measure("CARD", "信用卡", "count", 21, 20, within=40, median=30.0, before=19),
    ]
    made = sheet(dimension("finance", "财务", 1.0, *lines), name="林芳", staff_no="7")
    assert "RORAC" not in findings.achievements(made).about


def test_of_two_plans_beaten_the_one_that_weighs_more_is_boasted_of():
    lines = [
        measure("RORAC", "RORAC", value=120, target=100, within=90),
        measure("CARD", "信用卡", "count", 30, 20, within=10),
    ]
    made = sheet(dimension("finance", "财务", 1.0, *lines), name="林芳", staff_no="7")
    assert one_plan.beaten_plans(made)[0].about == ("RORAC",)


def test_a_single_plan_that_was_missed_is_named_without_a_comparison():
    lines = [
        measure("RORAC", "RORAC", value=120, target=100, within=90),
        measure("HOURS", "培训学时", "hours", 38, 40, within=10),
    ]
    made = sheet(dimension("finance", "财务", 1.0, *lines), name="林芳", staff_no="7")
    with translation.override("zh-hans"):
        assert plans.missed_by(made)[0].text == "仅培训学时未完成任务，完成率95.00%"


@pytest.mark.parametrize(
    ("value", "wanted"), [(99_970, "RORAC任务完成率99.97%"), (99_997, "RORAC任务完成率99.997%"),
                          (100_000, "RORAC恰好完成任务"), (100_003, "RORAC略超任务"),
                          (100_030, "RORAC超任务0.03%"), (55_800, "RORAC任务完成率仅55.80%")],
)  # fmt: skip
def test_a_plan_is_met_or_missed_and_never_both(value, wanted):
    line = measure("RORAC", "RORAC", value=value, target=100_000, within=60)
    made = sheet(dimension("finance", "财务", 1.0, line), name="林芳", staff_no="7")
    with translation.override("zh-hans"):
        assert one_plan.profit_against_plan(made).text == wanted


@pytest.mark.parametrize(
    ("composite", "wanted"),
    [
        ("99.996", "综合得分99.996分，低于同类中位数0.005分"),
        ("100.001", "综合得分100.00分，与同类中位数持平"),
        ("100.006", "综合得分100.01分，高于同类中位数0.01分"),
    ],
)
def test_the_composite_is_compared_as_it_is_shown(composite, wanted):
    made = replace(thrifty(), composite=Fraction(composite), peer_median=100.001)
    with translation.override("zh-hans"):
        assert score.composite_stated(made).text == wanted
