"""The reviewer's and HR's verb over who is asked about somebody, until the survey opens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.models import RaterProposal, Side, Survey, SurveyPerson, SurveyRater
from reviews.surveys.rules import Rules
from scoring.cycles.reviewers import may_review, reviewer_name

WHO = (SurveyPerson, SurveyRater)


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
    survey = being_set_up(survey)
    person = SurveyPerson.objects.select_for_update().get(survey=survey, manager=manager)
    if survey.proposals.filter(manager=manager, state=RaterProposal.State.WAITING).exists():
        raise Refused(_("She has proposed others meanwhile: decide on that"))
    rows = survey.raters.filter(manager=manager).exclude(side__in=(Side.SELF, Side.CLIENT))
    rows.filter(pk__in=take_out).delete()
    Rules(survey, manager).check([(side, rater.pk) for side, rater in add])
    for side, rater in add:
        if rows.filter(rater=rater).exists():
            raise Refused(_("%(name)s is asked about her already") % {"name": rater.name})
        if side == Side.SUPERIOR and rows.filter(side=side).exists():
            raise Refused(_("There is one superior; take the other out first"))
        SurveyRater.objects.create(survey=survey, manager=manager, side=side, rater=rater)
    approve([person], actor)
    record(
        actor=actor,
        action="survey.raters",
        target=survey,
        detail={"manager": manager.staff_no},
        wrote={model: [survey.pk] for model in WHO},
    )


def may_choose(survey: Survey, manager: Manager, actor: User) -> bool:
    """Whether somebody reviews her, or is HR; nobody chooses for herself."""
    is_own = actor.manager_id == manager.pk
    is_hr = actor.is_hr and not actor.has_left
    return not is_own and (is_hr or may_review(actor, survey.cycle, manager))


def check_may_choose(survey: Survey, manager: Manager, actor: User) -> None:
    """Refuse who neither reviews somebody nor is HR, and everybody about herself."""
    if may_choose(survey, manager, actor):
        return
    if actor.is_hr:
        check_is_hr(actor)
    raise NotAllowed(
        _("%(name)s or human resources says who is asked")
        % {"name": reviewer_name(survey.cycle, manager)}
    )


def approve(people: Iterable[SurveyPerson], actor: User) -> None:
    """Keep who found the raters of these people right, in the caller's transaction."""
    now, listed = timezone.now(), list(people)
    for person in listed:
        person.approved_by, person.approved_at = actor, now
    SurveyPerson.objects.bulk_update(listed, ["approved_by", "approved_at"], batch_size=500)


def being_set_up(survey: Survey) -> Survey:
    """Return the survey for writing; refused once it is open."""
    found = Survey.objects.select_for_update().get(pk=survey.pk)
    if not found.is_being_set_up:
        raise Refused(_("The survey is open; what it asks of whom stays"))
    found.cycle = survey.cycle
    return found
