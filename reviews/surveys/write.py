"""HR's verbs over a survey until it opens, and the reviewers' over who is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.models import (
    Side,
    Survey,
    SurveyGroup,
    SurveyPerson,
    SurveyQuestion,
    SurveyRater,
)
from reviews.surveys.boxes import make_boxes
from reviews.surveys.proposing import proposed
from reviews.surveys.templates import LEAST, OPEN_FOR, groups_of, questions_of, readers
from scoring.cycles.changing import locked
from scoring.cycles.reviewers import may_review, reviewer_name
from scoring.models import Cycle

Wrote = dict[type[models.Model], list[Any]]


@dataclass(frozen=True)
class Arranged:
    """What HR sets: the last day, weight and smallest number of each group, the questions' words.

    A question without Chinese words is not asked.
    """

    closes_on: date
    groups: Mapping[str, tuple[Fraction, int]] = field(default_factory=dict)
    questions: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@transaction.atomic
def begin(*, cycle: Cycle, kind: str, actor: User) -> Survey:
    """Begin to set a survey up, with the usual questions and the raters that the rule proposes."""
    cycle = locked(cycle, actor)
    if Survey.objects.filter(cycle=cycle, kind=kind).exists():
        raise Refused(_("The cycle has this survey already"))
    read_by = readers(cycle, kind)
    survey = Survey.objects.create(
        cycle=cycle,
        kind=kind,
        measure_code=read_by[0].code if read_by else "",
        closes_on=timezone.localdate() + OPEN_FOR,
        begun_by=actor,
        begun_at=timezone.now(),
    )
    SurveyGroup.objects.bulk_create(groups_of(survey))
    SurveyQuestion.objects.bulk_create(questions_of(survey))
    people = cycle.participants.order_by("manager").values_list("manager", flat=True)
    SurveyPerson.objects.bulk_create(
        [SurveyPerson(survey=survey, manager_id=who) for who in people]
    )
    SurveyRater.objects.bulk_create(proposed(survey), batch_size=1_000)
    wrote: Wrote = {model: [survey.pk] for model in (SurveyGroup, SurveyQuestion, *WHO)}
    record(actor=actor, action="survey.begin", target=survey, wrote=wrote)
    return survey


WHO = (SurveyPerson, SurveyRater)


@transaction.atomic
def arrange(*, survey: Survey, arranged: Arranged, actor: User) -> Survey:
    """Set what the survey asks and weighs; from the opening on only its last day may move."""
    cycle = locked(survey.cycle, actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    survey.cycle = cycle
    if survey.is_closed:
        raise Refused(_("The survey is closed; it stays as it is"))
    _check_last_day(arranged.closes_on)
    survey.closes_on = arranged.closes_on
    survey.save(update_fields=["closes_on"])
    wrote: Wrote = {}
    if survey.is_being_set_up:
        _set_groups(survey, arranged.groups)
        _set_questions(survey, arranged.questions)
        wrote = {SurveyGroup: [survey.pk], SurveyQuestion: [survey.pk]}
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


def _set_questions(survey: Survey, questions: Mapping[int, tuple[str, str]]) -> None:
    for question in survey.questions.all():
        chinese, english = questions.get(question.position, (question.text_zh, question.text))
        if not chinese.strip():
            question.delete()
            continue
        question.text_zh, question.text = chinese.strip(), english.strip()
        question.save(update_fields=["text_zh", "text"])
    for group in survey.groups.all():
        asked = survey.questions.exclude(dimension="")
        if not any(group.side in question.sides for question in asked):
            raise Refused(
                _("%(group)s: at least one question is answered by a grade")
                % {"group": group.get_side_display()}
            )


@transaction.atomic
def choose_raters(
    *,
    survey: Survey,
    manager: Manager,
    add: Sequence[tuple[str, Manager]] = (),
    take_out: Collection[int] = (),
    actor: User,
) -> None:
    """Ask others about somebody: her reviewer or HR says whom, and has said so by that."""
    check_may_choose(survey, manager, actor)
    survey = _being_set_up(survey)
    person = SurveyPerson.objects.select_for_update().get(survey=survey, manager=manager)
    rows = survey.raters.filter(manager=manager).exclude(side__in=(Side.SELF, Side.CLIENT))
    rows.filter(pk__in=take_out).delete()
    for side, rater in add:
        if side not in Side.values or side in {Side.SELF, Side.CLIENT}:
            raise Refused(_("Only superiors, peers and subordinates are chosen"))
        if rater.pk == manager.pk or rows.filter(rater=rater).exists():
            raise Refused(_("%(name)s is asked about her already") % {"name": rater.name})
        if side == Side.SUPERIOR and rows.filter(side=side).exists():
            raise Refused(_("There is one superior; take the other out first"))
        SurveyRater.objects.create(survey=survey, manager=manager, side=side, rater=rater)
    _approve([person], actor)
    record(
        actor=actor,
        action="survey.raters",
        target=survey,
        detail={"manager": manager.staff_no},
        wrote={model: [survey.pk] for model in WHO},
    )


@transaction.atomic
def open_survey(*, survey: Survey, actor: User) -> Survey:
    """Let everybody answer from now on; who was not looked at before is approved by that.

    Weights, smallest numbers, questions and raters stay from here on.
    """
    cycle = locked(survey.cycle, actor)
    survey = _being_set_up(survey)
    survey.cycle = cycle
    _check_last_day(survey.closes_on)
    if not survey.raters.exists():
        raise Refused(_("Nobody is asked"))
    _approve(survey.people.filter(approved_at=None), actor)
    make_boxes(survey)
    survey.state = Survey.State.OPEN
    survey.opened_by, survey.opened_at = actor, timezone.now()
    survey.save(update_fields=["state", "opened_by", "opened_at"])
    wrote: Wrote = {SurveyPerson: [survey.pk]}
    record(actor=actor, action="survey.open", target=survey, wrote=wrote)
    return survey


def check_may_choose(survey: Survey, manager: Manager, actor: User) -> None:
    """Refuse who neither reviews somebody nor is HR, and everybody about herself."""
    is_own = actor.manager_id == manager.pk
    if not is_own and (actor.is_hr or may_review(actor, survey.cycle, manager)):
        return
    if actor.is_hr:
        check_is_hr(actor)
    raise NotAllowed(
        _("%(name)s or human resources says who is asked")
        % {"name": reviewer_name(survey.cycle, manager)}
    )


def _approve(people: Any, actor: User) -> None:
    now = timezone.now()
    for person in people:
        person.approved_by, person.approved_at = actor, now
    SurveyPerson.objects.bulk_update(people, ["approved_by", "approved_at"], batch_size=500)


def _being_set_up(survey: Survey) -> Survey:
    found = Survey.objects.select_for_update().get(pk=survey.pk)
    if not found.is_being_set_up:
        raise Refused(_("The survey is open; what it asks of whom stays"))
    found.cycle = survey.cycle
    return found


def _check_last_day(day: date) -> None:
    if day < timezone.localdate():
        raise Refused(_("The last day for answers is over; expected today or later"))
