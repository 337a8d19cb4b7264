"""What nobody may decide on is not left alone: an administrator names somebody without any part."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import Notice, User
from reviews.appeals.deciding import decide
from reviews.appeals.naming import free_of_it, name_decider, stuck
from reviews.appeals.who import candidates, may_decide
from reviews.models import NamedDecider, Objection
from reviews.todo import tasks_of
from tests import factories as make
from tests.reviews.afterwards import appealed, query

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_of_hr(kept, db):
    """A bank with two people in human resources: both took part, the third is no more."""
    _cast, _cycle, third = kept
    User.objects.filter(pk=third.pk).update(is_active=False)


@pytest.fixture
def alone(cast, two_of_hr):
    """Nor is anybody left in the line above."""
    User.objects.filter(pk=cast.director.pk).update(is_active=False)


def named(objection, decider, actor, reason="总行合规部经理，未参与考核"):
    return name_decider(objection=objection, decider=decider, reason=reason, actor=actor)


def test_of_two_who_published_the_line_above_decides(cast, two_of_hr, published):
    found = appealed(cast, published)
    assert candidates(found) == [cast.director]
    assert stuck() == []
    with pytest.raises(Refused):  # somebody may decide: human resources gives it to him
        named(found, cast.outsider, cast.administrator)


def test_where_nobody_is_left_an_administrator_is_told(cast, alone, published, login):
    found = appealed(cast, published)
    assert stuck() == [found]
    assert any("without-decider" in task.href for task in tasks_of(cast.administrator))
    page = login(cast.hr).get(reverse("reviews:objection", args=[found.pk]))
    assert "系统管理员" in page.content.decode()


def test_who_is_named_decides_and_nobody_else(cast, alone, published, login):
    found = appealed(cast, published)
    url = reverse("reviews:objection_name", args=[found.pk])
    client = login(cast.administrator)
    sent = {"decider": cast.supervisor_elsewhere.pk, "reason": "未参与考核"}
    assert client.post(url, sent).status_code == 302
    found.refresh_from_db()
    assert may_decide(cast.supervisor_elsewhere, found)
    assert not may_decide(cast.hr, found)
    assert Notice.objects.filter(to=cast.supervisor_elsewhere, kind="objection.named").exists()
    decider = login(cast.supervisor_elsewhere)
    assert decider.get(reverse("reviews:objection", args=[found.pk])).status_code == 200
    assert stuck() == []
    done = decide(
        objection=found, outcome="not_upheld", reason="查实", actor=cast.supervisor_elsewhere
    )
    assert done.decided_by == cast.supervisor_elsewhere


def test_only_people_without_any_part_can_be_named(cast, alone, published):
    found = appealed(cast, published)
    free = free_of_it(found)
    assert cast.supervisor_elsewhere in free
    for who in (cast.manager, cast.supervisor, cast.hr, cast.second_hr, cast.auditor):
        assert who not in free
        with pytest.raises(Refused):
            named(found, who, cast.administrator)
    assert not NamedDecider.objects.exists()


def test_only_an_administrator_names_and_says_why(cast, alone, published, login):
    found = appealed(cast, published)
    for who in (cast.hr, cast.auditor, cast.manager):
        with pytest.raises(NotAllowed):
            named(found, cast.supervisor_elsewhere, who)
        assert login(who).get(reverse("reviews:objection_stuck_list")).status_code == 403
    with pytest.raises(Refused):
        named(found, cast.supervisor_elsewhere, cast.administrator, reason=" ")


def test_an_administrator_does_not_read_what_is_asked(cast, alone, published, login):
    found = appealed(cast, published, text="只给决定人看")
    client = login(cast.administrator)
    for name, more in (("objection_stuck_list", []), ("objection_name", [found.pk])):
        text = client.get(reverse(f"reviews:{name}", args=more)).content.decode()
        assert "只给决定人看" not in text
    assert client.get(reverse("reviews:objection", args=[found.pk])).status_code == 404


def test_where_nobody_at_all_is_free_the_page_says_what_to_do(cast, alone, published, login):
    found = appealed(cast, published)
    User.objects.filter(role=User.Role.MANAGER).exclude(pk=cast.manager.pk).update(is_active=False)
    client = login(cast.administrator)
    url = reverse("reviews:objection_name", args=[found.pk])
    assert reverse("perfcenter:user_new") in client.get(url).content.decode()
    outside = make.make_user(role=User.Role.HR)
    assert candidates(found) == [outside]


def test_a_query_of_what_one_of_hr_scored_is_the_other_ones(cast, alone, scored):
    found = query(cast, scored)
    assert candidates(found)[:2] == [cast.hr, cast.second_hr]


def test_whom_somebody_named_stays(cast, alone, published):
    named(appealed(cast, published), cast.supervisor_elsewhere, cast.administrator)
    with pytest.raises(DatabaseError), transaction.atomic():
        NamedDecider.objects.update(reason="x")
    assert Objection.objects.get().assignee == cast.supervisor_elsewhere
