"""What one is asked in open surveys, and which of them HR has to close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Link, Task
from perfcenter.models import User
from reviews.models import RaterProposal, Survey, SurveyPerson
from reviews.surveys.choosing import may_choose
from reviews.surveys.read import to_answer
from reviews.surveys.results import closed_about
from reviews.todo.words import joined, until
from scoring.cycles.reviewers import reviewed_in
from scoring.cycles.titles import cycle_title
from scoring.models import Participant

RATERS = "reviews:survey_raters"


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


def to_propose(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the surveys for which the user may still propose who is asked about her."""
    if not user.is_manager or user.has_left:
        return
    mine = SurveyPerson.objects.filter(
        manager=user.manager_id,
        approved_at=None,
        survey__state=Survey.State.SET_UP,
        survey__propose_until__gte=timezone.localdate(),
    )
    made = RaterProposal.objects.filter(survey=OuterRef("survey"), manager=OuterRef("manager"))
    waiting = made.filter(state=RaterProposal.State.WAITING)
    for row in mine.filter(~Exists(waiting)).select_related("survey__cycle"):
        survey = row.survey
        words = _("Propose who is asked about you")
        note = joined(cycle_title(survey.cycle), until(survey.propose_until))
        place = [survey.cycle.code, survey.kind, row.manager_id]
        yield survey.propose_until, Task(words, words, note, reverse(RATERS, args=place))


def to_approve(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the surveys in which proposed raters wait for the user's decision."""
    if not (user.is_manager or user.is_hr) or user.has_left:
        return
    waiting = RaterProposal.objects.filter(
        state=RaterProposal.State.WAITING, survey__state=Survey.State.SET_UP
    ).select_related("survey__cycle")
    listed = waiting.order_by("survey", "manager")
    for survey, rows in groupby(listed, key=lambda one: one.survey):
        reviewed = set(reviewed_in(survey.cycle, user))
        mine = [one.manager_id for one in rows if one.manager_id in reviewed]
        if not mine:
            continue
        words = ngettext(
            "Decide on the raters whom %(count)s person proposes",
            "Decide on the raters whom %(count)s people propose",
            len(mine),
        ) % {"count": whole(len(mine))}
        place = [survey.cycle.code, survey.kind]
        one_of_them = reverse(RATERS, args=[*place, mine[0]])
        all_of_them = reverse("reviews:survey_people", args=place) + "?state=waiting"
        note = joined(cycle_title(survey.cycle), until(survey.propose_until))
        href = one_of_them if len(mine) == 1 else all_of_them
        yield survey.propose_until, Task(words, words, note, href)


def raters_links(user: User, participant: Participant) -> tuple[Link, ...]:
    """Return who is asked about somebody in surveys that are not open, for whom it concerns."""
    cycle, manager = participant.cycle, participant.manager
    if cycle.is_published:
        return ()
    own = user.is_manager and user.manager_id == manager.pk
    setting_up = cycle.surveys.filter(state=Survey.State.SET_UP, people__manager=manager)
    return tuple(
        Link(_("Who is asked"), reverse(RATERS, args=[cycle.code, survey.kind, manager.pk]))
        for survey in setting_up
        if survey.kind == Survey.Kind.REVIEW and (own or may_choose(survey, manager, user))
    )


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
