"""A score sheet says what a run says of a manager, as far as the viewer may know it."""

from datetime import date
from fractions import Fraction
from statistics import median

import pytest
from django.utils import timezone, translation

from scoring.models import Cycle
from scoring.runs.write import score
from scoring.sheet.read import newest_sheet, score_sheet, score_sheets
from tests import factories as make

MILLION = 1_000_000


@pytest.fixture
def peers(cast):
    """Six people of one line with a score from 60 to 110 in every imported measure."""
    people = [make.make_manager(f"P{n}", branch=make.make_branch()) for n in range(1, 7)]
    for number, manager in enumerate(people):
        for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH"):
            make.make_value(manager, code, (60 + 10 * number) * MILLION)
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER"):
            make.make_target(manager, code, 1_000 * MILLION)
    return people


@pytest.fixture
def cycle(peers):
    return make.make_cycle(managers=peers)


def published(cycle: Cycle, run) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    cycle.refresh_from_db()
    run.refresh_from_db()


def measure(sheet, code):
    return next(line for line in sheet.measures if line.code == code)


def test_there_is_no_sheet_before_the_first_run(cycle, peers, cast):
    assert newest_sheet(cycle, peers[0], viewer=cast.hr) is None


def test_there_is_no_sheet_of_who_takes_no_part(cycle, cast):
    score(cycle=cycle)
    assert newest_sheet(cycle, cast.manager.manager, viewer=cast.hr) is None


def test_the_composite_is_the_sum_of_what_stands_beside_it(cycle, peers, cast):
    sheet = score_sheet(score(cycle=cycle), peers[3], viewer=cast.hr)
    parts = sum(d.contribution for d in sheet.dimensions) + sheet.bonus_points
    assert float(sheet.composite) == pytest.approx(parts - sheet.deduction_points, abs=1e-4)


def test_a_measure_without_data_says_so_and_weighs_nothing(cycle, peers, cast):
    line = measure(score_sheet(score(cycle=cycle), peers[0], viewer=cast.hr), "NPL")
    assert (line.status, line.score, line.weight) == ("no_data", None, 0)


def test_rank_and_grade_are_hidden_from_a_manager_before_publication(cycle, peers, cast):
    sheet = newest_sheet(score(cycle=cycle).cycle, peers[5], viewer=cast.manager)
    assert (sheet.rank, sheet.peer_rank, sheet.grade_title) == (None, None, "")


def test_hr_and_auditors_see_the_grade_before_publication(cycle, peers, cast):
    run = score(cycle=cycle)
    for viewer in (cast.hr, cast.auditor):
        assert score_sheet(run, peers[5], viewer=viewer).grade_title != ""


def test_rank_and_grade_are_shown_after_publication(cycle, peers, cast):
    run = score(cycle=cycle)
    published(cycle, run)
    sheet = newest_sheet(cycle, peers[5], viewer=cast.manager)
    assert (sheet.rank, sheet.peer_rank, sheet.is_published) == (1, 1, True)
    assert sheet.grade_title != ""


def test_peers_are_shown_in_ascending_order(cycle, peers, cast):
    sheet = score_sheet(score(cycle=cycle), peers[0], viewer=cast.hr)
    assert len(sheet.peer_composites) == 6
    assert list(sheet.peer_composites) == sorted(sheet.peer_composites)


def published_sheet(peers, stay: int, leave: int = 0):
    """The sheet of the first of so many who stay and so many who leave before the cycle's end."""
    people = peers[: stay + leave]
    for manager in people[stay:]:
        make.Manager.objects.filter(pk=manager.pk).update(left_on=date(2026, 12, 30))
    cycle = make.make_cycle("some", managers=people)
    run = score(cycle=cycle)
    published(cycle, run)
    return score_sheet(run, peers[0], viewer=None)


