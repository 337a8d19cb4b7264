"""A run comes out again from what it froze, whatever the bank knows now, or says what differs."""

from fractions import Fraction
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from perfcenter.base.vault import Damaged, Named
from portfolio.models import LedgerRow, Ownership, Rate, Target
from scoring.inputs.manifest import JSON, Manifest
from scoring.models import MeasureScore, Result, RoracCell, RunBlock, ScoreRun
from scoring.runs.recomputing import broken_computations, first_difference
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def run(bank, db) -> ScoreRun:
    made, _hr = bank
    return ScoreRun.objects.select_related("cycle__scheme").get(pk=made.pk)


def said(*words: str) -> str:
    out = StringIO()
    call_command("verify_run", *words, stdout=out)
    return out.getvalue()


def test_every_number_comes_out_as_it_was_kept(run):
    assert first_difference(run) == ""
    assert "every number" in said("C")
    assert list(broken_computations()) == []


def test_what_the_bank_changes_later_changes_nothing(run):
    LedgerRow.objects.update(interest=7, end_balance=1)
    Ownership.objects.update(manager=None)
    Rate.objects.update(ftp_rate=1, coefficient=5)
    Target.objects.all().delete()
    assert first_difference(run) == ""


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (MeasureScore, "value", Fraction(1, 3)),
        (MeasureScore, "contribution", 99.0),
        (Result, "rank", 77),
        (RoracCell, "tax", 12_345),
    ],
)
def test_a_number_changed_in_the_tables_is_named(run, model, column, value):
    row = model.objects.filter(run=run).order_by("id").last()
    with thawed(model._meta.db_table):
        model.objects.filter(pk=row.pk).update(**{column: value})
    found = first_difference(run)
    assert model._meta.db_table in found
    assert f"{column} is kept as" in found
    assert str(row.manager_id) in found
    with pytest.raises(CommandError, match=column):
        said("C")
    (finding,) = broken_computations()
    assert (finding.table, finding.place) == ("scoring_scorerun", f"id={run.pk}")


def test_a_row_that_is_gone_or_too_many_is_named(run):
    row = MeasureScore.objects.filter(run=run).order_by("id").last()
    with thawed("scoring_measurescore"):
        MeasureScore.objects.filter(pk=row.pk).delete()
    assert "computed alone" in first_difference(run)
    with thawed("scoring_measurescore"):
        row.save(force_insert=True)
        row.pk = None
        row.measure_code = "ZZZ"
        row.save(force_insert=True)
    assert "kept alone" in first_difference(run)


def test_a_block_packed_otherwise_holds_the_same(run, monkeypatch):
    from scoring.graph.blocks import write as packing

    assert RunBlock.objects.filter(run=run).exists()
    monkeypatch.setattr(packing, "LEVEL", 9)
    assert first_difference(run) == ""


@pytest.mark.parametrize("which", ["manifest", "tables", "facts"])
def test_a_damaged_file_is_named_and_no_number_is(run, which):
    manifest = Manifest.get(run.manifest)
    named = {
        "manifest": Named(run.manifest, JSON),
        "tables": manifest.tables,
        "facts": manifest.facts[0],
    }[which]
    storage = storages["vault"]
    with storage.open(named.name) as file:
        content = file.read()
    storage.delete(named.name)
    try:
        with pytest.raises(Damaged, match=named.digest):
            first_difference(run)
        with pytest.raises(CommandError, match=named.digest):
            said("C")
        assert any(named.digest in str(finding) for finding in broken_computations())
    finally:
        with open(storage.path(named.name), "wb") as file:
            file.write(content)
    assert first_difference(run) == ""


def test_the_command_says_what_there_is_not(run):
    for words, expected in (
        (("D",), "no cycle D"),
        (("C", "9"), "no score run #9"),
    ):
        with pytest.raises(CommandError, match=expected):
            said(*words)
    with thawed("scoring_scorerun"):
        ScoreRun.objects.filter(pk=run.pk).update(manifest="")
    with pytest.raises(CommandError, match="before runs kept what they read"):
        said("C")
