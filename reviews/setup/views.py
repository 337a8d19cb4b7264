"""HR sets a cycle or a round up, step by step; nothing is opened before the last of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.models import Setup
from reviews.setup import write
from reviews.setup.clone import begin_like
from reviews.setup.forms import LikeForm, SpanForm
from reviews.setup.page import frame, like_choices
from reviews.setup.schemes import usable
from reviews.setup.step import Invalid, Step
from reviews.setup.steps import CLASSES

UNPROCESSABLE = 422


def get_setup(request: StaffRequest, number: int) -> Setup:
    """Return a setup for HR; others are refused."""
    check_is_hr(request.user)
    found = Setup.objects.select_related("changed_by", "cycle", "round")
    return get_object_or_404(found, pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Begin: over a time of one's own, or like a cycle that is there."""
    check_is_hr(request.user)
    choices = like_choices()
    span, like, refusal = SpanForm(initial=_usual()), LikeForm(choices=choices), ""
    if request.method == "POST":
        clones = "clone" in request.POST
        form: Any = LikeForm(request.POST, choices=choices) if clones else SpanForm(request.POST)
        span, like = (span, form) if clones else (form, like)
        if form.is_valid():
            try:
                setup = _begun(request, form)
            except Refused as refused:
                refusal = str(refused)
            else:
                return redirect("reviews:setup_step", setup.pk, "span" if clones else "lines")
    context = {
        "form": span, "like": like if choices else None, "refusal": refusal,
        "has_managers": Manager.objects.exists(), "has_schemes": bool(usable()),
        "nav": "reviews:cycle_list",
    }  # fmt: skip
    status = UNPROCESSABLE if refusal or span.errors or like.errors else 200
    return render(request, "reviews/setup/new.html", context, status=status)


def _usual() -> dict[str, Any]:
    """The year that is most likely meant: the one that begins or has begun."""
    today = timezone.localdate()
    return {"kind": Setup.Kind.YEAR, "year": today.year + (today.month > 9)}


def _begun(request: StaffRequest, form: Any) -> Setup:
    if isinstance(form, LikeForm):
        return begin_like(code=form.cleaned_data["like"], actor=request.user)
    return write.begin(
        span=form.span, names=form.names, actor=request.user, asks=form.cleaned_data["asks"]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, number: int, name: str) -> HttpResponse:
    """Show a step, or save it and go on."""
    setup = get_setup(request, number)
    if name not in CLASSES:
        raise Http404
    if setup.is_over:
        return _over(request, setup)
    one = CLASSES[name](request, setup)
    if request.method != "POST":
        return _page(one)
    try:
        saved = one.save()
    except Invalid as invalid:
        return _once_more(request, one, **invalid.context)
    except Refused as refusal:
        return _once_more(request, one, refusal=str(refusal))
    if saved.said:
        messages.success(request, saved.said)
    return redirect(saved.url)


def _once_more(request: StaffRequest, one: Step, **context: Any) -> HttpResponse:
    """Show the step as it stands now, with what was typed; or where it went if it is over."""
    one.setup = get_setup(request, one.setup.pk)
    if one.setup.is_over:
        if "refusal" in context:
            messages.error(request, context["refusal"])
        return _over(request, one.setup)
    return _page(one, **context)


def _page(one: Step, **more: Any) -> HttpResponse:
    context = {**frame(one.setup, one.name), **one.context(), **more}
    status = UNPROCESSABLE if more else 200
    return render(one.request, one.template, context, status=status)


def _over(request: StaffRequest, setup: Setup) -> HttpResponse:
    opened = setup.cycle or (setup.round and setup.round.cycles.first())
    if opened:
        return redirect("reviews:board", opened.code)
    return redirect("reviews:cycle_list")


@require_POST
def drop(request: StaffRequest, number: int) -> HttpResponse:
    setup = get_setup(request, number)
    try:
        write.drop(setup=setup, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Dropped: %(code)s") % {"code": setup.code})
    return redirect("reviews:cycle_list")
