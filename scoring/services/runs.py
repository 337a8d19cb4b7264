"""A score run: read the inputs, compute, keep every number for good."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter import audit
from perfcenter.models import User
from perfcenter.refusals import Refused
from scoring.models import Cycle, ScoreRun
from scoring.runs import rows
from scoring.runs.compute import Computed, compute
from scoring.runs.inputs import Progress, read_inputs

BATCH = 500
ROWS: tuple[Callable[[Computed, ScoreRun], Iterable[models.Model]], ...] = (
    rows.results,
    rows.dimension_scores,
    rows.measure_scores,
    rows.rorac_cells,
    rows.pool_shares,
    rows.unallocated_pools,
    rows.unscored_books,
)


def score(*, cycle: Cycle, actor: User | None = None, progress: Progress | None = None) -> ScoreRun:
    """Compute the cycle's scores as its next run; the same inputs give the same numbers."""
    if cycle.is_published:
        raise Refused(_("The cycle is published; its scores stand"))
    inputs = read_inputs(cycle, progress=progress)
    computed = compute(inputs)
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        run = ScoreRun(
            cycle=cycle,
            number=(cycle.runs.aggregate(last=models.Max("number"))["last"] or 0) + 1,
            made_at=timezone.now(),
            made_by=actor,
            inputs_digest=inputs.digest,
            data_until=inputs.data_until,
            participants=len(inputs.managers),
        )
        tables = [list(make(computed, run)) for make in ROWS]
        run.results_digest = digest_of(tables)
        run.save(force_insert=True)
        for table in tables:
            if table:
                type(table[0])._default_manager.bulk_create(table, batch_size=BATCH)
        audit.record(
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


def digest_of(tables: list[list[Any]]) -> str:
    """Return the SHA-256 of every number of a run, whatever its number and time."""
    digest = hashlib.sha256()
    for table in tables:
        for row in table:
            names = [f.attname for f in row._meta.concrete_fields if f.name not in {"id", "run"}]
            line = [str(getattr(row, name)) for name in names]
            digest.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
