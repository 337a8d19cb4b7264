"""Whose deck of a branch is whose: after the publication, of who sees all of the branch."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation

from portfolio.models import LedgerRow
from reviews.deck.all_job import AllDecks
from reviews.deck.groups.whose import groups_for, groups_of
from scoring.cycles.as_published import keep_who_they_are
from scoring.cycles.names import keep_names
from scoring.cycles.witnesses import keep_who_leads
from scoring.inputs.years import Frozen
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.cast import make_cast


@pytest.fixture(scope="module")
def kept(keeping):
    """A published cycle in which a bad loan went from M1 to M2 of one branch, and M3 has one."""
    with keeping():
        cast = make_cast()
        cycle = make.make_cycle("Y", managers=cast.participants)
        product = make.make_product("L1", family="loan")
        for number, manager in enumerate((cast.manager.manager, cast.outsider.manager)):
            client = make.make_client(f"C{number}", manager=manager)
            loan = make.make_account(f"A{number}", client=client, product=product)
            for month in (202601, 202612):
                make.make_ledger_row(
                    loan, month, average_balance=10**8, classification="substandard"
                )
        make.make_share(loan_of("A0"), cast.manager.manager, 1_000_000, to_month=202606)
        make.make_share(loan_of("A0"), cast.colleague.manager, 1_000_000, from_month=202607)
        run = score(cycle=cycle)
        yield cast, cycle, run


def loan_of(number: str):
    return LedgerRow.objects.filter(account__account_no=number).first().account


@pytest.fixture
def published(kept, db):
    cast, cycle, run = kept
    keep_who_leads(cycle)
    keep_who_they_are(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
    cycle.refresh_from_db()
    keep_names(cycle)
    return cast, cycle


def test_before_the_publication_nobody_has_any(kept, db, login):
    cast, cycle, _run = kept
    assert groups_of(cycle) == []
    assert groups_for(cast.hr, cycle) == []
    assert login(cast.hr).get(reverse("reviews:bank_deck", args=["Y"])).status_code == 404


def test_each_has_those_whose_people_she_sees_all_of(published):
    cast, cycle = published
    found = {
        name: [group.code for group in groups_for(getattr(cast, name), cycle)]
        for name in ("hr", "auditor", "director", "supervisor", "manager", "outsider")
    }
    everything = ["", "B1", "B2"]
    assert found == {
        "hr": everything, "auditor": everything, "director": everything,
        "supervisor": ["B1"], "manager": [], "outsider": [],
    }  # fmt: skip


def test_a_deck_comes_under_the_branchs_name_and_others_are_not_there(published, login):
    cast, _cycle = published
    client = login(cast.supervisor)
    answer = client.get(reverse("reviews:branch_deck", args=["Y", "B1"]))
    assert "Branch%20B1-B1-Y.pptx" in answer["Content-Disposition"]
    cover = Presentation(BytesIO(answer.content)).slides[0]
    assert any("Branch B1" in s.text_frame.text for s in cover.shapes if s.has_text_frame)
    for address in (
        reverse("reviews:branch_deck", args=["Y", "B2"]),
        reverse("reviews:bank_deck", args=["Y"]),
        reverse("reviews:branch_deck", args=["Y", "HO"]),
    ):
        assert client.get(address).status_code == 404
    assert reverse("reviews:group_decks", args=["Y"]) in client.get(
        reverse("reviews:queue_cycle", args=["Y"])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("who", ["manager", "outsider"])
def test_who_leads_nobody_does_not_see_the_page(published, login, who):
    cast, _cycle = published
    answer = login(getattr(cast, who)).get(reverse("reviews:group_decks", args=["Y"]))
    assert answer.status_code == 403


def test_what_went_from_one_to_another_of_the_branch_did_not_turn_bad(kept, db):
    _cast, _cycle, run = kept
    frozen = Frozen.of(run.manifest)
    each = frozen.years(["M1", "M2"])
    together = frozen.together(["M1", "M2"])
    assert sum(year.bad[1] for year in each.values()) == 10**8
    assert together.bad == (10**8, 0, 10**8)
    assert together.clients.lost == together.clients.won == together.clients.handed_over == 0
    for month, *both in zip(together.months, each["M1"].months, each["M2"].months, strict=True):
        assert month.loans == sum(one.loans for one in both)
        assert month.classes == tuple(map(sum, zip(*(one.classes for one in both), strict=True)))


def test_the_command_writes_them_beside_those_of_people(published, tmp_path):
    call_command("decks", "Y", out=tmp_path, branches=True)
    written = {path.name for path in tmp_path.iterdir()}
    assert {"Branch B1-B1-Y.pptx", "Branch B2-B2-Y.pptx", "M1.pptx"} <= written
    assert len(written) == 5 + 3


def test_the_zip_of_all_decks_has_those_of_branches_where_they_are_asked_for(published):
    from reviews.deck.all_job import _orders

    _cast, cycle = published
    assert AllDecks.code == "decks"
    plain = [order.who for order in _orders(cycle, {})]
    with_groups = [order.who for order in _orders(cycle, {"groups": True})]
    assert [who for who in with_groups if who not in plain][1:] == ["Branch B1", "Branch B2"]
    assert len(with_groups) == len(plain) + 3
