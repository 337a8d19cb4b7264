"""Raters proposed by those whom they rate, and what their reviewers or HR decide on that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import RaterProposal, Survey, SurveyPerson, SurveyRater
from reviews.surveys import telling
from reviews.surveys.choosing import approve, being_set_up, check_may_choose
from reviews.surveys.rules import PROPOSED, Pair, Rules
from scoring.cycles.changing import check_reason, locked

State = RaterProposal.State
WHO = (SurveyPerson, SurveyRater, RaterProposal)


@transaction.atomic
def ask_for_raters(*, survey: Survey, until: date, actor: User) -> Survey:
    """Let everybody propose own raters until a day, and tell them so; the day may be moved."""
    cycle = locked(survey.cycle, actor)
    survey = being_set_up(survey)
    if survey.kind != Survey.Kind.REVIEW:
        raise Refused(_("Clients are drawn by rule; nobody proposes them"))
    if until < timezone.localdate():
        raise Refused(_("The day is over; expected today or later"))
    survey.cycle, survey.propose_until = cycle, until
    survey.save(update_fields=["propose_until"])
    told = telling.asked_to_propose(survey, actor)
    detail = {"propose_until": until.isoformat()}
    record(actor=actor, action="survey.ask_raters", target=survey, detail=detail, wrote=told)
    return survey


def may_propose(survey: Survey) -> bool:
    """Whether people may propose their raters today."""
    until = survey.propose_until
    return survey.is_being_set_up and until is not None and until >= timezone.localdate()


def check_may_propose(survey: Survey, manager: Manager, actor: User) -> None:
    """Refuse whoever it is not about, and everybody outside the time for it."""
    if actor.manager_id != manager.pk or not actor.is_manager or actor.has_left:
        raise NotAllowed(_("Everybody proposes her own raters alone"))
    if survey.is_being_set_up and not may_propose(survey):
        raise Refused(_("Raters are not proposed now"))


@transaction.atomic
def propose(
    *, survey: Survey, manager: Manager, raters: Sequence[Pair], actor: User
) -> RaterProposal:
    """Propose peers and subordinates; what waited before is replaced, what was approved stays."""
    survey = being_set_up(survey)
    check_may_propose(survey, manager, actor)
    person = _person(survey, manager)
    if person.approved_at is not None:
        raise Refused(_("Who is asked about you is approved already"))
    pairs = sorted(raters)
    if any(side not in PROPOSED for side, _who in pairs):
        raise Refused(_("Peers and subordinates are proposed; the others follow by rule"))
    if not pairs:
        raise Refused(_("Choose who is asked about you"))
    Rules(survey, manager).check(pairs)
    survey.proposals.filter(manager=manager, state=State.WAITING).delete()
    made = RaterProposal.objects.create(
        survey=survey, manager=manager, raters=pairs, made_at=timezone.now()
    )
    wrote = told_together({RaterProposal: [survey.pk]}, telling.proposed(made, actor))
    detail = {"manager": manager.pk}
    record(actor=actor, action="survey.propose", target=survey, detail=detail, wrote=wrote)
    return made


@transaction.atomic
def approve_proposal(
    *,
    proposal: RaterProposal,
    take_out: Collection[str] = (),
    add: Sequence[Pair] = (),
    reason: str = "",
    actor: User,
) -> RaterProposal:
    """Let those be asked who were proposed, less some and with others; a change has a reason."""
    survey, found = _waiting(proposal, actor)
    pairs = {(side, who) for side, who in found.raters if who not in take_out} | set(add)
    others = survey.raters.filter(manager=found.manager).exclude(side__in=PROPOSED)
    named = set(others.filter(rater__isnull=False).values_list("rater", flat=True))
    if any(who in named for _side, who in pairs):
        raise Refused(_("Somebody is named twice"))
    Rules(survey, found.manager).check(sorted(pairs))
    is_same = pairs == {tuple(pair) for pair in found.raters}
    if not is_same:
        found.reason = check_reason(reason)
    survey.raters.filter(manager=found.manager, side__in=PROPOSED).delete()
    SurveyRater.objects.bulk_create(
        SurveyRater(survey=survey, manager=found.manager, side=side, rater_id=who)
        for side, who in sorted(pairs)
    )
    approve([_person(survey, found.manager)], actor)
    return _decided(survey, found, State.APPROVED if is_same else State.CHANGED, actor)


@transaction.atomic
def refuse_proposal(*, proposal: RaterProposal, reason: str, actor: User) -> RaterProposal:
    """Refuse what was proposed; until the day is over she may propose others."""
    survey, found = _waiting(proposal, actor)
    found.reason = check_reason(reason)
    return _decided(survey, found, State.REFUSED, actor)


def lapse(survey: Survey, actor: User) -> None:
    """End what nobody has decided by the opening, in its transaction."""
    survey.proposals.filter(state=State.WAITING).update(
        state=State.LAPSED, decided_by=actor, decided_at=timezone.now()
    )


def _waiting(proposal: RaterProposal, actor: User) -> tuple[Survey, RaterProposal]:
    survey = Survey.objects.select_related("cycle").get(pk=proposal.survey_id)
    check_may_choose(survey, proposal.manager, actor)
    survey = being_set_up(survey)
    found = RaterProposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if found is None:
        raise Refused(_("She has proposed others meanwhile"))
    if not found.is_waiting:
        raise Refused(_("This was decided already"))
    found.survey = survey
    return survey, found


def _person(survey: Survey, manager: Manager) -> SurveyPerson:
    return SurveyPerson.objects.select_for_update().get(survey=survey, manager=manager)


def _decided(survey: Survey, found: RaterProposal, state: str, actor: User) -> RaterProposal:
    found.state, found.decided_by, found.decided_at = state, actor, timezone.now()
    found.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    keys: Written = {model: [survey.pk] for model in WHO}
    record(
        actor=actor,
        action=f"survey.raters_{state}",
        target=survey,
        detail={"manager": found.manager_id},
        wrote=told_together(keys, telling.decided(found, actor)),
    )
    return found
