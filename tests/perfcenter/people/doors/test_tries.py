"""Six wrong tries with a name, then waits that grow; the same at both doors, for any name."""

import pytest
from django.test import Client
from django.urls import reverse

from perfcenter.models import User
from perfcenter.people.write import reset_password
from tests.factories import make_manager, make_user
from tests.perfcenter.people.doors.conftest import LOGIN, PASSWORD, RIGHT, is_in

WAIT = "Too many wrong tries: try again in %s, or ask the system administrator to unlock."


def said(answer) -> str:
    """The sentence under the form."""
    form = answer.context["form"]
    return str(next(iter(form.errors.values()))[0])


def test_tries_left_are_said_and_the_sixth_wrong_one_locks(knock):
    answers = [knock() for _ in range(6)]
    assert [said(answer).rpartition("wrong. ")[2] for answer in answers[:5]] == [
        "5 tries left.", "4 tries left.", "3 tries left.", "2 tries left.", "1 try left.",
    ]  # fmt: skip
    assert said(answers[5]) == WAIT % "5 minutes"
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_the_right_password_is_refused_while_the_name_waits(knock):
    for _ in range(6):
        knock()
    answer = knock(password=RIGHT)
    assert answer.status_code == 429
    assert said(answer) == WAIT % "5 minutes"


@pytest.mark.parametrize("given", ["nobody", "王", "0"])
def test_an_unknown_name_is_told_the_same_as_a_known_one(knock, given):
    for _ in range(7):
        known, unknown = knock("M1"), knock(given)
        assert said(known) == said(unknown)
        assert known.status_code == unknown.status_code


def test_each_wrong_try_behind_a_wait_doubles_it(knock, later):
    for _ in range(6):
        knock()
    for minutes in (10, 20, 40):
        later(minutes=minutes / 2, seconds=1)
        assert said(knock()) == WAIT % f"{minutes} minutes"


def test_a_wait_of_several_hours_is_said_in_hours(knock, later):
    for _ in range(6):
        knock()
    for minutes in (5, 10, 20, 40, 80):
        later(minutes=minutes, seconds=1)
        answer = knock()
    assert said(answer) == WAIT % "3 hours"


def test_tries_while_a_name_waits_do_not_make_it_wait_longer(knock, later):
    for _ in range(20):
        knock()
    later(minutes=5, seconds=1)
    assert is_in(knock(password=RIGHT))


def test_the_right_password_begins_anew(knock, client):
    for _ in range(5):
        knock()
    assert is_in(knock(password=RIGHT))
    client.logout()
    client.cookies["django_language"] = "en"
    assert "5 tries left" in said(knock())


def test_a_day_later_wrong_tries_are_forgotten(knock, later):
    for _ in range(5):
        knock()
    later(days=1, seconds=1)
    assert "5 tries left" in said(knock())


@pytest.mark.parametrize("typed", ["m1", " M1 ", "Ｍ１", "　ｍ１"])
def test_every_way_of_typing_a_name_counts_for_it(knock, typed):
    for _ in range(5):
        knock(typed)
    assert "Too many" in said(knock("M1"))


def test_a_name_waits_wherever_its_tries_come_from(knock):
    for number in range(6):
        knock(address=f"10.0.{number}.1")
    assert "Too many" in said(knock(password=RIGHT, address="10.9.9.9"))


def test_an_address_behind_which_many_sit_has_more_tries_and_then_waits(knock, settings):
    settings.ADDRESS_TRIES = 20
    for number in range(19):
        assert knock(f"U{number}").status_code == 200
    assert said(knock("U20")) == WAIT % "5 minutes"
    assert "Too many" in said(knock("M1", RIGHT))
    assert is_in(knock("M1", RIGHT, address="10.0.0.2"))


def test_who_gets_in_takes_her_wrong_tries_from_her_address(knock, client, settings):
    settings.ADDRESS_TRIES = 6
    for name in ("M1", "M2", "M3", "S1", "S2", "D1"):
        knock(name)
        assert is_in(knock(name, RIGHT))
        client.logout()
    assert knock("M1").status_code == 200


def test_an_address_is_forgotten_an_hour_later(knock, later, settings):
    settings.ADDRESS_TRIES = 6
    for number in range(6):
        knock(f"U{number}")
    later(hours=1, seconds=1)
    assert is_in(knock("M1", RIGHT))


def test_with_ones_own_password_nobody_gets_more_tries_at_another_name(knock, client):
    make_user(make_manager("m1"))
    for _ in range(5):
        knock("M1")
    assert is_in(knock("m1", RIGHT))
    client.logout()
    client.cookies["django_language"] = "en"
    assert "Too many" in said(knock("M1"))


def test_the_old_password_is_tried_as_often_as_the_login_lets(login, cast):
    client = login(cast.manager)
    client.cookies["django_language"] = "en"
    for _ in range(3):
        Client().post(LOGIN, {"username": "M1", "password": "wrong"})
    form = {"old_password": "wrong", "new_password1": "x", "new_password2": "x"}
    answers = [client.post(PASSWORD, form) for _ in range(3)]
    assert "This is not your current password. 2 tries left." in answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    right = {**form, "old_password": RIGHT}
    assert WAIT % "5 minutes" in client.post(PASSWORD, right).content.decode()


def test_the_new_password_is_no_way_to_find_the_old_one(login, cast):
    form = {"old_password": "wrong", "new_password1": RIGHT, "new_password2": RIGHT}
    page = login(cast.manager).post(PASSWORD, form)
    assert "new_password1" not in page.context["form"].errors


def test_a_changed_password_begins_anew(login, cast):
    client = login(cast.manager)
    new = "a long enough phrase"
    for old in ["wrong"] * 5 + [RIGHT]:
        answer = client.post(
            PASSWORD, {"old_password": old, "new_password1": new, "new_password2": new}
        )
    assert is_in(answer)
    wrong = client.post(PASSWORD, {"old_password": "wrong"})
    assert wrong.status_code == 200


def test_a_new_one_time_password_lets_in_who_waited(knock, cast):
    for _ in range(6):
        knock()
    password = reset_password(user=cast.manager).password
    assert knock(password=password).url == reverse("perfcenter:home")


def test_a_closed_login_counts_and_says_as_any_other(knock, cast):
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    assert [said(knock(password=RIGHT)) for _ in range(6)] == [
        said(knock("nobody")) for _ in range(6)
    ]
