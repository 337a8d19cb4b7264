"""What a run holds can be added to, never changed or deleted, on either database."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from perfcenter.base import registry
from portfolio.models import CostPool
from scoring.models import Cycle, OverriddenScore, PoolShare, Result, RunSum, ScoreRun
from scoring.runs.write import score
from tests import factories as make
from tests.thawing import thawed

OF_A_RUN = [
    "scoring_result",
    "scoring_dimensionscore",
    "scoring_measurescore",
    "scoring_overriddenscore",
    "scoring_roraccell",
    "scoring_poolshare",
    "scoring_unallocatedpool",
    "scoring_unscoredbook",
    "scoring_runblock",
    "scoring_runsum",
]
FROZEN = [
    *OF_A_RUN,
    "scoring_scorerun",
    "scoring_scheme",
    "perfcenter_auditentry",
]


@pytest.fixture(scope="module")
def kept(keeping) -> Iterator[ScoreRun]:
    """A run of a manager with a deposit, a pool that found nobody, a book of nobody, and a sum."""
    with keeping():
        yield made()


def made() -> ScoreRun:
    manager, product = make.make_manager(), make.make_product()
    for number, owner in (("A1", manager), ("A2", None)):
        client = make.make_client(f"C{number}", manager=owner)
        account = make.make_account(number, client=client, product=product)
        make.make_ledger_row(account, 202601, average_balance=1_000_000)
    for name, branch in (("rent", None), ("far away", make.make_branch("B9"))):
        CostPool.objects.create(
            month=202601, name=name, kind="fixed", driver="accounts", amount=100, branch=branch
        )
    run = score(cycle=make.make_cycle(managers=[manager]))
    with thawed("scoring_poolshare"):  # older runs have such rows
        PoolShare.objects.create(run=run, manager=manager, pool="rent", part=0, amount=100)
    with thawed("scoring_overriddenscore"):
        OverriddenScore.objects.create(
            run=run, manager=manager, measure_code="SAT", score=Fraction(90), counts=False,
            set_by="s1", set_by_name="S1", set_on=date(2026, 12, 1), reason="x",
        )  # fmt: skip
    with thawed("scoring_runsum"):
        RunSum.objects.create(run=run, kind=RunSum.Kind.PEERS, key="personal", value=[1.0])
    return run


@pytest.fixture
def run(kept, db) -> ScoreRun:
    return ScoreRun.objects.get(pk=kept.pk)


@pytest.fixture
def result(run) -> Result:
    return Result.objects.get(run=run)


def refused():
    return pytest.raises(DatabaseError, match="never changed or deleted")


def written(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_save_of_a_stored_result_is_refused(result):
    result.bonus = 5.0
    with refused(), transaction.atomic():
        result.save()


def test_update_of_a_queryset_is_refused(result):
    with refused(), transaction.atomic():
        Result.objects.update(bonus=5.0)


def test_delete_of_a_run_is_refused(run):
    with pytest.raises(ProtectedError), transaction.atomic():
        run.delete()
    with refused(), transaction.atomic():
        ScoreRun.objects.all()._raw_delete(using="default")


@pytest.mark.parametrize("table", FROZEN)
def test_raw_sql_is_refused_on_every_table(run, table):
    for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
        with refused():
            written(sql)


def test_participants_stay_once_their_cycle_is_published(run):
    """Until then somebody who was never meant to take part is taken out."""
    Cycle.objects.filter(pk=run.cycle_id).update(published_at=run.made_at, published_run=run)
    with refused():
        written("DELETE FROM scoring_participant")


@pytest.mark.parametrize("table", FROZEN)
def test_an_existing_row_is_not_replaced(run, table):
    """SQLite's REPLACE deletes behind the back of a DELETE trigger; PostgreSQL's own is UPDATE."""
    replace = (
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
        if connection.vendor == "postgresql"
        else f"REPLACE INTO {table} SELECT * FROM {table}"
    )
    with pytest.raises(DatabaseError, match="never"):
        written(replace)


ANOTHER = {"manager_id": "'M9'", "number": "number + 1", "key": "key || '+'"}
"""By column, what makes a row another one, which no key refuses."""


@pytest.mark.parametrize("table", OF_A_RUN)
def test_nothing_is_added_to_a_run_that_is_there(run, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 1")
        columns = [column[0] for column in cursor.description if column[0] != "id"]
    listed = ", ".join(columns)
    another = ", ".join(ANOTHER.get(column, column) for column in columns)
    with pytest.raises(DatabaseError, match="never added"):
        written(f"INSERT INTO {table} ({listed}) SELECT {another} FROM {table} LIMIT 1")


def test_a_row_is_not_moved_out_of_its_run_by_its_number(result):
    if connection.vendor == "postgresql":
        return  # an INSERT over an existing id is an error there in any case
    with refused():
        written(
            "REPLACE INTO scoring_result (id, run_id, manager_id, line, is_leaver, "
            "weight_with_data, bonus, deduction, grade, peers) SELECT id, run_id + 1, manager_id, "
            "line, is_leaver, weight_with_data, bonus, deduction, grade, peers FROM scoring_result"
        )


@pytest.mark.parametrize(
    "change",
    ["first_month = 202602", "last_month = 202611", "scheme_id = scheme_id + 1", "code = 'other'"],
)
def test_a_cycle_keeps_its_months_scheme_and_code(run, change):
    """A run says neither itself: its sheet reads them from the cycle."""
    with refused():
        written(f"UPDATE scoring_cycle SET {change}")
    written("UPDATE scoring_cycle SET review_due = '2027-01-31'")
    run.cycle.refresh_from_db()
    assert run.cycle.review_due == date(2027, 1, 31)


def test_a_cycle_is_not_replaced(run):
    if connection.vendor == "postgresql":
        return  # there it would be an UPDATE
    with refused():
        written("REPLACE INTO scoring_cycle SELECT * FROM scoring_cycle")


def test_a_published_cycle_is_final(run):
    cycle = run.cycle
    cycle.published_at, cycle.published_run = timezone.now(), run
    cycle.save()
    for sql in (
        "UPDATE scoring_cycle SET published_at = NULL, published_run_id = NULL",
        "UPDATE scoring_cycle SET first_month = 202602",
        "DELETE FROM scoring_cycle",
    ):
        with refused():
            written(sql)


BESIDE = {"scoring_calibratedgrade", "scoring_amendment"}
"""Rows that come to stand beside a published run, and are frozen by themselves."""


def test_every_model_that_belongs_to_a_run_is_frozen():
    of_runs = {
        model._meta.db_table
        for model in apps.get_app_config("scoring").get_models()
        if any(field.name == "run" for field in model._meta.get_fields() if field.concrete)
    }
    assert of_runs - BESIDE == {frozen.table for frozen in registry.frozen if frozen.part_of}
    assert of_runs - BESIDE == set(OF_A_RUN)
    assert {frozen.table for frozen in registry.frozen if not frozen.allowed} >= BESIDE
