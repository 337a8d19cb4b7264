"""A supervisor who has gone holds nothing up: the next one up decides, failing that HR."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from portfolio.models import Manager
from reviews.deciding.write import approve
from reviews.publishing.write import publish
from reviews.report.members import team
from reviews.report.turns import turns_of
from reviews.todo import tasks_of
from scoring.cycles.reviewers import may_review, reviewed_places, reviewer_name
from tests.factories import make_branch, make_cycle, make_manager, make_user
from tests.scoring.cycles.test_reviewers import EVERYBODY
from tests.thawing import thawed

pytestmark = pytest.mark.django_db


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def waiting_for(user) -> int:
    return sum(turn.count for turn in turns_of(user).deciding)


def leaves(user: User, last: date | None = None) -> None:
    Manager.objects.filter(pk=user.manager_id).update(left_on=last or yesterday())


def is_closed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def turns_auditor(user: User) -> None:
    User.objects.filter(pk=user.pk).update(role=User.Role.AUDITOR)


def gets_no_login(user: User) -> None:
    User.objects.filter(pk=user.pk).delete()


def reviewed(user: User) -> set[str]:
    return set(reviewed_places(user).values_list("manager", flat=True))


def reviewers(cast, cycle, manager: Manager) -> set[str]:
    """Return who may decide on the manager, as the database knows them now."""
    stored = {name: User.objects.get(pk=getattr(cast, name).pk) for name in EVERYBODY}
    manager = Manager.objects.get(pk=manager.pk)
    by_one = {name for name, user in stored.items() if may_review(user, cycle, manager)}
    in_lists = {name for name, user in stored.items() if manager.pk in reviewed(user)}
    assert by_one == in_lists
    return by_one


@pytest.mark.parametrize("go", [leaves, is_closed, turns_auditor])
def test_the_next_one_up_decides_in_place_of_who_has_gone(cast, cycle, go):
    go(cast.supervisor)
    assert reviewers(cast, cycle, cast.manager.manager) == {"director"}
    assert reviewers(cast, cycle, cast.supervisor.manager) == {"director"}
    assert reviewers(cast, cycle, cast.outsider.manager) == {"supervisor_elsewhere"}


@pytest.mark.parametrize("first", [leaves, is_closed, turns_auditor])
@pytest.mark.parametrize("second", [leaves, is_closed, turns_auditor])
def test_hr_decides_where_everybody_above_has_gone(cast, cycle, first, second):
    first(cast.supervisor)
    second(cast.director)
    assert reviewers(cast, cycle, cast.manager.manager) == {"hr"}
    assert reviewer_name(cycle, Manager.objects.get(pk="M1")) in ("Human resources", "人力资源部")
    assert reviewers(cast, cycle, cast.outsider.manager) == {"supervisor_elsewhere"}


@pytest.mark.parametrize(("days", "who"), [(1, "supervisor"), (0, "supervisor"), (-1, "director")])
def test_the_last_day_still_serves(cast, cycle, days, who):
    leaves(cast.supervisor, timezone.localdate() + timedelta(days=days))
    assert reviewers(cast, cycle, cast.manager.manager) == {who}


def test_a_supervisor_without_a_login_is_waited_for(db):
    """She has not gone: a login is made for her when it is wanted."""
    above = make_manager("S", branch=make_branch())
    one = make_manager("M", branch=above.branch, supervisor=above)
    cycle = make_cycle(managers=[one])
    hr = make_user(role=User.Role.HR)
    assert not may_review(hr, cycle, one)
    assert "M" not in reviewed(hr)


def test_a_leaver_decides_nothing_though_her_login_is_open(cast, cycle, submitted, login):
    leaves(cast.supervisor)
    supervisor = User.objects.get(pk=cast.supervisor.pk)
    with pytest.raises(NotAllowed):
        approve(report=submitted, actor=supervisor)
    url = reverse("reviews:review_decide", args=[cycle.code, "M1"])
    assert login(supervisor).post(url, {"action": "approve"}).status_code == 403
    assert (waiting_for(supervisor), list(team(cycle, supervisor))) == (0, [])


def test_hr_who_has_left_decides_nothing_either(cast, cycle):
    """Her staff number says that she is gone, whatever her login says."""
    leaves(cast.colleague)
    left = make_user(role=User.Role.HR)
    with thawed("perfcenter_user"):
        User.objects.filter(pk=cast.colleague.pk).delete()
        User.objects.filter(pk=left.pk).update(manager="M2")
    left = User.objects.get(pk=left.pk)
    assert not may_review(left, cycle, cast.director.manager)
    with pytest.raises(NotAllowed):
        publish(cycle=cycle, run_number=1, actor=left)


def test_what_waited_for_who_has_gone_waits_for_the_next_one_up(cast, cycle, submitted, login):
    assert waiting_for(cast.director) == 0
    leaves(cast.supervisor)
    director = User.objects.get(pk=cast.director.pk)
    assert waiting_for(director) == 1
    assert "M1" in [manager.staff_no for manager in team(cycle, director)]
    queue = reverse("reviews:queue_cycle", args=[cycle.code])
    assert [task.href for task in tasks_of(director)][-1:] == [f"{queue}#people"]
    url = reverse("reviews:review_decide", args=[cycle.code, "M1"])
    given = {"action": "approve", "confirmed": "1"}
    assert login(director).post(url, given).status_code == 302
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decided_by) == ("approved", director)


def test_hr_never_decides_on_herself_where_everybody_above_has_gone(cast, cycle):
    """M1 became HR; who led her has left."""
    User.objects.filter(pk=cast.manager.pk).update(role=User.Role.HR)
    leaves(cast.supervisor)
    leaves(cast.director)
    own = User.objects.get(pk=cast.manager.pk)
    assert not may_review(own, cycle, Manager.objects.get(pk="M1"))
    assert "M1" not in reviewed(own)
    assert may_review(own, cycle, Manager.objects.get(pk="M2"))


def passed(answer) -> list[tuple[str, str, str]]:
    return [
        (row.member.manager.staff_no, row.supervisor.staff_no,
         row.reviewer.staff_no if row.reviewer else "HR")
        for row in answer.context["passed"]
    ]  # fmt: skip


def test_the_board_names_the_reports_and_who_decides_instead(cast, cycle, submitted, login):
    board = reverse("reviews:board", args=[cycle.code])
    assert passed(login(cast.hr).get(board)) == []
    leaves(cast.supervisor)
    answer = login(cast.hr).get(board)
    assert passed(answer) == [("M1", "S1", "D1"), ("M2", "S1", "D1")]
    is_closed(cast.director)
    answer = login(cast.hr).get(board)
    assert passed(answer) == [("M1", "S1", "HR"), ("M2", "S1", "HR")]
    assert 'id="passed"' in answer.content.decode()


def test_the_board_names_no_report_that_is_decided(cast, cycle, submitted, login):
    approve(report=submitted, actor=cast.supervisor)
    is_closed(cast.supervisor)
    board = login(cast.hr).get(reverse("reviews:board", args=[cycle.code]))
    assert passed(board) == [("M2", "S1", "D1")]
