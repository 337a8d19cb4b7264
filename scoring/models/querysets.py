"""Which cycles, participants and results a user may see, and whose reports are hers to decide on.

A supervisor sees whom she leads, by the cycle's own reviewers, in the cycles that are open; in a
published one whom she led when it was published; and whose report she decided on, whoever leads
them now. A cycle in which nobody was kept as leading at publication goes by its reviewers of today.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.utils import timezone

if TYPE_CHECKING:
    from perfcenter.models import User
    from scoring.models import Cycle, Participant, Result  # noqa: F401 - named in the bases

HOLDS = "r.step = 'review' AND r.from_on <= %s AND (r.until_on IS NULL OR r.until_on >= %s)"

# Everybody below a supervisor, cycle by cycle: where it is open, or nobody was kept as leading.
LED = f"""
WITH RECURSIVE tree(cycle_id, staff_no) AS (
    SELECT r.cycle_id, r.manager_id
    FROM scoring_reviewer r
    JOIN scoring_cycle c ON c.id = r.cycle_id
    WHERE r.reviewer_id = %s AND {HOLDS} AND (c.published_at IS NULL OR NOT EXISTS (
        SELECT 1 FROM scoring_witness w WHERE w.cycle_id = c.id AND w.reason <> 'decided'
    ))
    UNION
    SELECT r.cycle_id, r.manager_id
    FROM scoring_reviewer r
    JOIN tree ON tree.cycle_id = r.cycle_id AND tree.staff_no = r.reviewer_id
    WHERE {HOLDS}
)
SELECT p.id
FROM scoring_participant p
JOIN tree ON tree.cycle_id = p.cycle_id AND tree.staff_no = p.manager_id
"""  # noqa: S608 - our own names

# The same below those for whom somebody stands in, where the cycle is open.
STOOD_IN_FOR = f"""
WITH RECURSIVE tree(cycle_id, staff_no) AS (
    SELECT r.cycle_id, r.manager_id
    FROM scoring_reviewer r
    JOIN scoring_cycle c ON c.id = r.cycle_id
    JOIN scoring_deputy d ON d.supervisor_id = r.reviewer_id
    WHERE d.deputy_id = %s AND d.from_on <= %s AND d.until_on >= %s AND d.withdrawn_at IS NULL
    AND {HOLDS} AND c.published_at IS NULL
    UNION
    SELECT r.cycle_id, r.manager_id
    FROM scoring_reviewer r
    JOIN tree ON tree.cycle_id = r.cycle_id AND tree.staff_no = r.reviewer_id
    WHERE {HOLDS}
)
SELECT p.id
FROM scoring_participant p
JOIN tree ON tree.cycle_id = p.cycle_id AND tree.staff_no = p.manager_id
"""  # noqa: S608 - our own names

# From whom nobody who serves stands above (for HR) or from direct reports down, through reviewers
# who decide nothing any more: who left before the day, whose login is closed or has another role.
REVIEWED = """
WITH RECURSIVE led(cycle_id, staff_no) AS (
    SELECT r.cycle_id, r.manager_id FROM scoring_reviewer r WHERE {of_whom} AND {holds}
    UNION
    SELECT r.cycle_id, r.manager_id
    FROM scoring_reviewer r
    JOIN led ON led.cycle_id = r.cycle_id AND led.staff_no = r.reviewer_id
    JOIN portfolio_manager s ON s.staff_no = led.staff_no
    LEFT JOIN perfcenter_user u ON u.manager_id = s.staff_no
    WHERE {holds} AND (s.left_on < %s OR u.is_active = %s OR u.role <> 'manager')
)
SELECT p.id
FROM scoring_participant p
JOIN led ON led.cycle_id = p.cycle_id AND led.staff_no = p.manager_id
"""
OF_A_SUPERVISOR = REVIEWED.format(of_whom="r.reviewer_id = %s", holds=HOLDS)
STANDING_IN = (
    "r.reviewer_id IN (SELECT d.supervisor_id FROM scoring_deputy d WHERE d.deputy_id = %s "
    "AND d.from_on <= %s AND d.until_on >= %s AND d.withdrawn_at IS NULL)"
)
OF_A_DEPUTY = REVIEWED.format(of_whom=STANDING_IN, holds=HOLDS)
OF_NOBODY = REVIEWED.format(of_whom="r.reviewer_id IS NULL", holds=HOLDS)


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> CycleQuerySet:
        """Every cycle for HR and auditors; for managers those in which they see somebody."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        return self.filter(pk__in=_either(_places(user), "cycle"))


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """Everybody for HR and auditors; for managers themselves and those they lead or led."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        return self.filter(pk__in=_either(_places(user), "pk"))

    def reviewed_from(self, supervisor: str | None, today: date) -> ParticipantQuerySet:
        """Whose reports come up to the supervisor (None: to HR), past those who decide no more."""
        known = [today, today, today, today, today, False]
        if supervisor is None:
            return self.filter(pk__in=RawSQL(OF_NOBODY, known))  # noqa: S611 - bound parameters
        found = RawSQL(OF_A_SUPERVISOR, [supervisor, *known])  # noqa: S611 - bound parameters
        return self.filter(pk__in=found)

    def stood_in_for(self, deputy: str, today: date) -> ParticipantQuerySet:
        """Whose reports come up to those in whose place the deputy decides; none of the latter."""
        known = [deputy, *[today] * 7, False]
        found = RawSQL(OF_A_DEPUTY, known)  # noqa: S611 - bound parameters
        absent = apps.get_model("scoring", "Deputy")._default_manager.filter(
            deputy=deputy, from_on__lte=today, until_on__gte=today, withdrawn_at=None
        )
        return self.filter(pk__in=found).exclude(manager__in=absent.values("supervisor"))


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: User) -> ResultQuerySet:
        """Results of the participants the user may see."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        seen = _participants().filter(pk__in=_either(_places(user), "pk"))
        here = seen.filter(cycle=OuterRef("run__cycle"), manager=OuterRef("manager"))
        return self.filter(Exists(here))


def _takes_part(user: User) -> bool:
    """Whether the user sees anything as a manager; a staff number under another role does not."""
    return user.is_manager and user.manager_id is not None


def _participants() -> models.QuerySet[Any]:
    return apps.get_model("scoring", "Participant")._default_manager.all()


def _places(user: User) -> list[models.QuerySet[Any]]:
    """Return the participants that are herself, those she leads, those she led or decided on.

    Kept apart: within one OR, PostgreSQL looks through the whole tree again for every row.
    """
    rows, today = _participants(), timezone.localdate()
    led = RawSQL(LED, [user.manager_id, today, today, today, today])  # noqa: S611 - bound parameters
    stood_in_for = RawSQL(  # noqa: S611 - bound parameters
        STOOD_IN_FOR, [user.manager_id, *[today] * 6]
    )
    return [
        rows.filter(manager=user.manager_id),
        rows.filter(pk__in=led),
        rows.filter(pk__in=stood_in_for),
        rows.filter(
            cycle__witnesses__supervisor=user.manager_id, cycle__witnesses__manager=F("manager")
        ),
    ]


def _either(found: list[models.QuerySet[Any]], column: str) -> models.QuerySet[Any]:
    first, *others = (rows.order_by().values(column) for rows in found)
    return first.union(*others)
