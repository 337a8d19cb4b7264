"""Which annual reports a user may see, and which of their versions others ever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from scoring.models import Participant

if TYPE_CHECKING:
    from perfcenter.models import User
    from reviews.models import (  # noqa: F401 - named in the bases
        AnnualReport,
        Objection,
        Revision,
    )


class ReportQuerySet(models.QuerySet["AnnualReport"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Her own in every state; others' once submitted, as far as she sees who wrote them."""
        handed_in = Q(submitted_at__isnull=False)
        if user.sees_everyone:
            return self.filter(handed_in)
        seen = Participant.objects.visible_to(user)
        here = seen.filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
        # Kept apart: within an OR, PostgreSQL looks through the whole tree again for every report.
        all_reports = self.model._default_manager.order_by()
        others = all_reports.filter(handed_in, Exists(here)).values("pk")
        if user.manager_id is None:
            return self.filter(pk__in=others)
        own = all_reports.filter(manager=user.manager_id).values("pk")
        return self.filter(pk__in=own.union(others))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def handed_in(self) -> RevisionQuerySet:
        """Those that were handed in and not taken back; the rest is the writer's alone."""
        taken_back = apps.get_model("reviews", "HandIn").objects.filter(
            report=OuterRef("report"), version=OuterRef("version"), withdrawn_at__isnull=False
        )
        return self.filter(~Exists(taken_back), is_submission=True)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> ObjectionQuerySet:
        """All to HR and auditors; to others their own, and those that they decide on or did."""
        if user.sees_everyone:
            return self
        if not user.is_manager:
            return self.none()
        hers = Q(assignee=user) | Q(decided_by=user)
        return self.filter(hers if user.manager_id is None else hers | Q(manager=user.manager_id))
