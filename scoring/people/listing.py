"""The list of people: its columns, and what narrows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.workbooks import count
from portfolio.models import Manager
from scoring.people.read import LEFT, SERVING, branches_seen


class PeopleSearch(forms.Form):
    """Part of a name or staff number, a branch with those below it, a line, who has left."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    line = forms.ChoiceField(
        label=_("Line"), required=False, choices=[("", _("All")), *Manager.Line.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (SERVING, _("in service")), (LEFT, _("has left"))],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = [(one.code, one.name) for one in branches_seen(user)]
        self.fields["branch"] = forms.ChoiceField(
            label=_("Branch"), required=False, choices=[("", _("All")), *branches]
        )


PEOPLE = Listing(
    name="people",
    title=_("Staff"),
    columns=(
        Column(
            "number",
            _("Staff no."),
            lambda one: one.staff_no,
            order=in_code_points("staff_no"),
            place="p3",
        ),
        Column(
            "name",
            _("Name"),
            lambda one: one.name,
            order=in_code_points("name"),
            href=lambda one: reverse("scoring:person", args=[one.staff_no]),
            place="p1",
            is_name=True,
        ),
        Column(
            "branch",
            _("Branch"),
            lambda one: one.branch.name,
            order=in_code_points("branch__name"),
            place="p2",
        ),
        Column(
            "line",
            _("Line"),
            lambda one: str(one.get_line_display()) if one.line else None,
            order="line",
            place="p4",
        ),
        Column("level", _("Level"), lambda one: one.level, order=in_code_points("level")),
        Column(
            "supervisor",
            _("Supervisor"),
            lambda one: one.supervisor.name if one.supervisor else None,
            order=in_code_points("supervisor__name"),
        ),
        Column("hired", _("Hired on"), lambda one: one.hired_on, order="hired_on"),
        Column("left", _("Left on"), lambda one: one.left_on, order="left_on"),
        Column(
            "clients",
            _("Clients"),
            lambda one: count(one.clients_now or 0),
            order="clients_now",
            href=lambda one: reverse("portfolio:book", args=[one.staff_no]),
            total=lambda rows: count(
                sum(n or 0 for n in rows.values_list("clients_now", flat=True))
            ),
            is_number=True,
            is_extra=True,
        ),
    ),
    first="number",
    last=in_code_points("staff_no"),
)
