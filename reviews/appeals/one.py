"""The page of one query or appeal: its conversation, who decides, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.packages import Hostile
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.appeals.deciding import Outdated, decide, trial_of
from reviews.appeals.facts import take_out
from reviews.appeals.files import attach
from reviews.appeals.forms import AssignForm, AttachForm, DecideForm, SayForm
from reviews.appeals.page import ObjectionPage, trial_page
from reviews.appeals.read import get_objection, mark_of
from reviews.appeals.write import Decided, assign, say, withdraw
from reviews.models import Objection

Forms = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show it with what was said; carry out the button."""
    objection = get_objection(request.user, number)
    if request.method != "POST":
        return _page(request, objection)
    action = request.POST.get("action", "")
    page = ObjectionPage(objection, request.user)
    bound = _bound(request, page, action)
    if not objection.is_open:
        return _second(request, objection, bound)
    if "back" in request.POST:
        return _page(request, objection, bound)
    if any(not form.is_valid() for form in bound.values()):
        return _page(request, objection, bound, status=422)
    try:
        if action == "decide" and (asked := _asked_once_more(request, page, bound["decide"])):
            return asked
        done = _carry_out(request, page, action, bound)
    except Decided:
        return _second(request, get_objection(request.user, number), bound)
    except Outdated as refused:
        return _page(request, objection, bound, status=409, refusal=str(refused))
    except Hostile as hostile:
        refusal = _("; ").join(map(str, hostile.reasons))
        return _page(request, objection, bound, status=422, refusal=refusal)
    except Refused as refused:
        return _page(request, objection, bound, status=422, refusal=str(refused))
    messages.success(request, done)
    return redirect("reviews:objection", number)


def _bound(request: StaffRequest, page: ObjectionPage, action: str) -> Forms:
    """Return the form of the button that was pressed, filled as it was sent."""
    if action == "say":
        return {"say": SayForm(request.POST)}
    if action == "attach":
        return {"attach": AttachForm(request.POST, request.FILES)}
    if action == "assign":
        return {"assign": AssignForm(request.POST, people=page.candidates)}
    return {"decide": _decide_form(page, request.POST)} if action == "decide" else {}


def _decide_form(page: ObjectionPage, data: Any = None, **initial: Any) -> DecideForm:
    staff_no = page.objection.manager_id
    return DecideForm(
        data, staff_no=staff_no, measures=page.measures, periods=page.periods, initial=initial
    )


def _asked_once_more(
    request: StaffRequest, page: ObjectionPage, form: DecideForm
) -> HttpResponse | None:
    """Return the page that says what the correction comes to, before anything is amended."""
    upheld = form.cleaned_data["outcome"] == Objection.State.UPHELD
    puts = bool(form.corrections) or (upheld and bool(page.prepared))
    if not puts or "confirmed" in request.POST:
        return None
    found = trial_of(page.objection, form.corrections, request.user)
    context = {
        "objection": page.objection,
        "page": page,
        "form": form,
        "cycle": page.objection.cycle,
        "measure": form.measure_title if form.corrections else "",
        "put_right": page.told,
        **trial_page(found, page.objection, request.user),
    }
    return render(request, "reviews/appeals/confirm.html", context)


def _carry_out(request: StaffRequest, page: ObjectionPage, action: str, bound: Forms) -> str:
    objection, user = page.objection, request.user
    if action == "say":
        say(objection=objection, text=bound["say"].cleaned_data["text"], actor=user)
        return _("Written")
    if action == "attach":
        one = attach(objection=objection, upload=bound["attach"].cleaned_data["file"], actor=user)
        return _("File added: %(name)s") % {"name": one.name}
    if action == "take_out":
        number = request.POST.get("row", "")
        take_out(objection=objection, number=int(number) if number.isdigit() else 0, actor=user)
        return _("Taken out")
    if action == "assign":
        assignee = bound["assign"].cleaned_data["assignee"]
        assign(objection=objection, assignee=assignee, actor=user)
        name = assignee.name if assignee else _("Human resources")
        return _("%(name)s decides") % {"name": name}
    if action == "withdraw":
        withdraw(objection=objection, actor=user)
        return _("Taken back")
    if action != "decide":
        raise Refused(_("There is no such button"))
    form: DecideForm = bound["decide"]
    found = decide(
        objection=objection,
        outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"],
        corrections=form.corrections,
        reading=form.cleaned_data["read_mark"],
        actor=user,
    )
    return _("Decided: %(state)s") % {"state": found.get_state_display()}


def _second(request: StaffRequest, objection: Objection, bound: Forms) -> HttpResponse:
    """Show what was decided first, and what was typed to be copied."""
    fields = {name: field for form in bound.values() for name, field in form.fields.items()}
    unkept = words_for(fields, request.POST)
    refusal = str(Decided(objection))
    return _page(request, objection, status=409, refusal=refusal, unkept=unkept)


def _page(
    request: StaffRequest,
    objection: Objection,
    bound: Forms | None = None,
    *,
    status: int = 200,
    refusal: str = "",
    unkept: Any = (),
) -> HttpResponse:
    page = ObjectionPage(objection, request.user)
    forms: dict[str, Form] = {}
    if page.may_speak:
        forms["say"], forms["attach"] = SayForm(), AttachForm()
    if page.may_assign:
        given = {"assignee": objection.assignee_id}
        forms["assign"] = AssignForm(people=page.candidates, initial=given)
    if page.may_decide:
        forms["decide"] = _decide_form(page, measure="")
    filled = {name: form for name, form in (bound or {}).items() if name in forms}
    forms |= filled
    context = {
        "objection": objection,
        "cycle": objection.cycle,
        "page": page,
        "forms": forms,
        "mark": mark_of(objection),
        "refusal": refusal,
        "unkept": unkept,
        "unsaved": dict.fromkeys(filled, True),
    }
    return render(request, "reviews/appeals/objection.html", context, status=status)
