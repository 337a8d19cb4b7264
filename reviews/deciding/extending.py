"""HR's verb: give people another day for their self-review than the cycle's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.models import Extension
from reviews.telling.news import due_otherwise
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle, Participant

NAMED = 50
"""So many staff numbers stand in the entry of the audit log."""


def extend(
    *,
    cycle: Cycle,
    staff: Collection[str],
    until: date | None,
    reason: str,
    actor: User | None = None,
) -> int:
    """Set the day until which these people write; None: the cycle's again. Return how many.

    It holds for writing and for what was returned, and for nobody's decision.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        chosen = set(staff)
        there = Participant.objects.filter(cycle=cycle).values_list("manager", flat=True)
        taking_part = sorted(chosen.intersection(there))
        if len(taking_part) < len(chosen):
            gone = ", ".join(sorted(chosen.difference(taking_part))[:NAMED])
            raise Refused(_("Who takes no part in the cycle: %(staff)s") % {"staff": gone})
        now = timezone.now()
        Extension.objects.bulk_create(
            [
                Extension(
                    cycle=cycle, manager_id=who, until=until, reason=reason, given_by=actor,
                    given_at=now,
                )
                for who in taking_part
            ],
            batch_size=500,
        )  # fmt: skip
        detail = {
            "people": len(taking_part),
            "managers": ", ".join(taking_part[:NAMED]),
            "self_review_due": until.isoformat() if until else None,
            "reason": reason,
        }
        record(
            actor=actor,
            action="report.extend",
            target=cycle,
            detail=detail,
            wrote={Extension: [cycle.pk], **due_otherwise(cycle, taking_part, until, actor)},
        )
    return len(taking_part)
