"""Amending one person's published result. Who may decide so is the caller's question."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_json
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from scoring.amending.overlay import Put, with_cells
from scoring.amending.trial import Trial, tried
from scoring.models import Amendment, Cycle, Result, ScoreRun
from scoring.runs.final import settled_grade
from scoring.runs.in_force import results_in_force
from scoring.scheme.stored import definition

LONGEST_REASON = 2_000


@transaction.atomic
def amend(
    *,
    cycle: Cycle,
    manager: Manager,
    corrections: Iterable[Put],
    reason: str,
    actor: User,
) -> Amendment:
    """Keep what her published result comes to with the corrections; everybody else's stands.

    Refused where it would be less than what counts for her now: nobody is worse off for asking.
    """
    # One at a time for a cycle: the second stands on what the first corrected.
    cycle = Cycle.objects.select_for_update().select_related("scheme").get(pk=cycle.pk)
    run = published_run(cycle)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Say why the result is amended"))
    trial = tried(run, manager.staff_no, corrections)
    check_not_worse(run, manager, trial)
    composite, rank, grade = trial.counts
    grade = settled_grade(run, manager.staff_no, grade)
    amendment = Amendment.objects.create(
        cycle=cycle,
        run=run,
        manager=manager,
        number=Amendment.objects.filter(run=run, manager=manager).count() + 1,
        corrections=[one.plain for one in trial.corrections],
        manifest=with_cells(trial.manifest, trial.computed, manager.staff_no).put().digest,
        composite=None if composite is None else Fraction(composite),
        rank=rank,
        grade=grade,
        after=trial.after,
        others=[[who, list(before), list(after)] for who, before, after in trial.others],
        before_digest=of_json(trial.before),
        after_digest=of_json(trial.after),
        reason=reason,
        made_by=actor,
        made_at=timezone.now(),
    )
    record(
        actor=actor,
        action="result.amend",
        target=amendment,
        detail={
            "cycle": cycle.code,
            "manager": manager.staff_no,
            "run": run.number,
            "results": amendment.after_digest,
        },
    )
    return amendment


def published_run(cycle: Cycle) -> ScoreRun:
    """Return the cycle's published run, where it can be amended."""
    run = cycle.published_run
    if run is None:
        raise Refused(_("The cycle is not published; its scores can still be computed again"))
    if not run.manifest:
        raise Refused(_("The published run was made before runs kept what they read"))
    run.cycle = cycle
    return run


def check_not_worse(run: ScoreRun, manager: Manager, trial: Trial) -> None:
    """Refuse what lowers her composite or her grade, or changes nothing."""
    found = Result.objects.filter(run=run, manager=manager)
    (now,) = results_in_force(found)
    before, after = now.composite, trial.composite
    grades = [grade.code for grade in definition(run.cycle.scheme).grades]
    order = {code: place for place, code in enumerate(grades)} | {"": len(grades)}
    is_less = before is not None and (after is None or after < before)
    grade = settled_grade(run, manager.staff_no, trial.counts[2])
    if is_less or order[grade] > order[now.grade]:
        raise Refused(
            _("The correction would lower her result; nobody is worse off for having asked")
        )
    newest = Amendment.objects.filter(run=run, manager=manager).order_by("-number").first()
    if of_json(trial.after) == (newest.after_digest if newest else of_json(trial.before)):
        raise Refused(_("The correction changes nothing in her result"))
