"""Keeping who led a participant at publication, and who decided on her report."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle, Witness
from scoring.models.querysets import HOLDS

# One statement, because publishing holds the database: everybody's line is walked up at once. Rows
# that are there already are left out, so that a circle ends; nobody stands above herself.
KEEP = f"""
WITH RECURSIVE line(manager, direct, supervisor) AS (
    SELECT p.manager_id, r.reviewer_id, r.reviewer_id
    FROM scoring_participant p
    JOIN scoring_reviewer r ON r.cycle_id = p.cycle_id AND r.manager_id = p.manager_id
    WHERE p.cycle_id = %s AND r.reviewer_id IS NOT NULL AND {HOLDS}
    UNION
    SELECT line.manager, line.direct, r.reviewer_id
    FROM line
    JOIN scoring_reviewer r ON r.cycle_id = %s AND r.manager_id = line.supervisor
    WHERE r.reviewer_id <> line.manager AND r.reviewer_id <> line.direct AND {HOLDS}
)
INSERT INTO scoring_witness (cycle_id, manager_id, supervisor_id, reason)
SELECT %s, manager, supervisor, CASE WHEN supervisor = direct THEN %s ELSE %s END
FROM line
ORDER BY manager
"""  # noqa: S608 - our own names


def keep_who_leads(cycle: Cycle) -> None:
    """Keep the cycle's line of reviewers above every participant as it is now, for good."""
    reasons = [str(reason.value) for reason in (Witness.Reason.LED, Witness.Reason.ABOVE)]
    day = cycle.decided_on
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [cycle.pk, day, day, cycle.pk, day, day, cycle.pk, *reasons])


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
