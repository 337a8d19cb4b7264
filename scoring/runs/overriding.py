"""What reviewers may override: scores as a run computed them, and what they were overridden by."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.models import OverriddenScore, ScoreRun
from scoring.runs.kept import kept_cells
from scoring.scheme.nodes import computed_key
from scoring.scheme.stored import definition

Overridden = dict[tuple[str, str], OverriddenScore]
"""By staff number and measure."""


def computed_scores(run: ScoreRun, staff_no: str) -> dict[str, Fraction]:
    """Return a person's computed scores that a reviewer may override, where there are any."""
    measures = definition(run.cycle.scheme).overridable_measures
    cells = kept_cells(run, staff_no) if measures else None
    if cells is None or staff_no not in cells.ground.people.place:
        return {}
    person = cells.ground.people.place[staff_no]
    found = {
        one.code: cells.column(computed_key(cells.graph, one.code)).at(person, 0)
        for one in measures
    }
    return {code: score for code, score in found.items() if score is not None}


def overridden_in(run: ScoreRun, staff: Iterable[str] | None = None) -> Overridden:
    """Return what the run read of reviewers who overrode a score, of everybody or of some."""
    if not definition(run.cycle.scheme).overridable_measures:
        return {}
    rows = OverriddenScore.objects.filter(run=run)
    if staff is not None:
        rows = rows.filter(manager__in=list(staff))
    return {(one.manager_id, one.measure_code): one for one in rows}
