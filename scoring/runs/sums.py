"""What pages would add up over everybody in a run: added up once, when the run is made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db.models import Sum

from perfcenter.base.digests import of_json
from scoring.engine.bands import LEAST_PEERS
from scoring.graph import ints
from scoring.graph.blocks import Share
from scoring.models import Result, RunSum, ScoreRun, UnscoredBook
from scoring.runs.compute import Computed
from scoring.runs.shares import shares_of
from scoring.runs.tables import Table
from scoring.scheme.stored import definition

Group = tuple[str, str]
"""A line, and a branch where the scheme compares within branches."""
Pool = tuple[str, ...]
"""Its name, kind, driver and branch."""
PersonsShare = tuple[str, int]
"""A staff number, and what a pool put on all cells of that person, in fen."""
Shares = dict[Pool, list[PersonsShare]]
"""Who shares each pool and how much, most first."""
OUTSIDE = ("income", "funding_cost", "risk_cost", "tax")


def save_sums(run: ScoreRun, tables: Iterable[Table], shares: Shares) -> None:
    """Add up a run of its tables and what its pools came to; the run itself may come after."""
    made = {table.model: table for table in tables}
    pools = [
        RunSum(run=run, kind=RunSum.Kind.POOL, key=of_json(pool), value=found)
        for pool, found in shares.items()
    ]
    outside = RunSum(run=run, kind=RunSum.Kind.OUTSIDE, value=_outside_of(made[UnscoredBook]))
    RunSum.objects.bulk_create([*_peers(run, made[Result]), *pools, outside])


def shares_by_pool(computed: Computed) -> Shares:
    """Return what the pools of a run that is being made came to, as `pool_shares` has it."""
    allocation, pools = computed.profit.rorac.allocation, computed.inputs.ground.pools
    some = np.flatnonzero(allocation.amount != 0)
    person = allocation.book.manager[allocation.cell[some]]
    count = len(computed.staff)
    keys, group = np.unique(allocation.pool[some] * count + person, return_inverse=True)
    sums = ints.sums_by(allocation.amount[some], group, len(keys)).tolist()
    found: dict[Pool, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, amount in zip(keys.tolist(), sums, strict=True):
        pool = pools[key // count]
        named = (pool.name, pool.kind, pool.driver, pool.branch)
        found[named][computed.staff[key % count]] += amount
    return _most_first(found)


def peer_group(run: ScoreRun, line: str, branch: str) -> Group:
    """Return the key of a peer group: the line, or line and branch where the scheme says so."""
    return (line, branch if _is_by_branch(run) else "")


def peer_composites(run: ScoreRun, groups: Iterable[Group]) -> dict[Group, tuple[float, ...]]:
    """Return the composites of peer groups in ascending order; nothing from fewer than five."""
    keys = {key_of(group): group for group in groups}
    kept = RunSum.objects.filter(run=run, kind=RunSum.Kind.PEERS, key__in=keys)
    rows: Any = kept.values_list("key", "value")
    return {keys[key]: tuple(composites) for key, composites in rows}


def pool_shares(run: ScoreRun, pools: Iterable[Pool]) -> Shares:
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


def _is_by_branch(run: ScoreRun) -> bool:
    return definition(run.cycle.scheme).peers == "line_and_branch"


def _added_up(shares: Iterable[Share]) -> Shares:
    sums: dict[Pool, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for share in shares:
        if share.amount:
            sums[share.pool][share.staff_no] += share.amount
    return _most_first(sums)


def _most_first(sums: Mapping[Pool, Mapping[str, int]]) -> Shares:
    return {
        pool: sorted(sums[pool].items(), key=lambda one: (-one[1], one[0])) for pool in sorted(sums)
    }


def _outside(run: ScoreRun) -> list[list[Any]]:
    books = UnscoredBook.objects.filter(run=run).values_list("manager", "product")
    sums: Any = books.annotate(*map(Sum, OUTSIDE)).order_by()
    return _by_person([[staff, product, *map(int, amounts)] for staff, product, *amounts in sums])


def _outside_of(books: Table) -> list[list[Any]]:
    """Return the same of the rows of a run that is being made."""
    sums: dict[Any, list[int]] = defaultdict(lambda: [0] * len(OUTSIDE))
    columns = [books.columns[name] for name in ("manager_id", "product_id", *OUTSIDE)]
    for staff, product, *amounts in zip(*columns, strict=True):
        known = sums[staff, product]
        sums[staff, product] = [one + other for one, other in zip(known, amounts, strict=True)]
    return _by_person([[*key, *amounts] for key, amounts in sums.items()])


def _by_person(rows: list[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or "", row[1]))


def _peers(run: ScoreRun, results: Table) -> list[RunSum]:
    groups: dict[Group, list[float]] = defaultdict(list)
    columns = [results.columns[name] for name in ("line", "branch", "is_leaver", "composite")]
    by_branch = _is_by_branch(run)
    for line, branch, is_leaver, composite in zip(*columns, strict=True):
        if not is_leaver and composite is not None:
            num, den = map(int, composite.split("/"))
            groups[line, branch if by_branch else ""].append(num / den)
    return [
        RunSum(run=run, kind=RunSum.Kind.PEERS, key=key_of(group), value=sorted(found))
        for group, found in sorted(groups.items())
        if len(found) >= LEAST_PEERS
    ]
