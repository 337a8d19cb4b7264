"""Chainable reads of one model, and the scope that a user's role gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from portfolio.models import Account, Manager  # noqa: F401 - named in the bases

REPORTING_TREE = """
WITH RECURSIVE tree(staff_no) AS (
    SELECT staff_no FROM portfolio_manager WHERE staff_no = %s
    UNION
    SELECT m.staff_no FROM portfolio_manager m JOIN tree ON m.supervisor_id = tree.staff_no
)
SELECT staff_no FROM tree
"""

# From whom nobody who serves stands above (for HR) or from direct reports down, through supervisors
# who decide nothing any more: who left before the day, whose login is closed or has another role.
REVIEWED = """
WITH RECURSIVE led(staff_no) AS (
    SELECT staff_no FROM portfolio_manager WHERE {of_whom}
    UNION
    SELECT m.staff_no
    FROM portfolio_manager m
    JOIN led ON m.supervisor_id = led.staff_no
    JOIN portfolio_manager s ON s.staff_no = led.staff_no
    LEFT JOIN perfcenter_user u ON u.manager_id = s.staff_no
    WHERE s.left_on < %s OR u.is_active = %s OR u.role <> 'manager'
)
SELECT staff_no FROM led
"""
OF_A_SUPERVISOR = REVIEWED.format(of_whom="supervisor_id = %s")
OF_NOBODY = REVIEWED.format(of_whom="supervisor_id IS NULL")


class ManagerQuerySet(models.QuerySet["Manager"]):
    def visible_to(self, user: object) -> ManagerQuerySet:
        """HR and auditors see all, managers themselves and the tree below, others nobody."""
        if getattr(user, "sees_everyone", False):
            return self
        staff_no = getattr(user, "manager_id", None)
        if staff_no is None or not getattr(user, "is_manager", False):
            return self.none()
        return self.in_tree_of(staff_no)

    def in_tree_of(self, staff_no: str) -> ManagerQuerySet:
        """The manager and everybody below her in the reporting line."""
        return self.filter(staff_no__in=RawSQL(REPORTING_TREE, [staff_no]))  # noqa: S611 - bound parameter

    def reviewed_from(self, supervisor: str | None, today: date) -> ManagerQuerySet:
        """Whose reports come up to the supervisor (None: to HR), past those who decide no more."""
        known = [today, False]
        if supervisor is None:
            return self.filter(staff_no__in=RawSQL(OF_NOBODY, known))  # noqa: S611 - bound parameters
        found = RawSQL(OF_A_SUPERVISOR, [supervisor, *known])  # noqa: S611 - bound parameters
        return self.filter(staff_no__in=found)

    def serving(self, first: date, last: date) -> ManagerQuerySet:
        """Employed on at least one day from `first` to `last`."""
        return self.filter(
            Q(hired_on__isnull=True) | Q(hired_on__lte=last),
            Q(left_on__isnull=True) | Q(left_on__gte=first),
        )

    def left_before(self, day: date) -> ManagerQuerySet:
        """No longer in service on the day; who leaves on it still is."""
        return self.filter(left_on__lt=day)


class AccountQuerySet(models.QuerySet["Account"]):
    def deposits(self) -> AccountQuerySet:
        return self.filter(kind="deposit")

    def loans(self) -> AccountQuerySet:
        return self.filter(kind="loan")
