"""A ledger row names an account: the load and `verify` look, no constraint of the database."""

import pytest
from django.apps import apps
from django.db import connection

from perfcenter.base.kept.shapes import malformed
from perfcenter.base.like_indexes import like_indexes
from portfolio.models import LedgerRow

pytestmark = pytest.mark.django_db


def test_a_row_of_an_account_that_is_not_there_is_found():
    LedgerRow.objects.create(
        month=202601, account_id=7, end_balance=0, average_balance=0, interest=0
    )
    (finding,) = malformed(connection, LedgerRow)
    assert finding.place == "month=202601, account_id=7"


def test_the_ledger_has_no_index_but_its_key_and_no_foreign_key():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, LedgerRow._meta.db_table)
    assert any(one["primary_key"] for one in found.values())
    others = [
        name
        for name, one in found.items()
        if one["foreign_key"] or (one["index"] and not one["primary_key"])
    ]
    assert not others


@pytest.mark.parametrize(
    "model",
    list(apps.get_app_config("portfolio").get_models()),
    ids=lambda model: model._meta.db_table,
)
def test_the_database_has_the_foreign_keys_that_the_models_say(model):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    there = {one["columns"][0] for one in found.values() if one["foreign_key"]}
    said = {f.column for f in model._meta.concrete_fields if getattr(f, "db_constraint", False)}
    assert there == said


def test_no_index_is_for_prefixes():
    """Whoever adds a text with an index ends the next migration with `DropLikeIndexes`."""
    assert like_indexes("portfolio") == []
