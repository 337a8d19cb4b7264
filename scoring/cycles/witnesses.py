"""Keeping who led a participant at publication, and who decided on her report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle, Participant, Witness

BATCH = 2_000


def keep_who_leads(cycle: Cycle) -> None:
    """Keep the reporting line above every participant as it is now, for good."""
    above = dict(Manager.objects.values_list("staff_no", "supervisor_id"))
    people = Participant.objects.filter(cycle=cycle).values_list("manager", flat=True)
    Witness.objects.bulk_create(
        [
            Witness(cycle=cycle, manager_id=staff_no, supervisor_id=supervisor, reason=reason)
            for staff_no in people
            for supervisor, reason in line_above(staff_no, above)
        ],
        batch_size=BATCH,
    )


def line_above(staff_no: str, above: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield who stands above somebody, the direct supervisor first, with the reason to be kept."""
    seen, reason = {staff_no}, Witness.Reason.LED
    supervisor = above[staff_no]
    while supervisor is not None and supervisor not in seen:
        yield supervisor, reason
        seen.add(supervisor)
        supervisor, reason = above[supervisor], Witness.Reason.ABOVE


def keep_who_decided(cycle: Cycle, manager: Manager, actor: User) -> None:
    """Let a supervisor who decides on a report see it for good; human resources does anyway."""
    if not actor.is_manager or actor.manager_id is None:
        return
    Witness.objects.get_or_create(
        cycle=cycle,
        manager=manager,
        supervisor_id=actor.manager_id,
        reason=Witness.Reason.DECIDED,
    )


def witnessed_by(cycle: Cycle, user: User) -> QuerySet[Witness, str]:
    """Return the staff numbers of those whom the user led directly, or decided on, in the cycle."""
    found = Witness.objects.filter(cycle=cycle, supervisor=user.manager_id)
    return found.exclude(reason=Witness.Reason.ABOVE).values_list("manager", flat=True)


def has_reviewed(user: User) -> bool:
    """Whether the user keeps sight of somebody whom she led directly or decided on."""
    if not user.is_manager or user.manager_id is None:
        return False
    found = Witness.objects.filter(supervisor=user.manager_id)
    return found.exclude(reason=Witness.Reason.ABOVE).exists()
