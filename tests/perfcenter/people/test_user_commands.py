"""create_user, reset_password, change_user: logins from the command line."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from perfcenter.models import AuditEntry, User
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def printed_password(capsys):
    return capsys.readouterr().out.split("password: ")[1].split()[0]


def make_hr():
    call_command("create_user", "fang", name="方丽", role="hr")


def test_the_password_printed_opens_the_login_and_must_be_changed(capsys):
    make_hr()
    user = authenticate(username="fang", password=printed_password(capsys))
    assert (user.name, user.role, user.must_change_password) == ("方丽", "hr", True)


def test_a_user_name_that_is_taken_is_refused():
    make_hr()
    with pytest.raises(CommandError, match="No login was made"):
        make_hr()


def test_client_managers_are_not_made_one_by_one():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("create_user", "M1", "--name", "许文静", "--role", "manager")


def test_a_new_password_replaces_the_old_one(capsys):
    make_hr()
    old = printed_password(capsys)
    call_command("reset_password", "fang")
    new = printed_password(capsys)
    assert authenticate(username="fang", password=old) is None
    assert authenticate(username="fang", password=new)


def test_nobody_gets_a_password_for_a_login_that_does_not_exist():
    with pytest.raises(CommandError, match="There is no login fang"):
        call_command("reset_password", "fang")


def test_a_closed_login_is_said_to_stay_closed(capsys):
    make_hr()
    User.objects.update(is_active=False)
    call_command("reset_password", "fang")
    assert "The login is closed" in capsys.readouterr().out


def test_both_are_in_the_audit_trail():
    make_hr()
    call_command("reset_password", "fang")
    actions = AuditEntry.objects.filter(action__startswith="user.").order_by("id")
    assert [entry.action for entry in actions] == ["user.create", "user.reset_password"]


def test_a_closed_login_lets_nobody_in_until_it_is_opened(capsys):
    make_hr()
    password = printed_password(capsys)
    call_command("change_user", "fang", close=True)
    assert authenticate(username="fang", password=password) is None
    assert "closed" in capsys.readouterr().out
    call_command("change_user", "fang", open=True)
    assert authenticate(username="fang", password=password)


def test_another_role_is_given_and_recorded():
    make_hr()
    call_command("change_user", "fang", role="auditor")
    assert User.objects.get().role == "auditor"
    entry = AuditEntry.objects.get(action="user.set_role")
    assert (entry.detail["before"], entry.detail["role"]) == ("hr", "auditor")


def test_a_login_may_become_a_client_managers():
    make_hr()
    make.make_manager("M7")
    call_command("change_user", "fang", role="manager", manager="M7")
    assert User.objects.get().manager_id == "M7"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Say what to change"),
        ({"manager": "M1"}, "goes with"),
        ({"role": "manager"}, "Nothing was changed"),
        ({"role": "manager", "manager": "GHOST"}, "There is no manager GHOST"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(wrong, said):
    make_hr()
    with pytest.raises(CommandError, match=said):
        call_command("change_user", "fang", **wrong)
    assert User.objects.get().role == "hr"


def test_the_last_administrator_is_not_closed_and_nothing_half_changed():
    call_command("create_user", "root", name="罗志成", role="administrator")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("change_user", "root", close=True)
    assert User.objects.get().is_active
