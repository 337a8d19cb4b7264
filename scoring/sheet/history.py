"""A manager's composites over the published cycles."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfcenter.models import User
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Result

YEARS = 3


@dataclass(frozen=True)
class PastScore:
    """What a published cycle came to; the peers' median where five people or more had one."""

    cycle: Cycle
    title: str
    composite: Fraction
    peer_median: float | None


def published_scores(cycle: Cycle, staff_no: str, *, viewer: User | None = None) -> list[PastScore]:
    """Return the scores of the last published cycles before this one, oldest first.

    A viewer gets those of the cycles in which she may see the manager.
    """
    seen = Result.objects.visible_to(viewer) if viewer else Result.objects.all()
    rows: Any = seen.filter(
        run__publishes__isnull=False,
        run__cycle__last_month__lt=cycle.first_month,
        manager=staff_no,
        composite__isnull=False,
    )
    newest = rows.select_related("run__cycle").order_by(
        "-run__cycle__last_month", "-run__cycle__first_month", "run__cycle__code"
    )[: YEARS - 1]
    return [
        PastScore(row.run.cycle, cycle_title(row.run.cycle), row.composite, row.peer_median)
        for row in reversed(newest)
    ]
