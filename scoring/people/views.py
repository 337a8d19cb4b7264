"""The people within one's scope, and one of them through time."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from perfcenter.base import registry
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from scoring.people.listing import PEOPLE, PeopleSearch
from scoring.people.read import (
    absences_of,
    clients_count,
    cycles_of,
    may_see_addresses,
    people_found,
    posts_of,
)


@require_safe
def person_list(request: StaffRequest) -> HttpResponse:
    """List the people within the user's scope."""
    return render(request, "scoring/people/person_list.html", {"list": _people(request)})


@require_safe
@export
def person_list_xlsx(request: StaffRequest) -> HttpResponse:
    page = reverse("scoring:person_list")
    return as_workbook(request, _people(request), "people.xlsx", page=page)


@require_safe
def person(request: StaffRequest, staff_no: str) -> HttpResponse:
    """Show somebody's posts, clients, cycles and absences."""
    people = Manager.objects.visible_to(request.user).select_related("branch", "supervisor")
    manager = get_object_or_404(people, staff_no=staff_no)
    context = {
        "manager": manager,
        "posts": posts_of(manager),
        "clients": clients_count(manager),
        "cycles": cycles_of(request.user, manager),
        "absences": absences_of(manager),
        "elsewhere": [
            link for links in registry.around_people for link in links(request.user, manager)
        ],
        "may_see_addresses": may_see_addresses(request.user, manager),
    }
    return render(request, "scoring/people/person.html", context)


def _people(request: StaffRequest) -> Shown:
    if request.user.is_administrator:
        raise Http404
    form = PeopleSearch(request.GET, user=request.user)
    form.is_valid()
    found = people_found(request.user, form.cleaned_data)
    return PEOPLE.of(request, found, form=form, files=reverse("scoring:person_list_xlsx"))
