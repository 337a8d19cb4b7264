"""The list of queries and appeals: its columns."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import stamp
from reviews.models import Objection
from scoring.scheme.stored import definition


def about(objection: Objection) -> str:
    """Return what it is about: a measure and a kind, or the result."""
    if not objection.measure_code:
        return str(objection.get_kind_display())
    return f"{measure_title(objection)} · {objection.get_kind_display()}"


def measure_title(objection: Objection) -> str:
    """Return what the measure is called in its cycle's scheme."""
    scheme = definition(objection.cycle.scheme)
    try:
        return scheme.measure(objection.measure_code).title_for(language())
    except KeyError:
        return objection.measure_code


def _state(objection: Objection) -> str:
    return render_to_string("reviews/appeals/_state.html", {"objection": objection})


def _href(objection: Objection) -> str:
    return reverse("reviews:objection", args=[objection.pk])


def _assignee(objection: Objection) -> Any:
    return objection.assignee.name if objection.assignee else str(_("Human resources"))


OBJECTIONS = Listing(
    name="objections",
    title=_("Queries and appeals"),
    columns=(
        Column(
            "about",
            _("Matter"),
            about,
            order=("measure_code", "kind"),
            href=_href,
            place="p1",
            is_name=True,
        ),
        Column("sort", _("Kind"), lambda one: str(one.get_sort_display()), order="sort"),
        Column(
            "name",
            _("Name"),
            lambda one: one.manager.name,
            order=in_code_points("manager__name"),
            place="p3",
        ),
        Column(
            "number",
            _("Staff no."),
            lambda one: one.manager_id,
            order=in_code_points("manager_id"),
            place="third",
        ),
        Column("cycle", _("Cycle"), lambda one: one.cycle.code, order="cycle__code"),
        Column(
            "state",
            _("State"),
            lambda one: str(one.get_state_display()),
            markup=_state,
            order="state",
            place="p2",
        ),
        Column("assignee", _("Who decides"), _assignee, order="assignee__name"),
        Column("due", _("Due"), lambda one: one.due_on, order="due_on", place="p4"),
        Column("asked", _("Asked on"), lambda one: stamp(one.asked_at), order="asked_at"),
        Column(
            "decided",
            _("Decided"),
            lambda one: stamp(one.decided_at) if one.decided_at else None,
            order="decided_at",
            is_extra=True,
        ),
        Column("expected", _("What it should be"), lambda one: one.expected, is_extra=True),
        Column("reason", _("Reason"), lambda one: one.reason, is_extra=True),
    ),
    first="due",
    last="pk",
    size=25,
)
