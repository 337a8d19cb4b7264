"""What the cost pools of a run put on people, wherever the run keeps it: in blocks or in rows."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.graph.blocks import Share, shares_in
from scoring.models import PoolShare, ScoreRun
from scoring.runs.digests import SHARES_IN_BLOCKS

POOL = ("pool", "kind", "driver", "branch_code")
"""What names a pool."""


def shares_of(run: ScoreRun, staff_no: str = "") -> Iterator[Share]:
    """Yield the shares of everybody, or of one."""
    if run.layout < SHARES_IN_BLOCKS:
        yield from _of_rows(run, staff_no)
        return
    blocks = run.blocks.order_by("number")
    if staff_no:
        blocks = blocks.filter(first_staff_no__lte=staff_no).order_by("-first_staff_no")[:1]
    for content in blocks.values_list("content", flat=True):
        for share in shares_in(bytes(content)):
            if not staff_no or share.staff_no == staff_no:
                yield share


def _of_rows(run: ScoreRun, staff_no: str) -> Iterator[Share]:
    rows = PoolShare.objects.filter(run=run)
    if staff_no:
        rows = rows.filter(manager=staff_no)
    names = ("manager", *POOL, "product", "part", "amount")
    for manager, pool, kind, driver, branch, product, part, amount in rows.values_list(*names):
        yield Share(manager, (pool, kind, driver, branch), product or "", part, amount)