@pytest.mark.parametrize(("stay", "leave"), [(5, 0), (5, 1), (6, 0)])
def test_from_five_peers_up_their_numbers_are_shown(peers, stay, leave):
    """Their composites, the medians of the composite, of dimensions and measures, and the place."""
    sheet = published_sheet(peers, stay, leave)
    assert (sheet.peers, len(sheet.peer_composites), sheet.peer_rank) == (stay, stay, stay)
    assert sheet.peer_median == pytest.approx(median(sheet.peer_composites), abs=1e-4)
    assert measure(sheet, "SAT").peer_median is not None
    assert next(d for d in sheet.dimensions if d.code == "customer").peer_median is not None


@pytest.mark.parametrize(("stay", "leave"), [(1, 0), (4, 0), (4, 2)])
def test_of_four_peers_and_fewer_no_numbers_are_shown(peers, stay, leave):
    """Somebody's score could be guessed from them; leavers do not make five of four."""
    sheet = published_sheet(peers, stay, leave)
    assert (sheet.peers, sheet.peer_composites, sheet.peer_rank) == (stay, (), None)
    assert (sheet.peer_median, sheet.rank) == (None, stay + leave)
    assert {line.peer_median for line in sheet.measures} == {None}
    assert {dimension.peer_median for dimension in sheet.dimensions} == {None}


def test_the_previous_published_cycle_gives_values_to_compare_with(cycle, peers, cast):
    earlier = make.make_cycle("2025", managers=peers, first_month=202501, last_month=202512)
    run = score(cycle=earlier)
    published(earlier, run)
    sheet = score_sheet(score(cycle=cycle), peers[2], viewer=cast.hr)
    assert measure(sheet, "SAT").previous_value == Fraction(80)
    assert sheet.previous_composite is not None


def test_an_unpublished_cycle_is_not_compared_with(cycle, peers, cast):
    score(cycle=make.make_cycle("2025", managers=peers, first_month=202501, last_month=202512))
    sheet = score_sheet(score(cycle=cycle), peers[2], viewer=cast.hr)
    assert (sheet.previous_composite, measure(sheet, "SAT").previous_value) == (None, None)


def test_the_waterfall_goes_from_income_down_to_rorac_exactly(peers, cast):
    """A stock account's step of decay is (k0 - 1) x its RORAC."""
    account = make.make_account(
        client=make.make_client(manager=peers[0]),
        product=make.make_product(),
        opened_on=date(2023, 1, 1),
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=100_000_000, interest=90_000)
    cycle = make.make_cycle(managers=peers)
    steps = score_sheet(score(cycle=cycle), peers[0], viewer=cast.hr).waterfall
    assert [step.code for step in steps][-2:] == ["decay", "rorac"]
    assert sum(step.total for step in steps[:-1]) == steps[-1].total
    before_decay = sum(step.stock for step in steps[:-2])
    k0 = 1 - Fraction(5, 100) * Fraction(3 * 365 + 1, 365)
    assert steps[-2].stock == (k0 - 1) * before_decay


def test_the_number_of_queries_does_not_grow_with_the_number_of_sheets(
    cycle, peers, cast, django_assert_max_num_queries
):
    run = score(cycle=cycle)
    with django_assert_max_num_queries(10):
        assert len(score_sheets(run, peers, viewer=cast.hr)) == 6


def test_titles_are_in_the_language_of_the_page(cycle, peers, cast):
    run = score(cycle=cycle)
    with translation.override("en"):
        assert score_sheet(run, peers[0], viewer=cast.hr).dimensions[0].title == "Finance"
    with translation.override("zh-hans"):
        assert score_sheet(run, peers[0], viewer=cast.hr).dimensions[0].title == "财务"


def test_a_capped_score_names_its_cap(cycle, peers, cast):
    account = make.make_account(
        client=make.make_client(manager=peers[0]), product=make.make_product()
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=1_000_000)
    line = measure(score_sheet(score(cycle=cycle), peers[0], viewer=cast.hr), "DEP")
    assert (line.score, line.capped_at) == (150.0, 150.0)
    assert line.completion == pytest.approx(10.0)
