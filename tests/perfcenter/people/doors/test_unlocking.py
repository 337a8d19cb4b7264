"""The administrator lets a name or an address in again, on her page or by command."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import AuditEntry
from perfcenter.people.doors.locked import locked, unlock_address, unlock_name, unlock_row
from tests.factories import make_manager, make_user
from tests.perfcenter.people.doors.conftest import RIGHT, is_in

USERS = reverse("perfcenter:user_list")


@pytest.fixture
def waiting(knock, settings):
    """M1 and a name that nobody has wait, and the address of both."""
    settings.ADDRESS_TRIES = 12
    for name in ("M1", "my-password"):
        for _ in range(6):
            knock(name)
    return {each.by: each for each in locked() if each.is_address or each.users}


@pytest.fixture
def administrator(cast):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(cast.administrator)
    return client


def test_the_list_says_who_waits_and_shows_no_name_that_nobody_has(waiting, administrator):
    page = administrator.get(USERS).content.decode()
    assert "Manager M1 M1" in page
    assert "10.0.0.1" in page
    assert "a name that nobody has" in page
    assert "my-password" not in page


def test_where_nobody_waits_nothing_is_said_of_it(cast, administrator):
    assert "Wrong tries" not in administrator.get(USERS).content.decode()


@pytest.mark.parametrize("by", ["username", "ip_address"])
def test_the_button_unlocks_and_the_log_says_who_did(waiting, administrator, cast, by):
    form = {"by": by, "row": waiting[by].row}
    page = administrator.post(reverse("perfcenter:user_unlock"), form, follow=True)
    assert "Unlocked" in page.content.decode()
    assert waiting[by].value not in {each.value for each in locked()}
    entry = AuditEntry.objects.get(action="login.unlock")
    assert entry.actor == cast.administrator
    assert entry.object_name == {"username": "Manager M1", "ip_address": "10.0.0.1"}[by]


def test_who_is_unlocked_gets_in_however_her_name_is_written(knock):
    for _ in range(6):
        knock("M1")
    unlock_name(name="ｍ１")
    assert is_in(knock("M1", RIGHT))


def test_an_address_unlocked_leaves_its_names_as_they_are(waiting, knock):
    unlock_address(address="10.0.0.1")
    assert [each.by for each in locked()] == ["username", "username"]
    assert not is_in(knock("M1", RIGHT))


def test_a_button_pressed_twice_says_so(waiting, administrator):
    form = {"by": "username", "row": waiting["username"].row}
    administrator.post(reverse("perfcenter:user_unlock"), form)
    page = administrator.post(reverse("perfcenter:user_unlock"), form, follow=True)
    assert "It was unlocked already" in page.content.decode()


def test_logins_that_differ_by_capitals_wait_and_are_unlocked_together(knock, english):
    make_user(make_manager("m1"))
    for _ in range(6):
        knock("m1")
    (each,) = locked()
    assert each.who == "Manager M1 M1; Manager m1 m1"


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "auditor"])
def test_nobody_else_unlocks(waiting, cast, who):
    user = getattr(cast, who)
    with pytest.raises(NotAllowed):
        unlock_name(name="M1", actor=user)
    with pytest.raises(NotAllowed):
        unlock_address(address="10.0.0.1", actor=user)
    with pytest.raises(NotAllowed):
        unlock_row(by="username", row=0, actor=user)


def test_the_command_lists_and_unlocks(waiting, english, capsys):
    call_command("unlock")
    listed = capsys.readouterr().out
    assert "Manager M1 M1  until 20" in listed
    assert "my-password" not in listed
    call_command("unlock", "M1")
    call_command("unlock", "--address", "10.0.0.1")
    assert [each.users for each in locked()] == [()]
    assert set(AuditEntry.objects.filter(action="login.unlock").values_list("actor_name")) == {
        ("system",)
    }


def test_the_command_says_where_nobody_waits(db, english, capsys):
    call_command("unlock")
    assert "Nobody has to wait." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no wrong tries with this name"):
        call_command("unlock", "M1")
    with pytest.raises(CommandError, match="no wrong tries from this address"):
        call_command("unlock", "--address", "somewhere")
