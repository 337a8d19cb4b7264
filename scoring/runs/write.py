"""A score run: read the inputs, compute, keep every number for good."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perfcenter.base.claims import Claim, claimed
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import DataLoad
from scoring.inputs.read import Inputs, Progress, read_inputs
from scoring.models import Cycle, RunSum, ScoreRun
from scoring.runs.compute import Computed, compute
from scoring.runs.digests import LAYOUT, digest_of, digests_of_parts, kept_of
from scoring.runs.inserting import insert, next_numbers
from scoring.runs.known import is_of_now, is_result, remember
from scoring.runs.reconciliation import has_news, has_other_people
from scoring.runs.rows import tables_in
from scoring.runs.sums import Shares, save_sums, shares_by_pool
from scoring.runs.tables import Table

ATTEMPTS = 3


@dataclass(frozen=True)
class Scoring:
    """What scoring gave: the run, and whether it was made now or was there already."""

    run: ScoreRun
    is_new: bool


def score(*, cycle: Cycle, actor: User | None = None) -> ScoreRun:
    """Return the run that scoring the cycle gives."""
    return score_again(cycle=cycle, actor=actor).run


def score_again(
    *,
    cycle: Cycle,
    actor: User | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    wait: bool = True,
) -> Scoring:
    """Compute the cycle's next run, unless the newest has the same inputs and numbers.

    Records dated after `as_of` are not read. One at a time does it for a cycle; without `wait`
    whoever comes second is refused.
    """
    _check_unpublished(cycle)
    _check_begun(cycle, as_of)
    with claimed(Claim.SCORING, cycle.pk, wait=wait) as is_ours:
        if not is_ours:
            raise Refused(_("The cycle is being scored already; look again in a moment"))
        found = _unchanged(cycle, actor, as_of)
        return found or _kept(cycle, actor, *_read_in_one_piece(cycle, as_of, progress))


def _unchanged(cycle: Cycle, actor: User | None, as_of: date | None) -> Scoring | None:
    """Return the newest run where it is known to be what comes of now."""
    newest, begun = cycle.runs.first(), timezone.now()
    if newest is None or not is_of_now(newest, as_of):
        return None
    return _confirmed(cycle, newest, begun, actor)


def _confirmed(cycle: Cycle, newest: ScoreRun, begun: datetime, actor: User | None) -> Scoring:
    with transaction.atomic():
        _check_unpublished(Cycle.objects.select_for_update().get(pk=cycle.pk))
        _confirm(cycle, newest, begun, actor)
    return Scoring(newest, is_new=False)


def _kept(cycle: Cycle, actor: User | None, begun: datetime, inputs: Inputs) -> Scoring:
    """Compute the run and keep it, or find that it is kept."""
    newest = cycle.runs.first()
    if newest is not None and is_result(newest, inputs.digest):
        remember(inputs, cycle.scheme.digest, newest.results_digest)
        return _confirmed(cycle, newest, begun, actor)
    return keep(made_of(cycle, actor, begun, inputs))


@dataclass(frozen=True)
class Made:
    """A run that is computed and not saved: its tables, the digests of those with rows, and what
    its pools came to.
    """

    run: ScoreRun
    inputs: Inputs
    tables: list[Table]
    digests: dict[str, str]
    shares: Shares


def made_of(cycle: Cycle, actor: User | None, begun: datetime, inputs: Inputs) -> Made:
    """Compute a run of the inputs."""
    computed = computed_of(inputs)
    tables = [table(computed) for table in tables_in(LAYOUT)]
    digests = digests_of_parts(tables)
    run = ScoreRun(
        cycle=cycle,
        made_at=begun,
        made_by=actor,
        inputs_digest=inputs.digest,
        data_until=inputs.data_until,
        manifest=inputs.digest,
        participants=len(inputs.ground.people),
        layout=LAYOUT,
        results_digest=digest_of(digests),
    )
    remember(inputs, cycle.scheme.digest, run.results_digest)
    return Made(run, inputs, tables, digests, shares_by_pool(computed))


def keep(made: Made) -> Scoring:
    """Keep a run with everything in it, unless the newest says the same already."""
    run, cycle, actor = made.run, made.run.cycle, made.run.made_by
    with transaction.atomic():
        _check_unpublished(Cycle.objects.select_for_update().get(pk=cycle.pk))
        newest = cycle.runs.first()
        if newest is not None and _is_same(newest, run):
            _confirm(cycle, newest, run.made_at, actor)
            return Scoring(newest, is_new=False)
        run.number = newest.number + 1 if newest else 1
        _insert(made)
        record(
            actor=actor,
            action="run.score",
            target=run,
            detail=_named(run) | _day_of(made.inputs),
            wrote={RunSum: [run.pk]},
            digests=kept_of(run, made.digests),
        )
    return Scoring(run, is_new=True)


def tables_of(inputs: Inputs, *, layout: int = LAYOUT) -> list[Table]:
    """Return every table of a run of a layout, computed and not saved."""
    computed = computed_of(inputs)
    return [table(computed) for table in tables_in(layout)]


def computed_of(inputs: Inputs) -> Computed:
    """Return a run's numbers; refuse amounts that are too large."""
    try:
        return compute(inputs)
    except OverflowError as error:
        raise Refused(
            _("The amounts are too large to be added up exactly: %(what)s") % {"what": error}
        ) from error


