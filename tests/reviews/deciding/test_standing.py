"""The reviewer's page says what was decided, offers to take it back, and leads to the next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.deciding.level import set_second_level
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport
from reviews.report.write import submit
from tests.factories import COMPLETE
from tests.reviews.deciding.test_levels import deputise

pytestmark = pytest.mark.once


@pytest.fixture
def shown(login, cycle, submitted):
    def of(user, staff_no="M1"):
        answer = login(user).get(reverse("reviews:review", args=[cycle.code, staff_no]))
        return answer.content.decode()

    return of


def test_after_a_decision_it_leads_to_the_next_one_waiting(cast, cycle, submitted, shown):
    submit(
        cycle=cycle, manager=cast.colleague.manager, content=COMPLETE, version=0,
        actor=cast.colleague,
    )  # fmt: skip
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    found = shown(cast.supervisor)
    assert "下一份待审核" in found
    assert reverse("reviews:review_undo", args=[cycle.code, "M1"]) in found
    # From M2's, which waits itself, no other one is left but the neighbour.
    assert "下一份待审核" not in shown(cast.supervisor, "M2")


def test_the_button_takes_it_back_once(login, cast, cycle, submitted):
    approve(report=submitted, actor=cast.supervisor)
    url = reverse("reviews:review_undo", args=[cycle.code, "M1"])
    assert login(cast.supervisor).post(url).status_code == 302
    assert AnnualReport.objects.get().state == "submitted"
    assert login(cast.supervisor).post(url).status_code == 409


def test_the_second_level_is_told_whose_turn_it_is(login, cast, cycle, submitted, shown):
    set_second_level(cycle=cycle, is_on=True, reason="Two look", actor=cast.hr)
    approve(report=submitted, actor=cast.supervisor)
    assert "由Manager D1作二级批准" in shown(cast.supervisor)
    assert reverse("reviews:review_second", args=[cycle.code, "M1"]) in shown(cast.director)
    queue = login(cast.director).get(reverse("reviews:queue_cycle", args=[cycle.code]))
    assert "等待你作二级批准" in queue.content.decode()
    home = login(cast.director).get(reverse("perfcenter:home"), follow=True).content.decode()
    assert "二级批准1份述职报告" in home
    url = reverse("reviews:review_second", args=[cycle.code, "M1"])
    back = {"action": "send_back", "reason": "评分偏高"}
    assert login(cast.director).post(url, back).status_code == 302
    assert "评分偏高" in shown(cast.supervisor)
    assert "评分偏高" not in shown(cast.manager)


def test_the_page_says_for_whom_a_deputy_decides(login, cast, cycle, submitted, shown):
    deputise(cast.supervisor, cast.supervisor_elsewhere)
    assert "你代Manager S1审核" in shown(cast.supervisor_elsewhere)
    queue = login(cast.supervisor_elsewhere).get(reverse("reviews:queue_cycle", args=["2026"]))
    assert "Manager M1" in queue.content.decode()
    approve(report=submitted, actor=cast.supervisor_elsewhere)
    assert "（代Manager S1）" in shown(cast.supervisor)


def test_a_supervisor_names_a_deputy_and_withdraws_her(login, cast):
    today, url = timezone.localdate(), reverse("reviews:deputies")
    days = {"from_on": today.isoformat(), "until_on": (today + timedelta(40)).isoformat()}
    assert login(cast.supervisor).post(url, {"deputy": "S1", **days}).status_code == 422
    assert login(cast.supervisor).post(url, {"deputy": "S2", **days}).status_code == 302
    assert "Manager S2" in login(cast.supervisor).get(url).content.decode()
    row = cast.supervisor.manager.deputies.get()
    gone = reverse("reviews:deputy_withdraw", args=[row.pk])
    assert login(cast.director).post(gone).status_code == 404
    assert login(cast.supervisor).post(gone).status_code == 302
    assert login(cast.supervisor).post(gone).status_code == 409
