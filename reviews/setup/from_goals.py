"""The approved goals of earlier cycles become targets of a set-up, beside those it has."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.locks import Lock, hold
from perfcenter.models import User
from portfolio.models import WHOLE_CYCLE
from reviews.goals.compare import Offer, approved_goals, mark, offers
from reviews.goals.plans import Key, Plan, plans_loaded, targeted, whole_target
from reviews.goals.take import Outdated, keep, picked
from reviews.models import GoalTake, Setup, SetupTarget
from reviews.setup.people import participants_of
from reviews.setup.schemes import schemes_of
from reviews.setup.write import BATCH, changed
from scoring.models import Cycle
from scoring.scheme.measures import Measure
from scoring.scheme.stored import definition


def offers_of(setup: Setup, sources: Collection[Cycle]) -> list[Offer]:
    """Return the approved goals of the participants beside the targets they would have."""
    of_line = {line: targeted(definition(one)) for line, one in schemes_of(setup).items()}
    places = participants_of(setup).order_by().values_list("staff_no", "into")
    measures = {staff: of_line.get(line, {}) for staff, line in places}
    every = {code: one for found in of_line.values() for code, one in found.items()}
    plans = {**plans_loaded(setup.span, every), **_own_plans(setup, every)}
    return offers(approved_goals(sources, measures.keys()), measures, plans)


def sources_before(setup: Setup) -> list[Cycle]:
    """Return the cycles that end before the set-up's begins, the newest first."""
    before = Cycle.objects.filter(last_month__lt=setup.first_month)
    return list(before.order_by("-last_month", "code"))


def take_goals(
    *,
    setup: Setup,
    sources: Sequence[Cycle],
    names: Collection[str],
    seen: str,
    reason: str = "",
    version: int,
    actor: User,
) -> GoalTake:
    """Take the goals that are named into the set-up's targets; the others stay as they are."""
    takes: list[GoalTake] = []

    def change(found: Setup) -> None:
        offered = offers_of(found, sources)
        if mark(offered) != seen:
            raise Outdated
        taken = picked(offered, names, reason)
        for one in taken:
            # By month or not: the goal is for the whole cycle.
            found.targets.filter(manager=one.staff_no, measure_code=one.goal.measure_code).delete()
        SetupTarget.objects.bulk_create(
            [
                SetupTarget(
                    setup=found,
                    manager_id=one.staff_no,
                    measure_code=one.goal.measure_code,
                    month=WHOLE_CYCLE,
                    target=one.target,
                )
                for one in taken
            ],
            batch_size=BATCH,
        )
        take = keep(taken, sources, reason=reason, actor=actor, setup=found)
        before = {"way": "goals", **found.targets_from}
        found.targets_from = {**before, "goals": take.sources}
        takes.append(take)

    with transaction.atomic():
        # What is loaded meanwhile stands in the preview.
        hold(Lock.LOAD)
        changed(setup, version, actor, change)
    return takes[0]


def _own_plans(setup: Setup, measures: dict[str, Measure]) -> dict[Key, Plan]:
    months: dict[Key, dict[int, int]] = {}
    rows = setup.targets.values_list("manager", "measure_code", "month", "target")
    for staff, measure, month, target in rows.order_by("month"):
        if measure in measures:
            months.setdefault((staff, measure), {})[month] = target
    origin = _origin(setup)
    taken = _taken(setup)
    return {
        key: Plan(
            target := whole_target(found, str(measures[key[1]].targets_by_month)),
            _("taken from goals") if taken.get(key) == target else origin,
        )
        for key, found in months.items()
    }


def _origin(setup: Setup) -> str:
    said = setup.targets_from
    if said.get("way") == "copy":
        return _("copied from %(code)s") % {"code": said["from"]}
    return str(said.get("from", "")) or _("of this set-up")


def _taken(setup: Setup) -> dict[Key, int]:
    """Return what was taken from goals last, by person and measure."""
    rows = setup.goal_takes.order_by("id").values_list(
        "goals__report__manager", "goals__measure_code", "goals__target"
    )
    return {(staff, measure): target for staff, measure, target in rows}
