"""Which target and which imported value a run took: the cycle's own, or that of a year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.inputs.given import MONTHS, OF_ANY, OF_CYCLE, OF_YEAR, whose
from scoring.models import ScoreRun

Pair = tuple[str, str]


def whose_target(run: ScoreRun, staff_no: str, measure_code: str) -> Iterator[Pair]:
    """Yield what is said of the target and the value that the run froze."""
    if not run.manifest:
        return
    names = {"targets": _("Target taken"), "values": _("Value taken")}
    for table, name in names.items():
        of = whose(run.manifest, table).get((staff_no, measure_code))
        if of is not None:
            yield name, _said(run, of)


def _said(run: ScoreRun, of: str) -> str:
    year = run.cycle.last_month // 100
    return {
        OF_CYCLE: _("of the cycle"),
        OF_YEAR: _("of the year %(year)s") % {"year": year},
        MONTHS: _("by month"),
        OF_ANY: _("of every cycle without its own"),
    }[of]
