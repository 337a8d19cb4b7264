"""A manager's composites over the published cycles."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfcenter.models import User
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Result
from scoring.scheme.stored import definition
from scoring.sheet.places import median_of_composites, places_of_composite

YEARS = 3


@dataclass(frozen=True)
class PastScore:
    """What a published cycle came to; the peers' median where five people or more had one."""

    cycle: Cycle
    title: str
    composite: Fraction
    peer_median: float | None
    places: int  # in which both are written


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
    newest_first = rows.select_related("run__cycle__scheme").order_by(
        "-run__cycle__last_month", "-run__cycle__first_month", "run__cycle__code"
    )
    return [_past(row) for row in reversed(newest_first[: YEARS - 1])]


def _past(row: Result) -> PastScore:
    cycle = row.run.cycle
    composite = row.composite or Fraction(0)
    scheme = definition(cycle.scheme)
    places = places_of_composite(composite, scheme, row.peer_median)
    median = median_of_composites(row.peer_median, scheme)
    return PastScore(cycle, cycle_title(cycle), composite, median, places)
