"""The digests of rows: what they take, in which layout, and what is malformed in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import connection, transaction

from perfcenter.base.kept import Rows
from perfcenter.base.kept.compact import digest_of_columns
from perfcenter.base.kept.shapes import malformed
from perfcenter.models import User
from portfolio.models import DataLoad, Incident
from reviews.models import Goal
from tests import factories as make
from tests.thawing import execute, thawed

pytestmark = pytest.mark.django_db
LOADS = Rows(DataLoad, ("loaded_at", "loaded_by_id", "source", "digest", "summary"))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@contextmanager
def unchecked() -> Iterator[None]:
    execute("PRAGMA ignore_check_constraints = ON")
    yield
    execute("PRAGMA ignore_check_constraints = OFF")


@pytest.fixture
def load() -> DataLoad:
    made = DataLoad.objects.create(source="夜", digest="0a", summary={"b": [1, None], "a": "x"})
    with thawed("portfolio_dataload"):
        DataLoad.objects.filter(pk=made.pk).update(loaded_at=NOON)
    return made


def test_a_digest_is_that_of_a_line_of_json_which_is_the_same_on_both_databases(load):
    """What was recorded once has to be found again by whoever verifies it in years to come."""
    line = f'[{load.pk},"2026-03-01 12:00:00.000000",null,"夜","0a",{{"a":"x","b":[1,null]}}]\n'
    assert LOADS.digests([load.pk]) == {str(load.pk): sha256(line.encode()).hexdigest()}


def test_a_column_that_came_later_is_taken_by_its_layout_alone(load):
    then = Rows(DataLoad, LOADS.columns[:-1])
    now = Rows(DataLoad, LOADS.columns[:-1], later={"summary": 2})
    assert now.layout == 2
    assert now.digests(layout=1) == then.digests()
    assert now.digests() == LOADS.digests()


def test_rows_of_a_group_have_one_digest_and_a_group_without_rows_has_none():
    one, other = make.make_manager("M1"), make.make_manager("M2")
    for day in ("2026-01-01", "2026-01-02"):
        Incident.objects.create(manager=one, occurred_on=day)
    of_people = Rows(Incident, ("manager_id", "occurred_on", "points"), grouped_by="manager_id")
    before = of_people.digests()
    assert set(before) == {"M1"}
    Incident.objects.last().delete()
    assert of_people.digests(["M1", "M2"]).keys() == {"M1"}
    assert of_people.digests() != before
    assert other.pk not in before


def test_a_compact_digest_is_of_the_values_alone(cast, cycle):
    """Equal rows of another group, with other keys, have an equal digest; a changed one has not."""
    of_reports = Rows(
        Goal,
        ("report_id", "position", "measure_code", "target", "action"),
        grouped_by="report_id",
        compact=2,
    )
    people = [cast.manager.manager, cast.colleague.manager]
    reports = [cycle.reports.create(manager=one, saved_at=NOON) for one in people]
    for report in reports:
        Goal.objects.bulk_create(
            Goal(report=report, position=n, measure_code="M", target=n or None) for n in range(3)
        )
    assert of_reports.layout == 2
    one, other = (of_reports.digests()[str(report.pk)] for report in reports)
    columns = [[0, 1, 2], ["M"] * 3, [None, "1/1", "2/1"], [""] * 3]
    assert one == other == digest_of_columns(columns)
    Goal.objects.filter(report=reports[0], position=2).update(target=3)
    assert of_reports.digests()[str(reports[0].pk)] != one


@pytest.mark.skipif(connection.vendor == "postgresql", reason="its columns hold nothing else")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("loaded_at", "'2026-02-30 10:00:00'"),
        ("loaded_at", "'soon'"),
        ("loaded_at", "7"),
        ("source", "x'00ff'"),
        ("summary", "'{'"),
        ("loaded_by_id", "'nobody'"),
        ("loaded_by_id", "99"),
    ],
)
def test_a_value_that_the_column_cannot_hold_is_named_with_its_row(load, column, value, english):
    with transaction.atomic():
        with thawed("portfolio_dataload"), unchecked():
            execute(f"UPDATE portfolio_dataload SET {column} = {value}")
            found = list(malformed(connection, DataLoad))
        transaction.set_rollback(True)
    assert {(each.table, each.place) for each in found} == {("portfolio_dataload", f"id={load.pk}")}
    assert all(column in str(each) for each in found)


def test_nothing_is_malformed_in_what_the_site_writes(cast, cycle):
    assert [list(malformed(connection, model)) for model in (User, DataLoad)] == [[], []]


@pytest.mark.parametrize("part", [0, 1, 999_400, 999_999])
def test_no_part_of_a_second_is_malformed(load, part):
    """SQLite's own functions round to a thousandth of it."""
    with thawed("portfolio_dataload"):
        DataLoad.objects.update(loaded_at=datetime(2026, 12, 31, 23, 59, 59, part, tzinfo=UTC))
    assert list(malformed(connection, DataLoad)) == []
