"""Logins as the administrator finds them, beside the staff file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from portfolio.models import Branch, Manager

NEVER, ONE_TIME, OPEN, CLOSED, LEFT = "never", "one_time", "open", "closed", "left"
STATES = {
    NEVER: _("never logged in"),
    ONE_TIME: _("with a one-time password"),
    OPEN: _("open"),
    CLOSED: _("closed"),
    LEFT: _("open, but has left the bank"),
}


@dataclass(frozen=True)
class WithoutLogin:
    """How many people of a branch have no login."""

    code: str
    name: str
    count: int


def users_found(search: dict[str, Any]) -> QuerySet[User]:
    """Return the users whose name or staff number contains the words, of the role and state."""
    users = User.objects.select_related("manager__branch").order_by("username")
    if words := search.get("search"):
        users = users.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if role := search.get("role"):
        users = users.filter(role=role)
    if state := search.get("state"):
        users = users.filter(_in_state(state))
    return users


def managers_without_login() -> QuerySet[Manager]:
    """Return the people of the staff file who have none and have not left, by staff number."""
    without = Manager.objects.filter(user__isnull=True).exclude(_has_left("left_on"))
    return without.select_related("branch").order_by("staff_no")


def branches_without_logins() -> list[WithoutLogin]:
    """Return the branches in which people have no login, by code."""
    found = managers_without_login().order_by().values_list("branch_id").annotate(Count("pk"))
    counts = dict(found)
    branches = Branch.objects.filter(code__in=counts).order_by("code")
    return [WithoutLogin(one.code, one.name, counts[one.code]) for one in branches]


def open_logins_of_leavers() -> QuerySet[User]:
    """Return the logins of people who have left by the staff file and could still log in."""
    return (
        User.objects.filter(_in_state(LEFT)).select_related("manager__branch").order_by("username")
    )


def never_used(users: QuerySet[User]) -> QuerySet[User]:
    """Return those of the users who have never logged in and could."""
    return users.filter(_in_state(NEVER))


def _in_state(state: str) -> Q:
    open_one = Q(is_active=True)
    return {
        NEVER: open_one & Q(last_login__isnull=True),
        ONE_TIME: open_one & Q(must_change_password=True),
        OPEN: open_one,
        CLOSED: ~open_one,
        LEFT: open_one & _has_left("manager__left_on"),
    }[state]


def _has_left(column: str) -> Q:
    """The last day still counts as served."""
    return Q(**{f"{column}__lt": timezone.localdate()})
