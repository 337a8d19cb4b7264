"""A draft tried on a cycle or on months: everybody by it, beside the version before."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.jobs.write import start
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.editor.checking import checked
from scoring.editor.effect import Effect
from scoring.editor.job import TryScheme, asked_for, page_of
from scoring.editor.page import frame
from scoring.editor.rail import beside, remember
from scoring.editor.read import cycles_to_try, get_draft
from scoring.editor.showing import choices_of, long_one, shown_effect
from scoring.editor.sides import before_of, of_draft, scheme_of, side
from scoring.editor.spots import Spot
from scoring.editor.trial import TakesLong, effect
from scoring.editor.tried_on import TriedOn, tried_on
from scoring.editor.views.saving import UNPROCESSABLE
from scoring.editor.workbook import effect_workbook
from scoring.models import Scheme


@require_safe
@export
def try_draft(request: StaffRequest, number: int) -> HttpResponse:
    """Show who would stand where; of some people every dimension and measure."""
    draft = get_draft(request.user, number)
    found = checked(draft.text, with_data=True)
    context = {**frame(draft, found, Spot("try"), request.user), "title": _("Try it")}
    on, after, status = None, of_draft(draft), 200
    try:
        on = tried_on(request.GET, cycles_to_try(request.user))
        if on is not None and after.scheme is not None:
            before = before_of(draft, on.cycle)
            context |= {"before": scheme_of(before), "on": on}
            remember(request, draft, on, request.GET.get("who", ""))
            try:
                found_effect = effect(on, scheme_of(before), after.scheme)
                context |= shown_effect(request.GET, found_effect)
            except TakesLong:
                context |= long_one(request.user, on, before, after)
    except Refused as refusal:
        context["refusal"], status = str(refusal), UNPROCESSABLE
    context |= choices_of(request.user, on)
    return render(request, "scoring/editor/try.html", context, status=status)


@require_safe
def rail(request: StaffRequest, number: int) -> HttpResponse:
    """Send what stands in the rail: the saved draft's effect on whom it was last tried on."""
    draft = get_draft(request.user, number)
    return render(request, "scoring/editor/_beside.html", beside(request, draft))


@require_POST
def start_trial(request: StaffRequest) -> HttpResponse:
    """Let a worker try it; the page that shows it follows the job."""
    check_sees_everyone(request.user)
    check_is_hr(request.user)
    before, after = side(request.POST.get("before", "")), side(request.POST.get("after", ""))
    on = tried_on(request.POST, cycles_to_try(request.user))
    if on is None or after is None or after.scheme is None:
        raise Http404
    parameters = asked_for(before, after, on, compared="compared" in request.POST)
    start(kind=TryScheme.code, parameters=parameters, actor=request.user)
    return redirect(page_of(parameters))


@require_safe
@export
def workbook(request: StaffRequest, number: int) -> HttpResponse:
    """Send who would stand where as a workbook."""
    draft = get_draft(request.user, number)
    on, after = tried_on(request.GET, cycles_to_try(request.user)), of_draft(draft)
    if on is None or after.scheme is None:
        raise Http404
    before = before_of(draft, on.cycle)
    found = effect_shown(on, scheme_of(before), after.scheme)
    content = effect_workbook(found, before.name if before else "", _("draft"))
    name = file_name(draft.name or _("scheme"), on.title, _("draft"), extension="xlsx")
    return attachment(content, name)


def effect_shown(on: TriedOn, before: Scheme | None, after: Scheme) -> Effect:
    """Return an effect that a page shows already; Http404 where a job has yet to make it."""
    try:
        return effect(on, before, after)
    except TakesLong as error:
        raise Http404 from error
