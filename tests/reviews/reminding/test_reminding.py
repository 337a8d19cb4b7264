"""HR reminds whoever a report waits for; a person once a day of each step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.deciding.write import approve
from reviews.models import Reminder
from reviews.reminding.write import Reminded, remind
from reviews.report.write import submit
from reviews.todo import tasks_of
from scoring.models import Cycle
from tests import factories as make
from tests.factories import COMPLETE

EVERYBODY = ["D1", "M1", "M2", "M3", "S1"]


def sent():
    return sorted(Reminder.objects.values_list("manager", "step"))


def test_who_owes_a_report_is_reminded_to_write_and_her_reviewer_to_decide(cast, cycle, submitted):
    assert remind(cycle=cycle, staff=["M1", "M2"], actor=cast.hr) == Reminded(2, 0, 0)
    assert sent() == [("M2", "write"), ("S1", "review")]


def test_a_report_that_waits_for_hr_reminds_nobody(cast, cycle):
    submit(cycle=cycle, manager=cast.director.manager, content=COMPLETE, version=0,
           actor=cast.director)  # fmt: skip
    assert remind(cycle=cycle, staff=["D1"], actor=cast.hr) == Reminded(0, 0, 1)
    assert sent() == []


def test_what_is_approved_or_owed_by_nobody_reminds_nobody(cast, cycle, submitted):
    approve(report=submitted, actor=cast.supervisor)
    make.Manager.objects.filter(pk="M2").update(left_on=cycle.begins)
    assert remind(cycle=cycle, staff=["M1", "M2", "X"], actor=cast.hr) == Reminded(0, 0, 0)
    assert not AuditEntry.objects.filter(action="report.remind").exists()


def test_once_a_day_and_step_whoever_asks_and_again_tomorrow(cast, cycle, monkeypatch):
    assert remind(cycle=cycle, staff=EVERYBODY, actor=cast.hr).new == 5
    assert remind(cycle=cycle, staff=EVERYBODY, actor=cast.second_hr) == Reminded(0, 5, 0)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert remind(cycle=cycle, staff=["M1"], actor=cast.hr).new == 1


@pytest.mark.parametrize("who", ["manager", "supervisor", "auditor", "administrator"])
def test_only_hr_reminds(cast, cycle, who):
    with pytest.raises(NotAllowed):
        remind(cycle=cycle, staff=["M1"], actor=getattr(cast, who))


def test_in_a_published_cycle_nobody_is_reminded(cast, cycle):
    from scoring.runs.write import score

    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
    with pytest.raises(Refused):
        remind(cycle=cycle, staff=["M1"], actor=cast.hr)


def test_it_stands_on_her_list_with_who_and_when(cast, cycle, submitted):
    remind(cycle=cycle, staff=["M1", "M2"], actor=cast.hr)
    (write,) = tasks_of(cast.colleague)
    assert "The hr于" in write.note
    decide = next(task for task in tasks_of(cast.supervisor) if "审核" in task.title)
    assert "提醒" in decide.note
    assert tasks_of(cast.manager) == []


def test_one_entry_of_the_audit_log_names_those_reminded(cast, cycle):
    remind(cycle=cycle, staff=EVERYBODY, actor=cast.hr)
    (entry,) = AuditEntry.objects.filter(action="report.remind")
    assert (entry.detail["people"], entry.detail["managers"]) == (5, "D1, M1, M2, M3, S1")


def test_one_or_all_of_a_list_are_reminded_from_the_board(login, cast, cycle):
    url = reverse("reviews:board_act", args=[cycle.code, "remind"])
    client = login(cast.hr)
    client.post(url, {"scope": "chosen", "who": f"{cycle.code}:M2"})
    assert sent() == [("M2", "write")]
    client.post(url, {"scope": "all", "filter": "q=M"})
    assert [who for who, _step in sent()] == EVERYBODY
    page = client.get(reverse("reviews:board", args=[cycle.code])).content.decode()
    assert "已提醒" in page
