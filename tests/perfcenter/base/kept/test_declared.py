"""Every table that a decision or a number stands on is kept, with every column, or it says why."""

import pytest
from django.apps import apps

from perfcenter.base import registry
from perfcenter.base.kept import Rows
from portfolio.contract.files import fields_of
from portfolio.kept import Stored

OURS = ("perfcenter", "portfolio", "scoring", "reviews")
NOT_KEPT = {
    "perfcenter_auditentry": "it is chained",
    "perfcenter_listchoice": "how somebody looks at a list; nobody answers for it",
    "perfcenter_noticechoice": "how somebody is told; her choosing is an entry of its own",
    "perfcenter_delivery": "how far a notice is on its way; the notice is kept",
    "perfcenter_job": "what a job changes is recorded by the verb that it calls",
    "portfolio_import": "files on their way; the load that they become is kept",
    "portfolio_importsource": "how files are read, not what they say",
    "portfolio_bookmonth": "verify makes it again from what is kept, and follows its closings",
    "portfolio_factfile": "verify makes it again from what is kept",
    "reviews_autosave": "typed on the way to a version, which is kept (decision 32)",
    "reviews_setup": "a draft; the cycles that it becomes are kept, and why is in their entry",
    "reviews_setupperson": "of a draft",
    "reviews_setuptarget": "of a draft; the load that they become is kept",
    "reviews_surveybox": "a digest of a box would let the answers in it be guessed",
    "reviews_surveydraft": "it is its author's alone, and goes as she sends it",
    "scoring_schemedraft": "texts on their way; the version that one becomes is kept",
    "scoring_schemetrial": "what a scheme would give; nothing is scored by it, and it goes soon",
    "scoring_known": "nothing follows from it but that a run is not made again; verify computes",
}
KEPT = {kept.model._meta.db_table: kept for kept in registry.kept}
of_rows = pytest.mark.parametrize(
    "kept", [kept for kept in registry.kept if isinstance(kept, Rows)],
    ids=lambda kept: kept.model._meta.db_table,
)  # fmt: skip
of_the_contract = pytest.mark.parametrize(
    "kept", [kept for kept in registry.kept if isinstance(kept, Stored)],
    ids=lambda kept: kept.table.name,
)  # fmt: skip


def test_every_table_is_kept_or_says_why_not():
    tables = {
        model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()
    }
    assert tables - KEPT.keys() == NOT_KEPT.keys()


@of_rows
def test_every_column_is_kept_or_left_out_by_name(kept):
    """A new column is in `later`, or in `without`: what was recorded of rows before still holds."""
    columns = {field.column for field in kept.model._meta.concrete_fields}
    assert columns == {*kept.columns_of(kept.layout), *kept.without}
    assert not set(kept.columns_of(kept.layout)) & set(kept.without)


@of_the_contract
def test_the_contract_names_every_column_of_its_tables(kept):
    columns = {f.column for f in kept.model._meta.concrete_fields if f.column}
    has_number = kept.table.serial or kept.table.numbered
    assert columns == {*fields_of(kept.table), *(["id"] if has_number else [])}
