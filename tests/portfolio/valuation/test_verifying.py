"""Facts are made once more from the inputs they were made of, and have to come out the same."""

import pytest
from django.db import connection

from perfcenter.base.digests import of_text
from portfolio.models import Fact, FactMonth, LedgerRow
from portfolio.valuation import refresh_facts
from portfolio.valuation.verifying import broken_facts
from tests.portfolio.valuation.books import BASE, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MONTHS = (202401, 202403)


@pytest.fixture(autouse=True)
def book(db):
    make_book()
    refresh_facts(BASE, *MONTHS)


def found() -> set[tuple[str, str]]:
    return {(finding.table, finding.place) for finding in broken_facts()}


def some_fact() -> Fact:
    return Fact.objects.order_by("pk").first()


def test_facts_as_they_were_made_are_no_finding():
    assert Fact.objects.exists()
    assert found() == set()


@pytest.mark.parametrize("column", ["interest", "tax", "accounts"])
def test_another_amount_is_found_in_its_month(column):
    fact = some_fact()
    Fact.objects.filter(pk=fact.pk).update(**{column: getattr(fact, column) + 1})
    assert found() == {("portfolio_fact", f"fact_month_id={fact.fact_month_id}")}


def test_a_fact_that_is_gone_is_found():
    fact = some_fact()
    Fact.objects.filter(pk=fact.pk).delete()
    assert found() == {("portfolio_fact", f"fact_month_id={fact.fact_month_id}")}


def test_a_digest_that_fits_the_changed_facts_helps_nobody():
    fact = some_fact()
    Fact.objects.filter(pk=fact.pk).update(tax=fact.tax - 1)
    FactMonth.objects.filter(pk=fact.fact_month_id).update(facts_digest=of_text("others"))
    assert ("portfolio_fact", f"fact_month_id={fact.fact_month_id}") in found()
    assert ("portfolio_factmonth", f"id={fact.fact_month_id}") in found()


def test_facts_of_older_inputs_are_no_finding_for_they_are_made_anew():
    LedgerRow.objects.update(interest=1)
    assert found() == set()
    refresh_facts(BASE, *MONTHS)
    assert found() == set()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("portfolio_fact", "tax"),
        ("portfolio_fact", "classification"),
        ("portfolio_factmonth", "base"),
        ("portfolio_factmonth", "month"),
        ("portfolio_ledgerrow", "interest"),
    ],
)
@pytest.mark.parametrize("value", ["viel", b"\xff\xfe"])
def test_what_no_column_can_hold_is_no_crash(table, column, value):
    """PostgreSQL's columns take no such values. What is loaded is looked at by others."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone stores any value anywhere")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        one = f"rowid = (SELECT min(rowid) FROM {table})"
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {one}", [value])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    tables = {found_in for found_in, _place in found()}
    assert tables >= {table} - {"portfolio_ledgerrow"}
