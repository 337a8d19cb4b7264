"""Which result counts for somebody: as amended, else as calibrated, else as the run has it.

Everything that says what came of a published cycle asks here: lists of people, the board, what is
acknowledged. A run that is not published has neither amendments nor calibrated grades.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from scoring.models import Amendment, CalibratedGrade, Result, ScoreRun
from scoring.runs.final import Calibrated, calibrated_in, final_counts, final_grade

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


def amended(result: Result, amendment: Amendment | None) -> Result:
    """Return the result as an amendment has it; one that is amended is not to be saved."""
    if amendment is None:
        return result
    told = copy(result)
    for name in FIELDS:
        setattr(told, name, getattr(amendment, name))
    told.is_amended = True
    return told


def in_force(result: Result, amendment: Amendment | None, calibrated: Calibrated) -> Result:
    """Return the result as it counts; it is not to be saved.

    An amendment says the grade that counts already, the calibration taken into account.
    """
    if amendment is not None:
        return amended(result, amendment)
    if result.manager_id not in calibrated:
        return result
    told = copy(result)
    told.grade = final_grade(result, calibrated)
    return told


def results_in_force(results: Iterable[Result]) -> list[Result]:
    """Return the results as they count, of whatever runs."""
    listed = list(results)
    runs = {one.run_id for one in listed}
    corrected = amendments_of(runs, {one.manager_id for one in listed})
    moved = calibrated_of(runs)
    return [
        in_force(one, corrected.get((one.run_id, one.manager_id)), moved.get(one.run_id, {}))
        for one in listed
    ]


def calibrated_of(runs: Collection[int]) -> Mapping[int, Calibrated]:
    """Return, by run that is published, whose grades were moved."""
    found: dict[int, dict[str, CalibratedGrade]] = {}
    rows = CalibratedGrade.objects.filter(run__in=runs, run__publishes__isnull=False)
    for one in rows:
        found.setdefault(one.run_id, {})[one.manager_id] = one
    return found


def counts_in_force(run: ScoreRun) -> Counter[str]:
    """Return how many people have which grade, as their results count."""
    counts, calibrated = Counter[str](final_counts(run)), calibrated_in(run)
    corrected = {who: one for (_run, who), one in amendments_of([run]).items()}
    for row in Result.objects.filter(run=run, manager__in=corrected):
        counts[final_grade(row, calibrated)] -= 1
        counts[corrected[row.manager_id].grade] += 1
    return counts


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
    if name == "grade":
        moved = CalibratedGrade.objects.filter(**own).values(found=select(name))[:1]
        return Coalesce(Subquery(newest), Subquery(moved), Subquery(result))
    return Coalesce(Subquery(newest), Subquery(result))
