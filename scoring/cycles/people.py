"""Who takes part in a running cycle: ending somebody's part, adding somebody."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from scoring.cycles.changing import check_reason, locked
from scoring.cycles.lines import open_lines
from scoring.cycles.names import name_as_then
from scoring.models import (
    Cycle,
    Judgment,
    NameAsPublished,
    Participant,
    Reviewer,
    ScoreOverride,
    SurveyValue,
)


def end_participant(
    *, cycle: Cycle, manager: Manager, ended_on: date, reason: str, actor: User | None = None
) -> Participant:
    """End somebody's part in the cycle on a day, which still counts; her rows stay.

    Before the cycle's last day she is scored like who left the bank on that day, outside peers and
    quotas; from that day on her numbers are those of the whole cycle. Either way nobody waits for
    her report any more. A part that has ended can be ended on another day.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        place = _place(cycle, manager)
        if place is None:
            raise Refused(_("%(name)s takes no part in the cycle") % {"name": manager.name})
        if ended_on < cycle.begins:
            raise Refused(
                _("The last day is %(day)s; expected one from %(first)s on")
                % {"day": ended_on.isoformat(), "first": cycle.begins.isoformat()}
            )
        if (place.ended_on, place.ended_because) == (ended_on, reason):
            return place
        before = place.ended_on
        place.ended_on, place.ended_because = ended_on, reason
        place.save(update_fields=["ended_on", "ended_because"])
        _changed(
            cycle,
            "cycle.end_participant",
            {
                "manager": manager.staff_no,
                "before": _written(before),
                "ended_on": _written(ended_on),
                "reason": reason,
            },
            actor,
        )
    return place


def add_participant(
    *, cycle: Cycle, manager: Manager, reason: str, actor: User | None = None
) -> Participant:
    """Let somebody who serves in the cycle take part in it; or again, where her part has ended."""
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        serving = Manager.objects.serving(cycle.begins, cycle.ends)
        if not serving.filter(pk=manager.pk).exists():
            raise Refused(_("%(name)s does not serve in the cycle") % {"name": manager.name})
        place = _place(cycle, manager)
        before = place.ended_on if place else None
        if place is None:
            place = Participant.objects.create(cycle=cycle, manager=manager)
        elif before is None:
            raise Refused(_("%(name)s takes part in the cycle already") % {"name": manager.name})
        else:
            place.ended_on, place.ended_because = None, ""
            place.save(update_fields=["ended_on", "ended_because"])
        open_lines(cycle, [manager.staff_no])
        _changed(
            cycle,
            "cycle.add_participant",
            {
                "manager": manager.staff_no,
                "before": _written(before),
                "reason": reason,
            },
            actor,
        )
    return place


def exclude_participant(
    *, cycle: Cycle, manager: Manager, reason: str, actor: User | None = None
) -> None:
    """Take somebody out who should not have been in the cycle: she is not scored at all.

    Who was judged already is not taken out: her part is ended.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        place = _place(cycle, manager)
        if place is None:
            raise Refused(_("%(name)s takes no part in the cycle") % {"name": manager.name})
        of_hers = {"cycle": cycle, "manager": manager}
        is_judged = Judgment.objects.filter(**of_hers).exists()
        if is_judged or ScoreOverride.objects.filter(**of_hers).exists():
            raise Refused(
                _("%(name)s has been judged already; end her part instead") % {"name": manager.name}
            )
        if SurveyValue.objects.filter(cycle=cycle, manager=manager).exists():
            raise Refused(
                _("A survey says something of %(name)s; end her part instead")
                % {"name": manager.name}
            )
        if cycle.participants.count() == 1:
            raise Refused(_("%(name)s is the only participant") % {"name": manager.name})
        place.delete()
        lines = Reviewer.objects.filter(cycle=cycle)
        if not lines.filter(reviewer=manager).exists():
            lines.filter(manager=manager).delete()
        detail: dict[str, str | None] = {"manager": manager.staff_no, "reason": reason}
        _changed(cycle, "cycle.exclude_participant", detail, actor)


def ended_participants(cycle: Cycle) -> list[Participant]:
    """Return whose part has ended, by staff number."""
    found = Participant.objects.filter(cycle=cycle, ended_on__isnull=False)
    places = list(found.select_related("manager__branch").order_by("manager"))
    name_as_then(cycle, NameAsPublished.Kind.PERSON, [place.manager for place in places])
    return places


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(cycle: Cycle, manager: Manager) -> Participant | None:
    return Participant.objects.filter(cycle=cycle, manager=manager).first()


def _changed(cycle: Cycle, action: str, detail: dict[str, str | None], actor: User | None) -> None:
    """Note that a run from before no longer has the cycle's people, and record the change."""
    cycle.people_changed_at = timezone.now()
    cycle.save(update_fields=["people_changed_at"])
    wrote = {Participant: [cycle.pk], Reviewer: [cycle.pk]}
    record(actor=actor, action=action, target=cycle, detail=detail, wrote=wrote)
