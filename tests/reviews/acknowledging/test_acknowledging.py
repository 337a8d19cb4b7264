"""A published result is acknowledged, or not signed for a reason: once, for good."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.acknowledging.read import counts_of, owed_by, standing_of
from reviews.acknowledging.write import (
    Answered,
    Changed,
    acknowledge,
    refuse_to_sign,
    remind_to_acknowledge,
)
from reviews.models import Acknowledgment, Reminder
from reviews.steps.afterwards import TO_ACKNOWLEDGE
from reviews.todo import tasks_of
from scoring.amending.write import amend
from scoring.inputs.correcting import Correction
from scoring.models import Cycle
from tests.reviews.afterwards import rows_of
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PAGE = ("reviews:acknowledge", ["2026"])


@pytest.fixture
def manager(cast):
    return cast.manager.manager


def signed(cast, cycle, digest=""):
    manager = cast.manager.manager
    digest = digest or standing_of(cycle, manager).digest
    return acknowledge(cycle=cycle, manager=manager, digest=digest, actor=cast.manager)


def test_what_is_kept_is_the_wording_the_digest_and_the_time(cast, published, manager):
    found = signed(cast, published)
    assert "65.67" in found.wording
    assert found.digest == standing_of(published, manager).digest
    assert AuditEntry.objects.get(action="result.acknowledge").detail["digest"] == found.digest
    with pytest.raises(DatabaseError), transaction.atomic():
        Acknowledgment.objects.update(wording="x")


def test_an_answer_is_final(cast, published, manager):
    signed(cast, published)
    digest = standing_of(published, manager).digest
    with pytest.raises(Answered):
        signed(cast, published)
    with pytest.raises(Answered):
        refuse_to_sign(
            cycle=published, manager=manager, digest=digest, reason="x", actor=cast.manager
        )


def test_who_does_not_sign_says_why(cast, published, manager):
    said = {
        "cycle": published, "manager": manager, "digest": standing_of(published, manager).digest,
        "actor": cast.manager,
    }  # fmt: skip
    with pytest.raises(Refused):
        refuse_to_sign(reason=" ", **said)
    assert refuse_to_sign(reason="数字有误", **said).state == "refused"


@pytest.mark.parametrize("who", ["colleague", "supervisor", "hr"])
def test_nobody_signs_for_somebody_else(cast, published, manager, who):
    with pytest.raises(NotAllowed):
        acknowledge(
            cycle=published, manager=manager, digest=standing_of(published, manager).digest,
            actor=getattr(cast, who),
        )  # fmt: skip


def test_before_the_publication_there_is_nothing_to_sign(cast, scored, manager, login):
    with pytest.raises(Refused):
        acknowledge(cycle=scored, manager=manager, digest="0", actor=cast.manager)
    assert login(cast.manager).get(reverse(PAGE[0], args=PAGE[1])).status_code == 404


def test_an_amended_result_is_acknowledged_anew(cast, third, published, manager):
    before = signed(cast, published)
    amend(
        cycle=published, manager=manager, corrections=[Correction("M1", "SAT", Fraction(90))],
        reason="漏计", actor=third,
    )  # fmt: skip
    assert owed_by(cast.manager)
    with pytest.raises(Changed):
        signed(cast, published, digest=before.digest)
    after = signed(cast, published)
    assert "75.67" in after.wording
    assert not owed_by(cast.manager)


def test_the_page_shows_the_sentence_and_keeps_the_answer(cast, published, login):
    client, url = login(cast.manager), reverse(PAGE[0], args=PAGE[1])
    shown = client.get(url)
    digest = shown.context["standing"].digest
    assert shown.context["wording"] in shown.content.decode()
    refused = client.post(url, {"action": "refuse", "read_digest": digest, "reason": ""})
    assert refused.status_code == 422
    assert client.post(url, {"action": "sign", "read_digest": digest}).status_code == 302
    late = client.post(url, {"action": "refuse", "read_digest": digest, "reason": "来晚了"})
    assert late.status_code == 409
    assert "来晚了" in late.content.decode()


def test_hr_counts_lists_and_reminds_who_owes_it(cast, published, login):
    signed(cast, published)
    found = counts_of(published)
    assert (found.signed, found.refused, found.open, found.is_overdue) == (1, 0, 3, False)
    client = login(cast.hr)
    assert client.post(reverse("reviews:answer_remind", args=["2026"])).status_code == 302
    assert remind_to_acknowledge(cycle=published, actor=cast.hr) == 0
    assert set(Reminder.objects.values_list("manager", flat=True)) == {"M2", "S1", "D1"}
    (task,) = [one for one in tasks_of(cast.colleague) if "acknowledge" in one.href]
    assert cast.hr.name in task.note
    page = client.get(reverse("reviews:answer_list", args=["2026"]), {"state": "open"})
    assert [one.staff_no for one in page.context["list"].dressed] == ["D1", "M2", "S1"]
    assert len(rows_of(client.get(reverse("reviews:answer_list_xlsx", args=["2026"])))) == 5
    assert "结果确认" in client.get(reverse("reviews:board", args=["2026"])).content.decode()


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_it_is_overdue_from_the_day_after(cast, published, days, late):
    with thawed("scoring_cycle"):
        at = published.published_at - TO_ACKNOWLEDGE - timedelta(days=days)
        Cycle.objects.filter(pk=published.pk).update(published_at=at)
    published.refresh_from_db()
    assert counts_of(published).is_overdue is late
