"""The published grade: the run's, unless a calibration moved it before the publication.

The published sheet and deck ask here, and `in_force.py`, which takes amendments since into
account. Until a run is published its own grades stand, for who may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from perfcenter.ui.requests import once_a_page
from scoring.models import CalibratedGrade, Result, ScoreRun
from scoring.scheme.stored import definition

Calibrated = Mapping[str, CalibratedGrade]
"""Whose grade is another one than the run's, by staff number."""


@once_a_page
def calibrated_in(run: ScoreRun) -> Calibrated:
    """Return whose grades of a published run were moved; of any other run nobody's."""
    if run.cycle.published_run_id != run.pk:
        return {}
    return {one.manager_id: one for one in CalibratedGrade.objects.filter(run=run)}


def final_grade(result: Result, calibrated: Calibrated) -> str:
    """Return the grade that stands; empty where there is none."""
    moved = None if result.is_amended else calibrated.get(result.manager_id)
    return moved.grade if moved else result.grade


def settled_grade(run: ScoreRun, staff_no: str, grade: str) -> str:
    """Return the grade of a result computed anew, beside the calibration of the published one.

    Where the grade is what the run said, the calibrated one stands; where it is another one, the
    better of the two: a correction takes nothing from anybody.
    """
    moved = calibrated_in(run).get(staff_no)
    if moved is None:
        return grade
    if grade == moved.was:
        return moved.grade
    bands = [band.code for band in definition(run.cycle.scheme).grades]
    best = [code for code in bands if code in {grade, moved.grade}]
    return best[0] if best else grade


def final_in_database() -> Coalesce:
    """Return the same of rows of results, for the database to sort and count by."""
    moved: Any = CalibratedGrade.objects.filter(run=OuterRef("run"), manager=OuterRef("manager"))
    return Coalesce(Subquery(moved.values("grade")[:1]), F("grade"))


def final_counts(run: ScoreRun) -> dict[str, int]:
    """Return how many people have which grade in the end."""
    graded = Result.objects.filter(run=run).exclude(grade="")
    found = Counter(dict(_counted(graded)))
    for moved in calibrated_in(run).values():
        if moved.was:
            found[moved.was] -= 1
        found[moved.grade] += 1
    return {grade: count for grade, count in found.items() if count}


def _counted(graded: Any) -> Any:
    counted = graded.values("grade").annotate(people=Count("id"))
    return counted.values_list("grade", "people")
