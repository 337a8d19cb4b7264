"""The rows of a run: computed numbers as unsaved model instances, in a stable order."""

import math
from collections.abc import Iterator
from typing import Any

from scoring.inputs.facts import NOBODY
from scoring.models import (
    DimensionScore,
    MeasureScore,
    PoolShare,
    Result,
    RoracCell,
    ScoreRun,
    UnallocatedPool,
    UnscoredBook,
)
from scoring.runs.compute import Column, Computed
from scoring.runs.rules import completion_of

FACT_SUMS = ["income", "funding_cost", "risk_cost", "tax"]


def results(computed: Computed, run: ScoreRun) -> Iterator[Result]:
    """Yield each participant's composite and where it stands."""
    card = computed.card
    for i, manager in enumerate(computed.inputs.managers):
        yield Result(
            run=run,
            manager_id=manager.staff_no,
            line=manager.line,
            is_leaver=bool(computed.is_leaver[i]),
            composite=computed.composite[i],
            weight_with_data=plain(card.weight_with_data[i]),
            bonus=plain(card.bonus[i]),
            deduction=plain(card.deduction[i]),
            rank=int(computed.rank[i]) or None,
            grade=str(computed.grade[i]),
            peers=int(computed.peers[i]),
            peer_rank=int(computed.peer_rank[i]) or None,
            peer_median=number(computed.composite_medians[i]),
            capital=computed.profit.capital[i],
        )


def dimension_scores(computed: Computed, run: ScoreRun) -> Iterator[DimensionScore]:
    """Yield each participant's dimensions, in the scheme's order."""
    card = computed.card
    for i, manager in enumerate(computed.inputs.managers):
        for d, dimension in enumerate(computed.inputs.scheme.dimensions):
            yield DimensionScore(
                run=run,
                manager_id=manager.staff_no,
                dimension=dimension.code,
                score=number(card.dimension_score[i, d]),
                weight=plain(card.dimension_weight[i, d]),
                contribution=plain(card.dimension_contribution[i, d]),
                peer_median=number(computed.dimension_medians[i, d]),
            )


def measure_scores(computed: Computed, run: ScoreRun) -> Iterator[MeasureScore]:
    """Yield each participant's measures, then bonus, then deductions."""
    card = computed.card
    for i in range(len(computed.inputs.managers)):
        for k, column in enumerate(computed.measures):
            yield _measure_score(
                computed, run, i, column,
                weight=plain(card.weight[i, k]),
                contribution=plain(card.contribution[i, k]),
                median=number(computed.measure_medians[i, k]),
            )  # fmt: skip
        for b, column in enumerate(computed.bonus):
            yield _measure_score(
                computed, run, i, column, contribution=plain(card.bonus_contribution[i, b])
            )
        for q, column in enumerate(computed.deductions):
            yield _measure_score(
                computed, run, i, column, contribution=plain(card.deduction_contribution[i, q])
            )


def _measure_score(
    computed: Computed,
    run: ScoreRun,
    i: int,
    column: Column,
    *,
    weight: float = 0.0,
    contribution: float,
    median: float | None = None,
) -> MeasureScore:
    return MeasureScore(
        run=run,
        manager_id=computed.inputs.managers[i].staff_no,
        measure_code=column.measure.code,
        status=str(column.scored.status[i]),
        value=column.values[i],
        full_target=column.full_targets[i],
        target=column.targets[i],
        completion=completion_of(column.measure, column.scored.uncapped[i]),
        uncapped=column.scored.uncapped[i],
        score=number(column.scored.score[i]),
        weight=weight,
        contribution=contribution,
        peer_median=median,
    )


def rorac_cells(computed: Computed, run: ScoreRun) -> Iterator[RoracCell]:
    """Yield the cells manager x product x part that are not zero throughout."""
    rorac, products = computed.profit.rorac, computed.profit.products
    cells = rorac.book
    for row in range(len(cells)):
        amounts = {
            "income": int(cells.income[row]),
            "funding_cost": int(cells.funding_cost[row]),
            "management_cost": int(rorac.management_cost[row]),
            "fixed_cost": int(rorac.fixed_cost[row]),
            "risk_cost": int(cells.risk_cost[row]),
            "tax": int(cells.tax[row]),
        }
        if not any(amounts.values()):
            continue
        product = int(cells.product[row])
        yield RoracCell(
            run=run,
            manager_id=computed.inputs.managers[int(cells.manager[row])].staff_no,
            product_id=products[product] if product >= 0 else None,
            part=int(cells.part[row]),
            rorac=int(rorac.rorac[row]),
            age=rorac.age[row],
            k0=rorac.k0[row],
            **amounts,
        )


def pool_shares(computed: Computed, run: ScoreRun) -> Iterator[PoolShare]:
    """Yield what each pool put on each cell."""
    allocation, products = computed.profit.rorac.allocation, computed.profit.products
    cells = allocation.book
    for pool, cell, amount in zip(allocation.pool, allocation.cell, allocation.amount, strict=True):
        kind, name, driver, branch, _total = computed.inputs.pools[int(pool)]
        product = int(cells.product[cell])
        yield PoolShare(
            run=run,
            manager_id=computed.inputs.managers[int(cells.manager[cell])].staff_no,
            pool=name,
            kind=kind,
            driver=driver,
            branch_code=branch,
            product_id=products[product] if product >= 0 else None,
            part=int(cells.part[cell]),
            amount=int(amount),
        )


def unallocated_pools(computed: Computed, run: ScoreRun) -> Iterator[UnallocatedPool]:
    """Yield the pools that found no driver or nobody."""
    for index in computed.profit.rorac.allocation.unallocated:
        kind, name, driver, branch, amount = computed.inputs.pools[index]
        yield UnallocatedPool(
            run=run, pool=name, kind=kind, driver=driver, branch_code=branch, amount=amount
        )


def unscored_books(computed: Computed, run: ScoreRun) -> Iterator[UnscoredBook]:
    """Yield the books of who takes no part, and what belongs to nobody."""
    outside = computed.book.frame[computed.book.who == NOBODY]
    sums: Any = outside.groupby(["manager", "product", "part"], sort=True)[FACT_SUMS].sum()
    for (staff, product, part), amounts in zip(
        sums.index, sums.itertuples(index=False), strict=True
    ):
        yield UnscoredBook(
            run=run,
            manager_id=staff or None,
            product_id=product,
            part=int(part),
            **{name: int(amount) for name, amount in zip(FACT_SUMS, amounts, strict=True)},
        )


def number(value: float) -> float | None:
    """Return a plain float, or None for what is not a number."""
    return None if math.isnan(value) else plain(value)


def plain(value: float) -> float:
    """Return a plain float; -0.0, which no database gives back, is 0.0."""
    return float(value) + 0.0
