"""HR's verbs over a survey: begin, set up, drop, open, remind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.recording import record
from reviews.models import (
    RaterProposal,
    Side,
    Survey,
    SurveyGroup,
    SurveyPerson,
    SurveyQuestion,
    SurveyRater,
)
from reviews.surveys import telling
from reviews.surveys.asking import check_questions
from reviews.surveys.boxes import make_boxes
from reviews.surveys.choosing import WHO, approve, being_set_up
from reviews.surveys.nominating import lapse
from reviews.surveys.proposing import proposed
from reviews.surveys.templates import LEAST, OPEN_FOR, groups_of, questions_of, readers
from scoring.cycles.changing import locked
from scoring.models import Cycle

Wrote = dict[type[models.Model], list[Any]]
LONGEST_BEFORE = 30
"""Days."""


@dataclass(frozen=True)
class Arranged:
    """What HR sets: the last day, weight and smallest number of each group, when it reminds."""

    closes_on: date
    groups: Mapping[str, tuple[Fraction, int]] = field(default_factory=dict)
    remind_before: int = 3


@transaction.atomic
def begin(*, cycle: Cycle, kind: str, like: Survey | None = None, actor: User) -> Survey:
    """Begin to set a survey up, with the raters that the rule proposes.

    Questions and groups are the usual ones, or those of an earlier survey of its kind.
    """
    cycle = locked(cycle, actor)
    if Survey.objects.filter(cycle=cycle, kind=kind).exists():
        raise Refused(_("The cycle has this survey already"))
    if like is not None and like.kind != kind:
        raise Refused(_("That was a survey of another kind"))
    read_by = readers(cycle, kind)
    survey = Survey.objects.create(
        cycle=cycle,
        kind=kind,
        measure_code=read_by[0].code if read_by else "",
        closes_on=timezone.localdate() + OPEN_FOR,
        begun_by=actor,
        begun_at=timezone.now(),
    )
    SurveyGroup.objects.bulk_create(groups_of(survey, like))
    SurveyQuestion.objects.bulk_create(questions_of(survey, like))
    people = cycle.participants.order_by("manager").values_list("manager", flat=True)
    SurveyPerson.objects.bulk_create(
        [SurveyPerson(survey=survey, manager_id=who) for who in people]
    )
    SurveyRater.objects.bulk_create(proposed(survey), batch_size=1_000)
    wrote: Wrote = {model: [survey.pk] for model in (SurveyGroup, SurveyQuestion, *WHO)}
    record(actor=actor, action="survey.begin", target=survey, wrote=wrote)
    return survey


@transaction.atomic
def arrange(*, survey: Survey, arranged: Arranged, actor: User) -> Survey:
    """Set what the survey asks and weighs; from the opening on only its last day may move."""
    cycle = locked(survey.cycle, actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    survey.cycle = cycle
    if survey.is_closed:
        raise Refused(_("The survey is closed; it stays as it is"))
    _check_last_day(arranged.closes_on)
    if arranged.remind_before > LONGEST_BEFORE:
        raise Refused(_("A reminder is at most %(count)s days before") % {"count": LONGEST_BEFORE})
    survey.closes_on, survey.remind_before = arranged.closes_on, arranged.remind_before
    survey.save(update_fields=["closes_on", "remind_before"])
    wrote: Wrote = {}
    if survey.is_being_set_up:
        _set_groups(survey, arranged.groups)
        wrote = {SurveyGroup: [survey.pk]}
    detail = {"closes_on": survey.closes_on.isoformat()}
    record(actor=actor, action="survey.arrange", target=survey, detail=detail, wrote=wrote)
    return survey


def _set_groups(survey: Survey, groups: Mapping[str, tuple[Fraction, int]]) -> None:
    for group in survey.groups.all():
        weight, least = groups.get(group.side, (group.weight, group.least))
        if least < LEAST[Side(group.side)]:
            raise Refused(
                _("%(group)s: the smallest number is %(least)s; expected at least %(floor)s")
                % {
                    "group": group.get_side_display(),
                    "least": whole(least),
                    "floor": whole(LEAST[Side(group.side)]),
                }
            )
        if weight < 0:
            raise Refused(
                _("%(group)s: a weight is 0 or more") % {"group": group.get_side_display()}
            )
        # What the scheme weighs, the scheme weighs.
        group.weight = group.weight if survey.measure_code else weight
        group.least = least
        group.save(update_fields=["weight", "least"])
    if not any(group.weight for group in survey.groups.all()):
        raise Refused(_("At least one group weighs something"))


@transaction.atomic
def drop_survey(*, survey: Survey, actor: User) -> None:
    """Give up a survey that has not opened: nothing of it stays but its entries."""
    cycle = locked(survey.cycle, actor)
    survey = being_set_up(survey)
    gone = (Survey, SurveyGroup, SurveyQuestion, *WHO, RaterProposal)
    keys: Wrote = {model: [survey.pk] for model in gone}
    kind = str(survey.kind)
    survey.delete()
    record(actor=actor, action="survey.drop", target=cycle, detail={"kind": kind}, wrote=keys)


@transaction.atomic
def open_survey(*, survey: Survey, actor: User) -> Survey:
    """Let everybody answer from now on; who was not looked at before is approved by that.

    Weights, smallest numbers, questions and raters stay from here on.
    """
    cycle = locked(survey.cycle, actor)
    survey = being_set_up(survey)
    survey.cycle = cycle
    _check_last_day(survey.closes_on)
    if not survey.raters.exists():
        raise Refused(_("Nobody is asked"))
    check_questions(survey, survey.questions.all())
    lapse(survey, actor)
    approve(survey.people.filter(approved_at=None), actor)
    make_boxes(survey)
    survey.state = Survey.State.OPEN
    survey.opened_by, survey.opened_at = actor, timezone.now()
    survey.save(update_fields=["state", "opened_by", "opened_at"])
    wrote: Wrote = {SurveyPerson: [survey.pk], RaterProposal: [survey.pk]}
    told = told_together(wrote, telling.opened(survey, actor))
    record(actor=actor, action="survey.open", target=survey, wrote=told)
    return survey


@transaction.atomic
def remind_everybody(*, survey: Survey, actor: User) -> bool:
    """Remind everybody who is asked, once a day at most; return whether anybody was."""
    cycle = locked(survey.cycle, actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    survey.cycle, today = cycle, timezone.localdate()
    if not survey.is_open or survey.closes_on < today:
        raise Refused(_("The survey takes no answers any more"))
    told = telling.reminded(survey, f"survey.remind {survey.pk} {today}", actor)
    if told:
        record(actor=actor, action="survey.remind", target=survey, wrote=told)
    return bool(told)


def _check_last_day(day: date) -> None:
    if day < timezone.localdate():
        raise Refused(_("The last day for answers is over; expected today or later"))
