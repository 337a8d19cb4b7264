"""Which cycles, participants and results a user may see.

A supervisor sees whom she leads in the cycles that are open; in a published one whom she led when
it was published; and whose report she decided on, whoever leads them now. A cycle in which nobody
was kept as leading at publication goes by the reporting line of today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

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
        return self.filter(pk__in=_either(_places(user), "cycle"))


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """Everybody for HR and auditors; for managers themselves and those they lead or led."""
        if user.sees_everyone:
            return self
        if not _takes_part(user):
            return self.none()
        return self.filter(pk__in=_either(_places(user), "pk"))


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
    rows = _participants()
    of_today = apps.get_model("scoring", "Cycle")._default_manager.filter(_goes_by_today())
    return [
        rows.filter(manager=user.manager_id),
        rows.filter(manager__in=Manager.objects.visible_to(user), cycle__in=of_today.values("pk")),
        rows.filter(
            cycle__witnesses__supervisor=user.manager_id, cycle__witnesses__manager=F("manager")
        ),
    ]


def _either(found: list[models.QuerySet[Any]], column: str) -> models.QuerySet[Any]:
    first, *others = (rows.order_by().values(column) for rows in found)
    return first.union(*others)


def _goes_by_today() -> Q:
    """Whether who leads now is who sees: until publication, and where nobody was kept then."""
    led = Witness.objects.exclude(reason=Witness.Reason.DECIDED)
    return Q(published_at__isnull=True) | Q(~Exists(led.filter(cycle=OuterRef("pk"))))
