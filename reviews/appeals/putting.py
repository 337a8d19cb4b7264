"""The pages beside an objection: putting a fact right, its files, naming who decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.ui.access import for_administrators
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.appeals.fact_base import FactForm
from reviews.appeals.fact_forms import FORMS, AmountForm, FindForm, typed_of
from reviews.appeals.facts import put_right
from reviews.appeals.forms import NameForm
from reviews.appeals.listing import STUCK, about
from reviews.appeals.naming import free_of_it, name_decider, stuck
from reviews.appeals.page import ObjectionPage
from reviews.appeals.read import get_objection
from reviews.appeals.who import candidates
from reviews.appeals.write import Decided
from reviews.evidence.sending import sent
from reviews.models import Objection
from scoring.amending.said import KINDS
from scoring.inputs.manifest import Manifest

FOUND_BY = {"account": "account_no", "month": "month"}


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: StaffRequest, number: int, kind: str) -> HttpResponse:
    """Ask for a row as it should have been; prepare it for the decision."""
    objection = get_objection(request.user, number)
    if kind not in FORMS:
        raise Http404
    page = ObjectionPage(objection, request.user)
    if not page.may_put_right and objection.is_open:
        raise NotAllowed(_("Who decides on it after the publication puts facts right"))
    if not page.may_put_right and request.method != "POST":
        return redirect("reviews:objection", number)
    if request.method != "POST":
        return _fact_page(request, page, kind, _asked(page, kind, request))
    form = _form(page, kind, request.POST)
    if not objection.is_open:
        return _fact_page(request, page, kind, form, status=409, refusal=str(Decided(objection)))
    if not form.is_valid():
        return _fact_page(request, page, kind, form, status=422)
    try:
        put_right(
            objection=objection,
            fact=form.fact,
            reason=form.cleaned_data["reason"],
            evidence=form.cleaned_data["evidence"],
            actor=request.user,
        )
    except Decided as refused:
        return _fact_page(request, page, kind, form, status=409, refusal=str(refused))
    except Refused as refused:
        return _fact_page(request, page, kind, form, status=422, refusal=str(refused))
    messages.success(request, _("Put right; it counts once it is upheld"))
    return redirect("reviews:objection", number)


@require_safe
@export
def file(request: StaffRequest, number: int, digest: str) -> HttpResponse:
    """Send a file of an objection to who may see it."""
    objection = get_objection(request.user, number)
    found = get_object_or_404(objection.files, digest=digest)
    return sent(found.name, found.kind, found.digest, shown="shown" in request.GET)


@require_safe
@for_administrators
def stuck_list(request: StaffRequest) -> HttpResponse:
    """List what nobody may decide on; what is asked is no matter of administrators."""
    listed = STUCK.of(request, stuck())
    return render(request, "reviews/appeals/stuck_list.html", {"list": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def name(request: StaffRequest, number: int) -> HttpResponse:
    """Name somebody to decide."""
    found = Objection.objects.select_related("cycle__scheme", "cycle__published_run", "manager")
    objection: Objection = get_object_or_404(found, pk=number)
    people = free_of_it(objection) if objection.is_open else []
    form = NameForm(request.POST or None, people=people)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if not objection.is_open:
            refusal, status = str(Decided(objection)), 409
        elif form.is_valid():
            try:
                name_decider(objection=objection, actor=request.user, **form.cleaned_data)
            except Refused as refused:
                refusal, status = str(refused), 409
            else:
                decider = form.cleaned_data["decider"].name
                messages.success(request, _("%(name)s decides") % {"name": decider})
                return redirect("reviews:objection_stuck_list")
    context = {
        "objection": objection,
        "cycle": objection.cycle,
        "form": form,
        "people": people,
        "is_stuck": bool(people) and not candidates(objection),
        "refusal": refusal,
        "unkept": words_for(form.fields, request.POST) if status == 409 else [],
    }
    return render(request, "reviews/appeals/name.html", context, status=status)


def _asked(page: ObjectionPage, kind: str, request: HttpRequest) -> FactForm:
    """Return the form with the row that is asked about filled in as the run read it."""
    row = page.objection.copied.get("row") or ["", 0]
    account = request.GET.get("account", str(row[0])).strip()
    month = request.GET.get("month", str(row[1] or ""))
    first = {"account_no": account, "share": "1"}
    form = _form(page, kind)
    if month.isdigit() and int(month) in form.months:
        first["month"] = month
    spans = {"month": str(min(form.months)), "until": str(max(form.months))}
    form.initial = {**(spans if "until" in form.fields else {}), **first}
    form.initial["measure"] = page.objection.measure_code
    found = form.find(form.initial)
    if found is not None and isinstance(form, AmountForm):
        form.initial |= typed_of(found)
        form.known = found
    return form


def _finding(form: FactForm) -> FindForm:
    """Return the form that asks for another row."""
    asked = {name: form[field].value() for name, field in FOUND_BY.items()}
    months: Any = form.fields["month"]
    return FindForm(months=months.choices, initial=asked, auto_id="find-%s")


def _form(page: ObjectionPage, kind: str, data: Any = None) -> FactForm:
    run = page.objection.cycle.published_run
    if run is None:
        raise Http404
    return FORMS[kind](
        data,
        manifest=Manifest.get(run.manifest),
        staff_no=page.objection.manager_id,
        files=[(one.digest, one.name) for one in page.files],
        measures=[
            (one.code, one.title_for(language()))
            for one in page.measures
            if one.source is not None and not one.is_judged
        ],
    )


def _fact_page(
    request: StaffRequest,
    page: ObjectionPage,
    kind: str,
    form: FactForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    # An amount is put right where its row was found; the account and the month come first.
    is_found = form.is_bound or not isinstance(form, AmountForm) or form.known is not None
    context = {
        "objection": page.objection,
        "cycle": page.objection.cycle,
        "page": page,
        "kind": kind,
        "title": next(title for one, title in KINDS.items() if one == kind),
        "form": form,
        "is_found": is_found,
        "finding": _finding(form) if isinstance(form, AmountForm) else None,
        "refusal": refusal,
        "unkept": words_for(form.fields, request.POST) if status == 409 else [],
        "about": about(page.objection),
        "nav": "reviews:objection_list",
    }
    return render(request, "reviews/appeals/fact.html", context, status=status)
