"""Chainable reads of one model, and the scope that a user's role gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from perfcenter.base.ordering import ByCodePoint, beginning_with

if TYPE_CHECKING:
    from portfolio.models import Account, Client, Manager  # noqa: F401 - named in the bases

REPORTING_TREE = """
WITH RECURSIVE tree(staff_no) AS (
    SELECT staff_no FROM portfolio_manager WHERE staff_no = %s
    UNION
    SELECT m.staff_no FROM portfolio_manager m JOIN tree ON m.supervisor_id = tree.staff_no
)
SELECT staff_no FROM tree
"""


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

    def serving(self, first: date, last: date) -> ManagerQuerySet:
        """Employed on at least one day from `first` to `last`."""
        return self.filter(
            Q(hired_on__isnull=True) | Q(hired_on__lte=last),
            Q(left_on__isnull=True) | Q(left_on__gte=first),
        )

    def left_before(self, day: date) -> ManagerQuerySet:
        """No longer in service on the day; who leaves on it still is."""
        return self.filter(left_on__lt=day)


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: object) -> ClientQuerySet:
        """HR and auditors see all, managers those of themselves and of the tree below."""
        if getattr(user, "sees_everyone", False):
            return self
        people = apps.get_model("portfolio", "Manager")._default_manager.all()
        return self.filter(manager__in=people.visible_to(user).values("pk"))

    def found(self, words: str, user: object) -> ClientQuerySet:
        """Return who has the number, or whose name begins so; of few clients, holds it anywhere.

        Of a whole bank's clients only what an index finds is asked for.
        """
        exact = Q(client_no=words)
        if getattr(user, "sees_everyone", False):
            by_name = self.annotate(by_name=ByCodePoint("name"))
            return by_name.filter(exact | beginning_with("by_name", words))
        return self.filter(exact | Q(name__icontains=words) | Q(client_no__istartswith=words))


class AccountQuerySet(models.QuerySet["Account"]):
    def deposits(self) -> AccountQuerySet:
        return self.filter(kind="deposit")

    def loans(self) -> AccountQuerySet:
        return self.filter(kind="loan")
