"""HR gives people another day for their self-reviews; it is the one day on every page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.cycles.history import own_records
from reviews.deciding.extending import extend
from reviews.deciding.write import return_report
from reviews.models import Extension
from reviews.overview.read import overview
from reviews.report.turns import late_for, turns_of
from reviews.todo import tasks_of
from scoring.models import Cycle


@pytest.fixture
def late(cycle):
    """Everybody is three days late with the self-review."""
    day = timezone.localdate() - timedelta(days=3)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=day)
    cycle.refresh_from_db()
    return cycle


def give(cast, cycle, days, *staff):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    return extend(cycle=cycle, staff=staff, until=until, reason="Was ill", actor=cast.hr)


@pytest.mark.parametrize(("days", "late_people"), [(0, 4), (1, 4), (-1, 5)])
def test_who_was_given_a_day_is_late_from_the_next_one_on(cast, late, days, late_people):
    give(cast, late, days, "M1")
    assert late_for(cast.hr) == {late.pk: late_people}
    assert overview(cast.hr).whole.overdue == late_people


def test_it_is_the_one_day_on_her_list_her_history_and_her_form(login, cast, late):
    give(cast, late, 2, "M1")
    (turn,) = turns_of(cast.manager).own
    day = timezone.localdate() + timedelta(days=2)
    assert turn.due == own_records(cast.manager, [late])[0].due == day
    (task,) = tasks_of(cast.manager)
    assert ("还有2天" in task.note, task.tone) == (True, "")
    page = login(cast.manager).get(reverse("reviews:report_edit", args=[late.code]))
    assert page.context["due"] == day
    assert "逾期" not in page.content.decode()


def test_it_holds_for_what_was_returned_too(cast, late, submitted):
    return_report(report=submitted, comments={"goals": "More."}, actor=cast.supervisor)
    give(cast, late, 2, "M1")
    (turn,) = turns_of(cast.manager).own
    assert turn.due == timezone.localdate() + timedelta(days=2)


def test_the_newest_day_counts_and_none_is_the_cycles_again(cast, late):
    give(cast, late, 5, "M1")
    give(cast, late, 1, "M1", "M2")
    assert turns_of(cast.manager).own[0].due == timezone.localdate() + timedelta(days=1)
    give(cast, late, None, "M1")
    assert turns_of(cast.manager).own[0].due == late.self_review_due
    assert late_for(cast.hr) == {late.pk: 4}


def test_the_board_lists_and_counts_by_that_day_the_longest_first(login, cast, late):
    give(cast, late, 1, "M1")
    give(cast, late, -1, "M2")
    answer = login(cast.hr).get(
        reverse("reviews:board", args=[late.code]), {"state": "overdue", "sort": "number"}
    )
    assert [row.manager.pk for row in answer.context["people"]] == ["D1", "M2", "M3", "S1"]
    assert answer.context["board"].whole.overdue == 4
    days = [row.member.days_overdue for row in answer.context["late"].object_list]
    assert days == [3, 3, 3, 1]


def test_only_hr_gives_a_day_for_a_reason_and_to_participants_alone(cast, cycle):
    for who in ("manager", "supervisor", "auditor", "administrator"):
        with pytest.raises(NotAllowed):
            extend(cycle=cycle, staff=["M1"], until=None, reason="x", actor=getattr(cast, who))
    with pytest.raises(Refused):
        extend(cycle=cycle, staff=["M1"], until=None, reason=" ", actor=cast.hr)
    with pytest.raises(Refused, match="S2"):
        give(cast, cycle, 1, "M1", "S2")
    assert not Extension.objects.exists()


def test_a_selection_is_given_a_day_from_the_board_and_the_log_has_it(login, cast, cycle):
    url = reverse("reviews:board_act", args=[cycle.code, "due"])
    form = {"scope": "chosen", "who": ["2026:M1", "2026:M2"], "confirmed": "1"}
    login(cast.hr).post(url, {**form, "until": "2027-02-03", "reason": "Was ill"})
    assert set(Extension.objects.values_list("manager", flat=True)) == {"M1", "M2"}
    entry = AuditEntry.objects.get(action="report.extend")
    assert (entry.detail["managers"], entry.detail["self_review_due"]) == ("M1, M2", "2027-02-03")
