"""HR changes a running cycle on a page that asks once more; nothing happens before that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import AuditEntry
from portfolio.models import Posting
from scoring.cycles.reviewers import named_reviewer_of
from scoring.models import Cycle, Participant

pytestmark = pytest.mark.once


@pytest.fixture
def change(cast, cycle, login, settings):
    """Post a change of the cycle as HR."""
    settings.LANGUAGE_CODE = "en"
    client = login(cast.hr)

    def post(what: str, *, confirmed: bool = True, **typed: str):
        data = {f"{what}-{name}": text for name, text in typed.items()}
        if confirmed:
            data["confirmed"] = "1"
        return client.post(reverse("reviews:change", args=[cycle.code, what]), data)

    return post


def test_a_change_is_asked_for_once_more_and_only_then_done(change, cycle):
    typed = {"manager": "M1", "ended_on": "2026-06-30", "reason": "Lent to head office"}
    asked = change("end", confirmed=False, **typed)
    assert asked.status_code == 200
    text = asked.content.decode()
    assert "End the part of Manager M1?" in text
    assert "Reason: Lent to head office" in text
    place = Participant.objects.get(cycle=cycle, manager="M1")
    assert place.ended_on is None
    assert change("end", **typed).status_code == 302
    place.refresh_from_db()
    assert (place.ended_on, place.ended_because) == (date(2026, 6, 30), "Lent to head office")


def test_who_goes_back_finds_what_she_typed(change, cycle):
    answer = change("add", confirmed=False, manager="M1", reason="Forgotten", back="1")
    assert answer.status_code == 200
    url = reverse("reviews:change", args=[cycle.code, "add"])
    answer = answer.client.post(url, {"add-manager": "M1", "add-reason": "Forgotten", "back": "1"})
    assert 'value="Forgotten"' in answer.content.decode()


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("end", {"manager": "M9", "ended_on": "2026-06-30", "reason": "r"},
         "There is no staff number M9"),
        ("end", {"manager": "M1", "ended_on": "2026-06-30"}, "This field is required"),
        ("end", {"manager": "M1", "ended_on": "2025-12-31", "reason": "r"},
         "expected one from 2026-01-01 on"),
        ("add", {"manager": "M1", "reason": "r"}, "takes part in the cycle already"),
        ("reviewer", {"manager": "M1", "reviewer": "M1", "from_on": "2026-11-01", "reason": "r"},
         "Nobody reviews herself"),
        ("due", {"self_review": "2027-01-15", "review": "2027-01-10", "reason": "r"},
         "in this order"),
        ("take-over", {}, "nothing is changed"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_stays(change, what, typed, said):
    answer = change(what, **typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert all(f'value="{value}"' in text for value in typed.values())


def test_the_page_names_what_was_changed(cast, cycle, change, login):
    change("reviewer", manager="M1", reviewer="S2", from_on="2026-11-01", reason="S1 is away")
    change("end", manager="M2", ended_on="2026-06-30", reason="Lent")
    change("due", self_review="2027-01-10", review="2027-01-20", reason="The audit takes longer")
    text = login(cast.auditor).get(reverse("reviews:changes", args=["2026"])).content.decode()
    for said in ("S1 is away", "Manager S2", "Lent", "2027-01-10"):
        assert said in text
    assert '<form method="post" action="/cycles/' not in text
    entry = AuditEntry.objects.get(action="cycle.due")
    assert entry.detail["reason"] == "The audit takes longer"
    assert (entry.detail["before"], entry.detail["publish_due"]) == ("—, —, —", None)


def test_the_supervisors_of_today_are_taken_over_with_one_button(cast, cycle, change, login):
    url = reverse("reviews:changes", args=["2026"])
    assert 'id="differ"' not in login(cast.hr).get(url).content.decode()
    manager = cast.manager.manager
    yesterday = timezone.localdate() - timedelta(days=1)
    Posting.objects.create(
        manager=manager, branch=manager.branch, from_on=yesterday,
        supervisor=cast.supervisor_elsewhere.manager,
    )  # fmt: skip
    assert 'id="differ"' in login(cast.hr).get(url).content.decode()
    assert str(named_reviewer_of(cycle, "M1")) == "Manager S1"
    assert change("take-over").status_code == 302
    assert str(named_reviewer_of(cycle, "M1")) == "Manager S2"
    assert 'id="differ"' not in login(cast.hr).get(url).content.decode()


def test_the_forms_are_gone_once_the_cycle_is_published(cast, cycle, login):
    from scoring.runs.write import score

    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    page = login(cast.hr).get(reverse("reviews:changes", args=["2026"]))
    assert "/changes/due/" not in page.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_asks_as_much_however_many_have_ended(
    cast, cycle, login, django_assert_max_num_queries, count
):
    Participant.objects.filter(cycle=cycle).update(ended_on="2026-06-30", ended_because="r")
    client = login(cast.hr)
    with django_assert_max_num_queries(17):
        client.get(reverse("reviews:changes", args=["2026"]))
