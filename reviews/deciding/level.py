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
from scoring.models import Cycle


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
