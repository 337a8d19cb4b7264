"""One's notices and how one is told; what everybody was told; the channels and a test of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import Delivery, Notice, NoticeChoice
from perfcenter.notices import write
from perfcenter.notices.forms import ChoiceForm, NoticeSearch, TestForm, ToldSearch
from perfcenter.notices.listing import NOTICES, TOLD
from perfcenter.notices.page import addresses, bank_hours, ways
from perfcenter.notices.read import last_failures, link_of, notices_found
from perfcenter.notices.trying import send_test
from perfcenter.ui.access import for_administrators, for_hr_and_auditors
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest

UNPROCESSABLE = 422


@require_safe
def notice_list(request: StaffRequest) -> HttpResponse:
    """List what the user was told, newest first."""
    form = NoticeSearch(request.GET)
    mine = Notice.objects.visible_to(request.user)
    found = NOTICES.of(request, form.narrowed(mine), form=form)
    newest = mine.order_by("-pk").values_list("pk", flat=True).first()
    return render(request, "notices/notice_list.html", {"list": found, "newest": newest or 0})


@require_POST
def notice(request: StaffRequest, number: int) -> HttpResponse:
    """Mark a notice of the user's as read and go where it leads, or stay where she is."""
    one = get_object_or_404(Notice.objects.visible_to(request.user), pk=number)
    write.mark_read(notice=one, actor=request.user)
    stays = "stay" in request.POST
    return redirect((not stays and link_of(one)) or "notices:notice_list")


@require_POST
def all_read(request: StaffRequest) -> HttpResponse:
    """Mark what the page showed as read; what came since stays new."""
    until = request.POST.get("until", "")
    count = write.mark_all_read(actor=request.user, until=int(until) if until.isdecimal() else 0)
    said = ngettext("%(count)s notice marked as read", "%(count)s notices marked as read", count)
    messages.success(request, said % {"count": whole(count)})
    return redirect("notices:notice_list")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: StaffRequest) -> HttpResponse:
    """Let the user choose how she is told outside the site."""
    now = NoticeChoice.objects.filter(user=request.user).first() or NoticeChoice()
    given = request.POST if request.method == "POST" else None
    form = ChoiceForm(given, user=request.user, now=now)
    if form.is_valid():
        write.choose(**form.cleaned_data, actor=request.user)
        messages.success(request, _("Kept; it holds from the next notice on"))
        return redirect("notices:choices")
    context = {"form": form, "addresses": addresses(request.user), "hours": bank_hours()}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "notices/choices.html", context, status=status)


@require_safe
@for_hr_and_auditors
def told(request: StaffRequest) -> HttpResponse:
    """List what everybody was told, by cycle and person."""
    return render(request, "notices/told.html", {"list": _told(request)})


@require_safe
@export
@for_hr_and_auditors
def told_xlsx(request: StaffRequest) -> HttpResponse:
    """Send what was found as a workbook."""
    return as_workbook(request, _told(request), "notices.xlsx", page=reverse("notices:told"))


def _told(request: StaffRequest) -> Shown:
    form = ToldSearch(request.GET)
    form.is_valid()  # what is wrong narrows nothing
    found = notices_found(form.cleaned_data)
    return TOLD.of(request, found, form=form, files=reverse("notices:told_xlsx"))


@require_safe
@for_administrators
def channels(request: StaffRequest) -> HttpResponse:
    """Show the channels, what waits in each, and what went wrong lately."""
    return _channels(request)


@require_POST
@for_administrators
def test(request: StaffRequest, channel: str) -> HttpResponse:
    """Send a message to try a channel."""
    if channel not in Delivery.Channel.values:
        raise Http404
    form = TestForm(request.POST, channel=channel)
    if not form.is_valid():
        return _channels(request, form, channel)
    try:
        send_test(channel=channel, to=form.cleaned_data["to"], actor=request.user)
    except Refused as refusal:
        form.add_error("to", str(refusal))
        return _channels(request, form, channel)
    messages.success(request, _("Sent; look whether it arrived"))
    return redirect("notices:channels")


def _channels(
    request: StaffRequest, form: TestForm | None = None, channel: str = ""
) -> HttpResponse:
    context = {
        "ways": ways(form, channel),
        "hours": bank_hours(),
        "failures": last_failures(),
        "nav": "notices:channels",
    }
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "notices/channels.html", context, status=status)
