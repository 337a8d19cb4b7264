"""Which runs stand on a load of data: what they read was there by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from portfolio.months import month_before
from scoring.cycles.titles import cycle_title
from scoring.models import ScoreRun


def runs_standing_on(load: Any) -> Iterator[str]:
    """Yield a sentence for each cycle that was scored since of months which the load bears on."""
    runs = ScoreRun.objects.filter(made_at__gt=load.loaded_at).select_related("cycle")
    said = set()
    for run in runs.order_by("-made_at", "-pk"):
        cycle = run.cycle
        # The month before the cycle is what its increments are taken over.
        if cycle.pk in said or not load.bears_on(month_before(cycle.first_month), cycle.last_month):
            continue
        said.add(cycle.pk)
        words = {"cycle": cycle_title(cycle), "number": run.number}
        if cycle.is_published:
            yield _("%(cycle)s is published with score run #%(number)s, which read it") % words
        else:
            yield _("%(cycle)s: score run #%(number)s read it") % words
