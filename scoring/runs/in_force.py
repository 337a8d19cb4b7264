"""Which result counts for somebody: the run's, or the newest amendment that stands in its place.

Everything that says what came of a published cycle asks here: result files, lists of people, the
board. A run that is not published has no amendments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from scoring.models import Amendment, Result, ScoreRun

FIELDS = ("composite", "rank", "grade")
"""What an amendment says otherwise than the result."""
FEW = 500


def amendments_of(
    runs: Iterable[ScoreRun | int], staff: Collection[str] | None = None
) -> dict[tuple[int, str], Amendment]:
    """Return the amendment that counts, by run and staff number, where there is one."""
    keys = {run if isinstance(run, int) else run.pk for run in runs}
    found = Amendment.objects.filter(run__in=keys).defer("after", "others", "corrections")
    found = found.select_related("run__cycle__scheme")
    if staff is not None and len(staff) <= FEW:
        found = found.filter(manager__in=staff)
    return {(one.run_id, one.manager_id): one for one in found.order_by("number")}


def in_force(result: Result, amendment: Amendment | None) -> Result:
    """Return the result as it counts; one that is amended is not to be saved."""
    if amendment is None:
        return result
    told = copy(result)
    for name in FIELDS:
        setattr(told, name, getattr(amendment, name))
    return told


def results_in_force(results: Iterable[Result]) -> list[Result]:
    """Return the results as they count, of whatever runs."""
    listed = list(results)
    amended = amendments_of({one.run_id for one in listed}, {one.manager_id for one in listed})
    return [in_force(one, amended.get((one.run_id, one.manager_id))) for one in listed]


def counting(run: ScoreRun, name: str, *, number: Any = None) -> Any:
    """Return a column of the results that count as a query over managers sees it.

    `number` makes of a column's name what is selected; left out it is the column itself.
    """
    select = number or F
    own = {"run": run, "manager": OuterRef("pk")}
    result = Result.objects.filter(**own).values(found=select(name))[:1]
    newest = Amendment.objects.filter(**own).order_by("-number").values(found=select(name))[:1]
    if name == "rank":
        return Coalesce(Subquery(newest), Subquery(result), output_field=IntegerField())
    return Coalesce(Subquery(newest), Subquery(result))
