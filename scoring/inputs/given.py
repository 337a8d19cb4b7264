"""Which targets and values a cycle takes: its own first, then those of its year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from portfolio.models import ANY_YEAR, WHOLE_CYCLE, Target, Value
from scoring.inputs.bare import Over
from scoring.inputs.manifest import Manifest

WHOSE, GIVEN = 5, 7
"""Manager, measure, month, number, whose it is; then file and line of its import. Runs of before
they were kept have fewer columns."""
OF_CYCLE, OF_YEAR, OF_ANY, MONTHS = "cycle", "year", "", "months"
RANK = {OF_CYCLE: 0, OF_YEAR: 1, OF_ANY: 2, MONTHS: 3}


def rows_given(
    model: type[Target] | type[Value], column: str, cycle: Over
) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the rows that a cycle may take, each as `given` takes it apart."""
    first, last = cycle.first_month, cycle.last_month
    undated = Q(month=WHOLE_CYCLE, year__in=(last // 100, ANY_YEAR))
    own = Q(month=WHOLE_CYCLE, cycle=cycle.code) if cycle.code else Q()
    rows = model._default_manager.filter(cycle__in=("", cycle.code)).filter(
        Q(month__range=(first, last)) | undated | own
    )
    return rows.values_list(
        "manager_id", "measure_code", "month", column, "cycle", "year",
        "source_file", "source_line",
    )  # fmt: skip


def given(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows that count in a cycle, one for each manager, measure and month.

    An undated row is of the year in which the cycle's last month lies; one without a year is from
    before there were any, and counts where there is no other. A dated row is of its month.
    """
    found: dict[tuple[str, str, int], tuple[int, str, str, int | None]] = {}
    for staff, measure, month, number, code, year, file, line in rows:
        whose = OF_CYCLE if code else OF_YEAR if year else OF_ANY
        key = (staff, measure, month)
        if key not in found or RANK[whose] < RANK[found[key][1]]:
            found[key] = number, whose, file, line
    return [(*key, *found[key]) for key in sorted(found)]


@lru_cache(maxsize=2)
def whose(manifest: str, table: str) -> dict[tuple[str, str], str]:
    """Return whose target (or value) each manager and measure has, of what a run froze.

    Of a cycle where any of it is its own; MONTHS where there are but months.
    """
    found: dict[tuple[str, str], str] = {}
    columns = Manifest.get(manifest).read_tables()[table]
    if len(columns) < WHOSE:
        return found
    for staff, measure, month, _number, of in zip(*columns[:WHOSE], strict=True):
        said = MONTHS if month != WHOLE_CYCLE and of != OF_CYCLE else of
        known = found.get((staff, measure))
        if known is None or RANK[said] < RANK[known]:
            found[staff, measure] = said
    return found
