"""Who gave a score, when and why, as long as that is the score which the run read."""

from __future__ import annotations

from dataclasses import replace

from scoring.graph.rows import Head, Rows
from scoring.graph.text import Text
from scoring.models import Judgment, ScoreRun

HEADS = (
    Head(Text("评分人", "Judged by")),
    Head(Text("日期", "Day"), "day"),
    Head(Text("依据", "Basis")),
)


def judged_rows(rows: Rows, run: ScoreRun, staff_no: str, code: str) -> Rows:
    """Return the row of a judgment with what stands beside it; a later one tells nothing of it."""
    if not rows.rows:
        return replace(rows, heads=HEADS)
    (row,) = rows.rows
    found = Judgment.objects.filter(
        cycle=run.cycle_id, manager=staff_no, measure_code=code, score=int(row.amounts[0])
    ).select_related("judged_by")
    cells = next(((one.judged_by.name, one.judged_at.date(), one.basis) for one in found), None)
    if cells is None:
        return rows
    return replace(rows, heads=HEADS, rows=(replace(row, cells=cells),))
