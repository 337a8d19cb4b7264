"""What a run read, as it kept it."""

from __future__ import annotations

from collections.abc import Iterator

from perfcenter.base.vault import Named
from portfolio.months import months_between
from portfolio.valuation import MonthFiles, valued_months
from scoring.inputs.manifest import JSON, Manifest
from scoring.models import ScoreRun


def months_of(run: ScoreRun) -> list[MonthFiles]:
    """Return the months' files that a run read; for a run of before the vault those of now."""
    if run.manifest:
        return list(Manifest.get(run.manifest).months)
    return valued_months(list(months_between(run.cycle.first_month, run.cycle.last_month)))


def named_by_runs() -> Iterator[Named]:
    """Yield every file of the vault that a run names."""
    for digest in ScoreRun.objects.exclude(manifest="").values_list("manifest", flat=True):
        yield Named(digest, JSON)
        yield from Manifest.get(digest).all()
