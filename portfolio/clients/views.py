"""Clients within one's scope, and the book of a manager."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_csv, as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.clients.listing import BOOK, CLIENTS, ClientSearch
from portfolio.clients.read import book_of, newest_month
from portfolio.models import Client, Manager


def get_manager(request: StaffRequest, staff_no: str) -> Manager:
    """Return a manager within the user's scope."""
    found = Manager.objects.visible_to(request.user).select_related("branch")
    return get_object_or_404(found, staff_no=staff_no)


@require_safe
def client_list(request: StaffRequest) -> HttpResponse:
    """List the clients within the user's scope."""
    return render(request, "portfolio/clients/client_list.html", {"list": _clients(request)})


@require_safe
@export
def client_list_xlsx(request: StaffRequest) -> HttpResponse:
    page = reverse("portfolio:client_list")
    return as_workbook(request, _clients(request), "clients.xlsx", page=page)


@require_safe
def client_list_csv(request: StaffRequest) -> HttpResponseBase:
    return as_csv(_clients(request), "clients.csv")


@require_safe
def book(request: StaffRequest, staff_no: str) -> HttpResponse:
    """Show the clients of a manager with what stood on their accounts."""
    manager, month = get_manager(request, staff_no), newest_month()
    context = {"manager": manager, "month": month, "list": _book(request, manager, month)}
    return render(request, "portfolio/clients/book.html", context)


@require_safe
@export
def book_xlsx(request: StaffRequest, staff_no: str) -> HttpResponse:
    manager = get_manager(request, staff_no)
    name = file_name(manager.name, of_number(staff_no), "clients", extension="xlsx")
    page = reverse("portfolio:book", args=[staff_no])
    return as_workbook(request, _book(request, manager, newest_month()), name, page=page)


def _clients(request: StaffRequest) -> Shown:
    if request.user.is_administrator:
        raise Http404
    form = ClientSearch(request.GET)
    form.is_valid()
    clients = Client.objects.select_related("branch", "manager")
    words = form.cleaned_data.get("q")
    found = clients.found(words, request.user) if words else clients.visible_to(request.user)
    if kind := form.cleaned_data.get("kind"):
        found = found.filter(kind=kind)
    files, csv = reverse("portfolio:client_list_xlsx"), reverse("portfolio:client_list_csv")
    return CLIENTS.of(request, found, form=form, files=files, csv=csv)


def _book(request: StaffRequest, manager: Manager, month: int | None) -> Shown:
    files = reverse("portfolio:book_xlsx", args=[manager.staff_no])
    form = ClientSearch(request.GET)
    form.is_valid()
    words, kind = form.cleaned_data.get("q", ""), form.cleaned_data.get("kind")
    lines = [
        line
        for line in book_of(manager, month)
        if (words in line.client.name or words in line.client.client_no)
        and (not kind or line.client.kind == kind)
    ]
    return BOOK.of(request, lines, form=form, files=files)
