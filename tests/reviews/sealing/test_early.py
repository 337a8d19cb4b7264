"""As long as results can be appealed against, sealing asks whether that is meant to end."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry, Job
from reviews.models import Seal
from reviews.sealing import write
from reviews.sealing.person import Record
from reviews.steps.afterwards import TO_APPEAL
from tests.cast import make_cast
from tests.reviews.appeals.test_asking import published_days_ago
from tests.reviews.sealing.conftest import published_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch, own_vault):
    monkeypatch.setattr(Record, "files", lambda self, manager: {})
    return make_cast()


@pytest.fixture
def published(cast):
    return published_in(cast)


def test_on_the_last_day_for_appeals_it_is_refused_unless_that_is_meant(cast, published):
    cycle = published_days_ago(published, TO_APPEAL.days)
    with pytest.raises(Refused, match=str(timezone.localdate())):
        write.seal(cycle=cycle, actor=cast.hr)
    assert not Seal.objects.exists()
    write.seal(cycle=cycle, actor=cast.hr, early=True)
    detail = AuditEntry.objects.get(action="cycle.seal").detail
    assert detail["ended"] == str(timezone.localdate())


def test_on_the_day_after_it_is_not_asked(cast, published):
    cycle = published_days_ago(published, TO_APPEAL.days + 1)
    write.seal(cycle=cycle, actor=cast.hr)
    assert not AuditEntry.objects.get(action="cycle.seal").detail.get("ended")


@pytest.mark.parametrize(("days", "is_asked"), [(0, True), (1, False)])
def test_the_page_asks_and_the_button_alone_does_nothing(cast, published, login, days, is_asked):
    published_days_ago(published, TO_APPEAL.days + days)
    client, page = login(cast.hr), reverse("reviews:seal", args=[published.code])
    assert ('name="early"' in client.get(page).content.decode()) is is_asked
    answer = client.post(page, {"action": "seal"})
    assert (answer.status_code, Job.objects.exists()) == ((409, False) if is_asked else (302, True))
    if is_asked:
        assert client.post(page, {"action": "seal", "early": "1"}).status_code == 302
        assert Job.objects.get().parameters["early"] is True
