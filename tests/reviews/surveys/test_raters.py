"""Who is asked about somebody: she proposes, her reviewer or HR decides, the opening ends it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import Notice, User
from reviews.models import RaterProposal
from reviews.surveys.choosing import choose_raters
from reviews.surveys.closing import close_survey
from reviews.surveys.nominating import (
    approve_proposal,
    ask_for_raters,
    propose,
    refuse_proposal,
)
from reviews.surveys.proposing import near_to
from reviews.surveys.results import may_read
from reviews.surveys.rules import Rules
from reviews.surveys.write import begin, open_survey
from reviews.todo.surveyed import to_approve, to_propose
from scoring.models import Reviewer
from tests import factories as make

PEERS = [("peer", number) for number in ("M2", "M4", "M5")]


@pytest.fixture
def asking(cast, survey):
    """A survey for which everybody may propose."""
    until = timezone.localdate() + timedelta(3)
    return ask_for_raters(survey=survey, until=until, actor=cast.hr)


@pytest.fixture
def proposed(cast, asking):
    return propose(survey=asking, manager=cast.manager.manager, raters=PEERS, actor=cast.manager)


def peers_of(survey, staff_no="M1"):
    rows = survey.raters.filter(manager=staff_no, side="peer")
    return sorted(rows.values_list("rater", flat=True))


def page(staff_no="M1"):
    return reverse("reviews:survey_raters", args=["2026", "review", staff_no])


def told(user):
    return [one.text for one in Notice.objects.filter(to=user, kind="survey.raters").order_by("pk")]


def test_nobody_proposes_before_hr_asks_nor_after_the_day_nor_for_another(cast, survey):
    her = {"survey": survey, "manager": cast.manager.manager, "raters": PEERS}
    with pytest.raises(Refused):
        propose(**her, actor=cast.manager)
    until = timezone.localdate() + timedelta(3)
    ask_for_raters(survey=survey, until=until, actor=cast.hr)
    survey.refresh_from_db()
    for user in (cast.colleague, cast.supervisor, cast.hr):
        with pytest.raises(NotAllowed):
            propose(**her, actor=user)
    propose(**her, actor=cast.manager)
    type(survey).objects.update(propose_until=timezone.localdate() - timedelta(1))
    with pytest.raises(Refused):
        propose(**her, actor=cast.manager)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("peer", "M1"), "herself"),
        (("peer", "S1"), "her superior reads the results"),
        (("subordinate", "M2"), "does not report to her"),
        (("superior", "M2"), "the line says who stands above her"),
        (("client", "M2"), "clients are drawn"),
    ],
)
def test_what_the_rules_refuse(cast, asking, pair, why):
    with pytest.raises(Refused):
        propose(
            survey=asking, manager=cast.manager.manager, raters=[*PEERS, pair], actor=cast.manager
        )


def test_who_has_left_is_not_proposed(cast, asking):
    cast.colleague.manager.left_on = timezone.localdate() - timedelta(1)
    cast.colleague.manager.save()
    with pytest.raises(Refused):
        propose(survey=asking, manager=cast.manager.manager, raters=PEERS, actor=cast.manager)


def test_nobody_who_reads_the_results_is_in_an_anonymous_group(cast, survey):
    """Her own answer taken out of the mean of three would leave that of two."""
    hr_too = make.make_user(make.make_manager("H1", branch=cast.manager.manager.branch))
    User.objects.filter(pk=hr_too.pk).update(role=User.Role.HR)
    for who in ("S1", "H1"):
        with pytest.raises(Refused):
            Rules(survey, cast.manager.manager).check([("peer", who)])
    Rules(survey, cast.manager.manager).check([("superior", "S1")])


def test_the_rule_draws_nobody_from_above_as_a_peer(cast, cycle):
    """S1's own superior works in the same branch and line, and reads M1's results."""
    boss = make.make_manager("S9", branch=cast.manager.manager.branch, supervisor=None)
    make.make_user(boss)
    cycle.participants.create(manager=boss)
    Reviewer.objects.filter(cycle=cycle, manager="S1").update(reviewer=boss)
    survey = begin(cycle=cycle, kind="review", actor=cast.hr)
    assert "S9" not in peers_of(survey)
    offered = near_to(survey, cast.manager.manager)
    assert [one.pk for one in offered["peer"]] == ["M2", "M4", "M5", "M6"]


def test_her_reviewer_approves_and_those_are_asked(cast, asking, proposed):
    for user in (cast.manager, cast.colleague, cast.supervisor_elsewhere, cast.auditor):
        with pytest.raises(NotAllowed):
            approve_proposal(proposal=proposed, actor=user)
    made = approve_proposal(proposal=proposed, actor=cast.supervisor)
    assert made.state == "approved"
    assert peers_of(asking) == ["M2", "M4", "M5"]
    assert asking.people.get(manager="M1").approved_by == cast.supervisor
    assert any("M1" in text for text in told(cast.supervisor))
    assert len(told(cast.manager)) == 2  # she was asked, and she was answered
    with pytest.raises(Refused):
        refuse_proposal(proposal=proposed, reason="太晚", actor=cast.hr)
    with pytest.raises(Refused):
        propose(survey=asking, manager=cast.manager.manager, raters=PEERS, actor=cast.manager)


def test_a_change_takes_a_reason_and_so_does_a_refusal(cast, asking, proposed):
    changed = {"proposal": proposed, "take_out": ["M5"], "add": [("peer", "M6")]}
    with pytest.raises(Refused):
        approve_proposal(**changed, actor=cast.hr)
    with pytest.raises(Refused):
        refuse_proposal(proposal=proposed, reason=" ", actor=cast.hr)
    made = approve_proposal(**changed, reason="共事更多", actor=cast.hr)
    assert (made.state, made.reason) == ("changed", "共事更多")
    assert peers_of(asking) == ["M2", "M4", "M6"]


def test_refused_she_proposes_others_and_the_rule_stands_meanwhile(cast, asking, proposed):
    before = peers_of(asking)
    refuse_proposal(proposal=proposed, reason="人数不足", actor=cast.supervisor)
    assert peers_of(asking) == before
    again = propose(
        survey=asking, manager=cast.manager.manager, raters=PEERS[:2], actor=cast.manager
    )
    assert again.is_waiting
    with pytest.raises(Refused):
        choose_raters(survey=asking, manager=cast.manager.manager, actor=cast.supervisor)


def test_the_opening_ends_what_nobody_has_decided(cast, asking, proposed):
    opened = open_survey(survey=asking, actor=cast.hr)
    proposed.refresh_from_db()
    assert proposed.state == "lapsed"
    assert peers_of(opened) == ["M2", "M4", "M5", "M6"]
    for verb in (
        lambda: approve_proposal(proposal=proposed, actor=cast.supervisor),
        lambda: propose(
            survey=opened, manager=cast.manager.manager, raters=PEERS, actor=cast.manager
        ),
    ):
        with pytest.raises(Refused):
            verb()
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        RaterProposal.objects.update(reason="later")


def test_pages_propose_warn_approve_and_show_what_came_of_it(cast, asking, login):
    her, boss = Client(), Client()
    her.force_login(cast.manager)
    boss.force_login(cast.supervisor)
    assert [task.href for _until, task in to_propose(cast.manager)] == [page()]
    form = her.get(page()).context["form"]
    assert form["peer"].value() == ["M2", "M4", "M5", "M6"]
    assert her.post(page(), {"peer": ["M2", "M4"], "others": "M999"}).status_code == 422
    assert her.post(page(), {"peer": ["M2", "M4"], "others": ""}).status_code == 302
    assert [task for _until, task in to_propose(cast.manager)] == []
    shown = boss.get(page())
    (group,) = [one for one in shown.context["offered"] if one["is_short"]]
    assert [row["person"].pk for row in group["rows"]] == ["M2", "M4"]
    assert [one.pk for one in group["gone"]] == ["M5", "M6"]
    assert [task.href for _until, task in to_approve(cast.supervisor)] == [page()]
    assert [task for _until, task in to_approve(cast.hr)] == []
    number = shown.context["waiting"].pk
    lacking = boss.post(page(), {"proposal": number, "action": "refuse", "reason": ""})
    assert lacking.status_code == 422
    changed = {"proposal": number, "action": "approve", "staff_no": "M5", "side": "peer"}
    assert boss.post(page(), changed).status_code == 422
    assert boss.post(page(), {**changed, "reason": "同组"}).status_code == 302
    late = login(cast.hr).post(page(), {"proposal": number, "action": "refuse", "reason": "第二"})
    assert late.status_code == 422
    assert "该提名已处理" in late.content.decode()
    assert peers_of(asking) == ["M2", "M4", "M5"]
    assert "同组" in her.get(page()).content.decode()


def test_who_comes_second_keeps_what_she_typed(cast, asking, proposed, login):
    boss = login(cast.supervisor)
    number = boss.get(page()).context["waiting"].pk
    approve_proposal(proposal=proposed, actor=cast.hr)
    answer = boss.post(page(), {"proposal": number, "action": "refuse", "reason": "再想想"})
    assert answer.status_code == 422
    assert "该提名已处理" in answer.content.decode()


def test_the_list_has_her_people_for_a_reviewer_and_everybody_for_hr(cast, asking, proposed, login):
    place = reverse("reviews:survey_people", args=["2026", "review"])
    names = {
        name: login(getattr(cast, name)).get(place) for name in ("hr", "supervisor", "auditor")
    }
    assert all(answer.status_code == 200 for answer in names.values())
    assert "S1" in names["hr"].content.decode()
    assert page("S1") not in names["supervisor"].content.decode()
    assert page("M1") in names["supervisor"].content.decode()
    waiting = login(cast.hr).get(place, {"state": "waiting"}).content.decode()
    assert page("M1") in waiting
    assert page("M2") not in waiting
    assert login(cast.colleague).get(place).status_code == 404
    assert login(cast.auditor).get(page()).status_code == 200
    assert login(cast.auditor).post(page(), {"action": "refuse"}).status_code == 403
    assert login(cast.colleague).get(page()).status_code == 404


def test_a_reader_who_was_asked_in_a_group_reads_no_results(cast, opened, login):
    """A colleague who stands in for the supervisor has answered about her."""
    closed = close_survey(survey=opened, actor=cast.hr)
    assert may_read(cast.supervisor, closed, cast.manager.manager)
    User.objects.filter(pk=cast.colleague.pk).update(role=User.Role.AUDITOR)
    asked = User.objects.get(pk=cast.colleague.pk)
    assert not may_read(asked, closed, cast.manager.manager)
    address = reverse("reviews:survey_result", args=["2026", "review", "M1"])
    assert login(asked).get(address).status_code == 403
