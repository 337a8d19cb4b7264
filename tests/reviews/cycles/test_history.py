"""A manager's history: her own state and date in each cycle, not those of the cycle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.cycles.history import own_records
from reviews.models import AnnualReport
from reviews.report.write import save_draft, submit
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make

TODAY = timezone.localdate()


@pytest.fixture
def late(cycle):
    """The cycle with its self-reviews due nine days ago."""
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=TODAY - timedelta(days=9))
    return Cycle.objects.get(pk=cycle.pk)


def record(cast, cycle):
    (found,) = own_records(cast.manager, [Cycle.objects.get(pk=cycle.pk)])
    return found


def test_a_report_not_begun_is_overdue_with_its_date(cast, late):
    found = record(cast, late)
    assert (found.state, found.due, found.is_overdue) == ("not_started", late.self_review_due, True)


def test_a_report_handed_in_shows_when_and_is_not_overdue(cast, late):
    submit(cycle=late, manager=cast.manager.manager, content=make.COMPLETE, version=0,
           actor=cast.manager)  # fmt: skip
    found = record(cast, late)
    assert (found.state, found.due, found.is_overdue) == ("submitted", None, False)
    assert timezone.localdate(found.since) == TODAY


def test_a_draft_is_due_with_the_cycle(cast, late):
    save_draft(cycle=late, manager=cast.manager.manager, content=make.COMPLETE, version=0,
               actor=cast.manager)  # fmt: skip
    assert record(cast, late).due == late.self_review_due


def test_after_publication_nothing_is_due(cast, cycle):
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(
        published_at=timezone.now(), published_run=run, self_review_due=date(2026, 1, 1)
    )
    found = record(cast, cycle)
    assert (found.due, found.is_overdue) == (None, False)


def test_the_score_is_of_the_published_run_else_of_the_newest(cast, cycle):
    manager = cast.manager.manager
    for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH", "RORAC"):
        make.make_value(manager, code, 80_000_000)
    first = score(cycle=cycle)
    make.make_value(cast.colleague.manager, "SAT", 10_000_000)
    second = score(cycle=cycle)
    of = {run.pk: run.results.get(manager=manager).composite for run in (first, second)}
    assert record(cast, cycle).composite == of[second.pk]
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=first)
    assert record(cast, cycle).composite == of[first.pk]


def test_where_she_takes_no_part_there_is_nothing_of_hers(cast, cycle):
    other = make.make_cycle("few", managers=[cast.outsider.manager])
    (found,) = own_records(cast.manager, [other])
    assert (found.state, found.composite) == ("", None)


def test_the_list_grows_without_further_queries(cast, django_assert_max_num_queries):
    cycles = [make.make_cycle(f"c{n}", managers=[cast.manager.manager]) for n in range(6)]
    with django_assert_max_num_queries(3):
        assert len(own_records(cast.manager, cycles)) == 6


def test_the_page_of_a_manager_is_her_history(cast, late, login):
    page = login(cast.manager).get(reverse("reviews:cycle_list")).content.decode()
    assert "历年记录" in page
    assert "已逾期9天" in page
    assert AnnualReport.objects.count() == 0
    assert "参评人数" not in page


def test_a_supervisor_sees_how_many_take_part(cast, cycle, login):
    page = login(cast.supervisor).get(reverse("reviews:cycle_list")).content.decode()
    assert "参评人数" in page
