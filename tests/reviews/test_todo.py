"""What has to be done, beside the score sheet: one's own report, and those that wait for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolio.models import BookMonth
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport
from reviews.report.turns import turns_of
from reviews.report.write import submit
from reviews.todo import around_sheet, task_to_decide, tasks_of
from scoring.models import Cycle, Participant
from scoring.runs.write import score
from tests.factories import COMPLETE, make_cycle


@pytest.fixture
def todo(cast, cycle):
    def tasks(who, whose=None):
        manager = getattr(cast, whose or who).manager
        participant = Participant(cycle=cycle, manager=manager)
        return list(around_sheet(getattr(cast, who), participant).tasks)

    return tasks


def waiting_task(who):
    return next((task_to_decide(turn) for turn in turns_of(who).deciding), None)


def titles(tasks):
    return [task.title for task in tasks]


def test_a_supervisor_sees_how_many_reports_wait_for_her(todo, submitted):
    assert titles(todo("supervisor")) == ["填写述职报告", "审核1份述职报告"]
    assert titles(todo("manager")) == []


def test_her_button_is_the_review_once_her_own_report_is_done(cast, cycle, submitted):
    own = submit(
        cycle=cycle, manager=cast.supervisor.manager, content=COMPLETE, version=0,
        actor=cast.supervisor,
    )  # fmt: skip
    assert own.state == AnnualReport.State.SUBMITTED
    (task,) = tasks_of(cast.supervisor)
    assert task.action == "审核1份述职报告"


def test_beside_the_managers_sheet_stands_her_report_alone(todo, submitted):
    assert titles(todo("supervisor", "manager")) == ["审核Manager M1的述职报告"]


def test_hr_counts_who_has_no_supervisor(cast, cycle, submitted):
    assert waiting_task(cast.hr) is None
    submit(
        cycle=cycle, manager=cast.director.manager, content=COMPLETE, version=0, actor=cast.director
    )
    assert waiting_task(cast.hr).title == "审核1份述职报告"
    assert waiting_task(cast.auditor) is None


def test_the_day_stands_with_it_and_a_late_one_is_marked(cast, cycle, submitted):
    Cycle.objects.filter(pk=cycle.pk).update(review_due=timezone.localdate())
    cycle.refresh_from_db()
    task = waiting_task(cast.supervisor)
    assert "今日截止" in task.note
    assert task.shape == "ring"


def test_a_returned_report_has_the_arrow_back(cast, todo, submitted):
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    (task,) = todo("manager")
    assert (task.shape, task.tone) == ("back", "warn")


def second_cycle(cycle, cast, **dates):
    """A half-year beside the year, with the same people."""
    people = [cast.manager.manager, cast.supervisor.manager]
    half = make_cycle(f"{cycle.code}-H1", managers=people, scheme=cycle.scheme, last_month=202606)
    Cycle.objects.filter(pk=half.pk).update(**dates)
    half.refresh_from_db()
    return half


def test_what_is_late_in_an_older_cycle_is_said_on_every_page(login, cast, cycle):
    late = timezone.localdate() - timedelta(days=9)
    half = second_cycle(cycle, cast, self_review_due=late)
    page = login(cast.manager).get(reverse("perfcenter:password_change")).content.decode()
    assert f'href="{reverse("reviews:report_edit", args=[half.code])}' in page
    assert 'class="count late"' in page
    first, *_rest = tasks_of(cast.manager)
    assert "已逾期9天" in first.note
    assert first.tone == "bad"


def test_the_queue_of_one_cycle_names_what_waits_in_another(login, cast, cycle, submitted):
    half = second_cycle(cycle, cast, review_due=None)
    page = login(cast.supervisor).get(reverse("reviews:queue_cycle", args=[half.code]))
    assert [task.href for task in page.context["tasks"]] == [
        reverse("reviews:queue_cycle", args=[cycle.code]) + "#people"
    ]
    assert (cycle, 1) in page.context["tabs"]


def test_hr_sees_on_one_board_what_is_late_in_every_cycle(login, cast, cycle):
    late = timezone.localdate() - timedelta(days=9)
    half = second_cycle(cycle, cast, self_review_due=late)
    page = login(cast.hr).get(reverse("reviews:board", args=[cycle.code]))
    board = reverse("reviews:board", args=[half.code])
    assert any(task.href.startswith(board) for task in page.context["tasks"])
    assert "2份报告已逾期" in page.content.decode()


def test_a_returned_report_says_by_whom_and_has_one_date(login, cast, cycle, submitted):
    today = timezone.localdate()
    Cycle.objects.filter(pk=cycle.pk).update(
        self_review_due=today - timedelta(days=3), review_due=today + timedelta(days=2)
    )
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    url = reverse("reviews:report_edit", args=[cycle.code])
    page = login(cast.manager).get(url).content.decode()
    assert f"{cast.supervisor.name}于" in page
    assert "还有2天" in page
    assert "已逾期" not in page


def test_who_has_nobody_to_review_has_no_queue_in_the_bar(login, cast, cycle):
    page = login(cast.manager).get(reverse("perfcenter:password_change")).content.decode()
    assert f'href="{reverse("reviews:queue")}"' not in page


def test_a_supervisor_is_told_who_of_hers_is_late_a_day_after_the_date(cast, cycle):
    def late():
        return [task for task in tasks_of(cast.supervisor) if "state=overdue" in task.href]

    today = timezone.localdate()
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=today)
    assert late() == []
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=today - timedelta(days=1))
    (task,) = late()
    assert task.title == "由你审核的人员中2人逾期未交述职报告"
    assert [t for t in tasks_of(cast.outsider) if "state=overdue" in t.href] == []


def test_the_queue_shows_whom_that_line_is_about(login, cast, cycle):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    client = login(cast.supervisor)
    page = client.get(reverse("reviews:queue_cycle", args=[cycle.code]), {"state": "overdue"})
    assert [line.member.manager.pk for line in page.context["list"].dressed] == ["M1", "M2"]
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=timezone.localdate())
    page = client.get(reverse("reviews:queue_cycle", args=[cycle.code]), {"state": "overdue"})
    assert "无人逾期" in page.content.decode()


def test_each_line_leads_to_the_section_where_it_goes_on(cast, cycle, draft):
    page = reverse("reviews:report_edit", args=[cycle.code])
    (unwritten,) = tasks_of(cast.colleague)
    assert unwritten.href == f"{page}#achievements"
    AnnualReport.objects.filter(pk=draft.pk).update(
        texts={**draft.texts, "improvements": ""}, version=2
    )
    assert tasks_of(cast.manager)[0].href == f"{page}#improvements"


def test_a_returned_report_leads_to_the_first_section_that_was_commented_on(cast, submitted, cycle):
    said = {"goals": "写数", "problems": "写清原因"}
    return_report(report=submitted, comments=said, actor=cast.supervisor)
    (task,) = tasks_of(cast.manager)
    assert task.href.endswith("#problems")


def notices(cast, cycle):
    participant = Participant(cycle=cycle, manager=cast.manager.manager)
    return [(one.tone, one.text) for one in around_sheet(cast.manager, participant).notices]


def test_what_was_decided_stands_across_the_top_until_it_is_dealt_with(cast, cycle, submitted):
    assert notices(cast, cycle) == []
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    ((tone, text),) = notices(cast, cycle)
    assert (tone, "由Manager S1退回" in text) == ("warn", True)
    submit(cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=2,
           actor=cast.manager)  # fmt: skip
    assert notices(cast, cycle) == []


@pytest.mark.parametrize(("days", "shown"), [(14, 1), (15, 0)])
def test_an_approval_stands_there_for_two_weeks(cast, cycle, submitted, monkeypatch, days, shown):
    approve(report=submitted, actor=cast.supervisor)
    later = timezone.now() + timedelta(days=days, seconds=-5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert len(notices(cast, cycle)) == shown


def test_the_list_says_how_much_there_is_and_how_much_of_it_is_late(login, cast, cycle):
    late = timezone.localdate() - timedelta(days=9)
    half = second_cycle(cycle, cast, self_review_due=late)
    assert half.code
    page = login(cast.manager).get(reverse("scoring:sheet", args=[cycle.code, "M1"]))
    assert "2件，1件逾期" in page.content.decode()


def test_hr_is_told_to_score_a_cycle_whose_ledger_is_there(login, cast, cycle):
    title = "首次评分"
    assert title not in titles(tasks_of(cast.hr))
    BookMonth.objects.create(month=cycle.first_month)
    assert title in titles(tasks_of(cast.hr))
    assert title not in titles(tasks_of(cast.auditor))
    board = login(cast.hr).get(reverse("reviews:board", args=[cycle.code])).content.decode()
    assert f">{title}</button>" in board
    score(cycle=cycle, actor=cast.hr)
    assert title not in titles(tasks_of(cast.hr))
