"""What has to hold before the record of a cycle is sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from reviews.models import ImprovementPlan, Objection, Recognition
from reviews.steps.afterwards import appealed_by, may_still_appeal
from reviews.steps.sealed import seal_in_force
from scoring.models import Cycle


def ended_early(cycle: Cycle) -> str:
    """Say which days of the people sealing today would end; nothing where they are over."""
    if not may_still_appeal(cycle):
        return ""
    return _("Until %(day)s results can be queried and appealed against; sealing ends that") % {
        "day": appealed_by(cycle)
    }


def against(cycle: Cycle) -> Iterator[str]:
    """Yield in sentences what stands against sealing; nothing where it can be done."""
    if not cycle.is_published:
        yield _("The grades are not published yet")
    elif seal_in_force(cycle) is not None:
        yield _("It is sealed already")
    waiting = Objection.objects.filter(cycle=cycle, state=Objection.State.OPEN).count()
    if waiting:
        yield ngettext(
            "%(count)s query or appeal is open",
            "%(count)s queries or appeals are open",
            waiting,
        ) % {"count": whole(waiting)}
    plans = ImprovementPlan.objects.filter(cycle=cycle, state=ImprovementPlan.State.OPEN).count()
    if plans:
        yield ngettext(
            "%(count)s improvement plan is under way",
            "%(count)s improvement plans are under way",
            plans,
        ) % {"count": whole(plans)}
    proposed = Recognition.objects.filter(cycle=cycle, state=Recognition.State.PROPOSED).count()
    if proposed:
        yield ngettext(
            "%(count)s recognition waits for a decision",
            "%(count)s recognitions wait for a decision",
            proposed,
        ) % {"count": whole(proposed)}
