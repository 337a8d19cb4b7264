"""The administrator's list of logins: its columns."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.models import User
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import iso, stamp


def _state(user: User) -> str:
    """Return how the login stands: closed, to be used for the first time, or when it last was."""
    if not user.is_active:
        return _("closed")
    if user.must_change_password:
        return _("one-time password")
    return stamp(user.last_login) if user.last_login else _("never")


USERS = Listing(
    name="users",
    title=gettext_lazy("Users"),
    columns=(
        Column(
            "number",
            gettext_lazy("Staff number"),
            lambda one: one.username,
            order=in_code_points("username"),
            place="p3",
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            lambda one: one.name,
            order=in_code_points("name"),
            href=lambda one: reverse("perfcenter:user", args=[one.pk]),
            place="p1",
            is_name=True,
        ),
        Column(
            "role",
            gettext_lazy("Role"),
            lambda one: str(one.get_role_display()),
            order="role",
            place="p2",
        ),
        Column(
            "branch",
            gettext_lazy("Branch"),
            lambda one: one.manager.branch.name if one.manager else None,
            order=in_code_points("manager__branch__name"),
        ),
        Column("login", gettext_lazy("Login"), _state, is_sorted=False, place="p4"),
        Column(
            "last",
            gettext_lazy("Last login"),
            lambda one: stamp(one.last_login) if one.last_login else _("never"),
            order="last_login",
            is_extra=True,
        ),
        Column(
            "made", gettext_lazy("Made on"), lambda one: iso(one.created_at), order="created_at"
        ),
    ),
    first="number",
    last=in_code_points("username"),
)
