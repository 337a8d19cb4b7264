"""Pages of who rates: what one is asked, and one answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.models import NAMED, Side, SurveyRater
from reviews.surveys.answering import Incomplete, is_waiting, save, send
from reviews.surveys.boxes import draft_of
from reviews.surveys.forms import AnswerForm
from reviews.surveys.read import questions_for, to_answer


@require_safe
def own(request: StaffRequest) -> HttpResponse:
    """List about whom the user is asked in open surveys."""
    if not request.user.is_manager:
        raise Http404
    waiting = to_answer(request.user)
    drafts = set(
        SurveyRater.objects.filter(pk__in=[one.pk for one in waiting])
        .exclude(draft=None)
        .values_list("pk", flat=True)
    )
    context = {"waiting": waiting, "drafts": drafts}
    return render(request, "reviews/surveys/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: StaffRequest, number: int) -> HttpResponse:
    """Show what is asked about somebody; keep it, or send it for good."""
    found = SurveyRater.objects.select_related("survey__cycle__scheme", "manager__branch")
    mine = found.filter(rater__isnull=False, rater=request.user.manager_id)
    rater = get_object_or_404(mine, pk=number)
    if not is_waiting(rater) and request.method != "POST":
        return _page(request, rater)
    questions = questions_for(rater.survey, rater.side)
    if request.method != "POST":
        form = AnswerForm(questions=questions, answer=draft_of(rater))
        return _page(request, rater, form)
    form = AnswerForm(request.POST, questions=questions)
    if not form.is_valid():
        return _page(request, rater, form, status=422)
    is_sent = request.POST.get("action") == "send"
    verb = send if is_sent else save
    try:
        verb(rater=rater, answer=form.answer, actor=request.user)
    except Incomplete as missing:
        form.lacks(missing.missing)
        return _page(request, rater, form, status=422, refusal=str(missing))
    except Refused as refusal:
        return _page(request, rater, form, status=409, refusal=str(refusal))
    messages.success(
        request, _("Sent") if is_sent else _("Saved; nobody sees it before it is sent")
    )
    return redirect("reviews:survey_own") if is_sent else redirect("reviews:survey_answer", number)


def _page(
    request: StaffRequest,
    rater: SurveyRater,
    form: AnswerForm | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "rater": rater,
        "survey": rater.survey,
        "cycle": rater.survey.cycle,
        "form": form,
        "refusal": refusal,
        "is_named": rater.side in NAMED,
        "is_own": rater.side == Side.SELF,
        "group": rater.survey.groups.get(side=rater.side),
        "nav": "reviews:survey_own",
    }
    return render(request, "reviews/surveys/answer.html", context, status=status)
