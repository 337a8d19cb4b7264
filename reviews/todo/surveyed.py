"""What one is asked in open surveys, and which of them HR has to close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Link, Task
from perfcenter.models import User
from reviews.models import Survey
from reviews.surveys.read import to_answer
from reviews.surveys.results import closed_about
from reviews.todo.words import joined, until
from scoring.cycles.titles import cycle_title
from scoring.models import Participant


def to_rate(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield a task a survey in which the user is still asked about somebody."""
    for survey, raters in groupby(to_answer(user), key=lambda rater: rater.survey):
        count = len(list(raters))
        words = ngettext(
            "Answer %(count)s questionnaire of a survey",
            "Answer %(count)s questionnaires of a survey",
            count,
        ) % {"count": whole(count)}
        note = joined(cycle_title(survey.cycle), until(survey.closes_on))
        yield survey.closes_on, Task(words, words, note, reverse("reviews:survey_own"))


def to_close(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the surveys whose last day is over and that HR has to close."""
    if not user.is_hr:
        return
    over = Survey.objects.filter(state=Survey.State.OPEN, closes_on__lt=timezone.localdate())
    for survey in over.select_related("cycle"):
        words = _("Close the survey")
        note = joined(cycle_title(survey.cycle), str(survey.get_kind_display()))
        href = reverse("reviews:survey", args=[survey.cycle.code, survey.kind])
        yield survey.closes_on, Task(words, words, note, href, "clock", "own")


def links_to(user: User, participant: Participant) -> tuple[Link, ...]:
    """Return the results of closed surveys about somebody that the user may read."""
    return tuple(
        Link(str(survey.get_kind_display()), reverse("reviews:survey_result", args=place))
        for survey in closed_about(user, participant)
        for place in [[participant.cycle.code, survey.kind, participant.manager.pk]]
    )
