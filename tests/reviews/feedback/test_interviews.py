"""The record of a feedback interview: by the reviewer of then, answered, corrected anew."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, Notice, User
from portfolio.models import Manager
from reviews.feedback.read import newest_interview, owed_by, people_followed, to_confirm
from reviews.feedback.texts import Outdated
from reviews.feedback.who import conducted_in, conducts
from reviews.feedback.write import set_rule
from reviews.models import Interview
from reviews.todo import tasks_of
from scoring.cycles.deputies import name_deputy
from scoring.models import Cycle
from tests.reviews.feedback.acting import confirmed, refused, talked, wrote
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def manager(cast):
    return cast.manager.manager


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_what_was_said_is_kept_and_she_is_told(cast, published, manager):
    found = wrote(cast, published, place="会议室")
    assert (found.number, found.state, found.held_by_name) == (1, "waiting", cast.supervisor.name)
    entry = AuditEntry.objects.get(action="interview.write")
    assert entry.detail["manager"] == "M1"
    told = Notice.objects.get(kind="feedback.interview", about_key=str(found.pk))
    assert told.to == cast.manager
    assert [one.pk for one in to_confirm(cast.manager)] == [found.pk]
    assert any("#answer" in task.href for task in tasks_of(cast.manager))


def test_confirmed_it_stays_and_who_wrote_it_is_told(cast, published):
    wrote(cast, published)
    found = confirmed(cast, published, remark="同意")
    assert (found.state, found.remark) == ("confirmed", "同意")
    assert to_confirm(cast.manager) == []
    assert Notice.objects.filter(kind="feedback.interview", to=cast.supervisor).exists()
    for change in ({"strengths": "else"}, {"state": "waiting"}, {"remark": "else"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Interview.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Interview.objects.all().delete()


def test_before_the_answer_the_record_itself_stays_too(cast, published):
    wrote(cast, published)
    with pytest.raises(DatabaseError), transaction.atomic():
        Interview.objects.update(next_steps="else", state="confirmed", answered_at=timezone.now())


def test_an_answer_is_final_and_refused_only_with_a_reason(cast, published):
    wrote(cast, published)
    with pytest.raises(Refused, match="why"):
        refused(cast, published, remark=" ")
    assert refused(cast, published).state == "refused"
    with pytest.raises(Refused, match="already"):
        confirmed(cast, published)


def test_a_correction_is_a_new_version_with_a_reason_and_is_answered_anew(cast, published, manager):
    wrote(cast, published)
    refused(cast, published)
    with pytest.raises(Refused, match="corrected"):
        wrote(cast, published, read=1)
    wrote(cast, published, read=1, because="补充", strengths="贷款")
    assert newest_interview(published, manager).state == "waiting"
    with pytest.raises(Outdated):
        confirmed(cast, published, seen=1)
    confirmed(cast, published, seen=2)
    kept = Interview.objects.order_by("number").values_list("number", "state", "strengths")
    assert list(kept) == [(1, "refused", "存款"), (2, "confirmed", "贷款")]


def test_who_writes_on_an_older_version_is_second(cast, published):
    wrote(cast, published)
    with pytest.raises(Outdated):
        wrote(cast, published, read=0)


@pytest.mark.parametrize("missing", [{"strengths": ""}, {"next_steps": " "}])
def test_what_matters_must_be_said(cast, published, missing):
    with pytest.raises(Refused):
        wrote(cast, published, **missing)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_publication_and_today(cast, published, days):
    wrote(cast, published)
    with pytest.raises(Refused, match="between"):
        wrote(cast, published, read=1, because="x", held_on=in_days(days))


@pytest.mark.parametrize("who", ["manager", "colleague", "director", "hr", "auditor", "outsider"])
def test_nobody_else_writes_it(cast, published, who):
    with pytest.raises(NotAllowed):
        wrote(cast, published, who=who)


@pytest.mark.parametrize("who", ["supervisor", "colleague", "hr", "administrator"])
def test_nobody_answers_for_her(cast, published, who):
    wrote(cast, published)
    with pytest.raises(NotAllowed):
        confirmed(cast, published, who=who)


def test_before_the_publication_there_is_none(cast, unpublished):
    with pytest.raises(Refused, match="not published"):
        wrote(cast, unpublished)


def test_a_deputy_of_today_holds_it_for_who_is_absent(cast, published, manager):
    assert not conducts(cast.supervisor_elsewhere, published, manager)
    name_deputy(
        deputy=cast.supervisor_elsewhere.manager, from_on=in_days(0), until_on=in_days(3),
        actor=cast.supervisor,
    )  # fmt: skip
    assert conducted_in(published, cast.supervisor_elsewhere) == {"M1", "M2"}
    found = wrote(cast, published, who="supervisor_elsewhere")
    assert found.for_whom == cast.supervisor.manager
    assert AuditEntry.objects.get(action="interview.write").detail["for_whom"] == "S1"


def test_in_the_place_of_who_decides_no_more_it_is_human_resources(cast, published, manager):
    assert conducted_in(published, cast.supervisor) == {"M1", "M2"}
    assert conducted_in(published, cast.hr) == {"D1"}
    User.objects.filter(pk=cast.supervisor.pk).update(is_active=False)
    assert conducted_in(published, User.objects.get(pk=cast.supervisor.pk)) == set()
    assert conducted_in(published, cast.hr) == {"D1", "M1", "M2"}
    assert wrote(cast, published, who="hr").number == 1


def test_who_reviews_her_now_is_not_who_reviewed_her_then(cast, published, manager):
    Manager.objects.filter(pk="M1").update(supervisor="S2")
    manager = Manager.objects.get(pk="M1")
    assert conducts(cast.supervisor, published, manager)
    assert not conducts(cast.supervisor_elsewhere, published, manager)


def rule(cast, cycle, days=5, lowest=1, read=0, who="hr"):
    return set_rule(
        cycle=cycle, due=in_days(days), lowest=lowest, read=read, actor=getattr(cast, who)
    )


def test_interviews_are_owed_from_the_rule_on(cast, published):
    assert owed_by(cast.supervisor) == []
    rule(cast, published)
    (owed,) = owed_by(cast.supervisor)
    assert (owed.due, owed.interviews) == (in_days(5), 2)
    wrote(cast, published)
    assert owed_by(cast.supervisor)[0].interviews == 1
    assert [owed.interviews for owed in owed_by(cast.hr)] == [1]
    assert owed_by(cast.outsider) == []
    told = Notice.objects.filter(
        kind="feedback.interview", cycle="2026", about_type="scoring.Cycle"
    )
    assert {one.to for one in told} == {cast.supervisor, cast.director}


def test_a_rule_is_set_by_hr_alone_and_not_on_top_of_another(cast, published):
    with pytest.raises(NotAllowed):
        rule(cast, published, who="supervisor")
    with pytest.raises(Refused, match="past"):
        rule(cast, published, days=-1)
    with pytest.raises(Refused, match="grades"):
        rule(cast, published, lowest=3)
    first = rule(cast, published)
    with pytest.raises(Outdated):
        rule(cast, published, days=9)
    assert rule(cast, published, days=9, read=first.pk).due == in_days(9)


def test_who_has_left_the_bank_owes_none(cast, published, manager):
    rule(cast, published)
    Manager.objects.filter(pk="M1").update(left_on=in_days(-1))
    assert owed_by(cast.supervisor)[0].interviews == 1


def test_the_list_says_how_far_each_is(cast, published):
    wrote(cast, published)
    found = people_followed(published, cast.hr).order_by("staff_no")
    stages = {one.staff_no: one.stage for one in found}
    assert stages == {"D1": "none", "M1": "waiting", "M2": "none", "S1": "none"}
    mine = people_followed(published, cast.supervisor)
    assert {one.staff_no for one in mine} == {"M1", "M2"}


def test_names_are_those_of_then(cast, published):
    found = wrote(cast, published)
    User.objects.filter(pk=cast.supervisor.pk).update(name="另一个名字")
    found.refresh_from_db()
    assert found.held_by_name != "另一个名字"


def test_a_cycle_published_long_ago_takes_a_record_of_any_day_since(cast, published):
    with thawed("scoring_cycle"):
        at = published.published_at - timedelta(days=3)
        Cycle.objects.filter(pk=published.pk).update(published_at=at)
    published.refresh_from_db()
    assert wrote(cast, published, held_on=in_days(-2)).held_on == in_days(-2)
    assert talked().held_on == in_days(0)
