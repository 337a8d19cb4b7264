"""Recognition is proposed with a reason and decided by a second person of human resources."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import Notice
from reviews.feedback.read import recognitions_for, to_decide
from reviews.feedback.recognising import Decided, decline, grant, propose, withdraw
from reviews.models import Recognition
from reviews.todo import tasks_of
from tests.reviews.feedback.acting import proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def told(user) -> int:
    return Notice.objects.filter(kind="feedback.recognition", to=user).count()


def test_granted_she_is_told_and_sees_it(cast, published):
    one = proposed(cast, published)
    about = (cast.manager, published, cast.manager.manager)
    assert recognitions_for(*about) == []
    assert (told(cast.manager), told(cast.hr), told(cast.supervisor)) == (0, 1, 0)
    grant(recognition=one, actor=cast.hr)
    assert [found.pk for found in recognitions_for(*about)] == [one.pk]
    assert (told(cast.manager), told(cast.supervisor)) == (1, 1)


def test_declined_she_neither_sees_it_nor_is_told(cast, published, login):
    one = proposed(cast, published)
    with pytest.raises(Refused, match="why"):
        decline(recognition=one, answer=" ", actor=cast.hr)
    decline(recognition=one, answer="名额已满", actor=cast.hr)
    assert told(cast.manager) == 0
    page = reverse("reviews:recognition", args=[one.pk])
    assert login(cast.manager).get(page).status_code == 404
    assert "名额已满" in login(cast.supervisor).get(page).content.decode()


def test_who_proposed_it_does_not_decide(cast, published):
    one = proposed(cast, published, who="hr")
    with pytest.raises(Refused, match="somebody else"):
        grant(recognition=one, actor=cast.hr)
    assert to_decide(cast.hr) == []
    assert [found.pk for found in to_decide(cast.second_hr)] == [one.pk]
    assert any("recognition" in task.href for task in tasks_of(cast.second_hr))
    assert grant(recognition=one, actor=cast.second_hr).state == "granted"
    with pytest.raises(DatabaseError), transaction.atomic():
        Recognition.objects.update(decided_by=cast.hr)


def test_the_database_asks_for_two_as_well(cast, published):
    one = proposed(cast, published, who="hr")
    with pytest.raises(DatabaseError), transaction.atomic():
        Recognition.objects.filter(pk=one.pk).update(state="granted", decided_by=cast.hr)


@pytest.mark.parametrize("who", ["manager", "supervisor", "director", "auditor", "administrator"])
def test_human_resources_alone_decides(cast, published, who):
    one = proposed(cast, published)
    with pytest.raises(NotAllowed):
        grant(recognition=one, actor=getattr(cast, who))


@pytest.mark.parametrize("who", ["manager", "colleague", "director", "auditor", "outsider"])
def test_who_neither_reviews_her_nor_is_of_human_resources_proposes_nothing(cast, published, who):
    with pytest.raises(NotAllowed):
        proposed(cast, published, who=who)


def test_of_two_who_decide_the_second_is_refused(cast, published):
    one = proposed(cast, published)
    grant(recognition=one, actor=cast.hr)
    with pytest.raises(Decided):
        decline(recognition=one, answer="晚了", actor=cast.second_hr)


def test_who_proposed_it_takes_it_back(cast, published):
    one = proposed(cast, published)
    with pytest.raises(NotAllowed):
        withdraw(recognition=one, actor=cast.hr)
    assert withdraw(recognition=one, actor=cast.supervisor).state == "withdrawn"
    with pytest.raises(Decided):
        grant(recognition=one, actor=cast.hr)


def test_pressed_twice_it_is_proposed_once(cast, published):
    assert proposed(cast, published).pk == proposed(cast, published).pk
    with pytest.raises(Refused):
        propose(
            cycle=published, manager=cast.manager.manager, title="x", reason=" ",
            actor=cast.supervisor,
        )  # fmt: skip
