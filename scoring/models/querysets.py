"""Which cycles, participants and results a user may see.

A supervisor sees whom she leads in the cycles that are open; in a published one whom she led when
it was published; and whose report she decided on, whoever leads them now. A cycle in which nobody
was kept as leading at publication goes by the reporting line of today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portfolio.models import Manager
from scoring.models.witnesses import Witness

if TYPE_CHECKING:
    from perfcenter.models import User
    from scoring.models import Cycle, Participant, Result  # noqa: F401 - named in the bases


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> CycleQuerySet:
        """Every cycle for HR and auditors; for managers those in which they see somebody."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        own = Q(participants__manager=user.manager_id)
        led = _goes_by_today("") & Q(participants__manager__in=Manager.objects.visible_to(user))
        kept = Q(pk__in=_witnessed(user).values("cycle"))
        return self.filter(own | led | kept).distinct()


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """Everybody for HR and auditors; for managers themselves and those they lead or led."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        own = Q(manager=user.manager_id)
        led = _goes_by_today("cycle__") & Q(manager__in=Manager.objects.visible_to(user))
        here = _witnessed(user).filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
        return self.filter(own | led | Exists(here))


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: User) -> ResultQuerySet:
        """Results of the participants the user may see."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        own = Q(manager=user.manager_id)
        led = _goes_by_today("run__cycle__") & Q(manager__in=Manager.objects.visible_to(user))
        here = _witnessed(user).filter(cycle=OuterRef("run__cycle"), manager=OuterRef("manager"))
        return self.filter(own | led | Exists(here))


def _takes_part(user: User) -> bool:
    """Whether the user sees anything as a manager; a staff number under another role does not."""
    return user.is_manager and user.manager_id is not None


def _witnessed(user: User) -> models.QuerySet[Witness]:
    return Witness.objects.filter(supervisor=user.manager_id)


def _goes_by_today(cycle: str) -> Q:
    """Whether who leads now is who sees: until publication, and where nobody was kept then."""
    led = Witness.objects.exclude(reason=Witness.Reason.DECIDED)
    kept = led.filter(cycle=OuterRef(f"{cycle}pk"))
    return Q((f"{cycle}published_at__isnull", True)) | Q(~Exists(kept))
