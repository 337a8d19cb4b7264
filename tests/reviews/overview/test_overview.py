"""Every open cycle at once: overdue first, counts by step, worst branches, each with its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.deciding.write import approve
from reviews.overview.read import overview
from reviews.report.write import submit
from scoring.cycles.rounds import begin_round
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE


@pytest.fixture
def half(cast, cycle):
    """A half-year beside the year, of M1 and M3."""
    people = [cast.manager.manager, cast.outsider.manager]
    return make.make_cycle("2026H1", managers=people, last_month=202606)


def due(cycle, **days):
    today = timezone.localdate()
    dates = {name: today + timedelta(days=number) for name, number in days.items()}
    Cycle.objects.filter(pk=cycle.pk).update(**dates)


def lines(user):
    return {line.cycle.code: line.progress for line in overview(user).lines}


def test_every_open_cycle_is_counted_step_by_step(cast, cycle, half, submitted):
    found = lines(cast.hr)
    assert dict(found["2026"].counts)["submitted"] == 1
    assert (found["2026"].total, found["2026H1"].total) == (5, 2)
    assert overview(cast.hr).whole.total == 7


@pytest.mark.parametrize(("days", "late"), [(0, 0), (-1, 2)])
def test_what_is_due_today_is_not_overdue_and_a_day_later_it_is(cast, half, days, late):
    due(half, self_review_due=days)
    assert lines(cast.hr)["2026H1"].overdue == late


def test_who_is_overdue_comes_first_then_what_is_due_first(cast, cycle, half):
    due(cycle, self_review_due=3)
    due(half, self_review_due=5)
    assert [line.cycle.code for line in overview(cast.hr).lines] == ["2026", "2026H1"]
    due(half, self_review_due=-1)
    assert [line.cycle.code for line in overview(cast.hr).lines] == ["2026H1", "2026"]


def test_the_branches_with_most_people_late_are_named(cast, cycle):
    due(cycle, self_review_due=-1)
    (line,) = overview(cast.hr).lines
    assert [(branch.name, branch.overdue) for branch in line.worst] == [
        ("Branch B1", 3), ("Branch B2", 1), ("Branch HO", 1),
    ]  # fmt: skip


def test_the_next_day_is_the_first_by_which_somebody_has_to_act(cast, half):
    due(half, self_review_due=2, review_due=4, publish_due=6)
    days = []
    for user in (cast.manager, cast.outsider):
        report = submit(cycle=half, manager=user.manager, content=COMPLETE, version=0, actor=user)
        days.append((overview(cast.hr).groups[0].due - timezone.localdate()).days)
    boss = {cast.manager: cast.supervisor, cast.outsider: cast.supervisor_elsewhere}
    for user, supervisor in boss.items():
        report = user.manager.annual_reports.get(cycle=half)
        approve(report=report, actor=supervisor)
    days.append((overview(cast.hr).groups[0].due - timezone.localdate()).days)
    assert days == [2, 4, 6]


def test_a_supervisor_sees_the_cycles_of_her_people_and_these_alone(cast, cycle, half):
    found = lines(cast.supervisor)
    assert {code: progress.total for code, progress in found.items()} == {"2026": 2, "2026H1": 1}
    assert lines(cast.supervisor_elsewhere)["2026"].total == 1
    assert lines(cast.outsider) == {}


def test_who_left_or_is_published_is_not_in_it(cast, cycle, half):
    make.Manager.objects.filter(pk="M3").update(left_on=half.begins)
    assert (lines(cast.hr)["2026H1"].total, lines(cast.hr)["2026H1"].left) == (1, 1)
    run = score(cycle=half)
    Cycle.objects.filter(pk=half.pk).update(published_run=run, published_at=timezone.now())
    assert set(lines(cast.hr)) == {"2026"}


def test_a_round_stands_over_its_cycles_with_what_they_come_to(login, cast, cycle):
    found = begin_round(code="R", title="All lines")
    for number, user in enumerate((cast.manager, cast.outsider)):
        make.make_cycle(f"R{number}", managers=[user.manager], last_month=202603, in_round=found)
    group = next(group for group in overview(cast.hr).groups if group.round)
    assert (len(group.lines), group.whole.total) == (2, 2)
    page = login(cast.hr).get(reverse("reviews:overview")).content.decode()
    assert f'href="{reverse("reviews:round", args=["R"])}"' in page
    page = login(cast.supervisor).get(reverse("reviews:overview")).content.decode()
    assert reverse("reviews:round", args=["R"]) not in page
    assert reverse("reviews:queue_cycle", args=["R0"]) in page


def test_many_people_and_cycles_ask_no_more(
    login, cast, cycle, half, django_assert_max_num_queries
):
    client, url = login(cast.hr), reverse("reviews:overview")
    client.get(url)
    for number in range(20):
        cycle.participants.create(manager=make.make_manager(f"Q{number}"))
    for number in range(3):
        make.make_cycle(f"More{number}", managers=cast.participants, last_month=202603)
    with django_assert_max_num_queries(18):
        client.get(url)


def test_the_bar_counts_what_is_overdue_for_hr(login, cast, cycle):
    due(cycle, self_review_due=-1)
    page = login(cast.hr).get(reverse("perfcenter:password_change")).content.decode()
    assert 'class="count late"' in page
