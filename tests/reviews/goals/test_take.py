"""Approved goals become the next cycle's targets: seen beside what stands, and chosen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.urls import reverse

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import NotAllowed, Refused
from portfolio.models import Target
from reviews.goals.compare import in_millionths, mark
from reviews.goals.take import LossesAsked, Outdated, offers_of, take_into_cycle
from reviews.models import GoalTake
from scoring.runs.write import score

pytestmark = pytest.mark.usefixtures("english")
FIVE = 5_000_000


def taken(cast, cycle, later, *names: str, **more) -> GoalTake:
    found = offers_of(later, [cycle])
    said = {"seen": mark(found), "actor": cast.hr, **more}
    return take_into_cycle(cycle=later, sources=[cycle], names=names, **said)


def loaded(measure: str = "DEP") -> dict[str, int]:
    rows = Target.objects.filter(cycle="2027", measure_code=measure)
    return dict(rows.values_list("manager", "target"))


def test_a_goal_that_is_approved_becomes_a_target_and_says_whose_it_was(
    cast, cycle, later, approved
):
    report = approved(DEP=FIVE)
    take = taken(cast, cycle, later, "M1 DEP")
    assert loaded() == {"M1": FIVE * MILLION}
    (goal,) = take.goals.all()
    assert (goal.report, goal.report_version, goal.before) == (report, report.version, None)
    assert offers_of(later, [cycle])[0].is_there


def test_a_goal_that_is_only_handed_in_is_none(cast, cycle, later, submitted):
    assert offers_of(later, [cycle]) == []


def test_another_target_stands_against_it_and_is_named(cast, cycle, later, approved):
    Target.objects.create(
        manager=cast.manager.manager, measure_code="DEP", target=4_000_000 * MILLION, year=2027,
        source_file="plan.csv", source_line=7,
    )  # fmt: skip
    approved(DEP=FIVE)
    (one,) = offers_of(later, [cycle])
    assert one.is_conflict
    assert not one.is_plain
    assert (one.plan.origin, one.difference) == ("plan.csv, line 7", "+CNY 1,000.0 k")
    assert taken(cast, cycle, later, "M1 DEP").goals.get().before == 4_000_000 * MILLION


def test_a_loss_is_taken_for_a_reason_alone(cast, cycle, later, approved):
    approved(RORAC=Fraction(-1, MILLION))
    with pytest.raises(LossesAsked):
        taken(cast, cycle, later, "M1 RORAC", reason=" ")
    assert taken(cast, cycle, later, "M1 RORAC", reason="a new branch").reason == "a new branch"


@pytest.mark.parametrize(
    ("goal", "target"), [("-0", 0), ("-1/2000000", 0), ("-1/1000000", -1), ("1/2000000", 0)]
)
def test_nothing_has_no_sign(goal, target):
    assert in_millionths(Fraction(goal)) == target


def test_a_goal_that_is_approved_after_the_taking_is_offered_then(cast, cycle, later, approved):
    approved(DEP=FIVE)
    taken(cast, cycle, later, "M1 DEP")
    approved("colleague", DEP=2 * FIVE)
    states = {one.staff_no: one.may_be_taken for one in offers_of(later, [cycle])}
    assert states == {"M1": False, "M2": True}


def test_who_takes_second_is_told_and_nothing_of_hers_is_taken(cast, cycle, later, approved):
    approved(DEP=FIVE)
    seen = mark(offers_of(later, [cycle]))
    taken(cast, cycle, later, "M1 DEP")
    with pytest.raises(Outdated):
        taken(cast, cycle, later, "M1 DEP", seen=seen, actor=cast.second_hr)
    assert GoalTake.objects.count() == 1


def test_once_the_cycle_is_scored_goals_are_taken_no_more(cast, cycle, later, approved):
    approved(DEP=FIVE)
    score(cycle=later)
    with pytest.raises(Refused, match="is scored"):
        taken(cast, cycle, later, "M1 DEP")


def test_nobody_but_hr_takes_them(cast, cycle, later, approved):
    approved(DEP=FIVE)
    with pytest.raises(NotAllowed):
        taken(cast, cycle, later, "M1 DEP", actor=cast.supervisor)


def test_the_page_takes_all_without_another_target_at_once(cast, cycle, later, approved, login):
    approved(DEP=FIVE, RORAC=-1)
    address, client = reverse("reviews:goals_take", args=["2027"]), login(cast.hr)
    page = client.get(address)
    assert (page.context["plain"], page.context["losses"]) == (1, 1)
    sent = {"seen": page.context["mark"], "from": "2026"}
    refused = client.post(address, {**sent, "goal": "M1 RORAC"})
    assert refused.status_code == 422
    assert "按亏损确定的理由" in refused.content.decode()
    assert client.post(address, {**sent, "plain": "1"}).status_code == 302
    assert loaded() == {"M1": FIVE * MILLION}
    assert client.post(address, {**sent, "goal": "M1 RORAC"}).status_code == 409
