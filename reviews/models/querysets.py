"""Which annual reports a user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from portfolio.models import Manager

if TYPE_CHECKING:
    from perfcenter.models import User
    from reviews.models import AnnualReport  # noqa: F401 - named in the bases


class ReportQuerySet(models.QuerySet["AnnualReport"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Her own in every state; others' in the tree below, HR's and auditors' once submitted."""
        handed_in = Q(submitted_at__isnull=False)
        if user.sees_everyone:
            return self.filter(handed_in)
        # The tree holds herself. Within an OR, PostgreSQL would look through it for every report.
        people = Manager.objects.visible_to(user)
        return self.filter(manager__in=people).filter(handed_in | Q(manager=user.manager_id))
