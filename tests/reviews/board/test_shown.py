"""What the board and its workbook show of shares and composites contradicts no count or rank."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reviews.board.people import places_beside_ranks
from reviews.board.progress import STEPS, GroupProgress
from reviews.report.members import Member
from reviews.steps.due import NOT_STARTED
from scoring.models import Result
from scoring.runs.write import score
from tests import factories as make
from tests.excel import rows_displayed
from tests.thawing import thawed


def test_nobody_at_a_step_reads_as_none_and_only_everybody_as_all():
    """One of 1,248 is 0.08%, not 0.1% or 0.0%; with her missing 99.92% are done."""
    late = GroupProgress("", "", ((NOT_STARTED, 1), ("approved", 1247)), overdue=0)
    assert {step: str(share) for step, share in late.shares.items()} == {
        NOT_STARTED: "0.08", "approved": "99.92",
    }  # fmt: skip
    assert late.percent_done == "99.92%"
    assert GroupProgress("", "", (("approved", 3),), overdue=0).percent_done == "100.0%"


def test_the_steps_and_the_share_that_is_done_are_rounded_alike():
    """22 of 60 are 36.7%, but the steps together are 100%: both say 36.6%."""
    steps = ((NOT_STARTED, 7), ("draft", 10), ("submitted", 14), ("returned", 7), ("approved", 22))
    some = GroupProgress("", "", steps, overdue=0)
    assert sum(some.shares.values()) == 100
    assert some.percent_done == f"{some.shares['approved']}%" == "36.6%"


@given(st.lists(st.integers(0, 2_000), min_size=2, max_size=6))
def test_shares_add_up_and_say_of_every_step_what_its_count_says(people):
    """Nobody is 0, somebody is more, and what is done together is all of it only where it is."""
    steps = tuple((str(step), count) for step, count in zip(reversed(STEPS), people, strict=False))
    group = GroupProgress("", "", steps, overdue=0)
    shares = group.shares
    assert sum(shares.values()) == (100 if group.total else 0)
    assert [share > 0 for share in shares.values()] == [count > 0 for count in people]
    if group.total:
        unit = Decimal(1).scaleb(shares[steps[0][0]].as_tuple().exponent)
        for step, count in steps:
            assert abs(Fraction(shares[step]) - Fraction(100 * count, group.total)) < Fraction(unit)
        assert (Decimal(group.percent_done.rstrip("%")) == 100) == (group.done == group.total)


def test_where_ranks_stand_beside_composites_those_that_differ_read_as_different(cast):
    managers = [make.make_manager(number) for number in "ABCD"]
    composites = ("95.1216", "95.1234", "95.1234", "90")
    members = [
        Member(manager, "draft", None, Fraction(composite), days_overdue=0, has_left=False)
        for manager, composite in zip(managers, composites, strict=True)
    ]
    ranks = {"A": 3, "B": 1, "C": 1, "D": 4}
    assert places_beside_ranks(members, ranks) == {"A": 3, "B": 3, "C": 3, "D": 2}


def test_the_workbook_contradicts_no_rank_and_no_grade(login, cast, cycle):
    """What two places would make equal reads as different, what is short of 90 as short of it."""
    run = score(cycle=cycle)
    placed = {"M1": ("95.1216", 2), "M2": ("95.1234", 1), "M3": ("89.997", 4), "S1": ("90", 3)}
    with thawed("scoring_result"):
        for number, (composite, rank) in placed.items():
            Result.objects.filter(run=run, manager=number).update(
                composite=Fraction(composite), rank=rank, grade="below" if rank == 4 else "good"
            )
    answer = login(cast.hr).get(reverse("reviews:board_xlsx", args=[cycle.code]))
    rows = {row[0]: row for row in rows_displayed(answer.content)}
    assert {number: rows[number][6] for number in placed} == {
        "M1": "95.122", "M2": "95.123", "M3": "89.997", "S1": "90.00",
    }  # fmt: skip
