"""A cycle may begin and end inside a month: records count by the day, the ledger by months."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from perfcenter.base.refusals import Refused
from portfolio.models import Manager, Training
from scoring.cycles.titles import cycle_title
from scoring.graph.calendar import Calendar
from scoring.graph.ground import Ground, Ledger
from scoring.graph.node import Scope
from scoring.graph.people import Absence, People, Person, Posting
from scoring.graph.records import NewClient
from scoring.graph.sources.clients import NewClients
from scoring.graph.sources.daily_average import DailyAverage
from scoring.models import Cycle, MeasureScore
from scoring.runs.write import score
from tests.factories import (
    make_account,
    make_client,
    make_cycle,
    make_ledger_row,
    make_manager,
    make_product,
    make_target,
    touch_book,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("english")
BEGINS, ENDS = date(2026, 6, 17), date(2026, 8, 16)
PROBATION = Calendar(202606, 202608, BEGINS, ENDS)


def make_probation(cast, **more) -> Cycle:
    return make_cycle(
        managers=cast.participants, first_month=202606, last_month=202608,
        first_on=BEGINS, last_on=ENDS, **more,
    )  # fmt: skip


def scope(*absences: Absence, hired_on: date | None = None, **rows) -> Scope:
    person = Person("M1", hired_on, None, (Posting(date.min, "B1", "personal"),), absences)
    none = np.array([], dtype=np.int64)
    ledger = Ledger(none, none, none, none, none, none, none, none, {})
    ground = Ground(PROBATION, People((person,)), (), ledger, **rows)
    return Scope(ground, "cycle", "X", away=("sick",))


def test_days_in_service_are_those_of_the_cycle_and_absences_are_cut_at_its_ends():
    assert scope().served.tolist() == [[61]]
    assert scope(Absence(date(2026, 6, 10), date(2026, 6, 17), "sick")).served.tolist() == [[60]]
    assert scope(Absence(ENDS, None, "sick")).served.tolist() == [[60]]
    assert scope(Absence(date(2026, 8, 17), None, "sick")).served.tolist() == [[61]]


def test_in_whole_months_who_serves_throughout_serves_every_day():
    assert scope().months_served.tolist() == [[92]]
    assert scope(hired_on=date(2026, 6, 17)).months_served.tolist() == [[76]]


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2026, 5, 31), 0), (date(2026, 6, 1), 1), (date(2026, 8, 31), 1), (date(2026, 9, 1), 0)],
)
def test_clients_and_contracts_count_by_whole_months(day, counts):
    found = NewClients(metric="new_clients").read(scope(new_clients=(NewClient(0, day),)))
    assert found.num.tolist() == [[counts]]


@pytest.mark.parametrize(
    ("day", "is_in"),
    [(date(2026, 6, 16), False), (BEGINS, True), (ENDS, True), (date(2026, 8, 17), False)],
)
def test_records_count_by_the_day(cast, day, is_in):
    cycle = make_probation(cast)
    Training.objects.create(
        manager=cast.manager.manager, course="C", hours=8_000_000, completed_on=day
    )
    make_target(cast.manager.manager, "HOURS", 8_000_000)
    hours = MeasureScore.objects.get(run=score(cycle=cycle), manager="M1", measure_code="HOURS")
    assert (hours.value == 8) == is_in


def test_the_ledger_counts_whole_months(cast):
    cycle = make_probation(cast)
    account = make_account(
        client=make_client(manager=cast.manager.manager), product=make_product(),
        opened_on=date(2026, 1, 1),
    )  # fmt: skip
    for month in (202605, 202606, 202607, 202608, 202609):
        make_ledger_row(account, month, average_balance=9_200 * (month == 202606))
    touch_book()
    run = score(cycle=cycle)
    found = MeasureScore.objects.get(run=run, manager="M1", measure_code="DEP")
    assert found.value == Fraction(9_200 * 30, 92 * 100)


def test_who_is_hired_on_the_first_day_has_the_whole_target(cast):
    first = make_manager("M8", supervisor=cast.supervisor.manager, hired_on=BEGINS)
    later = make_manager("M9", supervisor=cast.supervisor.manager, hired_on=date(2026, 6, 18))
    make_target(first, "DEP", 61_000_000)
    make_target(later, "DEP", 61_000_000)
    cycle = make_cycle(
        managers=[first, later], first_month=202606, last_month=202608,
        first_on=BEGINS, last_on=ENDS,
    )  # fmt: skip
    run = score(cycle=cycle)
    targets = MeasureScore.objects.filter(run=run, measure_code="DEP")
    assert dict(targets.values_list("manager", "target")) == {"M8": 61, "M9": 60}


def test_only_who_serves_in_its_days_takes_part(cast):
    make_manager("M7", hired_on=date(2026, 8, 17))
    late = Manager.objects.get(pk="M7")
    with pytest.raises(Refused, match="not serving in the cycle: M7"):
        make_cycle(
            managers=[late], first_month=202606, last_month=202608, first_on=BEGINS, last_on=ENDS
        )


@pytest.mark.parametrize(
    ("first", "last", "stored"),
    [
        ("2026-06-17", "2026-08-16", (BEGINS, ENDS)),
        ("2026-06-01", "2026-08-31", (None, None)),
        ("2026-06", "2026-08-16", (None, ENDS)),
        ("2026-06-30", "2026-06-30", (date(2026, 6, 30), None)),
    ],
)
def test_the_command_takes_days_for_months(cast, first, last, stored):
    call_command("open_cycle", "P", "--scheme", "balanced", "--from", first, "--to", last)
    cycle = Cycle.objects.get(code="P")
    assert (cycle.first_on, cycle.last_on) == stored


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-06-17", "2026-06-16", "before it begins on 2026-06-17"),
        ("2026-06-31", "2026-08", "expected a month"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, first, last, said):
    with pytest.raises(CommandError, match=said):
        call_command("open_cycle", "P", "--scheme", "balanced", "--from", first, "--to", last)


def test_the_pages_say_what_counts_by_the_day(cast, login, settings):
    settings.LANGUAGE_CODE = "en"
    cycle = make_probation(cast)
    score(cycle=cycle)
    assert cycle_title(cycle) == "2026-06-17 to 08-16"
    for page in (
        reverse("reviews:board", args=["2026"]), reverse("scoring:sheet", args=["2026", "M1"])
    ):  # fmt: skip
        text = login(cast.hr).get(page).content.decode()
        assert "whole months 2026-06 to 2026-08" in text
        assert "days in service count from 2026-06-17 to 2026-08-16" in text


def test_the_source_that_divides_by_days_in_service_divides_by_those_of_whole_months():
    source = DailyAverage(metric="daily_average", days="in_service")
    assert source.read(scope()).den.tolist()[0][0] % 92 == 0
