"""HR's page of a publication: prepare it, and as a second person publish or decline it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.models import PublicationRequest
from reviews.publishing.forms import AnswerForm
from reviews.publishing.page import PublicationPage
from reviews.publishing.standing import cycles_with
from reviews.publishing.write import (
    ask_to_publish,
    decline_to_publish,
    publish_asked,
    publish_together,
    takes_two,
    withdraw_publication,
)
from reviews.steps.access import get_cycle
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: StaffRequest, code: str) -> HttpResponse:
    """Show what would be published and who has prepared it; carry out the button."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    check_is_hr(request.user)
    declines = request.POST.get("action") == "decline"
    form = AnswerForm(request.POST if declines else None)
    if request.method != "POST":
        if cycle.is_published:
            messages.info(request, _("The cycle is published already"))
            return redirect("reviews:board", code)
        return _page(request, cycle, form)
    if declines and not form.is_valid():
        return _page(request, cycle, form, status=422)
    try:
        done = _carry_out(request, cycle, form)
    except Refused as refusal:
        return _page(request, get_cycle(request.user, code), form, status=409, refusal=str(refusal))
    messages.success(request, done)
    return redirect("reviews:board", code)


def _page(
    request: StaffRequest,
    cycle: Cycle,
    form: AnswerForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    """Show it; of who comes second with what stands now, and with her words to be copied."""
    page = PublicationPage(cycle, request.user)
    context = {
        "cycle": cycle,
        "page": page,
        "form": form,
        "refusal": refusal,
        "unkept": [] if page.may_answer else words_for(form.fields, form.data),
    }
    return render(request, "reviews/publishing/publish.html", context, status=status)


def _carry_out(request: StaffRequest, cycle: Cycle, form: AnswerForm) -> str:
    """Do what the button says about the request, or the runs, that the page named."""
    action, user = request.POST.get("action", "ask"), request.user
    if action == "ask":
        if takes_two():
            ask_to_publish(cycle=cycle, runs=_runs(request), actor=user)
            return _("Prepared; somebody else of human resources publishes it")
        publish_together(cycle=cycle, runs=_runs(request), actor=user)
        return _("Published: %(cycle)s") % {"cycle": cycle_title(cycle)}
    here = PublicationRequest.objects.filter(cycle__in=cycles_with(cycle))
    asked = here.filter(pk=_number(request.POST.get("asked"))).first()
    if asked is None:
        raise Refused(_("Nothing is prepared for publication"))
    if action == "publish":
        publish_asked(asked=asked, actor=user)
        return _("Published: %(cycle)s") % {"cycle": cycle_title(cycle)}
    if action == "decline":
        decline_to_publish(asked=asked, answer=form.cleaned_data["answer"], actor=user)
        return _("Declined; nothing is published")
    withdraw_publication(asked=asked, actor=user)
    return _("Withdrawn; nothing is published")


def _runs(request: StaffRequest) -> dict[str, int]:
    """The runs that the page named, by cycle; 0, which no run has, where it named none."""
    named = (text.rpartition(":") for text in request.POST.getlist("run"))
    return {code: _number(number) for code, _colon, number in named}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
