"""HR's verb: let a cycle's reports be approved at a second level, or no longer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.models import SecondLevel
from reviews.steps.second import has_second_level
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle, Round


def begin_with_second_level(opened: Round | Cycle, actor: User) -> None:
    """Let the reviewer's superior approve after her in what has just been opened."""
    cycles = [opened] if isinstance(opened, Cycle) else list(opened.cycles.all())
    for cycle in cycles:
        _set(cycle, "", actor, is_on=True)


def set_second_level(
    *, cycle: Cycle, is_on: bool, reason: str, actor: User | None = None
) -> SecondLevel:
    """Say whether the reviewer's own superior approves after her, from the next approval on.

    What was approved before stays approved; what waits at the second level goes on waiting there.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        if has_second_level(cycle) == is_on:
            raise Refused(_("It is so already; nothing is changed"))
        return _set(cycle, reason, actor, is_on=is_on)


def _set(cycle: Cycle, reason: str, actor: User | None, *, is_on: bool) -> SecondLevel:
    row = SecondLevel.objects.create(
        cycle=cycle, is_on=is_on, reason=reason, set_by=actor, set_at=timezone.now()
    )
    record(
        actor=actor,
        action="cycle.second_level",
        target=cycle,
        detail={"second_level": is_on, "reason": reason},
        wrote={SecondLevel: [row.pk]},
    )
    return row
