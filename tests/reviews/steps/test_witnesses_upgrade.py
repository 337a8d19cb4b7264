"""A database from before keeps what supervisors saw as the reporting line stands at the upgrade."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from reviews.deciding.write import approve, return_report
from scoring.cycles.witnesses import keep_who_leads
from scoring.models import Cycle, Judgment, Witness
from scoring.runs.write import score
from tests import factories as make
from tests.thawing import thawed

MIGRATIONS = (
    "scoring.migrations.0010_who_led_so_far",
    "reviews.migrations.0005_who_decided_keeps_sight",
)


@pytest.fixture
def upgrade(db):
    def run() -> set[tuple[str, str, str, str]]:
        with thawed("scoring_witness"):
            Witness.objects.all().delete()
        for name in MIGRATIONS:
            import_module(name).keep(apps, connection.schema_editor())
        rows = Witness.objects.values_list("cycle__code", "manager", "supervisor", "reason")
        return set(rows)

    return run


def test_a_published_cycle_keeps_the_line_of_now(cast, cycle, upgrade):
    made = score(cycle=cycle)
    make.make_cycle("2025", managers=cast.participants, first_month=202501, last_month=202512)
    assert upgrade() == set()
    Cycle.objects.filter(pk=cycle.pk).update(published_at=made.made_at, published_run=made)
    kept = upgrade()
    with thawed("scoring_witness"):
        Witness.objects.all().delete()
    keep_who_leads(cycle)
    rows = Witness.objects.values_list("cycle__code", "manager", "supervisor", "reason")
    assert kept == set(rows)
    assert ("2026", "M1", "S1", "led") in kept
    assert ("2026", "M1", "D1", "above") in kept


@pytest.mark.parametrize("decision", [approve, return_report])
def test_who_decided_is_kept(cast, cycle, submitted, upgrade, decision):
    decision(report=submitted, comments={"problems": "说明原因。"}, actor=cast.supervisor)
    assert upgrade() == {("2026", "M1", "S1", "decided")}


def test_who_judged_and_decided_is_kept_once(cast, cycle, submitted, upgrade):
    Judgment.objects.create(
        cycle=cycle, manager_id="M1", measure_code="SAT", score=80, judged_by=cast.supervisor
    )
    approve(report=submitted, actor=cast.supervisor)
    assert upgrade() == {("2026", "M1", "S1", "decided")}


def test_who_judged_is_kept_and_hr_needs_not_to_be(cast, cycle, upgrade):
    for user, manager in ((cast.supervisor, "M1"), (cast.hr, "D1")):
        Judgment.objects.create(
            cycle=cycle, manager_id=manager, measure_code="SAT", score=80, judged_by=user
        )
    assert upgrade() == {("2026", "M1", "S1", "decided")}
