"""Chainable reads of one model, and the scope that a user's role gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from perfcenter.base.ordering import ByCodePoint, beginning_with
from portfolio.models.tree import below, leads_more_than

if TYPE_CHECKING:
    from portfolio.models import Account, Client, Manager  # noqa: F401 - named in the bases

FEW, FEW_PEOPLE = 20_000, 100
"""Clients that are read through in less time than anybody notices; people who have them."""


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
        return self.filter(staff_no__in=below(staff_no))

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
        return self if getattr(user, "sees_everyone", False) else self.filter(_whose(user))

    def found(self, words: str, user: object) -> ClientQuerySet:
        """Return those within the user's scope that are found by the words.

        Of few clients, whose name holds them anywhere; of many, by what an index finds: whose
        name or number begins so. Each of those is asked whose she is, since by the index of the
        managers the whole scope would be read first.
        """
        if self.are_few(user):
            return self.visible_to(user).holding(words)
        both = self.alias(by_name=ByCodePoint("name"), by_number=ByCodePoint("client_no"))
        both = both.filter(beginning_with("by_name", words) | beginning_with("by_number", words))
        if getattr(user, "sees_everyone", False):
            return both
        return both.alias(whose=Coalesce("manager_id", Value(""))).filter(_whose(user, "whose"))

    def holding(self, words: str) -> ClientQuerySet:
        return self.filter(Q(name__icontains=words) | Q(client_no__istartswith=words))

    def beginning_with(self, field: str, words: str) -> ClientQuerySet:
        """Return whose field begins so, in the order of its index."""
        keyed = self.annotate(key=ByCodePoint(field))
        return keyed.filter(beginning_with("key", words)).order_by("key")

    def are_few(self, user: object) -> bool:
        """Whether those within the user's scope can be read through; counts as far as it must."""
        staff_no = getattr(user, "manager_id", None)
        if getattr(user, "sees_everyone", False) or (
            staff_no and leads_more_than(FEW_PEOPLE, staff_no)
        ):
            return False
        return self.visible_to(user).order_by()[: FEW + 1].count() <= FEW


def _whose(user: object, field: str = "manager_id") -> Q:
    """Return that the field names somebody whom the user may see."""
    people = apps.get_model("portfolio", "Manager")._default_manager.all()
    return Q(**{f"{field}__in": people.visible_to(user).values("pk")})


class AccountQuerySet(models.QuerySet["Account"]):
    def deposits(self) -> AccountQuerySet:
        return self.filter(kind="deposit")

    def loans(self) -> AccountQuerySet:
        return self.filter(kind="loan")
