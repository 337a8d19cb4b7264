"""The pages of imports: the list with the field for files, and one import at each of its states."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.jobs.page import shown
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import XLSX, ZIP, attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import Words, words_for
from portfolio.imports import described, write
from portfolio.imports.forms import BringForm, TermsForm, plans_from
from portfolio.imports.listing import ANCHOR, IMPORTS, ImportSearch
from portfolio.imports.page import (
    contract_choices,
    doubts_of,
    error_tables,
    files_found,
    headline,
    shown_tables,
    since_of,
)
from portfolio.imports.plan import plans_of
from portfolio.imports.read import may_be_undone, reasons_against, what_undoing_does
from portfolio.models import Import, ImportSource

UNPROCESSABLE = 422


def get_import(request: StaffRequest, number: int) -> Import:
    """Return an import for who sees the whole bank; others are refused."""
    check_sees_everyone(request.user)
    found = Import.objects.select_related(
        "source", "brought_by", "load", "undone__loaded_by", "job__asked_by"
    )
    return get_object_or_404(found, pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: StaffRequest) -> HttpResponse:
    """List what was brought, newest first; take files from HR."""
    check_sees_everyone(request.user)
    form = BringForm()
    if request.method == "POST":
        check_is_hr(request.user)
        form = BringForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                one = write.bring(
                    uploads=form.cleaned_data["files"], source=form.cleaned_data["source"],
                    actor=request.user,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error("files", str(refusal))
            else:
                return redirect("portfolio:import", one.pk)
    context = {
        "form": form,
        "list": _listed(request),
        "sources": ImportSource.objects.values_list("name", flat=True),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "portfolio/imports/import_list.html", context, status=status)


@require_safe
@export
def import_list_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the imports found as a workbook."""
    check_sees_everyone(request.user)
    page = reverse("portfolio:import_list")
    return as_workbook(request, _listed(request), "imports.xlsx", page=page)


def _listed(request: StaffRequest) -> Shown:
    form = ImportSearch(request.GET, prefix=ANCHOR)
    found = form.narrowed(Import.objects.select_related("source", "brought_by", "load"))
    files = reverse("portfolio:import_list_xlsx")
    return IMPORTS.of(request, found, form=form, files=files, anchor=ANCHOR)


@require_safe
def contract_files(request: StaffRequest) -> HttpResponse:
    """Say what each file of the bank holds."""
    check_sees_everyone(request.user)
    context = {"groups": (described.to_begin_with(), described.where_there_are())}
    return render(request, "portfolio/imports/contract_files.html", context)


@require_safe
@export
def contract_files_xlsx(request: StaffRequest) -> HttpResponse:
    """The same as a workbook to fill in."""
    check_sees_everyone(request.user)
    return attachment(described.to_fill_in(), "bank-files.xlsx")


@require_safe
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show an import at the state it is in; with ?plan how its files are read."""
    one = get_import(request, number)
    if one.state in Import.AT_REST and ("plan" in request.GET or one.state == one.State.BROUGHT):
        return _plan_page(request, one, TermsForm(initial=TermsForm.initial_of(one.terms)))
    return _state_page(request, one)


def _state_page(
    request: StaffRequest, one: Import, *, refusal: str = "", unkept: Words | None = None
) -> HttpResponse:
    context = {
        "one": one,
        "headline": headline(one),
        "job": _job(request, one),
        "files": files_found(one) if one.state == one.State.CHECKED else [],
        "may_undo": may_be_undone(one),
        "tables": error_tables(one) if one.state == one.State.REFUSED else [],
        "since": since_of(one),
        "doubts": doubts_of(one),
        "refusal": refusal,
        "unkept": unkept or [],
    }
    status = UNPROCESSABLE if refusal else 200
    return render(request, "portfolio/imports/import.html", context, status=status)


def _job(request: StaffRequest, one: Import) -> Any:
    """Return the job while it goes on, and where it failed."""
    job = one.job
    return shown(job, request.user) if job and job.state != job.State.DONE else None


def _plan_page(
    request: StaffRequest, one: Import, terms: TermsForm, refusal: str = ""
) -> HttpResponse:
    context = {
        "one": one,
        "tables": shown_tables(write.tables_brought(one), plans_of(one.plan)),
        "contracts": contract_choices(),
        "terms": terms,
        "refusal": refusal,
        "job": _job(request, one),
    }
    status = UNPROCESSABLE if refusal or terms.errors else 200
    return render(request, "portfolio/imports/plan.html", context, status=status)


@require_POST
def check(request: StaffRequest, number: int) -> HttpResponse:
    """Take how the files are read, and have them checked; with `apply` only show what it gives."""
    one = get_import(request, number)
    check_is_hr(request.user)
    if one.state in Import.OVER:
        unkept = words_for(TermsForm.base_fields, request.POST)
        refusal = _("This import is over; nothing is read any more")
        return _state_page(request, one, refusal=refusal, unkept=unkept)
    plans = plans_from(request.POST, write.tables_brought(one), plans_of(one.plan))
    terms = TermsForm(request.POST)
    if "apply" in request.POST or not terms.is_valid():
        one.plan = [plan.plain for plan in plans]
        return _plan_page(request, one, terms)
    try:
        write.check(one=one, plans=plans, terms=terms.terms, actor=request.user)
    except Refused as refusal:
        one.plan = [plan.plain for plan in plans]
        return _plan_page(request, one, terms, str(refusal))
    return redirect("portfolio:import", number)


@require_POST
def confirm(request: StaffRequest, number: int) -> HttpResponse:
    one = get_import(request, number)
    try:
        write.confirm(one=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("portfolio:import", number)


@require_POST
def drop(request: StaffRequest, number: int) -> HttpResponse:
    one = get_import(request, number)
    try:
        write.drop(one=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Dropped"))
    return redirect("portfolio:import", number)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: StaffRequest, number: int) -> HttpResponse:
    """Say what undoing brings back and takes away, or why it cannot be; then have it undone."""
    one = get_import(request, number)
    check_is_hr(request.user)
    refusal = ""
    if request.method == "POST":
        try:
            write.undo(one=one, actor=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("portfolio:import", number)
    context = {
        "one": one,
        "files": what_undoing_does(one),
        "since": since_of(one),
        "against": reasons_against(one),
        "may_undo": may_be_undone(one),
    }
    status = UNPROCESSABLE if refusal else 200
    return render(request, "portfolio/imports/undo.html", context, status=status)


@require_safe
@export
def marked_xlsx(request: StaffRequest, number: int) -> HttpResponse:
    """Send the files that have errors as workbooks, every wrong cell marked; several in a ZIP."""
    one = get_import(request, number)
    if one.state != Import.State.REFUSED:
        raise Http404
    # The libraries of workbooks take a fifth of a second to import; other pages need not wait.
    from portfolio.imports.marking import marked_files

    name, content = marked_files(one)
    return attachment(content, name, ZIP if name.endswith(".zip") else XLSX)
