"""HR's pages of months: the list, the checks of one, closing it, and opening it again by two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.jobs.read import newest
from perfcenter.jobs.write import start
from perfcenter.ui.access import check_is_hr, for_hr_and_auditors
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from portfolio.close.close_job import CloseMonth, takes_long
from portfolio.close.forms import AnswerForm, ExplainForm, MonthsForm, ReasonForm
from portfolio.close.many_job import CloseMonths, left_open
from portfolio.close.months import MONTHS, MonthSearch
from portfolio.close.page import MonthPage, balances_first_wrong, moves_first_far, total_of
from portfolio.close.read import months_to_close, open_months
from portfolio.close.workbook import checks_workbook
from portfolio.close.write import (
    agree_to_reopen,
    ask_to_reopen,
    close_month,
    decline_to_reopen,
    withdraw_reopening,
)
from portfolio.models import BookMonth, ReopenRequest
from portfolio.months import month_text
from portfolio.valuation import ValuationError

ROWS = 15


@require_safe
@for_hr_and_auditors
def month_list(request: StaffRequest) -> HttpResponse:
    """List the months, the newest first."""
    may_change = request.user.is_hr and not request.user.has_left
    context: dict[str, Any] = {"list": _months(request)}
    if may_change:
        context |= {
            "many": len(open_months()) > 1,
            "jobs": newest(request.user, [CloseMonths.code], CloseMonths.KEY),
            "left": left_open(request.user),
        }
    return render(request, "portfolio/close/month_list.html", context)


@require_safe
@export
@for_hr_and_auditors
def months_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the list as a workbook."""
    page = reverse("portfolio:month_list")
    return as_workbook(request, _months(request), "months.xlsx", page=page)


def _months(request: StaffRequest) -> Shown:
    form = MonthSearch(request.GET)
    found = form.narrowed(months_to_close())
    return MONTHS.of(request, found, form=form, files=reverse("portfolio:month_list_xlsx"))


@require_safe
@for_hr_and_auditors
def show(request: StaffRequest, month: int) -> HttpResponse:
    """Show what the checks of a month find, and what was done to it."""
    page = _page(request, month)
    compared = page.compared
    context = {
        "page": page,
        "jobs": newest(request.user, [CloseMonth.code], str(month)) if page.may_change else [],
        "total": total_of(compared.counts),
        "missing": _part(request, compared.missing.select_related("client", "product"), "missing"),
        "balances": _part(request, balances_first_wrong(compared), "balances"),
        "moves": _part(request, moves_first_far(compared), "moves"),
    }
    return render(request, "portfolio/close/month.html", context)


@require_safe
@export
@for_hr_and_auditors
def month_xlsx(request: StaffRequest, month: int) -> HttpResponse:
    """Send the checks of a month, with all rows behind them."""
    return attachment(checks_workbook(_page(request, month)), f"{month_text(month)}-checks.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr_and_auditors
def close_many(request: StaffRequest) -> HttpResponse:
    """Ask which of the open months are to be closed, and have a worker close them."""
    check_is_hr(request.user)
    months = open_months()
    form = MonthsForm(request.POST if request.method == "POST" else None, months=months)
    if request.method == "POST" and form.is_valid():
        said = {"months": sorted(form.cleaned_data["months"])}
        start(kind=CloseMonths.code, parameters=said, actor=request.user)
        return redirect("portfolio:month_list")
    context = {"form": form, "months": months, "nav": "portfolio:month_list"}
    status = 422 if request.method == "POST" else 200
    return render(request, "portfolio/close/close_many.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr_and_auditors
def close(request: StaffRequest, month: int) -> HttpResponse:
    """Say what closing does, then close."""
    check_is_hr(request.user)
    page = _page(request, month)
    form = ExplainForm(request.POST or None, needed=bool(page.against))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        explained = form.cleaned_data.get("explained", "")
        if takes_long(month) and page.has_ledger and not page.state.is_closed:
            said = {"month": month, "explained": explained}
            start(kind=CloseMonth.code, parameters=said, actor=request.user)
            return redirect("portfolio:month", month)
        try:
            close_month(month=month, explained=explained, actor=request.user)
        except (Refused, ValuationError) as error:
            refusal = str(error)
        else:
            messages.success(request, _("%(month)s is closed") % {"month": month_text(month)})
            return redirect("portfolio:month", month)
    if refusal:
        page = _page(request, month)
    unkept = words_for(ExplainForm.base_fields, request.POST)
    return _asked(request, "portfolio/close/close.html", page, form, refusal, unkept=unkept)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr_and_auditors
def reopen(request: StaffRequest, month: int) -> HttpResponse:
    """Ask that a closed month be opened again."""
    check_is_hr(request.user)
    page = _page(request, month)
    form = ReasonForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_reopen(month=month, reason=form.cleaned_data["reason"], actor=request.user)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Asked; somebody else of human resources answers"))
            return redirect("portfolio:month", month)
    if refusal:
        page = _page(request, month)
    unkept = words_for(ReasonForm.base_fields, request.POST)
    return _asked(request, "portfolio/close/reopen.html", page, form, refusal, unkept=unkept)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr_and_auditors
def answer(request: StaffRequest, month: int, number: int) -> HttpResponse:
    """Agree to a request, decline it, or take back one's own."""
    check_is_hr(request.user)
    page = _page(request, month)
    asked = get_object_or_404(ReopenRequest, pk=number, month=month)
    form = AnswerForm(request.POST if "decline" in request.POST else None)
    unkept = words_for(AnswerForm.base_fields, request.POST)
    template = "portfolio/close/answer.html"
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return _asked(request, template, page, form, asked=asked, unkept=unkept)
    try:
        done = _answered(request, asked, form)
    except (Refused, ValuationError) as refusal:
        page = _page(request, month)
        asked.refresh_from_db()
        return _asked(request, template, page, form, str(refusal), asked=asked, unkept=unkept)
    messages.success(request, done)
    return redirect("portfolio:month", month)


def _answered(request: StaffRequest, asked: ReopenRequest, form: Form) -> str:
    said = {"month": month_text(asked.month)}
    if "agree" in request.POST:
        agree_to_reopen(asked=asked, actor=request.user)
        return _("Agreed; %(month)s is open again") % said
    if form.is_bound:
        decline_to_reopen(asked=asked, answer=form.cleaned_data["answer"], actor=request.user)
        return _("Declined; %(month)s stays closed") % said
    if "withdraw" in request.POST:
        withdraw_reopening(asked=asked, actor=request.user)
        return _("Withdrawn; %(month)s stays closed") % said
    raise Refused(_("Say whether you agree"))


def _page(request: StaffRequest, month: int) -> MonthPage:
    state = BookMonth.objects.filter(pk=month).first()
    if state is None:
        raise Http404
    return MonthPage(state, request.user)


def _part(request: StaffRequest, rows: Any, name: str) -> Any:
    return Paginator(rows, ROWS).get_page(request.GET.get(name))


def _asked(
    request: StaffRequest,
    template: str,
    page: MonthPage,
    form: Form,
    refusal: str = "",
    **more: Any,
) -> HttpResponse:
    context = {"page": page, "form": form, "refusal": refusal, "nav": "portfolio:month", **more}
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
