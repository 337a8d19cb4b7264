"""Logins are made, changed and closed by the administrator or from the command line."""

import pytest
from django.contrib.auth import authenticate

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from perfcenter.people.write import (
    create_missing_logins,
    create_user,
    reset_password,
    set_active,
    set_role,
)
from tests.factories import make_manager, make_user

pytestmark = pytest.mark.django_db


def make_login(username="hr", role=User.Role.HR, manager=None):
    return create_user(username=username, name="Fang Li", role=role, manager=manager)


def test_a_new_login_works_with_its_one_time_password_and_has_to_change_it():
    login = make_login()
    assert authenticate(username="hr", password=login.password) == login.user
    assert login.user.must_change_password


def test_one_time_passwords_differ():
    passwords = {make_login(f"hr{number}").password for number in range(50)}
    assert len(passwords) == 50
    assert all(len(password) == 19 for password in passwords)


def test_a_new_login_is_in_the_audit_trail():
    user = make_login().user
    entry = AuditEntry.objects.get(action="user.create")
    assert (entry.object_key, entry.detail["role"]) == (str(user.pk), "hr")


def test_a_login_name_is_given_once():
    make_login()
    with pytest.raises(Refused, match="hr"):
        make_login()


@pytest.mark.parametrize("username", ["HR", "ｈｒ"])
def test_names_that_look_alike_are_one_name(username):
    make_login()
    with pytest.raises(Refused, match=username):
        make_login(username)


def test_staff_numbers_may_differ_by_capitals():
    for number in ("m1", "M1"):
        make_login(number, User.Role.MANAGER, make_manager(number))
    assert User.objects.count() == 2


@pytest.mark.parametrize("text", ["", " ", "hr ", "h\nr", "h\x1br", "x" * 200])
def test_a_name_that_cannot_be_told_from_another_is_refused(text):
    with pytest.raises(Refused):
        make_login(text)
    with pytest.raises(Refused):
        create_user(username="fang", name=text, role=User.Role.HR)


def test_a_manager_has_one_login():
    manager = make_manager()
    make_login("a", User.Role.MANAGER, manager)
    with pytest.raises(Refused):
        make_login("b", User.Role.MANAGER, manager)


@pytest.mark.parametrize("role", [User.Role.MANAGER, "king"])
def test_a_role_without_what_it_needs_is_refused(role):
    with pytest.raises(Refused):
        make_login("x", role)


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "auditor"])
def test_only_the_administrator_makes_logins(cast, who):
    with pytest.raises(NotAllowed):
        create_user(username="x", name="X", role="hr", actor=getattr(cast, who))


def test_the_administrator_gives_another_role(cast):
    user = set_role(user=cast.hr, role=User.Role.AUDITOR, actor=cast.administrator)
    assert user.is_auditor
    assert AuditEntry.objects.get(action="user.set_role").detail["before"] == "hr"


def test_the_last_administrator_stays_one(cast):
    with pytest.raises(Refused):
        set_role(user=cast.administrator, role=User.Role.HR)
    with pytest.raises(Refused):
        set_active(user=cast.administrator, active=False)


def another_administrator(*, is_active: bool) -> User:
    other = make_user(role=User.Role.ADMINISTRATOR)
    User.objects.filter(pk=other.pk).update(is_active=is_active)
    return other


CHANGES = {
    "role": lambda user: set_role(user=user, role=User.Role.HR),
    "closing": lambda user: set_active(user=user, active=False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_with_another_administrator_one_may_go(cast, change):
    another_administrator(is_active=True)
    changed = CHANGES[change](cast.administrator)
    assert not (changed.is_administrator and changed.is_active)


@pytest.mark.parametrize("change", CHANGES)
def test_a_closed_login_is_no_other_administrator(cast, change):
    """Nobody could log in to open it again."""
    another_administrator(is_active=False)
    with pytest.raises(Refused):
        CHANGES[change](cast.administrator)
    cast.administrator.refresh_from_db()
    assert (cast.administrator.role, cast.administrator.is_active) == ("administrator", True)


def test_somebody_elses_role_is_no_other_administrator(cast):
    """HR, auditors and managers are there; none of them could make a login."""
    with pytest.raises(Refused):
        set_active(user=cast.administrator, active=False)


@pytest.fixture
def nobody_open(cast):
    """The one administrator's login is closed, as only a database's own hand could do it."""
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)


def test_who_is_closed_is_not_the_last_administrator(cast, nobody_open):
    assert set_role(user=cast.administrator, role=User.Role.AUDITOR).is_auditor


@pytest.mark.parametrize("who", ["hr", "auditor", "manager"])
def test_who_is_no_administrator_is_not_the_last_one(cast, nobody_open, who):
    assert not set_active(user=getattr(cast, who), active=False).is_active


def test_a_closed_administrator_changes_no_login(cast):
    closed = another_administrator(is_active=False)
    closed.refresh_from_db()
    with pytest.raises(NotAllowed):
        set_active(user=cast.hr, active=False, actor=closed)
    another = another_administrator(is_active=True)
    assert not set_active(user=cast.hr, active=False, actor=another).is_active


def test_a_closed_login_cannot_log_in_until_it_is_opened(cast):
    closed = set_active(user=cast.manager, active=False, actor=cast.administrator)
    assert authenticate(username=closed.username, password="secret") is None
    set_active(user=cast.manager, active=True, actor=cast.administrator)
    assert authenticate(username=closed.username, password="secret") == cast.manager


def test_a_reset_password_replaces_the_old_one(cast):
    login = reset_password(user=cast.manager, actor=cast.administrator)
    assert authenticate(username=login.user.username, password="secret") is None
    assert authenticate(username=login.user.username, password=login.password) == cast.manager


def test_managers_without_a_login_get_one_each(cast):
    make_manager("M8")
    make_manager("M9")
    kept = []
    create_missing_logins(keep=kept.extend)
    assert [login.user.username for login in kept] == ["M8", "M9"]


def test_when_the_passwords_cannot_be_kept_no_login_is_made():
    make_manager("M9")

    def fail(logins):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        create_missing_logins(keep=fail)
    assert not User.objects.exists()
