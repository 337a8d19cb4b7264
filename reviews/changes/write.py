"""What HR changes in a running cycle and its reports have a say in."""

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import AnnualReport
from scoring.cycles.changing import locked
from scoring.cycles.people import exclude_participant
from scoring.models import Cycle


def exclude(*, cycle: Cycle, manager: Manager, reason: str, actor: User | None = None) -> None:
    """Take somebody out of a cycle who has not begun her report in it."""
    with transaction.atomic():
        locked(cycle, actor)
        if AnnualReport.objects.filter(cycle=cycle, manager=manager).exists():
            raise Refused(
                _("%(name)s has begun her report; end her part instead") % {"name": manager.name}
            )
        exclude_participant(cycle=cycle, manager=manager, reason=reason, actor=actor)
