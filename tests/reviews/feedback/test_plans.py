"""Improvement plans: expected of the lowest grades, versioned, reviewed on days, closed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, Notice
from reviews.feedback.improving import review_plan
from reviews.feedback.read import items_of, lowest_of, people_followed, to_review
from reviews.feedback.texts import Outdated
from reviews.feedback.write import set_rule
from reviews.models import ImprovementItem, ImprovementPlan
from scoring.models import Result
from tests.reviews.feedback.acting import closed, item, planned
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def reviewed(cast, cycle, who="supervisor", read=1, **given):
    said = {"held_on": today(), "progress": "behind", "found": "不足", "next_on": today(9), **given}
    return review_plan(
        cycle=cycle, manager=cast.manager.manager, read=read, actor=getattr(cast, who), **said
    )


def test_a_plan_is_expected_with_the_lowest_grade_in_force(cast, published):
    assert lowest_of(published, None) == ["poor"]
    with thawed("scoring_result"):
        Result.objects.filter(manager="M1").update(grade="poor")
        Result.objects.filter(manager="M2").update(grade="fair")
    states = dict(people_followed(published, cast.hr).values_list("staff_no", "planned"))
    assert (states["M1"], states["M2"]) == ("lacking", "none")
    rule = set_rule(cycle=published, due=today(5), lowest=2, read=0, actor=cast.hr)
    states = dict(people_followed(published, cast.hr).values_list("staff_no", "planned"))
    assert (states["M1"], states["M2"]) == ("lacking", "lacking")
    planned(cast, published)
    states = dict(people_followed(published, cast.hr).values_list("staff_no", "planned"))
    assert (states["M1"], states["M2"]) == ("open", "lacking")
    none = set_rule(cycle=published, due=today(5), lowest=0, read=rule.pk, actor=cast.hr)
    assert lowest_of(published, none) == []


def test_a_change_is_a_new_version_and_the_old_items_stay(cast, published):
    planned(cast, published, items=[item("一"), item("二")])
    plan = planned(cast, published, read=1, items=[item("三")], review_on=today(9))
    assert [one.goal for one in items_of(plan)] == ["三"]
    assert [one.goal for one in items_of(plan, 1)] == ["一", "二"]
    assert ImprovementPlan.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        ImprovementItem.objects.update(goal="else")
    assert Notice.objects.filter(kind="feedback.plan", to=cast.manager).count() == 2


def test_who_writes_on_an_older_version_is_second(cast, published):
    planned(cast, published)
    for read in (0, 2):
        with pytest.raises(Outdated):
            planned(cast, published, read=read)
    with pytest.raises(Outdated):
        closed(cast, published, read=2)
    with pytest.raises(Outdated):
        reviewed(cast, published, read=2)


def test_it_is_reviewed_on_its_days(cast, published):
    planned(cast, published, review_on=today())
    assert [one.manager_id for one in to_review(cast.supervisor, today())] == ["M1"]
    assert to_review(cast.director, today()) == []
    reviewed(cast, published)
    assert to_review(cast.supervisor, today()) == []
    assert [one.manager_id for one in to_review(cast.supervisor, today(9))] == ["M1"]
    with pytest.raises(Refused, match="after this one"):
        reviewed(cast, published, next_on=today())
    with pytest.raises(Refused, match="between"):
        reviewed(cast, published, held_on=today(1))


def test_a_review_pressed_twice_is_one(cast, published):
    planned(cast, published)
    reviewed(cast, published)
    reviewed(cast, published)
    assert ImprovementPlan.objects.get().reviews.count() == 1


@pytest.mark.parametrize(("is_met", "state"), [(True, "met"), (False, "unmet")])
def test_it_is_closed_with_what_came_of_it_and_stays(cast, published, is_met, state):
    planned(cast, published)
    with pytest.raises(Refused, match="came of"):
        closed(cast, published, result=" ")
    plan = closed(cast, published, is_met=is_met)
    assert (plan.state, plan.result) == (state, "完成")
    assert AuditEntry.objects.get(action="improvement.close").detail["state"] == state
    with pytest.raises(DatabaseError), transaction.atomic():
        ImprovementPlan.objects.update(result="else")
    with pytest.raises(Refused, match="no plan"):
        closed(cast, published)
    planned(cast, published)
    assert ImprovementPlan.objects.count() == 2


@pytest.mark.parametrize("who", ["manager", "colleague", "director", "auditor", "outsider"])
def test_it_is_written_by_who_holds_the_interview_and_by_human_resources(cast, published, who):
    with pytest.raises(NotAllowed):
        planned(cast, published, who=who)
    assert planned(cast, published, who="hr").version == 1
    with pytest.raises(NotAllowed):
        closed(cast, published, who=who)


@pytest.mark.parametrize(
    "bad", [{"goal": " "}, {"measure": ""}, {"action": ""}, {"due": today(-1)}]
)
def test_each_item_says_what_by_which_sign_and_by_when(cast, published, bad):
    with pytest.raises(Refused):
        planned(cast, published, items=[item(**bad)])


def test_an_item_whose_day_has_gone_by_stays_in_the_next_version(cast, published):
    planned(cast, published, items=[item(due=today())])
    with thawed("reviews_improvementitem"):
        ImprovementItem.objects.update(due=today(-1))
    plan = planned(cast, published, read=1, items=[item(due=today(-1)), item("二")])
    assert plan.version == 2
