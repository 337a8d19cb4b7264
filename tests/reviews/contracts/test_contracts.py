"""A performance contract: signed by its digest or refused, and again once its targets changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import NotAllowed, Refused
from portfolio.models import Target
from reviews.contracts.read import standing_of, to_sign
from reviews.contracts.write import Outdated, call, refuse, sign, write_wording
from reviews.models import Contract, ContractWording
from reviews.todo import tasks_of
from tests import factories as make

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def asked(cast, cycle):
    """Everybody is asked to sign, until today."""
    make.make_target(cast.manager.manager, "DEP", 5 * MILLION)
    wording = write_wording(text_zh="{name}承诺完成任务。", read=0, actor=cast.hr)
    return call(cycle=cycle, wording=wording, due=timezone.localdate(), read=0, actor=cast.hr)


def digest(cast, cycle) -> str:
    return standing_of(cycle, cast.manager.manager).digest


def signed(cast, cycle, **more) -> Contract:
    said = {"seen": digest(cast, cycle), "actor": cast.manager, **more}
    return sign(cycle=cycle, manager=cast.manager.manager, **said)


def refused(cast, cycle, reason: str) -> Contract:
    return refuse(
        cycle=cycle, manager=cast.manager.manager, seen=digest(cast, cycle), reason=reason,
        actor=cast.manager,
    )  # fmt: skip


def change_target() -> None:
    Target.objects.update(target=6 * MILLION)


def state(cast, cycle) -> str:
    return standing_of(cycle, cast.manager.manager).state


def test_it_is_signed_with_digest_time_and_wording(cast, cycle, asked):
    assert state(cast, cycle) == "open"
    contract = signed(cast, cycle)
    assert (contract.number, contract.wording, contract.digest) == (
        1, asked.wording, digest(cast, cycle)
    )  # fmt: skip
    assert {one["code"]: one["target"] for one in contract.content}["DEP"] == 5 * MILLION
    assert sum(one["weight"] for one in contract.content) == pytest.approx(MILLION, abs=10)
    assert state(cast, cycle) == "signed"
    with pytest.raises(Refused, match="already"):
        signed(cast, cycle)


def test_a_target_that_changes_makes_a_new_contract_and_the_old_one_stays(cast, cycle, asked):
    old = signed(cast, cycle)
    change_target()
    assert state(cast, cycle) == "changed"
    new = signed(cast, cycle)
    old.refresh_from_db()
    assert (old.number, new.number, old.digest == new.digest) == (1, 2, False)
    with pytest.raises(DatabaseError):
        Contract.objects.filter(pk=old.pk).update(reason="x")


def test_what_was_not_read_is_not_signed(cast, cycle, asked):
    seen = digest(cast, cycle)
    change_target()
    with pytest.raises(Outdated):
        signed(cast, cycle, seen=seen)


def test_a_refusal_says_why_and_may_become_a_signature(cast, cycle, asked):
    with pytest.raises(Refused, match="why you do not sign"):
        refused(cast, cycle, "  ")
    assert refused(cast, cycle, "too high").reason == "too high"
    assert (state(cast, cycle), to_sign(cast.manager)) == ("refused", [])
    with pytest.raises(Refused, match="refused this contract already"):
        refused(cast, cycle, "still too high")
    assert signed(cast, cycle).number == 2
    with pytest.raises(Refused, match="signed this contract already"):
        refused(cast, cycle, "after all")


@pytest.mark.parametrize("who", ["supervisor", "hr", "colleague"])
def test_nobody_signs_for_somebody_else(cast, cycle, asked, who):
    with pytest.raises(NotAllowed):
        signed(cast, cycle, actor=getattr(cast, who))


@pytest.mark.parametrize(("days", "tone"), [(0, ""), (1, "bad")])
def test_it_is_on_her_list_and_late_from_the_day_after(cast, cycle, asked, days, tone, monkeypatch):
    today = timezone.localdate() + timedelta(days)
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: today)
    task = next(one for one in tasks_of(cast.manager) if "contract" in one.title)
    assert (task.title, task.tone) == ("Sign the performance contract", tone)


def test_of_two_who_write_the_wording_one_is_first(cast, asked):
    with pytest.raises(Refused, match="version 1"):
        write_wording(text_zh="另一版", read=0, actor=cast.second_hr)
    assert ContractWording.objects.count() == 1


def test_the_pages_sign_refuse_and_list(cast, cycle, asked, login):
    client, place = login(cast.manager), ["2026", "M1"]
    page = client.get(reverse("reviews:contract", args=place)).content.decode()
    assert "Manager M1承诺完成任务。" in page
    answer, seen = reverse("reviews:contract_answer", args=place), digest(cast, cycle)
    change_target()
    late = client.post(answer, {"seen": seen, "refuse": "1", "reason": "too high"})
    assert (late.status_code, "too high" in late.content.decode()) == (409, True)
    seen = late.context["standing"].digest
    assert client.post(answer, {"seen": seen, "refuse": "1", "reason": "far"}).status_code == 302
    listed = login(cast.hr).get(reverse("reviews:contract_list", args=["2026"]))
    assert "far" in listed.content.decode()
    assert client.get(reverse("reviews:contract_at", args=[*place, 1])).status_code == 200
