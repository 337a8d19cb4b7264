"""create_user and reset_password: logins from the command line, with one-time passwords."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from perfcenter.models import AuditEntry, User

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
