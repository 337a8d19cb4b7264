"""What has to be done, beside the score sheet: one's own report, and those that wait for one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from reviews.deciding.write import return_report
from reviews.models import AnnualReport
from reviews.report.write import submit
from reviews.todo import around_sheet, tasks_of, waiting_task
from scoring.models import Cycle, Participant
from tests.factories import COMPLETE


@pytest.fixture
def todo(cast, cycle):
    def tasks(who, whose=None):
        manager = getattr(cast, whose or who).manager
        participant = Participant(cycle=cycle, manager=manager)
        return list(around_sheet(getattr(cast, who), participant).tasks)

    return tasks


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
    assert waiting_task(cycle, cast.hr) is None
    submit(
        cycle=cycle, manager=cast.director.manager, content=COMPLETE, version=0, actor=cast.director
    )
    assert waiting_task(cycle, cast.hr).title == "审核1份述职报告"
    assert waiting_task(cycle, cast.auditor) is None


def test_the_day_stands_with_it_and_a_late_one_is_marked(cast, cycle, submitted):
    Cycle.objects.filter(pk=cycle.pk).update(review_due=timezone.localdate())
    cycle.refresh_from_db()
    task = waiting_task(cycle, cast.supervisor)
    assert "今日截止" in task.note
    assert task.shape == "ring"


def test_a_returned_report_has_the_arrow_back(cast, todo, submitted):
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    (task,) = todo("manager")
    assert (task.shape, task.tone) == ("back", "warn")