def _is_same(kept: ScoreRun, run: ScoreRun) -> bool:
    """Whether nothing is new: equal numbers too, since what computes them may have been mended."""
    return (kept.inputs_digest, kept.results_digest) == (run.inputs_digest, run.results_digest)


def _confirm(cycle: Cycle, run: ScoreRun, begun: datetime, actor: User | None) -> None:
    """Note that what came since the run changes nothing, if anything did."""
    if not has_news(run) and not has_other_people(run):
        return
    cycle.confirmed_at = begun
    cycle.save(update_fields=["confirmed_at"])
    record(
        actor=actor,
        action="run.confirm",
        target=run,
        detail=_named(run),
        wrote={Cycle: [cycle.pk]},
    )


def _insert(made: Made) -> None:
    run = made.run
    (run.pk,) = next_numbers(ScoreRun, 1)
    for table in made.tables:
        insert(table, run.pk)
    save_sums(run, made.tables, made.shares)
    # The run itself comes last: from then on nothing can be added to it.
    run.save(force_insert=True)


def _named(run: ScoreRun) -> dict[str, Any]:
    return {
        "cycle": run.cycle.code,
        "number": run.number,
        "inputs": run.inputs_digest,
        "results": run.results_digest,
    }


def _day_of(inputs: Inputs) -> dict[str, Any]:
    day = inputs.manifest.as_of
    return {"as_of": day.isoformat()} if day else {}


def _read_in_one_piece(
    cycle: Cycle, as_of: date | None, progress: Progress | None
) -> tuple[datetime, Inputs]:
    """Read the inputs, again where a load came between; also return when the reading began.

    What is judged from then on may not be in the run, and has to look newer than it.
    """
    for _attempt in range(ATTEMPTS):
        last, begun = DataLoad.last_number(), timezone.now()
        inputs = read_inputs(cycle, as_of=as_of, progress=progress)
        if DataLoad.last_number() == last:
            return begun, inputs
    raise Refused(_("Files are being loaded; score again when that is done"))


def _check_unpublished(cycle: Cycle) -> None:
    if cycle.is_published:
        raise Refused(_("The cycle is published; its scores stand"))


def _check_begun(cycle: Cycle, as_of: date | None) -> None:
    if as_of is not None and as_of < cycle.begins:
        words = {"day": as_of.isoformat(), "begins": cycle.begins.isoformat()}
        raise Refused(_("%(day)s lies before the cycle, which begins on %(begins)s") % words)
