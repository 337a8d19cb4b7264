"""The verbs of contracts: HR writes their wording and asks for them; each person answers hers."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.contracts.read import REFUSED, Standing, call_of, standing_of
from reviews.models import Contract, ContractCall, ContractWording
from reviews.telling.agreed import contract_answered, contracts_asked
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle, Participant

WORDING_LIMIT = 10_000


class Outdated(Refused):
    """The contract is no longer the one that was read."""

    def __init__(self) -> None:
        super().__init__(
            _("The targets or the wording have changed since you opened this page; read it again")
        )


def write_wording(*, text_zh: str, text: str = "", read: int, actor: User) -> ContractWording:
    """Keep a new version of the wording; `read` is the version on which it was written (0: none).

    What was asked for and signed in an older one stays in that one.
    """
    check_is_hr(actor)
    text_zh, text = text_zh.replace("\r\n", "\n").strip(), text.replace("\r\n", "\n").strip()
    if not text_zh:
        raise Refused(_("Write the wording in Chinese"))
    if max(len(text_zh), len(text)) > WORDING_LIMIT:
        raise Refused(_("The wording is longer than %(limit)s characters") % {"limit": 10_000})
    with transaction.atomic():
        # One at a time: the number is the next one.
        hold(Lock.AUDIT_CHAIN)
        newest = ContractWording.objects.first()
        number = newest.version if newest else 0
        if number != read:
            raise Refused(_("Somebody else has written version %(number)s") % {"number": number})
        if newest and (newest.text_zh, newest.text) == (text_zh, text):
            return newest
        wording = ContractWording.objects.create(
            version=number + 1,
            text_zh=text_zh,
            text=text,
            written_by=actor,
            written_at=timezone.now(),
        )
        record(
            actor=actor,
            action="contract.wording",
            target=wording,
            detail={"version": wording.version},
        )
    return wording


def call(
    *, cycle: Cycle, wording: ContractWording, due: date | None, read: int, actor: User
) -> ContractCall:
    """Ask everybody who takes part to sign; `read` is the call that the page showed (0: none)."""
    with transaction.atomic():
        cycle = locked(cycle, actor)
        before = call_of(cycle)
        if (before.pk if before else 0) != read:
            raise Refused(
                _("%(name)s has asked for the contracts meanwhile; look once more")
                % {"name": before.called_by.name if before else ""}
            )
        if due is not None and due < timezone.localdate():
            raise Refused(_("The day by which it is signed is past"))
        found = ContractCall.objects.create(
            cycle=cycle, wording=wording, due=due, called_by=actor, called_at=timezone.now()
        )
        record(
            actor=actor,
            action="contract.call",
            target=cycle,
            detail={"version": wording.version, "due": due.isoformat() if due else None},
            wrote={ContractCall: [found.pk], **contracts_asked(found, actor)},
        )
    return found


def sign(*, cycle: Cycle, manager: Manager, seen: str, actor: User) -> Contract:
    """Sign the contract that was read, by its digest."""
    with transaction.atomic():
        standing = _to_answer(cycle, manager, seen, actor)
        if standing.is_signed:
            raise Refused(_("You have signed this contract already"))
        return _answered(standing, cycle, Contract.State.SIGNED, "", actor)


def refuse(*, cycle: Cycle, manager: Manager, seen: str, reason: str, actor: User) -> Contract:
    """Refuse to sign the contract that was read, and say why."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write why you do not sign"))
    reason = check_reason(reason)
    with transaction.atomic():
        standing = _to_answer(cycle, manager, seen, actor)
        if standing.is_signed:
            raise Refused(_("You have signed this contract already"))
        if standing.state == REFUSED:
            raise Refused(_("You have refused this contract already"))
        return _answered(standing, cycle, Contract.State.REFUSED, reason, actor)


def _to_answer(cycle: Cycle, manager: Manager, seen: str, actor: User) -> Standing:
    """Return what is answered, with her place in the cycle locked against a second window."""
    if not (actor.is_manager and actor.manager_id == manager.staff_no):
        raise NotAllowed(_("Only %(name)s signs this contract") % {"name": manager.name})
    place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    if place is None or place.ended_on is not None:
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
    cycle.refresh_from_db()
    if cycle.is_published:
        raise Refused(_("The cycle is published; nothing in it changes any more"))
    standing = standing_of(cycle, manager)
    if standing is None:
        raise Refused(_("Human resources has not asked for the contracts of this cycle"))
    if standing.digest != seen:
        raise Outdated
    return standing


def _answered(
    standing: Standing, cycle: Cycle, state: Contract.State, reason: str, actor: User
) -> Contract:
    manager = standing.manager
    last = Contract.objects.filter(cycle=cycle, manager=manager).aggregate(last=Max("number"))
    contract = Contract.objects.create(
        cycle=cycle,
        manager=manager,
        number=(last["last"] or 0) + 1,
        wording=standing.call.wording,
        name=manager.name,
        content=standing.content,
        digest=standing.digest,
        state=state,
        reason=reason,
        answered_by=actor,
        answered_at=timezone.now(),
    )
    record(
        actor=actor,
        action=f"contract.{'sign' if contract.is_signed else 'refuse'}",
        target=contract,
        detail={
            "digest": contract.digest,
            "version": contract.wording.version,
            **({"reason": reason} if reason else {}),
        },
        wrote=contract_answered(contract, actor),
    )
    return contract
