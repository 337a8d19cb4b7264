"""What HR does with approved goals: they become the targets of a cycle that is not scored yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import WHOLE_CYCLE
from reviews.goals.compare import Offer, approved_goals, mark, offers
from reviews.goals.plans import plans_loaded, targeted
from reviews.goals.storing import load_targets
from reviews.models import GoalTake, Setup, TakenGoal
from reviews.telling.agreed import targets_set
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle, ScoreRun
from scoring.scheme.stored import definition

NAMED = 50
"""So many staff numbers stand in the entry of the audit log."""


class Outdated(Refused):
    """Goals or targets are no longer those that were looked at."""

    def __init__(self) -> None:
        super().__init__(
            _("Goals or targets have changed since you opened this page; look once more")
        )


class LossesAsked(Refused):
    """A loss is among the goals, and nothing says why it is meant."""

    def __init__(self) -> None:
        super().__init__(_("Not taken: a goal is below nothing; write why a loss is meant"))


def offers_of(cycle: Cycle, sources: Collection[Cycle]) -> list[Offer]:
    """Return the approved goals of these cycles beside the targets of one that is open."""
    people = set(cycle.participants.values_list("manager", flat=True))
    measures = targeted(definition(cycle.scheme))
    goals = approved_goals(sources, people)
    return offers(goals, dict.fromkeys(people, measures), plans_loaded(cycle, measures))


def sources_before(cycle: Cycle) -> list[Cycle]:
    """Return the cycles that ended before a cycle begins, the newest first."""
    before = Cycle.objects.filter(last_month__lt=cycle.first_month)
    return list(before.order_by("-last_month", "code"))


def check_unscored(cycle: Cycle) -> None:
    """Refuse what comes after the first score run: targets change by an import from then on."""
    if ScoreRun.objects.filter(cycle=cycle).exists():
        raise Refused(_("The cycle is scored; from now on targets change by an import"))


def take_into_cycle(
    *,
    cycle: Cycle,
    sources: Sequence[Cycle],
    names: Collection[str],
    seen: str,
    reason: str = "",
    actor: User,
) -> GoalTake:
    """Load the goals that are named as targets of the cycle, if they are what was looked at."""
    check_is_hr(actor)
    with transaction.atomic():
        # Before the cycle's and the audit log's, as whoever loads takes them.
        hold(Lock.LOAD)
        cycle = locked(cycle, actor)
        check_unscored(cycle)
        found = offers_of(cycle, sources)
        if mark(found) != seen:
            raise Outdated
        taken = picked(found, names, reason)
        load_targets(
            [(*one.key, one.target, WHOLE_CYCLE, cycle.code) for one in taken],
            name=cycle.code,
            actor=actor,
        )
        return keep(taken, sources, reason=reason, actor=actor, cycle=cycle)


def picked(found: Sequence[Offer], names: Collection[str], reason: str) -> list[Offer]:
    """Return the offers that are named; refuse none, what cannot be taken, and a loss unasked."""
    wanted = set(names)
    taken = [one for one in found if one.name in wanted]
    if not taken or len(taken) < len(wanted):
        raise Refused(_("Tick at least one goal that can be taken"))
    for one in taken:
        if one.why_not:
            said = {"name": one.goal.report.manager.name, "measure": one.title, "why": one.why_not}
            raise Refused(_("%(name)s, %(measure)s: %(why)s") % said)
    if any(one.is_loss for one in taken) and not reason.strip():
        raise LossesAsked
    return taken


def keep(
    taken: Sequence[Offer],
    sources: Collection[Cycle],
    *,
    reason: str,
    actor: User,
    setup: Setup | None = None,
    cycle: Cycle | None = None,
) -> GoalTake:
    """Keep which goals were taken over, from whose report and in the place of what."""
    about = setup or cycle
    assert about is not None  # noqa: S101 - one of the two is given
    codes = sorted({one.goal.report.cycle.code for one in taken})
    take = GoalTake.objects.create(
        setup=setup,
        cycle=cycle,
        sources=", ".join(codes)[:500],
        reason=check_reason(reason) if reason.strip() else "",
        taken_by=actor,
        taken_at=timezone.now(),
    )
    TakenGoal.objects.bulk_create(
        [
            TakenGoal(
                take=take,
                report=one.goal.report,
                report_version=one.goal.report.version,
                measure_code=one.goal.measure_code,
                target=one.target,
                before=one.plan.target if one.plan else None,
            )
            for one in taken
        ],
        batch_size=500,
    )
    people = sorted({one.staff_no for one in taken})
    record(
        actor=actor,
        action="setup.goals" if setup else "cycle.goals",
        target=about,
        detail={
            "from": take.sources,
            "targets": len(taken),
            "people": len(people),
            "managers": ", ".join(people[:NAMED]),
            **({"reason": take.reason} if take.reason else {}),
        },
        wrote={
            GoalTake: [take.pk],
            TakenGoal: [take.pk],
            **(targets_set(cycle, people, actor) if cycle else {}),
        },
    )
    return take
