"""The page behind a client's link: no login, no session, the same for every wrong one.

A link is tried like a password: counted before it is looked at, by itself and by its address.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from perfcenter.base import registry
from perfcenter.base.digests import of_text
from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import address_of
from reviews.models import SurveyRater
from reviews.surveys.answering import Incomplete, send_by_link
from reviews.surveys.forms import AnswerForm
from reviews.surveys.links import rater_of
from reviews.surveys.read import questions_for

LONGEST = 64
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


@csrf_exempt  # the link is all there is to prove; without a referrer browsers name no origin
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def client(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask a client, and take one answer."""
    sent = request.POST  # read first: what is too large is refused whatever the link is
    name = f"link {of_text(f'tried {secret}')[:32]}"
    for door in registry.doors:
        if not door.lets_in(name, address_of(request)):
            return _gone(request, 429)
    rater = rater_of(secret) if len(secret) <= LONGEST else None
    if rater is None:
        return _gone(request, 404)
    for door in registry.doors:
        door.take_back(name)
    return _asked(request, rater, sent)


def _asked(request: HttpRequest, rater: SurveyRater, sent: QueryDict) -> HttpResponse:
    questions = questions_for(rater.survey, rater.side)
    if request.method != "POST":
        return _page(request, rater, AnswerForm(questions=questions, is_bilingual=True))
    form = AnswerForm(sent, questions=questions, is_bilingual=True)
    if not form.is_valid():
        return _page(request, rater, form, 422)
    try:
        send_by_link(link_digest=rater.link_digest, answer=form.answer)
    except Incomplete as missing:
        form.lacks(missing.missing)
        return _page(request, rater, form, 422)
    except Refused:
        return _gone(request, 404)
    return _answered(render(request, "reviews/surveys/client.html", {"is_done": True}))


def _page(
    request: HttpRequest, rater: SurveyRater, form: AnswerForm, status: int = 200
) -> HttpResponse:
    least = rater.survey.groups.get(side=rater.side).least
    context = {"rater": rater, "least": least, "form": form}
    return _answered(render(request, "reviews/surveys/client.html", context, status=status))


def _gone(request: HttpRequest, status: int) -> HttpResponse:
    """Say the same of a link that is wrong, void or too late."""
    return _answered(render(request, "reviews/surveys/client.html", {}, status=status))


def _answered(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    response._has_been_logged = True  # type: ignore[attr-defined] # the log would keep the link
    return response
