"""A file of the vault that is gone or has another byte is named by all that would read it.

Never a wrong number: what is open is made again by the next run, what was final is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.vault import Damaged, Named, local, verify
from perfcenter.models import User
from portfolio.models import BookMonth, LedgerRow, Sale, Share, Target
from portfolio.models import Client as BankClient
from scoring.inputs.manifest import JSON, Manifest
from scoring.models import MeasureScore, RunBlock, ScoreRun
from scoring.runs import kept
from scoring.runs.write import score
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("english")]

OF_A_MONTH = ("holdings", "sales", "clients", "shares")
KINDS = (*OF_A_MONTH, "facts", "tables", "manifest")
HARM = ("deleted", "flipped", "emptied")
MADE_AGAIN = (*OF_A_MONTH, "facts")


@pytest.fixture
def run(bank, db) -> ScoreRun:
    made, _hr = bank
    return ScoreRun.objects.select_related("cycle__scheme").get(pk=made.pk)


def with_sales(run: ScoreRun) -> int:
    """Return the last month of the run of which every file has rows."""
    cycle = run.cycle
    return (
        Sale.objects.filter(month__range=(cycle.first_month, cycle.last_month))
        .latest("month")
        .month
    )


def file_of(run: ScoreRun, kind: str) -> Named:
    manifest = Manifest.get(run.manifest)
    month = next(one for one in manifest.months if one.month == with_sales(run))
    others = {
        "facts": manifest.facts[-1],
        "tables": manifest.tables,
        "manifest": Named(run.manifest, JSON),
    }
    return others[kind] if kind in others else getattr(month, kind)


@pytest.fixture
def harmed(run, request) -> Iterator[Named]:
    """A file of the run with this harm done to it; put right afterwards."""
    kind, harm = request.param
    named = file_of(run, kind)
    path = storages["vault"].path(named.name)
    with open(path, "rb") as file:
        content = file.read()
    storages["vault"].delete(named.name)
    if harm != "deleted":
        middle = len(content) // 2
        other = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        with open(path, "wb") as file:
            file.write(other if harm == "flipped" else b"")
    kept._compiled.cache_clear()
    yield named
    with open(path, "wb") as file:
        file.write(content)


def each(*kinds: str, harms: tuple[str, ...] = HARM) -> pytest.MarkDecorator:
    """Every harm in turn, one a kind of file and all of them together."""
    pairs = [(kind, harms[place % len(harms)]) for place, kind in enumerate(kinds)]
    return pytest.mark.parametrize("harmed", pairs, ids=" ".join, indirect=True)


def refused(*words: str) -> str:
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command(*words, stdout=StringIO(), stderr=said)
    return said.getvalue() + str(error.value)


@each(*KINDS)
def test_verifying_names_it(run, harmed):
    assert harmed.digest in refused("verify")
    assert harmed.digest in refused("verify_run", "C")


@each("holdings", "tables", "manifest")
def test_a_page_names_it_and_shows_no_number(run, bank, harmed):
    who = MeasureScore.objects.filter(run=run, measure_code="RORAC", value__isnull=False).first()
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=bank[1].pk))
    address = reverse("scoring:explanation", args=["C", who.manager_id, "RORAC"])
    answer = client.get(address)
    if answer.status_code == 200:  # what this process has read already it need not read again
        assert harmed.digest == file_of(run, "tables").digest
        return
    assert answer.status_code == 500
    assert harmed.digest in answer.content.decode()


@each(*MADE_AGAIN)
def test_the_next_run_makes_it_again(run, harmed):
    Target.objects.filter(measure_code="DEP").update(target=7)
    again = score(cycle=run.cycle)
    assert again.number == run.number + 1
    verify(harmed)


@each(*OF_A_MONTH)
def test_that_of_a_closed_month_is_made_again_as_it_was(run, harmed):
    month = with_sales(run)
    BookMonth.objects.filter(month=month).update(closed_at=timezone.now())
    Target.objects.filter(measure_code="DEP").update(target=7)
    score(cycle=run.cycle)
    verify(harmed)


@each(*OF_A_MONTH)
def test_and_refused_by_name_where_it_would_be_another(run, harmed):
    """The ledger that it was made of is no more; another month must not take its place."""
    month = with_sales(run)
    BookMonth.objects.filter(month=month).update(closed_at=timezone.now())
    changed_all_of(month)
    with pytest.raises(Damaged, match=harmed.digest):
        score(cycle=run.cycle)
    assert harmed.digest in refused("score", "C")
    assert run.cycle.runs.count() == run.number


def changed_all_of(month: int) -> None:
    """Change something that every file of the month holds."""
    LedgerRow.objects.filter(month=month).update(interest=7)
    Sale.objects.filter(month=month).update(income=7)
    Share.objects.update(share=3)
    BankClient.objects.update(segment="x")


def test_a_block_with_another_byte_is_found_by_its_run(run):
    """Blocks stand in the database; verify and verify_run say which run they are of."""
    block = RunBlock.objects.filter(run=run).first()
    content = bytearray(block.content)
    content[len(content) // 2] ^= 1
    with thawed("scoring_runblock"):
        RunBlock.objects.filter(pk=block.pk).update(content=bytes(content))
    assert "scoring_runblock" in refused("verify_run", "C")
    assert f"id={run.pk}" in refused("verify")
    with pytest.raises(Damaged, match=f"Block {block.number} of score run #{run.number} of C"):
        kept.kept_cells(run, block.first_staff_no)


def test_nothing_is_taken_for_what_it_was_a_moment_ago(run):
    """A file that this process has read is read again."""
    named = file_of(run, "holdings")
    assert local(named)
    path = storages["vault"].path(named.name)
    with open(path, "rb") as file:
        content = file.read()
    try:
        with open(path, "wb") as file:
            file.write(content[::-1])
        with pytest.raises(Damaged, match=named.digest):
            local(named)
    finally:
        with open(path, "wb") as file:
            file.write(content)
