"""The masters of decks: the list with the field for a file, and one with its check and sample."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.jobs.read import newest
from perfcenter.jobs.write import start
from perfcenter.models import Job
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.packages import Hostile
from perfcenter.ui.requests import StaffRequest
from reviews.deck.build import build_deck
from reviews.deck.dressing import master_in_use, worn
from reviews.deck.views import PPTX
from reviews.masters import write
from reviews.masters.forms import BringForm
from reviews.masters.media import picture_in
from reviews.masters.page import findings, uses
from reviews.masters.sample import sample_data
from reviews.masters.sample_job import DrawSample, owner_of
from reviews.models import Master
from reviews.previews import office, places
from reviews.previews.slides import digest_of, kept_count, shown
from reviews.previews.views import PNG

UNPROCESSABLE = 422


def get_master(request: StaffRequest, number: int) -> Master:
    """Return a master for who sees the whole bank; others are refused."""
    check_sees_everyone(request.user)
    return get_object_or_404(Master.objects.select_related("brought_by"), pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def master_list(request: StaffRequest) -> HttpResponse:
    """List the masters, and which decks have; take a file from HR."""
    check_sees_everyone(request.user)
    form, reasons = BringForm(), list[str]()
    if request.method == "POST":
        check_is_hr(request.user)
        form = BringForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                one = write.bring(upload=form.cleaned_data["file"], actor=request.user)
            except Hostile as refusal:
                reasons = refusal.reasons
            else:
                return redirect("reviews:master", one.pk)
    context = {
        "form": form,
        "reasons": reasons,
        "masters": Master.objects.select_related("brought_by"),
        "in_use": master_in_use(),
        "uses": uses(),
        "nav": "reviews:cycle_list",
    }
    status = UNPROCESSABLE if form.errors or reasons else 200
    return render(request, "reviews/masters/master_list.html", context, status=status)


@require_safe
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show what the check found of a master, and a sample in it."""
    one = get_master(request, number)
    data = sample_data(worn(one))
    owner, digest = owner_of(one), digest_of(data)
    addresses = [
        reverse("reviews:master_picture", args=[number, digest, place + 1])
        for place in range(kept_count(owner, digest))
    ]
    slides = shown(data, addresses)
    are_pictures = bool(slides[0].address)
    context = {
        "one": one,
        "findings": findings(one),
        "is_used": master_in_use() == one,
        "slides": slides,
        "are_pictures": are_pictures,
        "may_draw": not are_pictures and office.is_there() and request.user.is_hr,
        "jobs": [] if are_pictures else _jobs(request, one),
        "nav": "reviews:cycle_list",
    }
    return render(request, "reviews/masters/master.html", context)


def _jobs(request: StaffRequest, one: Master) -> list[Any]:
    found = newest(request.user, [DrawSample.code], str(one.pk))
    return [each for each in found if each.job.state != Job.State.DONE]


@require_POST
def use(request: StaffRequest, number: int) -> HttpResponse:
    """Let decks have this master from now on."""
    one = get_master(request, number)
    return _used(request, one)


@require_POST
def use_ours(request: StaffRequest) -> HttpResponse:
    """Let decks have our own master again."""
    check_sees_everyone(request.user)
    return _used(request, None)


def _used(request: StaffRequest, one: Master | None) -> HttpResponse:
    try:
        write.use(master=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Decks have this master from now on; published ones keep theirs")
        )
    return redirect("reviews:master_list")


@require_POST
def draw(request: StaffRequest, number: int) -> HttpResponse:
    """Have LibreOffice draw the sample."""
    get_master(request, number)
    check_is_hr(request.user)
    if office.is_there():
        start(kind=DrawSample.code, parameters={"master": number}, actor=request.user)
    else:
        messages.error(request, _("LibreOffice is not installed here"))
    return redirect("reviews:master", number)


@require_safe
@export
def sample_deck(request: StaffRequest, number: int) -> HttpResponse:
    """Send the sample as a file."""
    one = get_master(request, number)
    content = build_deck(sample_data(worn(one)))
    return attachment(content, file_name(_("sample"), str(one.pk), extension="pptx"), PPTX)


@require_safe
def picture(request: StaffRequest, number: int, digest: str, place: int) -> FileResponse:
    """Send the picture of a slide of the sample."""
    found = places.picture(owner_of(get_master(request, number)), digest, place)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type=PNG)


@require_safe
def media(request: StaffRequest, digest: str, name: str) -> HttpResponse:
    """Send a picture of a master to who sees a deck that has it: everybody may know the logo."""
    master = Master.objects.filter(digest=digest).first()
    found = picture_in(master, name) if master else None
    if found is None:
        raise Http404
    content, kind = found
    return HttpResponse(content, content_type=kind)
