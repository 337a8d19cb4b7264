"""What a run holds can be added to, never changed or deleted, on either database."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from perfcenter import audit
from perfcenter.models import AuditEntry
from scoring.models import Cycle, Result, Scheme, ScoreRun
from tests.factories import make_manager

FROZEN = [
    "scoring_scorerun",
    "scoring_result",
    "scoring_dimensionscore",
    "scoring_measurescore",
    "scoring_roraccell",
    "scoring_poolshare",
    "scoring_unallocatedpool",
    "scoring_unscoredbook",
    "scoring_scheme",
    "perfcenter_auditentry",
]


@pytest.fixture
def run(db) -> ScoreRun:
    scheme = Scheme.objects.create(name="s", version=1, title="S", source="", digest="0")
    cycle = Cycle.objects.create(code="C", scheme=scheme, first_month=202601, last_month=202612)
    return ScoreRun.objects.create(
        cycle=cycle, number=1, made_at=timezone.now(), inputs_digest="i", results_digest="r",
        participants=1,
    )  # fmt: skip


@pytest.fixture
def result(run) -> Result:
    return Result.objects.create(
        run=run, manager=make_manager(), is_leaver=False, weight_with_data=1.0, bonus=0.0,
        deduction=0.0, peers=1,
    )  # fmt: skip


def refused():
    return pytest.raises(DatabaseError, match="never changed or deleted")


def test_save_of_a_stored_result_is_refused(result):
    result.bonus = 5.0
    with refused(), transaction.atomic():
        result.save()


def test_update_of_a_queryset_is_refused(result):
    with refused(), transaction.atomic():
        Result.objects.update(bonus=5.0)


def test_delete_of_a_run_is_refused(run):
    with refused(), transaction.atomic():
        run.delete()


@pytest.mark.parametrize("table", FROZEN)
def test_raw_sql_is_refused_on_every_table_of_a_run(result, table):
    with transaction.atomic():
        audit.record(actor=None, action="test", target=result)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        filled = cursor.fetchone()[0] > 0
    triggers = _trigger_names(table)
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers
    if filled:
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id + 1")


def test_every_model_that_belongs_to_a_run_is_frozen():
    of_runs = {
        model._meta.db_table
        for model in apps.get_app_config("scoring").get_models()
        if any(field.name == "run" for field in model._meta.get_fields() if field.concrete)
    }
    assert of_runs <= set(FROZEN)


def test_the_audit_chain_notices_a_changed_entry(db):
    branchless = make_manager()
    with transaction.atomic():
        audit.record(actor=None, action="one", target=branchless)
        audit.record(actor=None, action="two", target=branchless)
    assert list(audit.broken_links()) == []
    first = AuditEntry.objects.order_by("id").first()
    first.action = "something else"
    assert audit.digest_of(first) != first.digest


def _trigger_names(table: str) -> set[str]:
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return {row[0] for row in cursor.fetchall()}
