"""Which target and which imported value a run took: the cycle's own, or that of a year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.inputs.given import MONTHS, OF_ANY, OF_CYCLE, OF_YEAR, whose
from scoring.inputs.manifest import Manifest
from scoring.inputs.own import origins_of
from scoring.models import ScoreRun

Pair = tuple[str, str]


def whose_target(run: ScoreRun, staff_no: str, measure_code: str) -> Iterator[Pair]:
    """Yield what is said of the target and the value that the run froze."""
    if not run.manifest:
        return
    names = {
        "targets": (_("Target taken"), _("Target imported from")),
        "values": (_("Value taken"), _("Value imported from")),
    }
    origins = origins_of(Manifest.get(run.manifest).kept_tables(), staff_no)
    for table, (taken, imported) in names.items():
        of = whose(run.manifest, table).get((staff_no, measure_code))
        if of is None:
            continue
        yield taken, _said(run, of)
        found: dict[str, list[str]] = {}
        for (kind, code, _month), (file, line) in origins.items():
            if (kind, code) == (table, measure_code):
                found.setdefault(file, []).append(str(line))
        for file, lines in found.items():
            said = ngettext("%(file)s, line %(lines)s", "%(file)s, lines %(lines)s", len(lines))
            yield imported, said % {"file": file, "lines": _(", ").join(lines)}


def _said(run: ScoreRun, of: str) -> str:
    year = run.cycle.last_month // 100
    return {
        OF_CYCLE: _("of the cycle"),
        OF_YEAR: _("of the year %(year)s") % {"year": year},
        MONTHS: _("by month"),
        OF_ANY: _("of every cycle without its own"),
    }[of]
