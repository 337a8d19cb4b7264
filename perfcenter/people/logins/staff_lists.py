"""The lists of the staff file's page: branches in which logins are missing, logins of leavers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.models import User
from perfcenter.people.read import branches_without_logins, open_logins_of_leavers
from perfcenter.ui.lists import Column, Listing, Shown, in_code_points
from perfcenter.ui.tags.numbers import stamp
from perfcenter.ui.workbooks import Figure, count

MAKING = "make-missing"
"""The form that the buttons of the list belong to."""


def _button(branch: Any) -> str:
    return format_html(
        '<button class="button" form="{}" name="branch" value="{}" aria-label="{}">{}</button>',
        MAKING,
        branch.code,
        _("Make the logins of %(name)s") % {"name": branch.name},
        _("Make the logins"),
    )


def _people(branches: Any) -> Figure | None:
    return count(sum(one.count for one in branches))


WITHOUT_LOGIN = Listing(
    name="without_login",
    title=gettext_lazy("Without a login"),
    columns=(
        Column("name", gettext_lazy("Branch"), lambda one: one.name, place="p1", is_name=True),
        Column("code", gettext_lazy("Code"), lambda one: one.code, place="third"),
        Column(
            "people",
            gettext_lazy("Without a login"),
            lambda one: one.count,
            total=_people,
            place="p3",
            is_number=True,
        ),
        Column(
            "make",
            gettext_lazy("Make the logins"),
            lambda one: None,
            markup=_button,
            place="p2",
            is_sorted=False,
            is_act=True,
        ),
    ),
    first="code",
    size=25,
)

LEAVERS = Listing(
    name="open_leavers",
    title=gettext_lazy("Left, and the login is open"),
    columns=(
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
            "number",
            gettext_lazy("Staff number"),
            lambda one: one.username,
            order=in_code_points("username"),
            place="p3",
        ),
        Column(
            "branch",
            gettext_lazy("Branch"),
            lambda one: one.manager.branch.name,
            order=in_code_points("manager__branch__name"),
        ),
        Column(
            "left",
            gettext_lazy("Last day"),
            lambda one: one.manager.left_on,
            order="manager__left_on",
            place="p2 nowrap",
        ),
        Column("last", gettext_lazy("Last login"), lambda one: _last(one), order="last_login",
            place="p4 nowrap"),
    ),
    first="number",
    last=in_code_points("username"),
    size=25,
)  # fmt: skip


def _last(user: User) -> str:
    return stamp(user.last_login) if user.last_login else _("never")


def without_login(request: HttpRequest) -> Shown:
    files = reverse("perfcenter:user_without_login_xlsx")
    return WITHOUT_LOGIN.of(request, branches_without_logins(), files=files, anchor="missing")


def leavers(request: HttpRequest) -> Shown:
    files = reverse("perfcenter:user_leavers_xlsx")
    return LEAVERS.of(request, open_logins_of_leavers(), files=files, anchor="left")
