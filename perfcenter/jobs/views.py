"""The list of jobs, how far one is, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.jobs import write
from perfcenter.jobs.listing import JOBS, JobSearch
from perfcenter.jobs.page import shown
from perfcenter.jobs.places import made_file
from perfcenter.models import Job
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest


def get_job(request: StaffRequest, number: int) -> Job:
    """Return a job in the user's scope."""
    visible = Job.objects.visible_to(request.user).select_related("asked_by")
    return get_object_or_404(visible, pk=number)


@require_safe
def job_list(request: StaffRequest) -> HttpResponse:
    """List the jobs, newest first: everybody's for HR, auditors and administrators."""
    return render(request, "jobs/job_list.html", {"list": _jobs(request)})


@require_safe
@export
def job_list_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the jobs found as a workbook."""
    return as_workbook(request, _jobs(request), "jobs.xlsx", page=reverse("jobs:job_list"))


def _jobs(request: StaffRequest) -> Shown:
    form = JobSearch(request.GET)
    found = form.narrowed(Job.objects.visible_to(request.user).select_related("asked_by"))

    def dress(jobs: Sequence[Job]) -> list[Any]:
        return [shown(job, request.user) for job in jobs]

    return JOBS.of(request, found, form=form, files=reverse("jobs:job_list_xlsx"), dress=dress)


@require_safe
def progress(request: StaffRequest, number: int) -> HttpResponse:
    """Send how far a job is, for a page that asks again and again: one query."""
    job = get_job(request, number)
    one, whole = shown(job, request.user), "whole" in request.GET
    says = request.GET.get("said") != one.spoken_at
    response = render(request, "jobs/_job.html", {"one": one, "whole": whole, "says": says})
    if not job.is_active and whole:
        response["HX-Refresh"] = "true"  # the page shows more once it is over
    return response


@require_POST
def cancel(request: StaffRequest, number: int) -> HttpResponse:
    job = get_job(request, number)
    try:
        job = write.cancel(job=job, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        is_over = job.state == Job.State.CANCELLED
        said = _("Cancelled") if is_over else _("It is cancelled at its next step")
        messages.success(request, said)
    return _back(request)


@require_POST
def retry(request: StaffRequest, number: int) -> HttpResponse:
    try:
        write.retry(job=get_job(request, number), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is tried again"))
    return _back(request)


@require_safe
def download(request: StaffRequest, number: int) -> HttpResponse | FileResponse:
    """Send the file that a job made, as it is read from the disk."""
    one = shown(get_job(request, number), request.user)
    if not one.kind.may_download(request.user, one.job):
        raise NotAllowed
    if not one.has_file:
        raise Http404
    try:
        response = FileResponse(made_file(one.job).open("rb"), content_type="application/zip")
    except FileNotFoundError as error:
        raise Http404 from error
    name = quote(one.job.file_name, safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _back(request: StaffRequest) -> HttpResponse:
    """Return to the page of ours on which the button stands."""
    place = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(place, allowed_hosts=None):
        return redirect(place)
    return redirect("jobs:job_list")
