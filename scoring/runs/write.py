"""A score run: read the inputs, compute, keep every number for good."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import DataLoad
from scoring.inputs.read import Inputs, Progress, read_inputs
from scoring.models import Cycle, ScoreRun
from scoring.runs import rows
from scoring.runs.compute import Computed, compute
from scoring.runs.digests import LAYOUT, digest_of

BATCH = 500
ATTEMPTS = 3
ROWS: tuple[Callable[[Computed, ScoreRun], Iterable[models.Model]], ...] = (
    rows.results,
    rows.dimension_scores,
    rows.measure_scores,
    rows.rorac_cells,
    rows.pool_shares,
    rows.unallocated_pools,
    rows.unscored_books,
)
"""What fills the tables of a run, in the order in which the digest takes them."""


def score(*, cycle: Cycle, actor: User | None = None, progress: Progress | None = None) -> ScoreRun:
    """Compute the cycle's scores as its next run; the same inputs give the same numbers."""
    _check_unpublished(cycle)
    begun, inputs = _read_in_one_piece(cycle, progress)
    try:
        computed = compute(inputs)
    except OverflowError as error:
        raise Refused(
            _("The amounts are too large to be added up exactly: %(what)s") % {"what": error}
        ) from error
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        _check_unpublished(cycle)
        run = ScoreRun(
            pk=_next_number(ScoreRun),
            cycle=cycle,
            number=(cycle.runs.aggregate(last=models.Max("number"))["last"] or 0) + 1,
            made_at=begun,
            made_by=actor,
            inputs_digest=inputs.digest,
            data_until=inputs.data_until,
            participants=len(inputs.managers),
            layout=LAYOUT,
        )
        tables = [list(make(computed, run)) for make in ROWS]
        run.results_digest = digest_of(tables, LAYOUT)
        for table in tables:
            if table:
                type(table[0])._default_manager.bulk_create(table, batch_size=BATCH)
        # The run itself comes last: from then on nothing can be added to it.
        run.save(force_insert=True)
        record(
            actor=actor,
            action="run.score",
            target=run,
            detail={
                "cycle": cycle.code,
                "number": run.number,
                "inputs": run.inputs_digest,
                "results": run.results_digest,
            },
        )
    return run


def _read_in_one_piece(cycle: Cycle, progress: Progress | None) -> tuple[datetime, Inputs]:
    """Read the inputs, again where a load came between; also return when the reading began.

    What is judged from then on may not be in the run, and has to look newer than it.
    """
    for _attempt in range(ATTEMPTS):
        last, begun = DataLoad.last_number(), timezone.now()
        inputs = read_inputs(cycle, progress=progress)
        if DataLoad.last_number() == last:
            return begun, inputs
    raise Refused(_("Files are being loaded; score again when that is done"))


def _next_number(model: type[models.Model]) -> int:
    """Return the id that the model's next row has; on SQLite the transaction holds all writing."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        else:
            cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608 - our own
        number: int = cursor.fetchone()[0]
    return number


def _check_unpublished(cycle: Cycle) -> None:
    if cycle.is_published:
        raise Refused(_("The cycle is published; its scores stand"))
