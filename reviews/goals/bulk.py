"""Targets and proposed goals of many people at once: what a workbook changes, and its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_json
from perfcenter.base.formats import language
from perfcenter.base.locks import Lock, hold
from perfcenter.base.money import MILLION
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import WHOLE_CYCLE, Manager
from reviews.goals.compare import in_millionths, signed
from reviews.goals.plans import Key, plans_loaded, targeted
from reviews.goals.sheet import Grid, wrong_number
from reviews.goals.storing import load_targets
from reviews.goals.take import NAMED, LossesAsked, Outdated, check_unscored
from reviews.models import AnnualReport, ProposedGoal
from reviews.report.forms import goal_measures
from reviews.report.read import proposed_in
from reviews.telling.agreed import goals_proposed, targets_set
from scoring.cycles.changing import check_reason, locked
from scoring.cycles.reviewers import reviewed_places
from scoring.models import Cycle
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition
from scoring.sheet.scales import goal_text, scales

MOST = 20_000
"""So many cells may change at once."""


@dataclass(frozen=True)
class Changed:
    """A number that is another one than stands."""

    manager: Manager
    measure: AnyMeasure
    before: Fraction | None
    after: Fraction

    @property
    def key(self) -> Key:
        return self.manager.staff_no, self.measure.code

    @property
    def title(self) -> str:
        return str(self.measure.title_for(language()))

    @property
    def is_loss(self) -> bool:
        return self.after < 0

    @property
    def before_shown(self) -> str:
        return (
            "" if self.before is None else goal_text(next(scales(self.measure.unit)), self.before)
        )

    @property
    def after_shown(self) -> str:
        return goal_text(next(scales(self.measure.unit)), self.after)

    @property
    def difference(self) -> str:
        if self.before is None:
            return ""
        apart = in_millionths(self.after - self.before)
        return signed(next(scales(self.measure.unit)), apart)


def changes(grid: Grid, values: Mapping[Key, Fraction]) -> list[Changed]:
    """Return what the numbers change, in the order of people and measures."""
    return [
        Changed(manager, measure, grid.numbers.get((staff, code)), values[staff, code])
        for staff, manager in grid.people.items()
        for code, measure in grid.measures.items()
        if (staff, code) in values and values[staff, code] != grid.numbers.get((staff, code))
    ]


def mark(grid: Grid) -> str:
    """Return what tells one state of the numbers from another."""
    return of_json([[*key, str(value)] for key, value in sorted(grid.numbers.items())])[:16]


def packed(values: Iterable[Changed]) -> list[list[str]]:
    """Return the changes as a page carries them to its confirmation."""
    return [[*one.key, str(one.after)] for one in values]


def unpacked(sent: object, grid: Grid) -> dict[Key, Fraction]:
    """Return the numbers that a page carried; whatever is none of ours is refused."""
    found: dict[Key, Fraction] = {}
    try:
        for staff, code, number in sent:  # type: ignore[attr-defined] # what is no list raises
            found[str(staff), str(code)] = Fraction(str(number))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise Outdated from error
    for (staff, code), value in found.items():
        measure = grid.measures.get(code)
        if staff not in grid.people or measure is None or wrong_number(value, measure):
            raise Outdated
    return found


def grid_of_targets(cycle: Cycle) -> Grid:
    """Return everybody who takes part, the measures with a target and the targets that stand."""
    measures = targeted(definition(cycle.scheme))
    places = cycle.participants.select_related("manager__branch").order_by("manager")
    plans = plans_loaded(cycle, measures)
    people = {place.manager_id: place.manager for place in places}
    numbers = {
        key: Fraction(plan.target, MILLION) for key, plan in plans.items() if key[0] in people
    }
    return Grid(people, measures, numbers)


def grid_of_proposals(cycle: Cycle, user: User) -> Grid:
    """Return whom the user reviews and the measures of goals, with what is proposed already."""
    measures = {one.code: one for one in goal_measures(definition(cycle.scheme).measures)}
    places = reviewed_places(user).filter(cycle=cycle, ended_on__isnull=True)
    people = [p.manager for p in places.select_related("manager__branch").order_by("manager")]
    handed_in = AnnualReport.objects.filter(cycle=cycle).exclude(
        state__in=(AnnualReport.State.DRAFT, AnnualReport.State.RETURNED)
    )
    done = set(handed_in.values_list("manager", flat=True))
    found = proposed_in(cycle, [one.staff_no for one in people])
    return Grid(
        {one.staff_no: one for one in people if one.staff_no not in done},
        measures,
        {
            key: one.target
            for key, one in found.items()
            if key[0] not in done and one.target is not None
        },
        {
            one.staff_no: _("somebody whose self-review is not handed in yet")
            for one in people
            if one.staff_no in done
        },
    )


def put_targets(
    *, cycle: Cycle, sent: object, seen: str, reason: str = "", actor: User
) -> list[Changed]:
    """Load the numbers as targets of a cycle that is not scored, all or nothing."""
    check_is_hr(actor)
    with transaction.atomic():
        # Before the cycle's and the audit log's, as whoever loads takes them.
        hold(Lock.LOAD)
        cycle = locked(cycle, actor)
        check_unscored(cycle)
        grid = grid_of_targets(cycle)
        done = _checked(grid, sent, seen, reason)
        load_targets(
            [(*one.key, in_millionths(one.after), WHOLE_CYCLE, cycle.code) for one in done],
            name=cycle.code,
            actor=actor,
        )
        record(
            actor=actor,
            action="cycle.targets",
            target=cycle,
            detail=_detail(done, reason),
            wrote=targets_set(cycle, _people(done), actor),
        )
    return done


def propose(
    *, cycle: Cycle, sent: object, seen: str, reason: str = "", actor: User
) -> list[Changed]:
    """Keep the numbers as proposals for the goals of people whom the actor reviews."""
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().select_related("scheme").get(pk=cycle.pk)
        if cycle.is_published:
            raise Refused(_("The cycle is published; nothing in it changes any more"))
        grid = grid_of_proposals(cycle, actor)
        if not grid.people and not grid.shut:
            raise NotAllowed(_("You review nobody in this cycle"))
        done = _checked(grid, sent, seen, reason)
        now = timezone.now()
        ProposedGoal.objects.bulk_create(
            [
                ProposedGoal(
                    cycle=cycle,
                    manager=one.manager,
                    measure_code=one.measure.code,
                    target=one.after,
                    reason=check_reason(reason) if one.is_loss else "",
                    proposed_by=actor,
                    proposed_at=now,
                )
                for one in done
            ],
            batch_size=500,
        )
        record(
            actor=actor,
            action="cycle.propose",
            target=cycle,
            detail=_detail(done, reason),
            wrote={ProposedGoal: [cycle.pk], **goals_proposed(cycle, _people(done), actor)},
        )
    return done


def _checked(grid: Grid, sent: object, seen: str, reason: str) -> list[Changed]:
    if mark(grid) != seen:
        raise Outdated
    done = changes(grid, unpacked(sent, grid))
    if not done:
        raise Refused(_("Nothing in the workbook is another number than stands already"))
    if len(done) > MOST:
        raise Refused(
            _("More than %(most)s numbers change; bring them by an import") % {"most": MOST}
        )
    if any(one.is_loss for one in done) and not reason.strip():
        raise LossesAsked
    return done


def _people(done: Sequence[Changed]) -> list[str]:
    return sorted({one.manager.staff_no for one in done})


def _detail(done: Sequence[Changed], reason: str) -> dict[str, object]:
    people = _people(done)
    return {
        "targets": len(done),
        "people": len(people),
        "managers": ", ".join(people[:NAMED]),
        **({"reason": check_reason(reason)} if reason.strip() else {}),
    }
