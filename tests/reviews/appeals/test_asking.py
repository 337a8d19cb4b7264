"""A manager queries lines of her own numbers, and appeals in the days after the publication."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.appeals.write import assign, say, withdraw
from reviews.models import AppealedQuery, Objection, Said
from reviews.steps.afterwards import TO_APPEAL
from scoring.models import Cycle
from tests.reviews.afterwards import COPIED, appealed, query
from tests.thawing import thawed

pytestmark = pytest.mark.django_db


def published_days_ago(cycle, days):
    with thawed("scoring_cycle"):
        at = cycle.published_at - timedelta(days=days)
        Cycle.objects.filter(pk=cycle.pk).update(published_at=at)
    cycle.refresh_from_db()
    return cycle


def test_the_line_is_kept_as_it_stood_and_never_changes(cast, scored):
    found = query(cast, scored)
    assert (found.copied, found.state, found.assignee) == (COPIED, "open", None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.update(expected="91")
    assert AuditEntry.objects.get(action="objection.ask").detail["measure"] == "SAT"


@pytest.mark.parametrize("who", ["colleague", "supervisor", "hr", "auditor"])
def test_nobody_asks_for_somebody_else(cast, published, who):
    for verb in (query, appealed):
        with pytest.raises(NotAllowed):
            verb(cast, published, actor=getattr(cast, who))


@pytest.mark.parametrize(
    "given", [{"measure_code": "NONE"}, {"kind": "result"}, {"expected": " "}, {"text": "\n"}]
)
def test_what_is_missing_is_refused(cast, scored, given):
    with pytest.raises(Refused):
        query(cast, scored, **given)


def test_a_button_pressed_twice_asks_once(cast, scored):
    assert query(cast, scored) == query(cast, scored)


@pytest.mark.parametrize("verb", [query, appealed])
def test_the_last_day_is_the_last(cast, published, verb):
    assert verb(cast, published_days_ago(published, TO_APPEAL.days)).is_open


@pytest.mark.parametrize("verb", [query, appealed])
def test_the_day_after_is_too_late(cast, published, verb):
    with pytest.raises(Refused):
        verb(cast, published_days_ago(published, TO_APPEAL.days + 1))


def test_before_the_publication_there_is_nothing_to_appeal_against(cast, scored):
    with pytest.raises(Refused):
        appealed(cast, scored)


def test_there_is_one_appeal_and_it_takes_up_queries(cast, published):
    first, other = query(cast, published), query(cast, published, expected="95")
    found = appealed(cast, published, queries=[first.pk, other.pk, 999])
    assert list(AppealedQuery.objects.values_list("query", flat=True)) == [first.pk, other.pk]
    with pytest.raises(Refused):
        appealed(cast, published)
    withdraw(objection=found, actor=cast.manager)
    assert appealed(cast, published).is_open


def test_only_who_asked_takes_it_back_and_then_nobody_writes(cast, scored):
    found = query(cast, scored)
    with pytest.raises(NotAllowed):
        withdraw(objection=found, actor=cast.hr)
    withdraw(objection=found, actor=cast.manager)
    with pytest.raises(Refused):
        say(objection=found, text="等等", actor=cast.manager)


def test_the_conversation_is_for_who_asked_who_decides_and_hr(cast, scored):
    found = query(cast, scored)
    for who in ("colleague", "supervisor", "auditor"):
        with pytest.raises(NotAllowed):
            say(objection=found, text="我", actor=getattr(cast, who))
    assign(objection=found, assignee=cast.supervisor, actor=cast.hr)
    for who in ("manager", "supervisor", "hr"):
        say(objection=found, text="我", actor=getattr(cast, who))
    with pytest.raises(DatabaseError), transaction.atomic():
        Said.objects.update(text="你")


def test_it_is_seen_by_who_asked_who_decides_and_who_sees_everyone(cast, scored):
    found = query(cast, scored)

    def sees(who):
        return Objection.objects.visible_to(getattr(cast, who)).filter(pk=found.pk).exists()

    everybody = ("manager", "colleague", "supervisor", "director", "hr", "auditor", "administrator")
    assert [who for who in everybody if sees(who)] == ["manager", "hr", "auditor"]
    assign(objection=found, assignee=cast.supervisor, actor=cast.hr)
    assert sees("supervisor")
