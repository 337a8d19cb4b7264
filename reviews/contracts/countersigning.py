"""The verbs of who reviews somebody: to countersign a contract that she has signed, or not."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.contracts.read import BOTH, DECLINED, Standing, standing_of
from reviews.contracts.write import Outdated
from reviews.models import Contract, Countersignature
from reviews.telling.agreed import contract_countersigned
from scoring.cycles.changing import check_reason
from scoring.cycles.reviewers import in_whose_place, may_review, reviewer_name
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant

State = Countersignature.State


def wording_of(contract: Contract) -> str:
    """Return the sentence that is signed, about a contract of somebody."""
    return _(
        "I have agreed the measures, weights and targets of %(cycle)s with %(name)s (staff no. "
        "%(number)s) as contract %(contract)s (digest %(digest)s) says them."
    ) % {
        "cycle": cycle_title(contract.cycle),
        "name": contract.name,
        "number": contract.manager_id,
        "contract": contract.number,
        "digest": contract.digest[:8],
    }


def countersign(*, cycle: Cycle, manager: Manager, seen: str, actor: User) -> Countersignature:
    """Countersign the contract that she has signed and that was read, by its digest."""
    with transaction.atomic():
        standing = _to_answer(cycle, manager, seen, actor)
        return _answered(standing, cycle, State.SIGNED, "", actor)


def decline_to_countersign(
    *, cycle: Cycle, manager: Manager, seen: str, reason: str, actor: User
) -> Countersignature:
    """Leave it without a counter-signature, and say why; it may still be given."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write why you do not countersign"))
    reason = check_reason(reason)
    with transaction.atomic():
        standing = _to_answer(cycle, manager, seen, actor)
        if standing.state == DECLINED:
            raise Refused(_("You have refused to countersign this contract already"))
        return _answered(standing, cycle, State.REFUSED, reason, actor)


def _to_answer(cycle: Cycle, manager: Manager, seen: str, actor: User) -> Standing:
    """Return what is answered, with her place in the cycle locked against a second window."""
    if not may_review(actor, cycle, manager):
        said = {"name": reviewer_name(cycle, manager)}
        raise NotAllowed(_("%(name)s countersigns this contract") % said)
    place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    if place is None or place.ended_on is not None:
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
    cycle.refresh_from_db()
    if cycle.is_published:
        raise Refused(_("The cycle is published; nothing in it changes any more"))
    standing = standing_of(cycle, manager)
    if standing is None or standing.last is None or not standing.last.is_signed:
        raise Refused(_("%(name)s has not signed the contract yet") % {"name": manager.name})
    if seen != standing.last.digest or not standing.is_signed:
        raise Outdated
    if standing.state == BOTH:
        raise Refused(_("The contract is countersigned already"))
    return standing


def _answered(
    standing: Standing, cycle: Cycle, state: State, reason: str, actor: User
) -> Countersignature:
    contract, before = standing.last, standing.counter
    assert contract is not None  # noqa: S101 - she has signed it
    found = Countersignature.objects.create(
        contract=contract,
        number=before.number + 1 if before else 1,
        name=actor.name,
        for_whom=in_whose_place(actor, cycle, standing.manager),
        wording=wording_of(contract),
        digest=contract.digest,
        state=state,
        reason=reason,
        answered_by=actor,
        answered_at=timezone.now(),
    )
    detail = {
        "cycle": cycle.code,
        "manager": contract.manager_id,
        "number": contract.number,
        "digest": contract.digest,
        "for_whom": found.for_whom_id,
        "reason": reason or None,
    }
    record(
        actor=actor,
        action=f"contract.{'countersign' if found.is_signed else 'not_countersign'}",
        target=found,
        detail={name: said for name, said in detail.items() if said is not None},
        wrote=contract_countersigned(contract, actor, is_signed=found.is_signed),
    )
    return found
