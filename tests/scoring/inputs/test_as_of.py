"""As of a day: what is dated later is not read, what is dated on it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from perfcenter.base.refusals import Refused
from portfolio.models import Certificate, Incident, Recovery, ServiceTicket, Training
from scoring.inputs.manifest import Manifest
from scoring.inputs.tables import tables_of
from scoring.models import Judgment, ScoreRun
from scoring.runs.recomputing import first_difference
from scoring.runs.write import score, score_again
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 30)
NEXT = DAY + timedelta(1)


@pytest.fixture
def cycle(cast):
    return make.make_cycle(managers=[cast.manager.manager])


@pytest.fixture
def records(cast, cycle):
    """A record of each kind on the day and on the next one."""
    manager = cast.manager.manager
    for on in (DAY, NEXT):
        Training.objects.create(manager=manager, completed_on=on, hours=1_000_000, course="c")
        Certificate.objects.create(manager=manager, name=f"{on}", obtained_on=on)
        Incident.objects.create(manager=manager, occurred_on=on, kind="k", severity="minor")
        ServiceTicket.objects.create(
            ticket_no=f"T{on}", manager=manager, opened_at=f"{on} 00:00:00"
        )
        Recovery.objects.create(manager=manager, month=on.year * 100 + on.month, amount=on.month)
    zone = timezone.get_default_timezone()
    midnight = datetime(2026, 7, 1, tzinfo=zone)
    for code, at in (("FILES", midnight - timedelta(seconds=1)), ("FIRST", midnight)):
        judgment = Judgment.objects.create(
            cycle=cycle, manager=manager, measure_code=code, score=80, judged_by=cast.supervisor
        )
        Judgment.objects.filter(pk=judgment.pk).update(judged_at=at)
    return cycle


READ = {
    # table: the column that says which, all of it, as of the day
    "training": (1, ["2026-06-30", "2026-07-01"], ["2026-06-30"]),
    "certificates": (1, ["2026-06-30", "2026-07-01"], ["2026-06-30"]),
    "incidents": (1, ["2026-06-30", "2026-07-01"], ["2026-06-30"]),
    "service": (6, ["T2026-06-30", "T2026-07-01"], ["T2026-06-30"]),
    "recoveries": (1, [202606, 202607], [202606]),
    "judgments": (1, ["FILES", "FIRST"], ["FILES"]),
}


@pytest.mark.parametrize("table", READ)
def test_what_is_dated_after_the_day_is_not_read(records, table):
    column, everything, until = READ[table]
    assert tables_of(records)[table][column] == everything
    assert tables_of(records, DAY)[table][column] == until
    assert tables_of(records, date(9999, 12, 31)) == tables_of(records)


def test_a_month_is_recovered_when_it_has_ended(records):
    assert tables_of(records, date(2026, 6, 29))["recoveries"] == [[], [], [], []]
    assert tables_of(records, date(2026, 7, 30))["recoveries"][1] == [202606]
    assert tables_of(records, date(2026, 7, 31))["recoveries"][1] == [202606, 202607]


def test_a_ticket_resolved_later_is_open_on_the_day_and_nobody_is_satisfied(cast, cycle):
    ServiceTicket.objects.create(
        ticket_no="T",
        manager=cast.manager.manager,
        opened_at="2026-06-30 23:50:00",
        responded_at="2026-06-30 23:59:59",
        resolved_at="2026-07-01 00:00:00",
        satisfaction=5_000_000,
    )
    numbers = [column[0] for column in tables_of(cycle)["service"][3:6]]
    assert numbers == [599, 600, 5_000_000]
    assert [column[0] for column in tables_of(cycle, DAY)["service"][3:6]] == [599, None, None]
    assert tables_of(cycle, NEXT) == tables_of(cycle)


def test_the_day_is_frozen_with_the_run_which_comes_out_again(records):
    whole, until = score(cycle=records), score_again(cycle=records, as_of=DAY).run
    assert Manifest.get(whole.manifest).as_of is None
    assert Manifest.get(until.manifest).as_of == DAY
    assert until.number == whole.number + 1
    assert first_difference(until) == ""
    hours = [run.measurescores.get(measure_code="HOURS").value for run in (whole, until)]
    assert hours == [2, 1]
    assert not score_again(cycle=records, as_of=DAY).is_new


def test_without_a_day_the_manifest_says_nothing_of_one(cycle):
    assert "as_of" not in Manifest.get(score(cycle=cycle).manifest)._plain()


def test_the_command_takes_the_day_and_says_it(records, capsys):
    call_command("score", "2026", as_of="2026-06-30")
    assert Manifest.get(ScoreRun.objects.get().manifest).as_of == DAY
    assert "2026-06-30" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2026-6-30", "20260630", "2026-06-31", "2025-12-31"])
def test_what_is_no_day_of_the_cycle_or_later_is_refused(cycle, day):
    with pytest.raises(CommandError):
        call_command("score", "2026", as_of=day)
    assert not ScoreRun.objects.exists()


def test_the_first_day_of_the_cycle_is_one(cycle):
    assert score_again(cycle=cycle, as_of=date(2026, 1, 1)).is_new


def test_a_published_cycle_is_not_scored_as_of_a_day_either(cycle):
    cycle.published_run, cycle.published_at = score(cycle=cycle), timezone.now()
    with pytest.raises(Refused):
        score_again(cycle=cycle, as_of=DAY)
