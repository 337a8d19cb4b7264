"""Every change of a login goes through one of these verbs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from perfcenter.base.names import normal
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.people.access import check_administrator
from perfcenter.people.doors.tries import forget_name
from perfcenter.people.passwords import hash_of_one_time, one_time_password
from perfcenter.people.read import managers_without_login, open_logins_of_leavers
from perfcenter.trail.recording import record
from portfolio.models import Manager

LONGEST_USERNAME = 150
LONGEST_NAME = 100


@dataclass(frozen=True)
class NewLogin:
    """A login and the password to hand over; it is kept nowhere else."""

    user: User
    password: str


Keep = Callable[[Sequence[NewLogin]], None]
"""Writes passwords to where they are handed out from."""


def create_user(
    *,
    username: str,
    name: str,
    role: str,
    manager: Manager | None = None,
    password_hash: str | None = None,
    actor: User | None = None,
) -> NewLogin:
    """Make a login with a one-time password, or with the password whose hash is given."""
    check_administrator(actor)
    _check_role(role, manager)
    _check_text(username, LONGEST_USERNAME, _("user name"))
    _check_text(name, LONGEST_NAME, _("name"))
    password = "" if password_hash else one_time_password()
    with transaction.atomic():
        _check_free(username, manager)
        user = User.objects.create(
            username=username,
            name=name,
            role=role,
            manager=manager,
            password=password_hash or hash_of_one_time(password),
            must_change_password=password_hash is None,
        )
        record(
            actor=actor, action="user.create", target=user, detail={"role": role, "login": username}
        )
    return NewLogin(user, password)


def create_missing_logins(
    *,
    keep: Keep,
    among: Iterable[Manager] | None = None,
    actor: User | None = None,
) -> list[NewLogin]:
    """Make a login for every manager without one; `keep` writes the passwords before the commit.

    All or nothing: when a login cannot be made, or `keep` fails, none is. Who has left gets none.
    `among` says of whom, and in which order.
    """
    check_administrator(actor)
    with transaction.atomic():
        found = sorted(managers_without_login(), key=_number) if among is None else among
        logins = [
            create_user(
                username=manager.staff_no,
                name=manager.name,
                role=User.Role.MANAGER,
                manager=manager,
                actor=actor,
            )
            for manager in found
        ]
        keep(logins)
    return logins


def reset_passwords(*, users: Iterable[User], keep: Keep, actor: User | None = None) -> None:
    """Give each login a new one-time password; `keep` writes them before the commit."""
    check_administrator(actor)
    with transaction.atomic():
        keep([reset_password(user=user, actor=actor) for user in users])


def close_logins_of_leavers(*, actor: User | None = None) -> list[User]:
    """Close the logins of those who have left by the staff file."""
    check_administrator(actor)
    with transaction.atomic():
        return [
            set_active(user=user, active=False, actor=actor) for user in open_logins_of_leavers()
        ]


def reset_password(*, user: User, actor: User | None = None) -> NewLogin:
    """Give the login a new one-time password, and new tries; the old one stops working at once."""
    check_administrator(actor)
    password = one_time_password()
    with transaction.atomic():
        user = _locked(user)
        user.password = hash_of_one_time(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        forget_name(user.normal_name)
        record(actor=actor, action="user.reset_password", target=user)
    return NewLogin(user, password)


def change_password(*, user: User, password: str) -> None:
    """Give the user the password that she chose herself."""
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(actor=user, action="user.password_changed", target=user)


def set_role(
    *, user: User, role: str, manager: Manager | None = None, actor: User | None = None
) -> User:
    """Give the login another role; a client manager's login belongs to a staff number."""
    check_administrator(actor)
    _check_role(role, manager)
    with transaction.atomic():
        user = _locked(user)
        before = user.role
        if (before, user.manager) == (role, manager):
            return user
        if role != User.Role.ADMINISTRATOR:
            _check_not_the_last_administrator(user)
        if manager and User.objects.filter(manager=manager).exclude(pk=user.pk).exists():
            raise Refused(_("%(name)s has a login already") % {"name": manager.name})
        user.role, user.manager = role, manager
        user.save(update_fields=["role", "manager"])
        detail = {"role": role, "before": before}
        record(actor=actor, action="user.set_role", target=user, detail=detail)
    return user


def set_active(*, user: User, active: bool, actor: User | None = None) -> User:
    """Close a login, or open it again; what its owner did stays hers."""
    check_administrator(actor)
    with transaction.atomic():
        user = _locked(user)
        if user.is_active == active:
            return user
        if not active:
            _check_not_the_last_administrator(user)
        user.is_active = active
        user.save(update_fields=["is_active"])
        record(actor=actor, action="user.open" if active else "user.close", target=user)
    return user


def _number(manager: Manager) -> str:
    """By code point, whatever the database's order of letters is."""
    return manager.staff_no


def _check_text(text: str, longest: int, what: str) -> None:
    """Refuse what could not be told from another name: nothing, spaces at the ends, odd signs."""
    if not 1 <= len(text) <= longest or text != text.strip() or not text.isprintable():
        raise Refused(
            _("The %(what)s is “%(text)s”; expected 1 to %(longest)s letters without spaces around")
            % {"what": what, "text": text, "longest": longest}
        )


def _check_role(role: str, manager: Manager | None) -> None:
    if role not in User.Role.values:
        raise Refused(
            _("The role is “%(role)s”; expected one of %(roles)s")
            % {"role": role, "roles": ", ".join(User.Role.values)}
        )
    if (role == User.Role.MANAGER) != (manager is not None):
        raise Refused(_("A client manager's login has a staff number, any other has none"))


def _check_free(username: str, manager: Manager | None) -> None:
    same = Q(username=username)
    if manager is None:  # a bank's staff numbers may differ by capitals, other names may not
        same |= Q(normal_name=normal(username))
    if User.objects.filter(same).exists():
        raise Refused(_("There is a login %(username)s already") % {"username": username})
    if manager is not None and User.objects.filter(manager=manager).exists():
        raise Refused(_("%(name)s has a login already") % {"name": manager.name})


def _check_not_the_last_administrator(user: User) -> None:
    others = User.objects.filter(role=User.Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.is_administrator and user.is_active and not others.exists():
        raise Refused(_("This is the last administrator; make another one first"))


def _locked(user: User) -> User:
    # Without select_related: PostgreSQL locks no nullable side of an outer join.
    return User.objects.select_for_update().get(pk=user.pk)
