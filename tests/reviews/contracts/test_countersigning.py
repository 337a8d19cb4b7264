"""The reviewer countersigns what was signed, by its digest, or says why not; it stays."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.contracts.countersigning import countersign, decline_to_countersign
from reviews.contracts.read import standing_of, to_countersign
from reviews.contracts.write import Outdated
from reviews.models import Countersignature
from reviews.sealing.around import answers_of
from reviews.sealing.steps import steps_of
from reviews.todo import tasks_of
from scoring.models import Cycle
from tests.reviews.contracts.test_contracts import asked, change_target, digest, signed, state

__all__ = ["asked"]
pytestmark = pytest.mark.usefixtures("english", "asked")


def countersigned(cast, cycle, **more) -> Countersignature:
    said = {"seen": digest(cast, cycle), "actor": cast.supervisor, **more}
    return countersign(cycle=cycle, manager=cast.manager.manager, **said)


def declined(cast, cycle, reason: str) -> Countersignature:
    return decline_to_countersign(
        cycle=cycle, manager=cast.manager.manager, seen=digest(cast, cycle), reason=reason,
        actor=cast.supervisor,
    )  # fmt: skip


def test_it_is_countersigned_with_digest_time_and_wording(cast, cycle):
    contract = signed(cast, cycle)
    assert state(cast, cycle) == "signed"
    found = countersigned(cast, cycle)
    assert (found.contract, found.number, found.digest) == (contract, 1, contract.digest)
    assert "contract 1" in found.wording
    assert contract.digest[:8] in found.wording
    assert state(cast, cycle) == "both"
    entry = AuditEntry.objects.get(action="contract.countersign")
    assert (entry.detail["digest"], entry.detail["manager"]) == (contract.digest, "M1")
    with pytest.raises(Refused, match="countersigned already"):
        countersigned(cast, cycle)
    with pytest.raises(DatabaseError):
        Countersignature.objects.update(name="x")


def test_what_is_not_signed_or_changed_is_not_countersigned(cast, cycle):
    with pytest.raises(Refused, match="has not signed"):
        countersigned(cast, cycle)
    old = signed(cast, cycle).digest
    change_target()
    for seen in (old, digest(cast, cycle)):
        with pytest.raises(Outdated):
            countersigned(cast, cycle, seen=seen)
    signed(cast, cycle)
    with pytest.raises(Outdated):
        countersigned(cast, cycle, seen=old)
    assert countersigned(cast, cycle).contract.number == 2


def test_who_declines_says_why_and_may_still_countersign(cast, cycle):
    signed(cast, cycle)
    with pytest.raises(Refused, match="why you do not countersign"):
        declined(cast, cycle, " ")
    assert declined(cast, cycle, "Loans are open").reason == "Loans are open"
    assert state(cast, cycle) == "declined"
    with pytest.raises(Refused, match="refused to countersign"):
        declined(cast, cycle, "still")
    assert countersigned(cast, cycle).number == 2
    assert state(cast, cycle) == "both"


@pytest.mark.parametrize("who", ["manager", "hr", "colleague", "supervisor_elsewhere", "director"])
def test_nobody_countersigns_in_the_reviewers_place(cast, cycle, who):
    signed(cast, cycle)
    with pytest.raises(NotAllowed):
        countersigned(cast, cycle, actor=getattr(cast, who))


def test_nothing_is_countersigned_once_the_cycle_is_published(cast, cycle, monkeypatch):
    signed(cast, cycle)
    monkeypatch.setattr(Cycle, "is_published", True)
    with pytest.raises(Refused):
        countersigned(cast, cycle)


def test_it_waits_on_the_reviewers_list_until_it_is_answered(cast, cycle):
    assert to_countersign(cast.supervisor) == []
    signed(cast, cycle)
    (task,) = [one for one in tasks_of(cast.supervisor) if "ountersign" in one.title]
    assert task.href == reverse("reviews:contract", args=["2026", "M1"]) + "#countersign"
    assert to_countersign(cast.supervisor_elsewhere) == []
    declined(cast, cycle, "Loans are open")
    assert to_countersign(cast.supervisor) == []


def test_the_page_countersigns_keeps_what_was_typed_and_shows_it(cast, cycle, login):
    signed(cast, cycle)
    place = ["2026", "M1"]
    client, answer = login(cast.supervisor), reverse("reviews:contract_countersign", args=place)
    page = client.get(reverse("reviews:contract", args=place))
    assert page.context["may_countersign"]
    late = client.post(answer, {"seen": "0" * 64, "refuse": "1", "reason": "Loans are open"})
    assert (late.status_code, "Loans are open" in late.content.decode()) == (409, True)
    assert client.post(answer, {"seen": digest(cast, cycle), "refuse": "1"}).status_code == 422
    assert client.post(answer, {"seen": digest(cast, cycle), "sign": "1"}).status_code == 302
    shown = login(cast.manager).get(reverse("reviews:contract", args=place)).content.decode()
    assert re.search(rf"{cast.supervisor.name}于[\d :-]+复签", shown)
    assert standing_of(cycle, cast.manager.manager).counter.number == 1


def test_the_sealed_record_has_it(cast, cycle):
    signed(cast, cycle)
    countersigned(cast, cycle)
    (one,) = answers_of(cycle, cast.manager.manager)["countersigned"]
    assert (one["state"], one["answered_by"]) == ("signed", cast.supervisor.name)
    actions = [entry.action for entry in steps_of(cycle)["M1"]]
    assert actions[-2:] == ["contract.sign", "contract.countersign"]
