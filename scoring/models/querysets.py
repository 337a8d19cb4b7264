"""Which cycles and results a user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from portfolio.models import Manager

if TYPE_CHECKING:
    from perfcenter.models import User
    from scoring.models import Cycle, Result  # noqa: F401 - named in the bases


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> CycleQuerySet:
        """Every cycle for HR and auditors; for managers those with a participant in their tree."""
        if user.sees_everyone:
            return self
        return self.filter(pk__in=Manager.objects.visible_to(user).values("participations__cycle"))


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: User) -> ResultQuerySet:
        """Results of the managers the user may see."""
        if user.sees_everyone:
            return self
        return self.filter(manager__in=Manager.objects.visible_to(user))
