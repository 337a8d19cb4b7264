"""Whether what is kept for good is still what was kept: runs and publications."""

from collections.abc import Iterator

from perfcenter.models import AuditEntry
from scoring.models import Cycle, ScoreRun
from scoring.runs.digests import PARTS_OF_A_RUN, digest_of


def broken_runs() -> Iterator[ScoreRun]:
    """Yield the runs whose rows no longer come to the digest they were kept with."""
    for run in ScoreRun.objects.select_related("cycle").order_by("id"):
        tables = [
            list(model._default_manager.filter(run=run).order_by("id")) for model in PARTS_OF_A_RUN
        ]
        if digest_of(tables, run.layout) != run.results_digest:
            yield run


def broken_publications() -> Iterator[Cycle]:
    """Yield the cycles that are published otherwise than the audit trail says."""
    entries = AuditEntry.objects.filter(action="cycle.publish").order_by("id")
    said = {key: detail["run"] for key, detail in entries.values_list("object_key", "detail")}
    for cycle in Cycle.objects.select_related("published_run").order_by("id"):
        run = cycle.published_run.number if cycle.published_run else None
        if said.get(str(cycle.pk)) != run:
            yield cycle
