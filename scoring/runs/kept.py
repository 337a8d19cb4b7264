"""What a run read, as it kept it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from perfcenter.base.vault import Damaged, Named
from portfolio.months import months_between
from portfolio.valuation import MonthFiles, valued_months
from scoring.graph.blocks import opened
from scoring.graph.calendar import Calendar
from scoring.graph.graph import Cells
from scoring.inputs.manifest import JSON, Manifest
from scoring.models import Amendment, RunBlock, ScoreRun
from scoring.scheme.compiling import Compiled, compiled
from scoring.scheme.reading import parse


def months_of(run: ScoreRun) -> list[MonthFiles]:
    """Return the months' files that a run read; for a run of before the vault those of now."""
    if run.manifest:
        return list(Manifest.get(run.manifest).months)
    return valued_months(list(months_between(run.cycle.first_month, run.cycle.last_month)))


def day_of_run(run: ScoreRun) -> date | None:
    """Return the day after which a run read no records, None where it read them all.

    None too where the vault's file is damaged: a page is shown all the same, `verify` says it.
    """
    try:
        return Manifest.get(run.manifest).as_of if run.manifest else None
    except Damaged:
        return None


def named_by_runs() -> Iterator[Named]:
    """Yield every file of the vault that a run names."""
    runs = ScoreRun.objects.exclude(manifest="").values_list("manifest", flat=True)
    for digest in (*runs, *Amendment.objects.values_list("manifest", flat=True)):
        yield Named(digest, JSON)
        yield from Manifest.get(digest).all()


def kept_cells(run: ScoreRun, staff_no: str) -> Cells | None:
    """Return the cells of a participant and her neighbours as the run computed them."""
    block = run.blocks.filter(first_staff_no__lte=staff_no).order_by("-first_staff_no").first()
    return _opened(run, block) if block else None


def all_cells(run: ScoreRun) -> Iterator[Cells]:
    """Yield the cells of a run, block by block in the order of staff numbers."""
    for block in run.blocks.order_by("number").iterator():
        yield _opened(run, block)


def _opened(run: ScoreRun, block: RunBlock) -> Cells:
    found = compiled_of(run)
    cycle = run.cycle
    calendar = Calendar(cycle.first_month, cycle.last_month, cycle.first_on, cycle.last_on)
    try:
        return opened(bytes(block.content), found.graph, calendar, found.shared)
    except zlib.error as error:
        words = {"block": block.number, "number": run.number, "cycle": cycle.code}
        raise Damaged(
            _("Block %(block)s of score run #%(number)s of %(cycle)s is not what was kept") % words
        ) from error


def compiled_of(run: ScoreRun) -> Compiled:
    """Return the graph of the run's scheme; compiled once a scheme and process."""
    scheme = run.cycle.scheme
    return _compiled(scheme.digest, scheme.source, scheme.name)


@lru_cache(maxsize=32)
def _compiled(digest: str, source: str, name: str) -> Compiled:
    return compiled(parse(source, file=name))
