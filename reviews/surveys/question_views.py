"""HR's page of what a survey asks, and the questionnaire as a rater sees it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from reviews.models import NAMED, Side, Survey
from reviews.steps.access import get_cycle
from reviews.surveys.asking import MOST, set_questions
from reviews.surveys.forms import AnswerForm
from reviews.surveys.question_forms import (
    QuestionForm,
    forms_of,
    moved,
    rows_of,
    rows_sent,
    sides_of,
)
from reviews.surveys.read import get_survey, questions_for, questions_mark


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Show the questions; HR adds, moves and takes out on the page, then saves all at once."""
    survey = _get(request, code, kind)
    stored = list(survey.questions.all())
    if request.method != "POST":
        return _page(request, survey, forms_of(survey, rows_of(stored), is_sent=False))
    check_is_hr(request.user)
    action, rows = request.POST.get("action", "save"), rows_sent(request.POST)
    if action != "save":
        rows = moved(rows, action, sides_of(survey))
        return _page(request, survey, forms_of(survey, rows, is_sent=False), is_unsaved=True)
    sent = forms_of(survey, rows, is_sent=True)
    if not all([form.is_valid() for form in sent]):  # noqa: C419 - each has to say what is wrong
        return _page(request, survey, sent, status=422)
    if request.POST.get("read") != questions_mark(survey):
        said = _("The questions have changed since you opened this page; look once more, then save")
        return _page(request, survey, sent, status=409, refusal=said, is_unsaved=True)
    try:
        asked = [form.question for form in sent]
        set_questions(survey=survey, questions=asked, actor=request.user)
    except Refused as refusal:
        return _page(request, survey, sent, status=422, refusal=str(refusal), is_unsaved=True)
    messages.success(request, _("Saved"))
    return redirect("reviews:survey_questions", survey.cycle.code, survey.kind)


@require_safe
def preview(request: StaffRequest, code: str, kind: str, side: str) -> HttpResponse:
    """Show what a group is asked, as wide as a telephone; nothing can be sent."""
    survey = _get(request, code, kind)
    groups = {group.side: group for group in survey.groups.all()}
    if side not in groups:
        raise Http404
    is_client = side == Side.CLIENT
    form = AnswerForm(questions=questions_for(survey, side), is_bilingual=is_client)
    context = {
        "cycle": survey.cycle,
        "survey": survey,
        "groups": list(groups.values()),
        "group": groups[side],
        "form": form,
        "is_client": is_client,
        "is_named": side in NAMED,
        "is_own": side == Side.SELF,
    }
    return render(request, "reviews/surveys/preview.html", context)


def _get(request: StaffRequest, code: str, kind: str) -> Survey:
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return get_survey(cycle, kind)


def _page(
    request: StaffRequest,
    survey: Survey,
    sent: list[QuestionForm],
    *,
    status: int = 200,
    refusal: str = "",
    is_unsaved: bool = False,
) -> HttpResponse:
    is_free = survey.is_being_set_up and not survey.cycle.is_published
    context = {
        "cycle": survey.cycle,
        "survey": survey,
        "forms": sent,
        "questions": list(survey.questions.all()),
        "groups": list(survey.groups.all()),
        "mark": questions_mark(survey),
        "writable": request.user.is_hr and not request.user.has_left and is_free,
        "refusal": refusal,
        "is_unsaved": is_unsaved,
        "is_full": len(sent) >= MOST,
    }
    return render(request, "reviews/surveys/questions.html", context, status=status)
