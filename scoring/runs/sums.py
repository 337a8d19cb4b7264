"""What pages would add up over everybody in a run: added up once, when the run is made."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from perfcenter.base.digests import of_json
from scoring.engine.bands import LEAST_PEERS
from scoring.graph.blocks import Share
from scoring.models import Result, RunSum, ScoreRun, UnscoredBook
from scoring.runs.shares import shares_of
from scoring.scheme.stored import definition

Group = tuple[str, str]
"""A line, and a branch where the scheme compares within branches."""
Pool = tuple[str, ...]
"""Its name, kind, driver and branch."""
PersonsShare = tuple[str, int]
"""A staff number, and what a pool put on all cells of that person, in fen."""
OUTSIDE = ("income", "funding_cost", "risk_cost", "tax")


def save_sums(run: ScoreRun) -> None:
    """Add up a run whose rows are there; the run itself may come after."""
    pools = [
        RunSum(run=run, kind=RunSum.Kind.POOL, key=of_json(pool), value=shares)
        for pool, shares in _added_up(shares_of(run)).items()
    ]
    outside = RunSum(run=run, kind=RunSum.Kind.OUTSIDE, value=_outside(run))
    RunSum.objects.bulk_create([*_peers(run), *pools, outside])


def peer_group(run: ScoreRun, line: str, branch: str) -> Group:
    """Return the key of a peer group: the line, or line and branch where the scheme says so."""
    by_branch = definition(run.cycle.scheme).peers == "line_and_branch"
    return (line, branch if by_branch else "")


def peer_composites(run: ScoreRun, groups: Iterable[Group]) -> dict[Group, tuple[float, ...]]:
    """Return the composites of peer groups in ascending order; nothing from fewer than five."""
    keys = {key_of(group): group for group in groups}
    kept = RunSum.objects.filter(run=run, kind=RunSum.Kind.PEERS, key__in=keys)
    rows: Any = kept.values_list("key", "value")
    return {keys[key]: tuple(composites) for key, composites in rows}


def pool_shares(run: ScoreRun, pools: Iterable[Pool]) -> dict[Pool, list[PersonsShare]]:
    """Return who shares each pool and how much, most first; whom it gave nothing is left out."""
    keys = {of_json(pool): pool for pool in pools}
    kept = RunSum.objects.filter(run=run, kind=RunSum.Kind.POOL, key__in=keys)
    found = {
        keys[key]: [(staff, amount) for staff, amount in shares]
        for key, shares in kept.values_list("key", "value")
    }
    missing = [pool for pool in keys.values() if pool not in found]
    if missing:  # a run of before there were such sums
        found |= {
            pool: shares for pool, shares in _added_up(shares_of(run)).items() if pool in missing
        }
    return found


def books_outside(run: ScoreRun) -> list[list[Any]]:
    """Return the books of who takes no part: staff_no or None, product, and four sums in fen.

    By person and product, what is nobody's last.
    """
    kept = RunSum.objects.filter(run=run, kind=RunSum.Kind.OUTSIDE).first()
    return _outside(run) if kept is None else list(kept.value)


def key_of(group: Group) -> str:
    return "\n".join(group)


def _added_up(shares: Iterable[Share]) -> dict[Pool, list[PersonsShare]]:
    sums: dict[Pool, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for share in shares:
        if share.amount:
            sums[share.pool][share.staff_no] += share.amount
    return {
        pool: sorted(sums[pool].items(), key=lambda one: (-one[1], one[0])) for pool in sorted(sums)
    }


def _outside(run: ScoreRun) -> list[list[Any]]:
    books = UnscoredBook.objects.filter(run=run).values_list("manager", "product")
    sums: Any = books.annotate(*map(Sum, OUTSIDE)).order_by()
    rows = [[staff, product, *map(int, amounts)] for staff, product, *amounts in sums]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or "", row[1]))


def _peers(run: ScoreRun) -> list[RunSum]:
    groups: dict[Group, list[float]] = defaultdict(list)
    peers = Result.objects.filter(run=run, is_leaver=False, composite__isnull=False)
    rows: Any = peers.values_list("line", "branch", "composite")
    for line, branch, composite in rows:
        groups[peer_group(run, line, branch)].append(float(composite))
    return [
        RunSum(run=run, kind=RunSum.Kind.PEERS, key=key_of(group), value=sorted(found))
        for group, found in sorted(groups.items())
        if len(found) >= LEAST_PEERS
    ]
